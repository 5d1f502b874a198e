/** Is a report what the ledger says of its run, in every fact that the ledger has? */
import type { OneByOne } from '../../core/one-by-one.ts';
import { isDeepStrictEqual } from 'node:util';
import { jsonOrNull } from '../../core/text/json-or-null.ts';
import type { RunRecord } from '../../core/run/report.ts';
import { parseAfterRecord, parseScrubRecord, recordIn, reportOf } from '../../core/run/run-record.ts';
import type { ReadReport } from '../../core/run/read-report.ts';
import type { Ledger } from '../../store/port/ledger.ts';
import { reportCounts } from '../../view/report/report-json.ts';

/**
 * Compares the run's record, its lists of IDs and its findings. When the report was finished is the report's own word: the
 * ledger notes it later, and a run that was killed between has two reports.
 */
export async function isReportOf(ledger: Ledger, report: ReadReport): Promise<boolean> {
  const { run } = report;
  const record = await recordOrNull(ledger, run);
  return (
    record !== null &&
    isDeepStrictEqual(recordIn(report.facts), record) &&
    isDeepStrictEqual(report.counts, reportCounts(record)) &&
    (await isList(report.removedIds, ledger.removedIds(run))) &&
    (await isList(report.linkedLoanIds, ledger.linkedLoans(run))) &&
    isFinding(report.scrub, await ledger.findingsOf(run, 'scrubbed')) &&
    isFinding(report.after, await ledger.findingsOf(run, 'verified')) &&
    isDeepStrictEqual(report.ending, endingOrNull(record, report))
  );
}

/** What follows from the findings that the report has; null where they are none. */
function endingOrNull(record: RunRecord, { scrub, after }: ReadReport): ReadReport['ending'] | null {
  try {
    const { verified, checks, integrity } = reportOf(record, {
      scrub: scrub === null ? null : parseScrubRecord(JSON.stringify(scrub)),
      after: after === null ? null : parseAfterRecord(JSON.stringify(after)),
      finishedAt: null,
      ledger: null,
    });
    return { verified, checks, integrity };
  } catch {
    return null;
  }
}

async function recordOrNull(ledger: Ledger, run: number): Promise<RunRecord | null> {
  const known = await ledger.runOf(run);
  return known === null ? null : recordIn(jsonOrNull(known.record));
}

async function isList(reported: readonly number[], recorded: OneByOne<number>): Promise<boolean> {
  let at = 0;
  for await (const id of recorded) {
    if (reported[at] !== id) return false;
    at += 1;
  }
  return at === reported.length;
}

/** One of those noted: a step that was stopped before its report was asked again. Null: it was not asked then. */
function isFinding(reported: unknown, recorded: readonly string[]): boolean {
  return reported === null || recorded.some((text) => isDeepStrictEqual(reported, jsonOrNull(text)));
}
