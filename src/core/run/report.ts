/** What a finished run can prove: the checks, and the report that holds them. Made from the ledger alone. */
import type { BesideRows } from '../shape/beside.ts';
import type { TableRows } from '../shape/table-rows.ts';

export type CheckNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** One check's answer: what was expected, what the store said. */
export interface Check {
  readonly check: CheckNumber;
  readonly expected: number | 'unchanged';
  readonly found: number | 'unchanged' | 'changed';
  readonly passed: boolean;
}

/** What happened to one table, as the store's own counts say. */
export interface TableChange {
  readonly table: string;
  readonly level: 'customer' | 'link';
  readonly before: number;
  readonly removed: number;
  readonly after: number;
}

/** A digest over rows of one table, independent of where they lie. */
export interface TableDigest {
  readonly table: string;
  /** How many rows it is over. */
  readonly rows: number;
  readonly sha256: string;
}

/** By which keys rows were taken for a linked loan's: every way to it, or, by earlier versions, the shortest of each table. */
export type Ways = 'all' | 'shortest';

/** Of loan-level rows before and after a removal. */
export interface LoanDigests {
  readonly before: readonly TableDigest[];
  readonly after: readonly TableDigest[];
  readonly ways: Ways;
}

/** What the input file was. */
export interface FileFacts {
  /** As given, without its folder; `-` for standard input. */
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly byteOrderMark: boolean;
  readonly lineEnds: 'LF' | 'CRLF' | 'mixed' | 'none';
  /** Rows after the header, blank ones too. */
  readonly rows: number;
  readonly blankRows: number;
}

/** How the removal was agreed to. */
export interface Consent {
  readonly by: 'prompt' | 'confirm-removes' | 'yes' | 'plan';
  readonly count: number;
}

/** The saved plan that a run applied. */
export interface AppliedPlan {
  /** The system user that made it. */
  readonly maker: string;
  readonly madeAt: string;
  /** Its last line: what tells it from every other plan. */
  readonly seal: string;
}

/** What the ledger holds of a run from the moment it commits. Times are ISO 8601, UTC. */
export interface RunRecord {
  readonly run: number;
  readonly toolVersion: string;
  readonly actor: string;
  /** The system user that ran it; null in runs from before it was noted. */
  readonly user: string | null;
  readonly plan: AppliedPlan | null;
  readonly reason: string | null;
  readonly consent: Consent;
  readonly startedAt: string;
  readonly committedAt: string;
  readonly file: FileFacts;
  readonly template: { readonly name: string; readonly sha256: string };
  /** The store's file name, without its folder. */
  readonly store: string;
  readonly removals: number;
  readonly alreadyRemoved: number;
  /** Of the removed, those whose ID an earlier run had removed. */
  readonly returned: number;
  /** To what SQLite's sequence of customers' IDs was raised, so that no removed ID is given out again; null where it stood above. */
  readonly idsRaisedTo: number | null;
  /** Of the removed, those whose own row was gone before: records or links of them went. */
  readonly remains: number;
  readonly customers: { readonly before: number; readonly after: number };
  readonly tables: readonly TableChange[];
  readonly loanTables: readonly TableRows[];
  /** Over the loans that were linked to the removed and what hangs on them; empty in runs from before digests. */
  readonly loanDigests: LoanDigests;
  readonly linkedLoans: number;
  readonly loansLeftAlone: number;
  readonly customersWithOpenLoans: number;
  readonly notExamined: readonly string[];
  /** The same with their rows; empty in runs from before they were counted. */
  readonly beside: readonly BesideRows[];
  /** Rows without a parent before the removal, by table that hangs on another record. */
  readonly orphans: readonly TableRows[];
  /** Rows of SQLite's statistics that were taken away, samples and counts under old names; null in runs from before all samples were. */
  readonly samples: number | null;
  /** Checks 1 to 6, asked inside the transaction. */
  readonly checks: readonly Check[];
  readonly planDigest: string;
}

/** What the scrub found and did, in bytes and pages of the store's file. */
export interface ScrubRecord {
  readonly pages: number;
  readonly unusedBytes: number;
  readonly unusedPages: number;
  readonly zeroedBytes: number;
  readonly zeroedPages: number;
  /** Bytes of unused space that were not zero when read again: 0, or the run is not verified. */
  readonly left: number;
  /** Size of the write-ahead log during that reading: 0, or the run is not verified. */
  readonly logBytes: number;
}

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
export interface AfterRecord {
  readonly absent: Check;
  readonly nothingLeft: Check;
  /** `ok`, or SQLite's first complaint. */
  readonly integrity: string;
}

/** Where a ledger's chain ends. A report carries it, so that a cut or a rewritten chain can be told later. */
export interface Head {
  /** The store's identity: 32 hexadecimal digits, chosen when its ledger was made. */
  readonly store: string;
  /** Links are counted from 1. */
  readonly link: number;
  /** sha256, in hexadecimal digits. */
  readonly digest: string;
}

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
