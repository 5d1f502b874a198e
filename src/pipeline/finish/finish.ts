/** Finish: what is left of a committed run, each step noted in the ledger: scrub, checks again, report. */
import { OperationalError, StoreError, UnverifiedError } from '../../core/errors.ts';
import type { Progress } from '../../core/run/progress.ts';
import type { AfterRecord, Report, RunRecord, ScrubRecord } from '../../core/run/report.ts';
import { failedChecks, reportOf } from '../../core/run/run-record.ts';
import type { RunUnverified } from '../../core/run/unverified.ts';
import { headOf, isChained } from '../../store/sqlite/ledger/chain.ts';
import { checkSince } from '../../store/sqlite/apply/checks.ts';
import { integrity } from '../../store/sqlite/apply/integrity.ts';
import * as ledger from '../../store/sqlite/ledger/ledger.ts';
import { withStore, type Store } from '../../store/sqlite/connection/open.ts';
import { readShape } from '../../store/sqlite/schema/read-shape.ts';
import type { StoreAt } from '../../store/sqlite/connection/trouble.ts';
import { checksPassed, scrubDone } from './left.ts';
import { firstIds, recallWhole, writeFiles, type Finished } from '../past/recall.ts';
import { scrubStore } from './scrub-store.ts';

export interface Finish extends StoreAt {
  /** Where the run's folder goes. */
  readonly reports: string;
  readonly now: () => Date;
  /** The time of the ledger's last entry that somebody knows to be a wrong clock's (ISO 8601), or null. */
  readonly allowClock: string | null;
  readonly progress: Progress;
  /** How many IDs of each list are given back beside the report. */
  readonly show: number;
}

/**
 * Finishes a run that has committed; no descriptor on the store may be open in this process.
 * Throws `UnverifiedError` alone: after a commit nothing is an ordinary failure. A report is written all the same.
 */
export function finish(run: RunRecord, how: Finish): Finished {
  const scrubbed = attempt(run, how, { reason: 'scrub-incomplete', work: () => scrubStep(run, how) });
  // Before a scrub the checks that come after it would prove nothing.
  const verified =
    scrubbed.value === null
      ? NOT_ASKED
      : attempt(run, how, { reason: 'internal', work: () => verifyStep(run, how) });
  const finishedAt = how.now().toISOString();
  const findings = { scrub: scrubbed.value, after: verified.value, finishedAt, ledger: null };
  const written = attempt(run, how, {
    reason: 'report-not-written',
    work: () => reportStep(reportOf(run, findings), how),
  });
  const report = written.value?.report ?? reportOf(run, findings);
  const { folder = null } = written.value ?? {};
  // A run that is not verified stays unfinished, so that it is asked again.
  const noted =
    folder === null || !report.verified
      ? NOT_ASKED
      : attempt(run, how, { reason: 'not-noted', work: () => noteReported(report, folder, how) });
  raise(scrubbed, verified);
  // Before a report that could not be written: with a folder for it the run would be no more verified.
  if (!report.verified) throw new UnverifiedError(whatFailed(report), written.error?.cause);
  raise(written, noted);
  if (written.value === null) throw new UnverifiedError(whatFailed(report));
  return written.value;
}

/** Of a report whose every step was done: the checks that failed, else SQLite's own. */
function whatFailed(report: Report): RunUnverified {
  const { run } = report.run;
  const checks = failedChecks(report);
  if (checks.length > 0 || report.integrity === null)
    return { reason: 'check-failed', run, checks, found: null };
  return { reason: 'integrity', run, found: report.integrity };
}

interface Step<T> {
  readonly value: T | null;
  readonly error: UnverifiedError | null;
}

const NOT_ASKED: Step<never> = { value: null, error: null };

function raise(...steps: readonly Step<unknown>[]): void {
  for (const { error } of steps) if (error !== null) throw error;
}

/** Steps of finishing, by what it is called where one of them fails. */
type StepReason = Extract<
  RunUnverified['reason'],
  'scrub-incomplete' | 'internal' | 'report-not-written' | 'not-noted'
>;

/** Runs one step; a failure is kept until the report that tells of it has been written. */
function attempt<T>(
  { run }: RunRecord,
  how: Finish,
  step: { readonly reason: StepReason; readonly work: () => T },
): Step<T> {
  try {
    return { value: step.work(), error: null };
  } catch (cause) {
    const trouble = unverifiedBy(cause, { run, reason: step.reason, reports: how.reports });
    return { value: null, error: new UnverifiedError(trouble, cause) };
  }
}

/** What a failure after the commit is called: by its step, unless another program is in the way. */
export function unverifiedBy(
  cause: unknown,
  at: { readonly run: number; readonly reason: StepReason; readonly reports: string },
): RunUnverified {
  const { run, reason, reports } = at;
  const found = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof UnverifiedError && cause.trouble.reason === 'ledger-changed') return cause.trouble;
  if (reason === 'report-not-written') return { reason, run, path: reports, found };
  if (cause instanceof StoreError && cause.trouble.reason === 'locked') {
    const { seconds, by } = cause.trouble;
    return { reason: 'locked', run, seconds, by };
  }
  // The store itself keeps the checks from being asked: no bug, and none of them has failed.
  if (reason === 'internal' && cause instanceof OperationalError)
    return { reason: 'check-failed', run, checks: [], found };
  return { reason, run, found };
}

function scrubStep(record: RunRecord, how: Finish): ScrubRecord {
  const { run } = record;
  how.progress.phase('scrub');
  const done = reading(how, ({ db }) => scrubDone(db, run));
  if (done !== null) return done;
  const found = scrubStore({ ...how, mode: 'read-write' }, how.progress, ({ db }) => requireRun(db, record));
  note(how, record, { kind: 'scrubbed', finding: found });
  return found;
}

/** Another store may have been put at the path. */
function requireRun(db: Store['db'], record: RunRecord): void {
  if (!ledger.holdsRun(db, record)) throw new OperationalError('the store at this path is another one');
}

/** Checks 2 and 3 again and SQLite's own, on a fresh read-only connection, by the IDs in the ledger. */
function verifyStep(record: RunRecord, how: Finish): AfterRecord {
  const { run } = record;
  how.progress.phase('recheck');
  const passed = reading(how, ({ db }) => checksPassed(db, run));
  if (passed !== null) return passed;
  how.progress.step('verify');
  const found = reading(how, (store) => {
    requireRun(store.db, record);
    recallWhole(store.db, record);
    const since = checkSince(store.db, readShape(store), record);
    how.progress.step('integrity_check');
    how.progress.phase('integrity');
    return { ...since, integrity: integrity(store.db) };
  });
  note(how, record, { kind: 'verified', finding: found });
  return found;
}

function reportStep(found: Report, how: Finish): Finished & { readonly folder: string } {
  how.progress.step('report');
  how.progress.phase('report');
  const { run } = found.run;
  return reading(how, ({ db }) => {
    const report = { ...found, ledger: isChained(db) ? headOf(db) : null };
    const folder = writeFiles({ db }, how.reports, report);
    return { report, folder, ...firstIds(db, run, how.show) };
  });
}

function noteReported({ run, finishedAt, ledger: head }: Report, folder: string, how: Finish): void {
  note(how, run, { kind: 'reported', finding: { folder, finishedAt, ledger: head } });
}

/** Works on a fresh read-only connection. */
export function reading<T>({ path, seconds }: StoreAt, work: (store: Store) => T): T {
  return withStore({ path, seconds, mode: 'read-only' }, work);
}

function note(
  { path, seconds, now, progress }: Finish,
  run: RunRecord,
  found: { kind: ledger.FindingKind; finding: unknown },
): void {
  progress.phase('ledger');
  withStore({ path, seconds, mode: 'read-write' }, ({ db }) => {
    db.transaction(() => {
      if (ledger.holdsRun(db, run)) ledger.noteFinding(db, run.run, { ...found, at: now().toISOString() });
    }).immediate();
  });
}
