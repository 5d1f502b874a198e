/** One past run: its report shown or written again, its checks asked again today. */
import { NoRunError, StoreError, type StoreTrouble } from '../../core/errors.ts';
import type { AskedAgain, Reverification } from '../../core/run/history.ts';
import type { Learn } from '../../core/progress/known.ts';
import type { Check, RunRecord } from '../../core/run/report.ts';
import type { Shape } from '../../core/shape/shape.ts';
import { requireReports } from '../../files/report-folder.ts';
import type { Store, StoreAt } from '../../store/port/port.ts';
import type { LedgerRun, Recalled } from '../../store/port/ledger.ts';
import { withStore } from '../with-store.ts';
import { reportText } from '../../view/report/report-text.ts';
import { lackingReports } from './lacking-reports.ts';
import { stepsLeft } from '../finish/left.ts';
import { removedIds } from './ledger-ids.ts';
import { recall, recallWhole, recordOf, whereItIs, writeFiles, type Finished } from './recall.ts';

export interface ShowRequest extends StoreAt {
  readonly run: number;
  /** How many IDs of each list are given back. */
  readonly show: number;
  /** Where the report is written again, or null. */
  readonly reports: string | null;
  /** Given the lines of report.txt one by one, or null where they are not wanted. */
  readonly print: ((line: string) => void) | null;
  readonly learn: Learn;
}

/** A run's report from the ledger alone; throws a `NoRunError` where the store has no such run. */
export function showRun(request: ShowRequest): Promise<Finished> {
  const { reports, print } = request;
  return withStore(request, 'read-only', async (store) => {
    const { ledger } = store;
    const record = await recordNamed(store, request.run);
    request.learn({ run: record.run });
    const found = await recall(ledger, record, request.show);
    const folder =
      reports === null ? whereItIs(found).folder : await writeFiles(ledger, reports, found.report);
    if (print !== null)
      for await (const line of reportText(found.report, removedIds(ledger, record.run))) print(line);
    return { ...found, folder };
  });
}

export interface VerifyRequest {
  /** Null for every run of the ledger. */
  readonly run: number | null;
  readonly show: number;
  /** The folder of reports that are compared with the ledger. */
  readonly reports: string;
  /** Was that folder named? Then it must be there, unless a run has its report still to come. */
  readonly named: boolean;
}

/** Asks of one run, or of every run, what can be asked today, and SQLite's own check, once; looks for reports beside it. */
export async function reverify(at: StoreAt, request: VerifyRequest): Promise<Reverification> {
  const { run, reports, named } = request;
  const found = await withStore(at, 'read-only', async (store) => {
    // One that is not finished may be the first of that folder.
    if (named && (await store.ledger.unfinishedRuns()).length === 0) requireReports(reports);
    const records = run === null ? await everyRecord(store) : [await recordNamed(store, run)];
    // Of one moment, whatever others write meanwhile, and of whatever tables.
    return store.snapshot(async () => {
      const { shape, trouble } = await shapeNow(store);
      return { runs: await askAgain(store, records, { shape, show: request.show }), trouble };
    });
  });
  return { ...found, integrity: await integrityNow(at), ...(await lackingReports(at, reports)) };
}

/** A shape that is refused today leaves check 2 to be asked: the customers' own table is there. */
async function shapeNow(
  store: Store,
): Promise<{ readonly shape: Shape | null; readonly trouble: StoreTrouble | null }> {
  try {
    return { shape: await store.shape(), trouble: null };
  } catch (error) {
    return { shape: null, trouble: refusedShape(error) };
  }
}

async function integrityNow(at: StoreAt): Promise<string> {
  try {
    return await at.engine.integrity(at);
  } catch (error) {
    const { shape } = refusedShape(error);
    return shape.why === 'not-understood' ? `not asked: ${shape.found}` : 'not asked';
  }
}

/** Throws every other error. */
function refusedShape(error: unknown): Extract<StoreTrouble, { readonly reason: 'shape' }> {
  if (error instanceof StoreError && error.trouble.reason === 'shape') return error.trouble;
  throw error;
}

interface Asking {
  /** Once for all runs: every table of the store is looked at for it. */
  readonly shape: Shape | null;
  readonly show: number;
}

async function askAgain(
  store: Store,
  records: readonly RunRecord[],
  asking: Asking,
): Promise<readonly AskedAgain[]> {
  const runs: AskedAgain[] = [];
  for (const record of records) runs.push(await askRun(store, record, asking));
  return runs;
}

async function askRun(store: Store, record: RunRecord, { shape, show }: Asking): Promise<AskedAgain> {
  const { run, committedAt, removals } = record;
  const recalled = await recallWhole(store, record);
  const checks = shape === null ? [await recalled.absent()] : await checksNow(recalled, shape, record);
  const missing = await stepsLeft(store.ledger, run);
  const finished = missing.length === 0;
  return { run, committedAt, removals, finished, missing, checks, ...(await recalled.back(show)) };
}

async function checksNow(recalled: Recalled, shape: Shape, record: RunRecord): Promise<readonly Check[]> {
  const { absent, nothingLeft } = await recalled.since(shape, record);
  return [absent, nothingLeft, ...(await recalled.loansSince(shape, record.loanDigests))];
}

async function recordNamed({ ledger, path }: Store, run: number): Promise<RunRecord> {
  const known = await ledger.runOf(run);
  if (known === null) throw new NoRunError(`${path} has no run ${run}`);
  return recordOf(known);
}

/** Oldest first. */
async function everyRecord({ ledger }: Store): Promise<readonly RunRecord[]> {
  const runs: LedgerRun[] = [];
  for await (const known of ledger.pastRuns({ since: null, customer: null })) runs.push(known);
  // Of several that cannot be read the oldest is told.
  return runs.reverse().map(recordOf);
}
