/** One past run: its report shown or written again, its checks asked again today. */
import { NoRunError, StoreError, type StoreTrouble } from '../../core/errors.ts';
import type { AskedAgain, Reverification } from '../../core/run/history.ts';
import type { Learn } from '../../core/run/known.ts';
import type { Check, RunRecord } from '../../core/run/report.ts';
import type { Shape } from '../../core/shape/shape.ts';
import { requireReports } from '../../files/report-folder.ts';
import { checkAbsent, checkLoansSince, checkSince, customersBack } from '../../store/sqlite/apply/checks.ts';
import type { Db } from '../../store/sqlite/connection/db.ts';
import { integrity } from '../../store/sqlite/apply/integrity.ts';
import * as ledger from '../../store/sqlite/ledger/ledger.ts';
import { withAsked, withStore, type Store } from '../../store/sqlite/connection/open.ts';
import { readShape } from '../../store/sqlite/schema/read-shape.ts';
import { translateErrors, type StoreAt } from '../../store/sqlite/connection/trouble.ts';
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
export function showRun(request: ShowRequest): Finished {
  return withStore({ ...request, mode: 'read-only' }, (store) => {
    const record = recordNamed(store, request.run);
    request.learn({ run: record.run });
    const found = recall(store, record, request.show);
    const folder =
      request.reports === null ? whereItIs(found).folder : writeFiles(store, request.reports, found.report);
    if (request.print !== null) {
      const ids = removedIds(store.db, record.run);
      for (const line of reportText(found.report, ids)) request.print(line);
    }
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
export async function reverify(
  at: StoreAt,
  { run, show, reports, named }: VerifyRequest,
): Promise<Reverification> {
  const found = withStore({ ...at, mode: 'read-only' }, (store) => {
    // One that is not finished may be the first of that folder.
    if (named && ledger.unfinishedRuns(store.db).length === 0) requireReports(reports);
    const records = run === null ? everyRecord(store) : [recordNamed(store, run)];
    // Of one moment, whatever others write meanwhile, and of whatever tables.
    const ask = store.db.transaction(() => {
      const { shape, trouble } = shapeNow(store);
      return { runs: askAgain(store, records, { shape, show }), trouble };
    });
    return ask();
  });
  return { ...found, integrity: integrityNow(at), ...(await lackingReports(at, reports)) };
}

/** A shape that is refused today leaves check 2 to be asked: the customers' own table is there. */
function shapeNow(store: Store): { readonly shape: Shape | null; readonly trouble: StoreTrouble | null } {
  try {
    return { shape: translateErrors(store, () => readShape(store)), trouble: null };
  } catch (error) {
    return { shape: null, trouble: refusedShape(error) };
  }
}

function integrityNow(at: StoreAt): string {
  try {
    return askIntegrity(at);
  } catch (error) {
    const { shape } = refusedShape(error);
    return shape.why === 'not-understood' ? `not asked: ${shape.found}` : 'not asked';
  }
}

/**
 * On a connection of its own that may write, and does not: for one that only reads SQLite does not ask the CHECK
 * constraints. Who may not write is told less.
 */
function askIntegrity(at: StoreAt): string {
  try {
    return withAsked(at, ({ db }) => integrity(db));
  } catch (error) {
    if (!(error instanceof StoreError) || error.trouble.reason !== 'read-only') throw error;
    return withStore({ ...at, mode: 'read-only' }, ({ db }) => integrity(db));
  }
}

/** Throws every other error. */
function refusedShape(error: unknown): Extract<StoreTrouble, { readonly reason: 'shape' }> {
  if (error instanceof StoreError && error.trouble.reason === 'shape') return error.trouble;
  throw error;
}

function askAgain(
  { db }: Store,
  records: readonly RunRecord[],
  // Once for all runs: every table of the store is looked at for it.
  { shape, show }: { readonly shape: Shape | null; readonly show: number },
): readonly AskedAgain[] {
  return records.map((record) => {
    const { run, committedAt, removals } = record;
    recallWhole(db, record);
    const checks = shape === null ? [checkAbsent(db)] : checksNow(db, shape, record);
    const missing = stepsLeft(db, run);
    const finished = missing.length === 0;
    return { run, committedAt, removals, finished, missing, checks, ...customersBack(db, show) };
  });
}

function checksNow(db: Db, shape: Shape, record: RunRecord): readonly Check[] {
  const { absent, nothingLeft } = checkSince(db, shape, record);
  return [absent, nothingLeft, ...checkLoansSince(db, shape, record.loanDigests)];
}

function recordNamed({ db, path }: Store, run: number): RunRecord {
  const known = ledger.runOf(db, run);
  if (known === null) throw new NoRunError(`${path} has no run ${run}`);
  return recordOf(known);
}

function everyRecord({ db }: Store): readonly RunRecord[] {
  return [...ledger.pastRuns(db, { since: null, customer: null })].reverse().map(recordOf);
}
