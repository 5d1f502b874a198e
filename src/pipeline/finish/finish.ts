/** Finish: what is left of a committed run, each step noted in the ledger: scrub, checks again, report. */
import { OperationalError, StoreError, UnverifiedError } from '../../core/errors.ts';
import type { Progress } from '../../core/progress/progress.ts';
import type { AfterRecord, Report, RunRecord, ScrubRecord } from '../../core/run/report.ts';
import { failedChecks, reportOf } from '../../core/run/run-record.ts';
import type { RunUnverified } from '../../core/run/unverified.ts';
import type { Store, StoreAt } from '../../store/port/port.ts';
import type { NewFinding } from '../../store/port/ledger.ts';
import { withStore } from '../with-store.ts';
import { checksPassed, scrubDone } from './left.ts';
import { firstIds, recallWhole, writeFiles, type Finished } from '../past/recall.ts';

export interface FinishRequest extends StoreAt {
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
export async function finish(run: RunRecord, request: FinishRequest): Promise<Finished> {
  const scrubbed = await attempt(run, request, {
    reason: 'scrub-incomplete',
    work: () => scrubStep(run, request),
  });
  // Before a scrub the checks that come after it would prove nothing.
  const verified =
    scrubbed.value === null
      ? NOT_ASKED
      : await attempt(run, request, { reason: 'internal', work: () => verifyStep(run, request) });
  const finishedAt = request.now().toISOString();
  const findings = { scrub: scrubbed.value, after: verified.value, finishedAt, ledger: null };
  const written = await attempt(run, request, {
    reason: 'report-not-written',
    work: () => reportStep(reportOf(run, findings), request),
  });
  const report = written.value?.report ?? reportOf(run, findings);
  const { folder = null } = written.value ?? {};
  // A run that is not verified stays unfinished, so that it is asked again.
  const noted =
    folder === null || !report.verified
      ? NOT_ASKED
      : await attempt(run, request, {
          reason: 'not-noted',
          work: () => noteReported(report, folder, request),
        });
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
async function attempt<T>(
  { run }: RunRecord,
  request: FinishRequest,
  step: { readonly reason: StepReason; readonly work: () => Promise<T> },
): Promise<Step<T>> {
  try {
    return { value: await step.work(), error: null };
  } catch (cause) {
    const trouble = unverifiedBy(cause, { run, reason: step.reason, reports: request.reports });
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

async function scrubStep(record: RunRecord, request: FinishRequest): Promise<ScrubRecord> {
  request.progress.step('look at notes');
  const done = await withStore(request, 'read-only', ({ ledger }) => scrubDone(ledger, record.run));
  if (done !== null) return done;
  const finding = await request.engine.erase(request, record, request.progress);
  await note(request, record, { kind: 'scrubbed', finding });
  return finding;
}

/** Another store may have been put at the path. */
async function requireRun({ ledger }: Store, record: RunRecord): Promise<void> {
  if (!(await ledger.holdsRun(record))) throw new OperationalError('the store at this path is another one');
}

/** Checks 2 and 3 again and SQLite's own, on a fresh read-only connection, by the IDs in the ledger. */
async function verifyStep(record: RunRecord, request: FinishRequest): Promise<AfterRecord> {
  request.progress.step('recheck');
  const passed = await withStore(request, 'read-only', ({ ledger }) => checksPassed(ledger, record.run));
  if (passed !== null) return passed;
  request.progress.step('verify');
  const finding = await withStore(request, 'read-only', (store) => verifyIn(store, record, request));
  await note(request, record, { kind: 'verified', finding });
  return finding;
}

async function verifyIn(store: Store, record: RunRecord, { progress }: FinishRequest): Promise<AfterRecord> {
  await requireRun(store, record);
  const recalled = await recallWhole(store, record);
  const since = await recalled.since(await store.shape(), record);
  progress.step('integrity_check');
  return { ...since, integrity: await store.integrity() };
}

function reportStep(found: Report, request: FinishRequest): Promise<Finished & { readonly folder: string }> {
  request.progress.step('report');
  return withStore(request, 'read-only', async ({ ledger }) => {
    const report = { ...found, ledger: await ledger.head() };
    const folder = await writeFiles(ledger, request.reports, report);
    return { report, folder, ...(await firstIds(ledger, found.run.run, request.show)) };
  });
}

function noteReported(
  { run, finishedAt, ledger: head }: Report,
  folder: string,
  request: FinishRequest,
): Promise<void> {
  return note(request, run, { kind: 'reported', finding: { folder, finishedAt, ledger: head } });
}

function note(request: FinishRequest, run: RunRecord, finding: Omit<NewFinding, 'at'>): Promise<void> {
  request.progress.step('note a finding');
  return withStore(request, 'read-write', ({ ledger }) =>
    ledger.note(run, { ...finding, at: request.now().toISOString() }),
  );
}
