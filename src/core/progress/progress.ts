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
  /** SQLite's integrity_check, after the scrub. */
  | 'integrity'
  | 'report'
  | 'answer';

export interface PhaseTime {
  readonly phase: Phase;
  readonly ms: number;
}

interface StepFacts {
  readonly phase: Phase;
  /** What it counts, where it is shown while it goes on; null where it counts nothing. Left out where it is not shown. */
  readonly counts?: 'bytes' | 'lines' | 'questions' | 'pages' | 'rows' | 'customers' | 'seconds' | null;
}

/** Every step that a run is told of: the phase that its time is counted for, and what is shown of it. */
export const STEPS = {
  open: { phase: 'open' },
  read: { phase: 'read', counts: 'bytes' },
  'check rows': { phase: 'check' },
  'stage rows': { phase: 'stage' },
  names: { phase: 'names', counts: 'lines' },
  diff: { phase: 'diff' },
  'look up': { phase: 'diff', counts: 'questions' },
  ask: { phase: 'ask' },
  wait: { phase: 'wait' },
  'wait for another program': { phase: 'wait', counts: 'seconds' },
  walk: { phase: 'walk', counts: 'pages' },
  inspect: { phase: 'inspect', counts: null },
  compare: { phase: 'compare', counts: 'questions' },
  count: { phase: 'checks', counts: 'questions' },
  'hash loans': { phase: 'checks', counts: 'rows' },
  remove: { phase: 'remove', counts: 'customers' },
  check: { phase: 'checks', counts: null },
  note: { phase: 'ledger', counts: null },
  commit: { phase: 'commit', counts: null },
  'look at notes': { phase: 'scrub' },
  scrub: { phase: 'scrub', counts: 'pages' },
  clear: { phase: 'scrub', counts: 'pages' },
  prove: { phase: 'proof', counts: 'pages' },
  proof: { phase: 'proof' },
  recheck: { phase: 'recheck' },
  verify: { phase: 'recheck', counts: null },
  integrity_check: { phase: 'integrity', counts: null },
  report: { phase: 'report', counts: null },
  'note a finding': { phase: 'ledger' },
  make: { phase: 'start', counts: 'customers' },
  answer: { phase: 'answer' },
} as const satisfies Readonly<Record<string, StepFacts>>;

export type Step = keyof typeof STEPS;

/** Those that are shown. */
export type ShownStep = {
  [S in Step]: (typeof STEPS)[S] extends { readonly counts: unknown } ? S : never;
}[Step];

/** Is the step shown while it goes on? */
export function isShown(step: Step): step is ShownStep {
  return 'counts' in STEPS[step];
}

/** From the lock to the commit. */
export const REMOVING = [
  'walk',
  'inspect',
  'compare',
  'checks',
  'remove',
  'ledger',
  'commit',
] as const satisfies readonly Phase[];

/** Of a scrub. */
export const SCRUBBING = ['scrub', 'proof'] as const satisfies readonly Phase[];

/** Of what is asked after it. */
export const VERIFYING = ['recheck', 'integrity'] as const satisfies readonly Phase[];

/** Hears how much of a step is done. */
export type OnProgress = (done: number, total: number) => void;

/** Safe to call between two synchronous SQLite statements: what is shown is written at once. */
export interface Progress {
  /** Begins a step, and ends the one before: between them they take all of a run's time. */
  step(name: Step): void;
  /** So much of the shown step is done; `total` is `null` where nobody knows it, and may be about right. */
  count(done: number, total: number | null, about?: 'about'): void;
  /** Takes the progress off the screen. Call it in a `finally`: a spinner keeps the process alive. */
  end(): void;
}

/** What shows the steps. */
export interface Display extends Omit<Progress, 'step'> {
  step(name: ShownStep): void;
}

/** Shows nothing: for `--json` and `--quiet`. */
export const SILENT: Progress = {
  step: () => undefined,
  count: () => undefined,
  end: () => undefined,
};
