/** A run of before, as a sentence names it. */

/** `at`, when it committed, is ISO 8601, UTC. */
export interface EarlierRun {
  readonly run: number;
  readonly at: string;
}

/** The run that ingested the bytes of the given file, as it stands today. */
export interface IngestedRun extends EarlierRun {
  /** False where its scrub, its checks or its report are missing. */
  readonly finished: boolean;
  /** Customers of the file that are in the store again. */
  readonly back: number;
}

/** Why there is something left to do all the same, by the reason that exit 9 has for it; null where there is nothing. */
export function whatIsLeft({ finished, back }: IngestedRun): 'customer-returned' | 'unfinished' | null {
  if (back > 0) return 'customer-returned';
  return finished ? null : 'unfinished';
}
