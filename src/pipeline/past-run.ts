/** One past run: its report shown or written again, its checks asked again today. */
import { UsageError } from '../core/errors.ts';
import type { AskedAgain, Reverification } from '../core/history.ts';
import type { RunRecord } from '../core/report.ts';
import { checkLoansSince, checkSince, customersBack } from '../store/checks.ts';
import { integrity } from '../store/integrity.ts';
import * as ledger from '../store/ledger.ts';
import { withStore, type Store } from '../store/open.ts';
import { readShape } from '../store/read-shape.ts';
import type { StoreAt } from '../store/trouble.ts';
import { reportText } from '../view/report-text.ts';
import { removedIds } from './ledger-ids.ts';
import { recall, recordOf, writeFiles, type Finished } from './recall.ts';

export interface ShowRequest extends StoreAt {
  readonly run: number;
  /** How many IDs of each list are given back. */
  readonly show: number;
  /** Where the report is written again, or null. */
  readonly reports: string | null;
  /** Given the lines of report.txt one by one, or null where they are not wanted. */
  readonly print: ((line: string) => void) | null;
}

/** A run's report from the ledger alone; throws a `UsageError` where the store has no such run. */
export function showRun(request: ShowRequest): Finished {
  return withStore({ ...request, mode: 'read-only' }, (store) => {
    const record = recordNamed(store, request.run);
    const found = recall(store, record, request.show);
    const folder = request.reports === null ? found.folder : writeFiles(store, request.reports, found.report);
    if (request.print !== null) {
      const ids = removedIds(store.db, record.run);
      for (const line of reportText(found.report, ids)) request.print(line);
    }
    return { ...found, folder };
  });
}

/** Asks checks 2 and 3 of one run, or of every run, and SQLite's own check, once. */
export function reverify(
  at: StoreAt,
  { run, show }: { readonly run: number | null; readonly show: number },
): Reverification {
  return withStore({ ...at, mode: 'read-only' }, (store) => {
    const records = run === null ? everyRecord(store) : [recordNamed(store, run)];
    return { runs: askAgain(store, records, show), integrity: integrity(store.db) };
  });
}

function askAgain(store: Store, records: readonly RunRecord[], show: number): readonly AskedAgain[] {
  if (records.length === 0) return [];
  const { db } = store;
  // Once for all runs: every table of the store is looked at for it.
  const shape = readShape(store);
  return records.map((record) => {
    const { run, committedAt, removals, loanDigests } = record;
    ledger.recallRemovals(db, run);
    const { absent, nothingLeft } = checkSince(db, shape, record);
    const checks = [absent, nothingLeft, ...checkLoansSince(db, shape, loanDigests.after)];
    const finished = ledger.findingOf(db, run, 'reported') !== null;
    return { run, committedAt, removals, finished, checks, ...customersBack(db, show) };
  });
}

function recordNamed({ db, path }: Store, run: number): RunRecord {
  const known = ledger.runOf(db, run);
  if (known === null) throw new UsageError(`${path} has no run ${run}; see them:  lms-import history`);
  return recordOf(known);
}

function everyRecord({ db }: Store): readonly RunRecord[] {
  return [...ledger.pastRuns(db, { since: null, customer: null })].reverse().map(recordOf);
}
