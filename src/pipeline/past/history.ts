/** History: past runs as the ledger has them, and whether the ledger is still what was written. */
import { basename } from 'node:path';
import type { HistoryCheck, LedgerTrouble, PastRun } from '../../core/run/history.ts';
import { jsonOrNull } from '../../core/text/json-or-null.ts';
import type { RunRecord } from '../../core/run/report.ts';
import { recordIn } from '../../core/run/run-record.ts';
import { readReport, type ReadReport } from '../../sources/report.ts';
import { digestAt, headOf } from '../../store/sqlite/ledger/chain.ts';
import { checkChain } from '../../store/sqlite/ledger/check-chain.ts';
import { pastRuns, type RunFilter } from '../../store/sqlite/ledger/ledger.ts';
import { isReportOf } from './same-report.ts';
import type { Db } from '../../store/sqlite/connection/db.ts';
import { requireUpToDate, withStore } from '../../store/sqlite/connection/open.ts';
import type { StoreAt } from '../../store/sqlite/connection/trouble.ts';

export interface HistoryRequest extends RunFilter {
  /** A file's name, the folder before it left out of account, or 8 or more first digits of its sha256. */
  readonly file: string | null;
  readonly limit: number;
}

export interface History {
  /** Newest first. */
  readonly runs: readonly PastRun[];
  /** True where there are more than `limit`. */
  readonly truncated: boolean;
}

/** The runs that fit the request, newest first. */
export function history(at: StoreAt, request: HistoryRequest): History {
  return withStore({ ...at, mode: 'read-only' }, ({ db }) => {
    const runs: PastRun[] = [];
    const { since, customer } = request;
    for (const { run, committedAt, sha256, record, finished } of pastRuns(db, { since, customer })) {
      const past: PastRun = {
        run,
        committedAt,
        finished: finished === 1,
        record: recordIn(jsonOrNull(record)),
      };
      if (!isOfFile(past.record, sha256, request.file)) continue;
      if (runs.length === request.limit) return { runs, truncated: true };
      runs.push(past);
    }
    return { runs, truncated: false };
  });
}

/** A run whose row cannot be read may be of any name: it is among those found, and says so. Its hash stands beside the row. */
function isOfFile(record: RunRecord | null, sha256: string, file: string | null): boolean {
  if (file === null) return true;
  const isHash = /^[0-9a-f]{8,64}$/i.test(file);
  if (isHash && sha256.startsWith(file.toLowerCase())) return true;
  return record === null ? !isHash : record.file.name === basename(file);
}

/** Most troubles that are named; the count goes on. */
const NAMED = 20;

/** Walks the ledger's chain, and compares it with a report where one is named: that alone shows a cut or a rewrite. */
export async function checkHistory(at: StoreAt, report: string | null): Promise<HistoryCheck> {
  const read = report === null ? null : await readReport(report);
  return withStore({ ...at, mode: 'read-only' }, (store) => {
    const { db } = store;
    requireUpToDate(store);
    // One snapshot: a run that another process commits meanwhile is no trouble.
    return db.transaction(() => {
      const troubles: LedgerTrouble[] = [];
      let found = 0;
      for (const trouble of troublesOf(db, read)) {
        found += 1;
        if (troubles.length < NAMED) troubles.push(trouble);
      }
      const head = headOf(db);
      return { links: head.link, head, troubles, found };
    })();
  });
}

function* troublesOf(db: Db, report: ReadReport | null): Generator<LedgerTrouble> {
  yield* checkChain(db);
  if (report === null) return;
  const { run, ledger } = report;
  const head = headOf(db);
  if (ledger.store !== head.store) yield { run, why: 'another-store' };
  else if (ledger.link > head.link) yield { run, why: 'cut-off' };
  else if (digestAt(db, ledger.link) !== ledger.digest) yield { run, why: 'rewritten' };
  else if (!isReportOf(db, report)) yield { run, why: 'report-differs' };
}
