/** Commit: when it is quiet, one transaction walks, compares, applies, checks and notes; or nothing happens. */
import { StaleError, StoreError } from '../../../core/errors.ts';
import { personalDataIn } from '../../../core/plan/personal-data.ts';
import type { Facts } from '../../../core/plan/facts.ts';
import { newRunRecord } from '../../../core/run/new-run.ts';
import type { OnProgress, Progress } from '../../../core/progress/progress.ts';
import type { Check } from '../../../core/run/report.ts';
import type { Shape } from '../../../core/shape/shape.ts';
import type { Commit, FoundUnderLock } from '../../port/commit.ts';
import type { LedgerRun } from '../../port/ledger.ts';
import { applyRemoval } from '../apply/apply.ts';
import { checkRemoval } from '../apply/checks.ts';
import { countBefore, digestedRows, type Before } from '../apply/counts.ts';
import { damagedTable, refuseDamaged } from '../apply/integrity.ts';
import { digestLoans } from '../apply/loan-digests.ts';
import type { Db } from '../connection/db.ts';
import type { Connection } from '../connection/open.ts';
import { waiting, withExclusiveLock } from '../connection/quiet.ts';
import { asDamaged } from '../erase/damaged.ts';
import { walk } from '../erase/walk.ts';
import { forgedIds } from '../ledger/lacking-ids.ts';
import { evidenceOf } from '../ledger/evidence.ts';
import { holdsIdsOf, lastEntry, nextRun, noteRun, removedByYes, runOf } from '../ledger/ledger.ts';
import { readRoots, readShape } from '../schema/read-shape.ts';
import { collectLoans, forgetLoans, readFacts } from '../selection/facts.ts';
import { identities } from '../selection/identities.ts';
import { movedSince } from './plan-lines.ts';

/**
 * Removes the chosen customers, wholly or not at all, and returns the run's number.
 * Throws `StaleError` where the facts are no longer the plan's, `StoreError` for everything that is the store's.
 */
export function commit(store: Connection, removal: Commit): number {
  const { progress } = removal;
  progress.step('wait');
  // Asked for anew under the lock; dropped here, their room is free by then.
  forgetLoans(store.db);
  return withExclusiveLock(store, {
    waitForReaders: true,
    onWait: waiting(progress),
    work: () => {
      progress.step('walk');
      // First: of reserved bytes that are not zero it says more than the walk, which refuses them, too.
      const shape = readShape(store);
      accountForPages(store, progress);
      progress.step('inspect');
      refuseDamaged(store);
      return removeLocked(store, removal, shape);
    },
    beforeCommit: (noted) => {
      progress.step('commit');
      removal.beforeCommit(noted);
    },
  }).run;
}

/** Throws a `StoreError` (`damaged`) where the walk cannot account for a page of the file. */
export function accountForPages(store: Connection, progress: Progress): void {
  try {
    walk(store.fd, readRoots(store.db), (done, total) => progress.count(done, total));
  } catch (error) {
    throw asDamaged(error, store.path, () => damagedTable(store.db));
  }
}

function removeLocked(store: Connection, removal: Commit, shape: Shape): LedgerRun {
  const { db } = store;
  const { progress } = removal;
  const run = nextRun(db);
  if (holdsIdsOf(db, run)) throw forgedIds(store.path, run);
  const facts = compare(store, removal, shape);
  const evidence = evidenceOf(db, facts, removal.now());
  const before = countBefore(db, shape, progress);
  progress.step('remove');
  const applied = applyRemoval(db, shape, {
    emptied: emptiedBy(facts, before),
    onProgress: (customers) => progress.count(customers, removal.removals),
  });
  progress.step('hash loans');
  const { file } = removal.run;
  const loans = digestLoans(db, shape, (done) => progress.count(done, digestedRows(before.loans)));
  progress.step('check');
  const counted = { rows: file.rows, blank: file.blankRows };
  const checks = checkRemoval(db, { loans, before, facts, applied, file: counted });
  refuseFailed(store, checks);
  progress.step('note');
  const record = newRunRecord(removal.run, {
    ...{ run, facts, checks, rows: before.rows, loanDigests: { before: before.loans, after: loans } },
    ...{ committedAt: removal.now(), removals: removal.removals },
    evidence,
    ...{ samples: applied.samples, idsRaisedTo: applied.raised?.to ?? null },
  });
  noteRun(db, record);
  // Read back before the commit: what a report is made of later is what the ledger gives.
  return noted(db, run);
}

/** The facts, which are the plan's; throws where anything that was agreed to has moved. */
function compare({ db }: Connection, removal: Commit, shape: Shape): Facts {
  const { progress } = removal;
  const count: OnProgress = (done, total) => progress.count(done, total);
  progress.step('compare');
  collectLoans(db);
  const facts = readFacts(db, shape, count);
  if (facts.names !== removal.planned.names) throw new StaleError({ reason: 'store-moved', why: 'written' });
  removal.judge(underLock(db, removal, shape));
  return facts;
}

function underLock(db: Db, { ask: { since, texts, saved } }: Commit, shape: Shape): FoundUnderLock {
  return {
    lastEntry: lastEntry(db),
    removedByYes: removedByYes(db, since()),
    moved: saved === null ? null : movedSince(db, shape, saved),
    personalData: personalDataIn(identities(db), texts),
  };
}

/** The tables that would hold no row: those to remove are as many as there are. */
function emptiedBy(facts: Facts, before: Before): ReadonlySet<string> {
  return new Set(
    facts.tables.filter(({ table, rows }) => rows === before.rows.get(table)).map(({ table }) => table),
  );
}

function noted(db: Db, run: number): LedgerRun {
  const known = runOf(db, run);
  if (known === null) throw new Error(`run ${run} is not in the ledger`);
  return known;
}

function refuseFailed(store: Connection, checks: readonly Check[]): void {
  const failed = checks.filter((check) => !check.passed).map(({ check }) => check);
  if (failed.length > 0) throw new StoreError({ reason: 'check-failed', path: store.path, checks: failed });
}
