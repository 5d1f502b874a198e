/** Recall: a run as the ledger has it, and its report, made and written from that alone. */
import { UnverifiedError } from '../../core/errors.ts';
import { parseReportHead } from '../../core/run/read-report.ts';
import type { Report, RunRecord } from '../../core/run/report.ts';
import {
  parseAfterRecord,
  parseReported,
  parseRunRecord,
  parseScrubRecord,
  reportOf,
} from '../../core/run/run-record.ts';
import { reportHeadIn, writeReport } from '../../files/report-folder.ts';
import type { Store } from '../../store/port/port.ts';
import type { Ledger, LedgerRun, Recalled } from '../../store/port/ledger.ts';
import { reportJsonChunks } from '../../view/report/report-json.ts';
import { reportText } from '../../view/report/report-text.ts';
import { findingIn } from './findings.ts';
import { linkedLoans, removedIds } from './ledger-ids.ts';

export interface Finished {
  readonly report: Report;
  /** The run's folder; null where the ledger does not know it. */
  readonly folder: string | null;
  /** The first few of what was removed and of the loans that were linked to it; the report holds all. */
  readonly removed: readonly number[];
  readonly linkedLoans: readonly number[];
}

/** Writes both files of a report; its IDs are read from the ledger one by one. */
export function writeFiles(ledger: Ledger, reports: string, report: Report): Promise<string> {
  const { run, file, committedAt } = report.run;
  const [ids, loans] = [() => removedIds(ledger, run), linkedLoans(ledger, run)];
  return writeReport(reports, { run, sha256: file.sha256, committedAt }, [
    { name: 'report.json', chunks: reportJsonChunks(report, ids(), loans) },
    { name: 'report.txt', chunks: reportText(report, ids()) },
  ]);
}

/** The report of a run that was finished before, from the ledger alone; `show` is how many IDs are given with it. */
export async function recall(ledger: Ledger, run: RunRecord, show: number): Promise<Finished> {
  const of = { run: run.run };
  const reported = await findingIn(ledger, { ...of, kind: 'reported', parse: parseReported });
  const scrubbed = await findingIn(ledger, { ...of, kind: 'scrubbed', parse: parseScrubRecord });
  const verified = await findingIn(ledger, { ...of, kind: 'verified', parse: parseAfterRecord });
  const report = reportOf(run, {
    scrub: scrubbed?.found ?? null,
    after: verified?.found ?? null,
    finishedAt: reported?.found.finishedAt ?? reported?.at ?? null,
    ledger: reported?.found.ledger ?? null,
  });
  return { report, folder: reported?.found.folder ?? null, ...(await firstIds(ledger, run.run, show)) };
}

/** The same with its folder only where that run's report is found by the path that was noted: a store and its reports may be moved. */
export function whereItIs(finished: Finished): Finished {
  const { folder, report } = finished;
  const start = folder === null ? null : reportHeadIn(folder);
  const head = start === null ? null : parseReportHead(start);
  const there = head?.run === report.run.run && head.ledger.store === report.ledger?.store;
  return there ? finished : { ...finished, folder: null };
}

/** What the ledger says of a run that committed; where it says nothing sensible, a person must look. */
export function recordOf({ run, sha256, record }: LedgerRun): RunRecord {
  const parsed = readRecord(run, record);
  if (parsed.run === run && parsed.file.sha256 === sha256) return parsed;
  const found = 'its row is partly that of another run or file';
  throw new UnverifiedError({ reason: 'ledger-changed', run, found });
}

function readRecord(run: number, record: string): RunRecord {
  try {
    return parseRunRecord(record);
  } catch (error) {
    const found = 'its row cannot be read';
    throw new UnverifiedError({ reason: 'ledger-changed', run, found }, error);
  }
}

/** The customers of a run, who must be as many as it removed: of one that somebody took out nothing would be asked. */
export async function recallWhole(
  store: Store,
  { run, removals }: Pick<RunRecord, 'run' | 'removals'>,
): Promise<Recalled> {
  const recalled = await store.recall(run);
  const { listed } = recalled;
  if (listed === removals) return recalled;
  const found = `it lists ${listed} of ${removals} customers`;
  throw new UnverifiedError({ reason: 'ledger-changed', run, found });
}

/** The first `most` of what a run removed, and of the loans that were linked to it. */
export async function firstIds(
  ledger: Ledger,
  run: number,
  most: number,
): Promise<Pick<Finished, 'removed' | 'linkedLoans'>> {
  return {
    removed: await firstOf(removedIds(ledger, run), most),
    linkedLoans: await firstOf(linkedLoans(ledger, run), most),
  };
}

async function firstOf(ids: AsyncIterable<number>, most: number): Promise<number[]> {
  const first: number[] = [];
  for await (const id of ids) {
    if (first.length === most) break;
    first.push(id);
  }
  return first;
}
