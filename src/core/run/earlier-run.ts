/** A run of before, as a sentence names it. */

/** `at`, when it committed, is ISO 8601, UTC. */
export interface EarlierRun {
  readonly run: number;
  readonly at: string;
}

/** What finishes a committed run, step by step; each is noted in the ledger, and what comes after one waits for it. */
export const FINISHING_STEPS = ['scrub', 'checks', 'report'] as const;

export type FinishingStep = (typeof FINISHING_STEPS)[number];

/** The run that ingested the bytes of the given file, as it stands today. */
export interface IngestedRun extends EarlierRun {
  readonly finished: boolean;
  /** Steps that are not noted as done; none where it is finished. */
  readonly missing: readonly FinishingStep[];
  /** What the ledger holds of it and is not what was written: nothing finishes it. Null where it is. */
  readonly changed: string | null;
  /** Customers of the file that are in the store again. */
  readonly back: number;
}

/** Why there is something left to do all the same, by the reason that exit 9 has for it; null where there is nothing. */
export function whatIsLeft({
  finished,
  changed,
  back,
}: IngestedRun): 'customer-returned' | 'ledger-changed' | 'unfinished' | null {
  if (changed !== null && (back === 0 || !finished)) return 'ledger-changed';
  if (back > 0) return 'customer-returned';
  return finished ? null : 'unfinished';
}
