/** Remove: when it is quiet, one transaction walks, compares, applies, checks and notes; or nothing happens. */
import { StaleError, StoreError } from '../../core/errors.ts';
import type { Facts } from '../../core/plan/facts.ts';
import type { Progress, OnProgress } from '../../core/run/progress.ts';
import type { Check, RunRecord, TableChange, TableDigest } from '../../core/run/report.ts';
import { parseRunRecord } from '../../core/run/run-record.ts';
import type { Shape } from '../../core/shape/shape.ts';
import { walk } from '../../store/sqlite/erase/walk.ts';
import { applyRemoval, type Applied } from '../../store/sqlite/apply/apply.ts';
import { checkRemoval } from '../../store/sqlite/apply/checks.ts';
import { countBefore, digestedRows, type Before } from '../../store/sqlite/apply/counts.ts';
import { collectLoans, forgetLoans, readFacts } from '../../store/sqlite/selection/facts.ts';
import { digestLoans } from '../../store/sqlite/apply/loan-digests.ts';
import { holdsIdsOf, nextRun, noteRun, runOf } from '../../store/sqlite/ledger/ledger.ts';
import { damagedTable, refuseDamaged } from '../../store/sqlite/apply/integrity.ts';
import type { Store } from '../../store/sqlite/connection/open.ts';
import { withExclusiveLock } from '../../store/sqlite/connection/quiet.ts';
import { readRoots, readShape } from '../../store/sqlite/schema/read-shape.ts';
import { asDamaged, forgedIds } from '../finish/damaged.ts';

/** What the run's record holds that the store does not know. */
export type RunFacts = Pick<
  RunRecord,
  | 'toolVersion'
  | 'actor'
  | 'user'
  | 'plan'
  | 'reason'
  | 'consent'
  | 'startedAt'
  | 'file'
  | 'template'
  | 'store'
  | 'alreadyRemoved'
>;

export interface Removal {
  /** The facts that the plan showed. */
  readonly planned: Facts;
  readonly removals: number;
  readonly run: RunFacts;
  /** Asked under the lock: throws a `StaleError` where anything that was agreed to has moved. */
  readonly compare: (shape: Shape) => void;
  readonly now: () => Date;
  readonly progress: Progress;
  /** Called right before COMMIT: from here on no signal may end the program. */
  readonly beforeCommit: (run: RunRecord) => void;
}

/**
 * Removes the chosen customers, wholly or not at all, and returns the run as the ledger now holds it.
 * Throws `StaleError` where the facts are no longer the plan's, `StoreError` for everything that is the store's.
 */
export function remove(store: Store, removal: Removal): RunRecord {
  const { progress } = removal;
  progress.phase('wait');
  // Asked for anew under the lock; dropped here, their room is free by then.
  forgetLoans(store.db);
  return withExclusiveLock(store, {
    exclusive: true,
    work: () => {
      progress.step('walk');
      progress.phase('walk');
      // First: of reserved bytes that are not zero it says more than the walk, which refuses them, too.
      const shape = readShape(store);
      accountForPages(store, progress);
      progress.step('inspect');
      progress.phase('inspect');
      refuseDamaged(store);
      return removeLocked(store, removal, shape);
    },
    beforeCommit: (run) => {
      progress.step('commit');
      progress.phase('commit');
      removal.beforeCommit(run);
    },
  });
}

/** Throws a `StoreError` (`damaged`) where the walk cannot account for a page of the file. */
export function accountForPages(store: Store, progress: Progress): void {
  try {
    walk(store.fd, readRoots(store.db), (done, total) => progress.count(done, total));
  } catch (error) {
    throw asDamaged(error, store.path, () => damagedTable(store.db));
  }
}

function removeLocked(store: Store, removal: Removal, shape: Shape): RunRecord {
  const { db } = store;
  const { progress } = removal;
  const count: OnProgress = (done, total) => progress.count(done, total);
  const run = nextRun(db);
  if (holdsIdsOf(db, run)) throw forgedIds(store.path, run);
  progress.step('compare');
  progress.phase('compare');
  collectLoans(db);
  const facts = readFacts(db, shape, count);
  if (facts.names !== removal.planned.names) throw new StaleError({ reason: 'store-moved', why: 'written' });
  removal.compare(shape);
  progress.phase('checks');
  const before = countBefore(db, shape, progress);
  progress.step('remove');
  progress.phase('remove');
  const applied = applyRemoval(db, shape, {
    emptied: emptiedBy(facts, before),
    onProgress: (customers) => progress.count(customers, removal.removals),
  });
  progress.step('hash loans');
  progress.phase('checks');
  const { file } = removal.run;
  const loans = digestLoans(db, shape, (done) => progress.count(done, digestedRows(before.loans)));
  progress.step('check');
  const checks = checkRemoval(db, {
    loans,
    before,
    facts,
    applied,
    file: { rows: file.rows, blank: file.blankRows },
  });
  refuseFailed(store, checks);
  progress.step('note');
  progress.phase('ledger');
  const record = recordOf(removal, { run, facts, before, loans, checks, applied });
  noteRun(db, record);
  // Read back before the commit: what a report is made of later is what the ledger gives.
  return ledgerRecord(db, record.run);
}

/** The tables that would hold no row: those to remove are as many as there are. */
function emptiedBy(facts: Facts, before: Before): ReadonlySet<string> {
  return new Set(
    facts.tables.filter(({ table, rows }) => rows === before.rows.get(table)).map(({ table }) => table),
  );
}

function ledgerRecord(db: Store['db'], run: number): RunRecord {
  const noted = runOf(db, run);
  if (noted === null) throw new Error(`run ${run} is not in the ledger`);
  return parseRunRecord(noted.record);
}

function refuseFailed(store: Store, checks: readonly Check[]): void {
  const failed = checks.filter((check) => !check.passed).map(({ check }) => check);
  if (failed.length > 0) throw new StoreError({ reason: 'check-failed', path: store.path, checks: failed });
}

interface Found {
  readonly run: number;
  readonly facts: Facts;
  readonly before: Before;
  readonly loans: readonly TableDigest[];
  readonly checks: readonly Check[];
  readonly applied: Applied;
}

function recordOf(removal: Removal, found: Found): RunRecord {
  const { run, facts, before, loans: digests, checks, applied } = found;
  const { customers, loans, shape, remains } = facts;
  return {
    ...removal.run,
    run,
    committedAt: removal.now().toISOString(),
    removals: removal.removals,
    remains,
    customers: { before: customers, after: customers - (removal.removals - remains) },
    tables: tableChanges(facts, before),
    loanTables: shape.loan.map((table) => ({ table, rows: before.rows.get(table) ?? 0 })),
    loanDigests: { before: before.loans, after: digests, ways: 'all' },
    linkedLoans: loans.linked,
    returned: facts.returned,
    idsRaisedTo: applied.raised?.to ?? null,
    loansLeftAlone: loans.leftAlone,
    customersWithOpenLoans: loans.customersWithOpen,
    notExamined: shape.notExamined,
    beside: shape.beside.map((one) => ({ ...one, rows: before.rows.get(one.table) ?? 0 })),
    orphans: facts.orphans,
    checks,
    samples: applied.samples,
    planDigest: facts.digest,
  };
}

/** Check 4 has compared these very numbers with the store's own counts. */
function tableChanges(facts: Facts, before: Before): readonly TableChange[] {
  return facts.tables.map(({ table, level, rows }) => {
    const held = before.rows.get(table) ?? 0;
    return { table, level, before: held, removed: rows, after: held - rows };
  });
}
