/** What the ledger says of past runs, and whether it is still what was written. */
import type { StoreTrouble, UnverifiedError } from '../errors.ts';
import type { FinishingStep } from './earlier-run.ts';
import type { Check, Head, Report, RunRecord } from './report.ts';

/** What is wrong with a ledger, and at which run; `null` where it is no run's. */
export interface LedgerTrouble {
  readonly run: number | null;
  readonly why:
    | 'changed'
    | 'removed'
    | 'inserted'
    | 'store-changed'
    | 'unguarded'
    | 'cut-off'
    | 'rewritten'
    | 'another-store'
    | 'report-differs';
}

/** One run as `history` lists it. */
export interface PastRun {
  readonly run: number;
  readonly committedAt: string;
  /** Scrubbed, verified and reported. */
  readonly finished: boolean;
  /** `null` where the ledger's row is not one that this program wrote. */
  readonly record: RunRecord | null;
}

/** The customer that `history --customer` asks about, as the store answers today. */
export interface AskedCustomer {
  readonly id: number;
  readonly inStore: boolean;
}

export interface HistoryCheck {
  readonly links: number;
  readonly head: Head;
  /** The first few, and how many there are. */
  readonly troubles: readonly LedgerTrouble[];
  readonly found: number;
}

/** A run's checks as they are answered today. */
export interface AskedAgain {
  readonly run: number;
  readonly committedAt: string;
  readonly removals: number;
  /** Scrubbed, verified and reported; a run that is not may have left values in the file. */
  readonly finished: boolean;
  /** Steps that are not noted as done; none where it is finished. */
  readonly missing: readonly FinishingStep[];
  /** Checks 2, 3 and 5, or 2 alone where the shape is refused today; the others speak of a moment that is over. */
  readonly checks: readonly Check[];
  /** The first few removed customers that are in the store, and how many there are. */
  readonly back: readonly number[];
  readonly found: number;
}

/** What became of a run that had committed and was not finished. */
export type FinishedNow = Pick<PastRun, 'run' | 'committedAt'> &
  (
    | { readonly ending: 'verified'; readonly report: Report; readonly folder: string | null }
    | { readonly ending: 'unverified'; readonly error: UnverifiedError }
  );

export interface Reverification {
  readonly runs: readonly AskedAgain[];
  /** `ok`, SQLite's first complaint, or why it could not be asked. */
  readonly integrity: string;
  /** Why checks 3 and 5 could not be asked; null where they were. */
  readonly trouble: StoreTrouble | null;
  /** Reports of this store whose run its ledger does not hold, nor all of the customers that they removed. */
  readonly lacking: readonly LackingReport[];
  /** Reports of which that could not be asked. */
  readonly unread: readonly Unread[];
  /** How many it was asked of. */
  readonly reports: number;
}

/** A report, or the folder of all of them, that is there and cannot be read; `why` is the system's code. */
export interface Unread {
  readonly path: string;
  readonly why: string;
}

/** A report that knows more than the ledger: its end was cut off, or the store is an older copy. */
export interface LackingReport {
  readonly folder: string;
  readonly run: number;
}

/** Why a person must look at what was asked again; null where every check could be asked, and still passes. */
export function whyNotTrue(
  found: Reverification,
): 'check-failed' | 'integrity' | 'ledger-changed' | 'not-asked' | 'unfinished' | null {
  const { runs, integrity, lacking, trouble, unread } = found;
  const passed = runs.every(({ checks }) => checks.every((check) => check.passed));
  if (!passed) return 'check-failed';
  if (lacking.length > 0) return 'ledger-changed';
  if (trouble !== null) return 'not-asked';
  if (integrity !== 'ok') return 'integrity';
  if (unread.length > 0) return 'not-asked';
  // The least of them: nothing is found wrong, and a command does what is left.
  return runs.every(({ finished }) => finished) ? null : 'unfinished';
}

/** A store's version before and after a migration. */
export interface Migrated {
  readonly from: number;
  readonly to: number;
}
