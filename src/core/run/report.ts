/** What a finished run can prove: the checks, and the report that holds them. Made from the ledger alone. */
import type * as z from 'zod';
import type { DeepReadonly } from '../deep-readonly.ts';
import type {
  afterRecordSchema,
  check,
  digest,
  file,
  head,
  runRecordSchema,
  scrubRecordSchema,
} from '../documents/ledger-schemas.ts';

/** One check's answer: what was expected, what the store said. */
export type Check = DeepReadonly<z.infer<typeof check>>;

export type CheckNumber = Check['check'];

/** What happened to one table, as the store's own counts say. */
export type TableChange = RunRecord['tables'][number];

/** A digest over rows of one table, independent of where they lie. */
export type TableDigest = DeepReadonly<z.infer<typeof digest>>;

/** Of loan-level rows before and after a removal. */
export type LoanDigests = RunRecord['loanDigests'];

/** What the input file was. */
export type FileFacts = DeepReadonly<z.infer<typeof file>>;

/** How the removal was agreed to. */
export type Consent = RunRecord['consent'];

/** What an auditor asks of a run beside what was removed. */
export type Evidence = NonNullable<RunRecord['evidence']>;

/** The saved plan that a run applied. */
export type AppliedPlan = NonNullable<RunRecord['plan']>;

/** What the ledger holds of a run from the moment it commits. Times are ISO 8601, UTC. */
export type RunRecord = DeepReadonly<z.infer<typeof runRecordSchema>>;

/** What the scrub found and did, in bytes and pages of the store's file. */
export type ScrubRecord = DeepReadonly<z.infer<typeof scrubRecordSchema>>;

/** A table in which SQLite keeps copies of values as live rows of its own: those of deleted rows may be among them. */
export interface LiveCopy {
  readonly table: string;
  readonly kind: 'samples' | 'full-text' | 'boxes' | 'unknown';
  /** Sample rows; null where nobody can count what is old. */
  readonly rows: number | null;
  /** The SQL that frees the old ones, for the next scrub to clear; null where there is none. */
  readonly frees: string | null;
}

/** What a scrub alone found, did and proved. */
export interface ScrubbedStore {
  readonly scrub: ScrubRecord;
  /** Check 7. */
  readonly check: Check;
  /** Runs of its ledger that are not finished, oldest first. */
  readonly unfinished: readonly number[];
  /** What a scrub cannot reach. */
  readonly copies: readonly LiveCopy[];
}

/** What was asked again after the scrub, on a fresh read-only connection. */
export type AfterRecord = DeepReadonly<z.infer<typeof afterRecordSchema>>;

/** Where a ledger's chain ends. A report carries it, so that a cut or a rewritten chain can be told later. */
export type Head = DeepReadonly<z.infer<typeof head>>;

/** One value from which report.json and report.txt are made; the removed IDs are streamed beside it. */
export interface Report {
  readonly run: RunRecord;
  readonly verified: boolean;
  /** Null where the run is not finished. */
  readonly finishedAt: string | null;
  readonly checks: readonly Check[];
  readonly scrub: ScrubRecord | null;
  readonly integrity: string | null;
  readonly after: AfterRecord | null;
  /** Where the ledger's chain ended when the report was written; null in reports from before there was one. */
  readonly ledger: Head | null;
}

/** Why a report is not verified, as the contract names it. */
export function reasonOf({
  scrub,
  checks,
  integrity,
}: Report): 'scrub-incomplete' | 'check-failed' | 'integrity' {
  if (scrub === null) return 'scrub-incomplete';
  return integrity === null || checks.some(({ passed }) => !passed) ? 'check-failed' : 'integrity';
}
