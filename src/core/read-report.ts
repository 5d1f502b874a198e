/** What of a report is compared with the ledger. */
import * as z from 'zod';
import type { Head } from './report.ts';

export interface ReadReport {
  readonly run: number;
  readonly sha256: string;
  readonly removedIds: readonly number[];
  readonly ledger: Head;
}

const schema = z.object({
  schema: z.literal('lms-import/report'),
  file: z.object({ sha256: z.string() }),
  report: z.object({
    run: z.int(),
    truncated: z.boolean(),
    removedIds: z.array(z.int()),
    ledger: z.object({ store: z.string(), link: z.int(), digest: z.string() }).nullish(),
  }),
});

/** The report, or why the text is none that can be compared. */
export function parseReport(text: string): ReadReport | 'not-a-report' | 'truncated' | 'no-chain' {
  const parsed = schema.safeParse(jsonOrNull(text));
  if (!parsed.success) return 'not-a-report';
  const { file, report } = parsed.data;
  if (report.truncated) return 'truncated';
  if (report.ledger == null) return 'no-chain';
  return { run: report.run, sha256: file.sha256, removedIds: report.removedIds, ledger: report.ledger };
}

/** What stands before the lists of IDs of a report. */
export type ReportHead = Pick<ReadReport, 'run' | 'ledger'>;

/** Of the beginning of a report, however many IDs follow; null where it is none of ours, or from before there was a chain. */
export function parseReportHead(start: string): ReportHead | null {
  const lists = start.indexOf('"removedIds"');
  if (lists < 0) return null;
  const whole = `${start.slice(0, lists).trimEnd().replace(/,$/, '')}, "removedIds": []}}`;
  const parsed = schema.safeParse(jsonOrNull(whole));
  if (!parsed.success || parsed.data.report.ledger == null) return null;
  const { run, ledger } = parsed.data.report;
  return { run, ledger };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
