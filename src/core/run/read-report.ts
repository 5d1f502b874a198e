/** What of a report is compared with the ledger. */
import * as z from 'zod';
import type { DiagnosticDetails } from '../findings/diagnostics.ts';
import { jsonOrNull } from '../text/json-or-null.ts';
import type { Head } from './report.ts';

export interface ReadReport {
  readonly run: number;
  readonly removedIds: readonly number[];
  readonly linkedLoanIds: readonly number[];
  readonly ledger: Head;
  /** What it says of the run, by the keys of a run's record. */
  readonly facts: unknown;
  readonly counts: unknown;
  readonly scrub: unknown;
  readonly after: unknown;
  /** What follows from all of that. */
  readonly ending: { readonly verified: boolean; readonly checks: unknown; readonly integrity: unknown };
}

const schema = z.object({
  schema: z.literal('lms-import/report'),
  toolVersion: z.string(),
  file: z.object({ sha256: z.string() }).loose(),
  template: z.unknown(),
  counts: z.unknown(),
  report: z
    .object({
      run: z.int(),
      verified: z.boolean(),
      truncated: z.boolean(),
      checks: z.unknown(),
      checksInTransaction: z.unknown(),
      integrity: z.unknown(),
      scrub: z.unknown(),
      after: z.unknown(),
      removedIds: z.array(z.int()),
      linkedLoanIds: z.array(z.int()),
      ledger: z.object({ store: z.string(), link: z.int(), digest: z.string() }).nullish(),
    })
    .loose(),
});

/** The report, or why the text is none that can be compared. */
export function parseReport(text: string): ReadReport | DiagnosticDetails['report-invalid']['why'] {
  const parsed = schema.safeParse(jsonOrNull(text));
  if (!parsed.success) return 'not-a-report';
  const { toolVersion, file, template, counts, report } = parsed.data;
  const { run, truncated, ledger, removedIds, linkedLoanIds, scrub, after, ...rest } = report;
  if (truncated) return 'truncated';
  if (ledger === null && rest.finishedAt === null) return 'unfinished';
  if (ledger == null) return 'no-chain';
  const facts = { ...rest, run, toolVersion, file, template, checks: rest.checksInTransaction };
  const { verified, checks, integrity } = rest;
  const ending = { verified, checks, integrity };
  return { run, ledger, removedIds, linkedLoanIds, scrub, after, counts, facts, ending };
}

/** What stands before the lists of IDs of a report. */
export interface ReportHead {
  readonly run: number;
  readonly ledger: Head;
}

const headSchema = z.object({
  schema: z.literal('lms-import/report'),
  report: z.object({
    run: z.int(),
    ledger: z.object({ store: z.string(), link: z.int(), digest: z.string() }),
  }),
});

/** Of the beginning of a report, however many IDs follow; null where it is none of ours, or from before there was a chain. */
export function parseReportHead(start: string): ReportHead | null {
  const lists = start.indexOf('"removedIds"');
  if (lists < 0) return null;
  const whole = `${start.slice(0, lists).trimEnd().replace(/,$/, '')}, "removedIds": []}}`;
  const parsed = headSchema.safeParse(jsonOrNull(whole));
  return parsed.success ? parsed.data.report : null;
}
