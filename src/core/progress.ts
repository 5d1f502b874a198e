/** How long steps say how far they are: names and counts go out, words and streams are the view's. */

/** Safe to call between two synchronous SQLite statements: what is shown is written at once. */
export interface Progress {
  /** Begins a step, such as `scrub`, and ends the one before. */
  step(name: string): void;
  /** So much of the step is done; `total` is `null` where nobody knows it. */
  count(done: number, total: number | null): void;
  /** Takes the progress off the screen. Call it in a `finally`: a spinner keeps the process alive. */
  end(): void;
}

/** Shows nothing: for `--json` and `--quiet`. */
export const SILENT: Progress = {
  step: () => undefined,
  count: () => undefined,
  end: () => undefined,
};
