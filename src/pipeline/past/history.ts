/** History: past runs as the ledger has them, and whether the ledger is still what was written. */
import { basename } from 'node:path';
import type { AskedCustomer, HistoryCheck, LedgerTrouble, PastRun } from '../../core/run/history.ts';
import { jsonOrNull } from '../../core/text/json-or-null.ts';
import type { Head, RunRecord } from '../../core/run/report.ts';
import { recordIn } from '../../core/run/run-record.ts';
import { readReport, type ReadReport } from '../../sources/report.ts';
import type { StoreAt } from '../../store/port/port.ts';
import type { Ledger, RunFilter } from '../../store/port/ledger.ts';
import { withStore } from '../with-store.ts';
import { isReportOf } from './same-report.ts';

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
  /** Null where the request names none. */
  readonly customer: AskedCustomer | null;
}

/** The runs that fit the request, newest first. */
export function history(at: StoreAt, request: HistoryRequest): Promise<History> {
  return withStore(at, 'read-only', async (store) => {
    const runs: PastRun[] = [];
    const { since, customer: id } = request;
    const customer = id === null ? null : { id, inStore: await store.isThere(id) };
    for await (const { sha256, record, ...known } of store.ledger.pastRuns({ since, customer: id })) {
      const past: PastRun = { ...known, record: recordIn(jsonOrNull(record)) };
      if (!isOfFile(past.record, sha256, request.file)) continue;
      if (runs.length === request.limit) return { runs, truncated: true, customer };
      runs.push(past);
    }
    return { runs, truncated: false, customer };
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
  return withStore(at, 'read-only', async (store) => {
    const { ledger } = store;
    await ledger.requireUpToDate();
    // One snapshot: a run that another process commits meanwhile is no trouble.
    return store.snapshot(() => checkLedger(ledger, read));
  });
}

async function checkLedger(ledger: Ledger, report: ReadReport | null): Promise<HistoryCheck> {
  const troubles: LedgerTrouble[] = [];
  let found = 0;
  const note = (trouble: LedgerTrouble | null) => {
    if (trouble === null) return;
    found += 1;
    if (troubles.length < NAMED) troubles.push(trouble);
  };
  for await (const trouble of ledger.troubles()) note(trouble);
  const head = (await ledger.head()) ?? NO_CHAIN;
  if (report !== null) note(await troubleWith(ledger, head, report));
  return { links: head.link, head, troubles, found };
}

const NO_CHAIN: Head = { store: '', link: 0, digest: '' };

async function troubleWith(ledger: Ledger, head: Head, report: ReadReport): Promise<LedgerTrouble | null> {
  const { run, ledger: known } = report;
  if (known.store !== head.store) return { run, why: 'another-store' };
  if (known.link > head.link) return { run, why: 'cut-off' };
  if ((await ledger.digestAt(known.link)) !== known.digest) return { run, why: 'rewritten' };
  return (await isReportOf(ledger, report)) ? null : { run, why: 'report-differs' };
}
