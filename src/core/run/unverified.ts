/** Why a person must look at a removal that has committed (exit 9), and at which one. */

/** Why a committed removal is not verified. `found` is the cause as it was thrown. */
export type RunUnverified =
  | { readonly reason: 'scrub-incomplete'; readonly run: number; readonly found: string }
  /** Committed, and another program keeps it from being scrubbed, asked or noted. */
  | {
      readonly reason: 'locked';
      readonly run: number;
      readonly seconds: number;
      readonly by: 'reader' | 'writer';
    }
  /** No check by number where they could not be asked; `found` says why. */
  | {
      readonly reason: 'check-failed';
      readonly run: number;
      readonly checks: readonly number[];
      readonly found: string | null;
    }
  /** SQLite's `integrity_check`, in its own words. */
  | { readonly reason: 'integrity'; readonly run: number; readonly found: string }
  /** So many customers of a file that was ingested are in the store. */
  | {
      readonly reason: 'customer-returned';
      readonly run: number;
      readonly at: string;
      readonly customers: number;
    }
  | {
      readonly reason: 'report-not-written';
      readonly run: number;
      readonly path: string;
      readonly found: string;
    }
  /** The report is written; that it is could not be noted. */
  | { readonly reason: 'not-noted'; readonly run: number; readonly found: string }
  /** What the ledger holds of the run is not what was written. */
  | { readonly reason: 'ledger-changed'; readonly run: number; readonly found: string }
  | { readonly reason: 'internal'; readonly run: number; readonly found: string };

/** Why a person must look after a commit, of this call or of an earlier one. */
export type Unverified =
  | RunUnverified
  /** An unfinished run of another file could not be finished, so this file was not begun. */
  | { readonly reason: 'earlier-run'; readonly run: number; readonly why: RunUnverified };

/** May the same line succeed later, nothing else changed? */
export function isRetryable(trouble: Unverified): boolean {
  switch (trouble.reason) {
    case 'earlier-run':
      return isRetryable(trouble.why);
    case 'check-failed':
      return trouble.checks.length === 0;
    case 'customer-returned':
    case 'integrity':
    case 'ledger-changed':
      return false;
    case 'scrub-incomplete':
    case 'locked':
    case 'report-not-written':
    case 'not-noted':
    case 'internal':
      return true;
  }
}

/** What the call had to do with the run that its error speaks of. */
export interface ThisCall {
  /** The number that the run of the given file has; null where it has none, or nobody knows. */
  readonly runOfThisFile: number | null;
  /** Did this very call remove anybody? */
  readonly storeChanged: boolean;
}
