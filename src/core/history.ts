/** What the ledger says of past runs, and whether it is still what was written. */
import type { UnverifiedError } from './errors.ts';
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
  /** Checks 2, 3 and 5; the others speak of a moment that is over. */
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
  /** `ok`, or SQLite's first complaint. */
  readonly integrity: string;
}

/** Does every check that can be asked again still pass? */
export function stillTrue({ runs, integrity }: Reverification): boolean {
  return (
    integrity === 'ok' &&
    runs.every(({ finished, checks }) => finished && checks.every(({ passed }) => passed))
  );
}

/** A store's version before and after a migration. */
export interface Migrated {
  readonly from: number;
  readonly to: number;
}
