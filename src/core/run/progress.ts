/** How long steps say how far they are: names and counts go out, words and streams are the view's. */

/** What a run's time goes to. Each is named where it begins, and in no second place. */
export type Phase =
  /** Node and the modules of the command. */
  | 'start'
  | 'open'
  /** Bytes, UTF-8, sha256, cells. */
  | 'read'
  /** Each row by itself. */
  | 'check'
  | 'stage'
  | 'names'
  /** What the rows mean for the store: duplicates, absent customers, loans, the plan. */
  | 'diff'
  | 'ask'
  /** For the lock, and for readers. */
  | 'wait'
  /** Every page is accounted for, before anything is written. */
  | 'walk'
  /** SQLite's integrity_check, before anything is written. */
  | 'inspect'
  /** The plan's facts asked again. */
  | 'compare'
  | 'remove'
  /** Checks 1 to 6, and what is counted for them before the removal. */
  | 'checks'
  | 'ledger'
  /** The commit, and the log's way into the file. */
  | 'commit'
  | 'scrub'
  /** The walk after the zeros; where page 1 was cleaned, all that the next connection does. */
  | 'proof'
  /** Checks 2 and 3 again. */
  | 'recheck'
  /** The same again, after the scrub. */
  | 'integrity'
  | 'report'
  | 'answer';

export interface PhaseTime {
  readonly phase: Phase;
  readonly ms: number;
}

/** What is shown while it goes on. */
export type Step =
  | 'read'
  | 'names'
  | 'look up'
  | 'walk'
  | 'inspect'
  | 'compare'
  | 'count'
  | 'hash loans'
  | 'remove'
  | 'check'
  | 'note'
  | 'commit'
  | 'scrub'
  | 'clear'
  | 'prove'
  | 'verify'
  | 'integrity_check'
  | 'report'
  | 'make';

/** From the lock to the commit. */
export const REMOVING = [
  'walk',
  'inspect',
  'compare',
  'count',
  'hash loans',
  'remove',
  'check',
  'note',
  'commit',
] as const satisfies readonly Step[];

/** Of a scrub. */
export const SCRUBBING = ['scrub', 'clear', 'prove'] as const satisfies readonly Step[];

/** Hears how much of a step is done. */
export type OnProgress = (done: number, total: number) => void;

/** Safe to call between two synchronous SQLite statements: what is shown is written at once. */
export interface Steps {
  /** Begins a step, such as `scrub`, and ends the one before. */
  step(name: Step): void;
  /** So much of the step is done; `total` is `null` where nobody knows it, and may be about right. */
  count(done: number, total: number | null, about?: 'about'): void;
  /** Takes the progress off the screen. Call it in a `finally`: a spinner keeps the process alive. */
  end(): void;
}

export interface Progress extends Steps {
  /** Begins a phase, and ends the one before: between them they take all of a run's time. Nothing is shown of it. */
  phase(name: Phase): void;
}

/** Shows nothing: for `--json` and `--quiet`. */
export const SILENT: Progress = {
  step: () => undefined,
  phase: () => undefined,
  count: () => undefined,
  end: () => undefined,
};
