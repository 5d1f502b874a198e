/** A run of before, as a sentence names it. */

/** `at`, when it committed, is ISO 8601, UTC. */
export interface EarlierRun {
  readonly run: number;
  readonly at: string;
}
