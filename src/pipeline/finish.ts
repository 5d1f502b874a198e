/** Finish: what is left of a committed run, each step noted in the ledger: scrub, checks again, report. */
import { StoreError, UnverifiedError, type Unverified } from '../core/errors.ts';
import type { Progress } from '../core/progress.ts';
import type { AfterRecord, Report, RunRecord, ScrubRecord } from '../core/report.ts';
import {
  checkScrub,
  parseAfterRecord,
  parseReported,
  parseScrubRecord,
  reportOf,
} from '../core/run-record.ts';
import { writeReport } from '../output/report-folder.ts';
import { checkAbsent, checkNothingLeft } from '../store/checks.ts';
import * as ledger from '../store/ledger.ts';
import { closeStore, openStore, type Store } from '../store/open.ts';
import { readShape } from '../store/read-shape.ts';
import type { StoreAt } from '../store/trouble.ts';
import { reportJsonChunks } from '../view/report-json.ts';
import { reportText } from '../view/report-text.ts';
import { scrubStore } from './scrub-store.ts';

export interface Finish extends StoreAt {
  /** Where the run's folder goes. */
  readonly reports: string;
  readonly now: () => Date;
  readonly progress: Progress;
}

export interface Finished {
  readonly report: Report;
  /** The run's folder; null where the ledger does not know it. */
  readonly folder: string | null;
}

/**
 * Finishes a run that has committed; no descriptor on the store may be open in this process.
 * Throws `UnverifiedError` alone: after a commit nothing is an ordinary failure. A report is written all the same.
 */
export function finish(run: RunRecord, how: Finish): Finished {
  const scrubbed = attempt(run, how, { reason: 'scrub-incomplete', work: () => scrubStep(run, how) });
  const verified = attempt(run, how, { reason: 'internal', work: () => verifyStep(run, how) });
  const finishedAt = how.now().toISOString();
  const report = reportOf(run, { scrub: scrubbed.value, after: verified.value, finishedAt });
  const written = attempt(run, how, { reason: 'report-not-written', work: () => reportStep(report, how) });
  for (const step of [scrubbed, verified, written]) step.raise();
  const failed = report.checks.filter((check) => !check.passed).map(({ check }) => check);
  if (!report.verified || written.value === null) {
    throw new UnverifiedError({ reason: 'check-failed', run: run.run, checks: failed });
  }
  return { report, folder: written.value };
}

interface Step<T> {
  readonly value: T | null;
  raise(): void;
}

/** Runs one step; a failure is kept until the report that tells of it has been written. */
function attempt<T>(
  { run }: RunRecord,
  how: Finish,
  step: { readonly reason: Exclude<Unverified['reason'], 'check-failed'>; readonly work: () => T },
): Step<T> {
  try {
    return { value: step.work(), raise: () => undefined };
  } catch (cause) {
    const trouble = troubleOf({ run, reason: step.reason, reports: how.reports }, cause);
    return {
      value: null,
      raise: () => {
        throw new UnverifiedError(trouble, cause);
      },
    };
  }
}

function troubleOf(
  at: {
    readonly run: number;
    readonly reason: Exclude<Unverified['reason'], 'check-failed'>;
    readonly reports: string;
  },
  cause: unknown,
): Unverified {
  const { run, reason, reports } = at;
  const found = cause instanceof Error ? cause.message : String(cause);
  if (reason === 'report-not-written') return { reason, run, path: reports, found };
  // The store itself keeps the checks from being asked: no bug, and the checks are not passed.
  if (reason === 'internal' && cause instanceof StoreError)
    return { reason: 'check-failed', run, checks: [2, 3] };
  return { reason, run, found };
}

function scrubStep({ run }: RunRecord, how: Finish): ScrubRecord {
  const noted = reading(how, ({ db }) => ledger.findingOf(db, run, 'scrubbed'));
  const known = noted === null ? null : parseScrubRecord(noted.finding);
  if (known !== null && checkScrub(known).passed) return known;
  how.progress.step('scrub');
  const found = scrubStore(how, how.progress);
  note(how, run, { kind: 'scrubbed', finding: found });
  return found;
}

/** Checks 2 and 3 again and SQLite's own, on a fresh read-only connection, by the IDs in the ledger. */
function verifyStep({ run, orphans }: RunRecord, how: Finish): AfterRecord {
  const noted = reading(how, ({ db }) => ledger.findingOf(db, run, 'verified'));
  const known = noted === null ? null : parseAfterRecord(noted.finding);
  if (known !== null && passed(known)) return known;
  how.progress.step('verify');
  const before = new Map(orphans.map(({ table, rows }) => [table, rows]));
  const found = reading(how, (store) => {
    ledger.recallRemovals(store.db, run);
    return {
      absent: checkAbsent(store.db),
      nothingLeft: checkNothingLeft(store.db, readShape(store), before),
      integrity: ledger.integrity(store.db),
    };
  });
  note(how, run, { kind: 'verified', finding: found });
  return found;
}

function passed({ absent, nothingLeft, integrity }: AfterRecord): boolean {
  return absent.passed && nothingLeft.passed && integrity === 'ok';
}

function reportStep(report: Report, how: Finish): string {
  how.progress.step('report');
  const { run, file } = report.run;
  const folder = reading(how, ({ db }) =>
    writeReport(how.reports, { run, sha256: file.sha256 }, [
      {
        name: 'report.json',
        chunks: reportJsonChunks(report, ledger.removedIds(db, run), ledger.linkedLoans(db, run)),
      },
      { name: 'report.txt', chunks: reportText(report, ledger.removedIds(db, run)) },
    ]),
  );
  // A run that is not verified stays unfinished, so that the same line asks again.
  if (report.verified) note(how, run, { kind: 'reported', finding: { folder } });
  return folder;
}

/** The report of a run that was finished before, from the ledger alone. */
export function recall(run: RunRecord, at: StoreAt): Finished {
  return reading(at, ({ db }) => {
    const finding = (kind: ledger.FindingKind) => ledger.findingOf(db, run.run, kind);
    const [scrub, after, reported] = [finding('scrubbed'), finding('verified'), finding('reported')];
    const report = reportOf(run, {
      scrub: scrub === null ? null : parseScrubRecord(scrub.finding),
      after: after === null ? null : parseAfterRecord(after.finding),
      finishedAt: reported?.at ?? run.committedAt,
    });
    return { report, folder: reported === null ? null : parseReported(reported.finding).folder };
  });
}

/** The first `most` of what a run removed, and of the loans that were linked to it. */
export function firstIds(
  run: number,
  at: StoreAt,
  most: number,
): { removed: number[]; linkedLoans: number[] } {
  return reading(at, ({ db }) => ({
    removed: firstOf(ledger.removedIds(db, run), most),
    linkedLoans: firstOf(ledger.linkedLoans(db, run), most),
  }));
}

function firstOf(ids: Iterable<number>, most: number): number[] {
  const first: number[] = [];
  for (const id of ids) {
    if (first.length === most) break;
    first.push(id);
  }
  return first;
}

/** Works on a fresh read-only connection. */
export function reading<T>(
  at: { readonly path: string; readonly seconds: number },
  work: (store: Store) => T,
): T {
  const store = openStore({ path: at.path, seconds: at.seconds, mode: 'read-only' });
  try {
    return work(store);
  } finally {
    closeStore(store);
  }
}

function note(how: Finish, run: number, found: { kind: ledger.FindingKind; finding: unknown }): void {
  const store = openStore({ path: how.path, seconds: how.seconds, mode: 'read-write' });
  try {
    ledger.noteFinding(store.db, run, { ...found, at: how.now().toISOString() });
  } finally {
    closeStore(store);
  }
}
