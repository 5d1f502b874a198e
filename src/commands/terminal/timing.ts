/** How long each phase took: progress that looks at the clock as it passes. */
import {
  STEPS,
  isShown,
  type Display,
  type Phase,
  type PhaseTime,
  type Progress,
  type ShownStep,
  type Step,
} from '../../core/progress/progress.ts';

export interface Timing {
  readonly progress: Progress;
  /** Milliseconds that the named phases took together so far. */
  took(...names: readonly Phase[]): number;
  /** What each phase took so far, in the order in which they began; together, the time since the process began. */
  phases(): readonly PhaseTime[];
}

/** Progress that goes on to a display, with the time of each phase kept. `now` is 0 where the process began. */
export function timing(display: Display, now: () => number): Timing {
  const laps = new Laps<Phase>(now);
  laps.begin('start', 0);
  const step = shower(display);
  return {
    progress: {
      step(name) {
        laps.begin(STEPS[name].phase);
        step(name);
      },
      count: (done, total, about) => display.count(done, total, about),
      end: () => display.end(),
    },
    took(...names) {
      const spent = laps.spent();
      return names.reduce((sum, name) => sum + (spent.get(name) ?? 0), 0);
    },
    phases: () => [...laps.spent()].map(([phase, ms]) => ({ phase, ms })),
  };
}

/** A shown step goes on where it is named again after others that are not shown: the file is read batch by batch. */
function shower(display: Display): (name: Step) => void {
  let shown: ShownStep | null = null;
  let last: Step | null = null;
  return (name) => {
    const goesOn = name === shown && name !== last;
    last = name;
    if (!isShown(name) || goesOn) return;
    shown = name;
    display.step(name);
  };
}

/** A clock with one hand: what begins ends what was before. */
class Laps<Name extends string> {
  readonly #now: () => number;
  readonly #spent = new Map<Name, number>();
  #name: Name | null = null;
  #since = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  begin(name: Name, at = this.#now()): void {
    this.#end(at);
    [this.#name, this.#since] = [name, at];
    if (!this.#spent.has(name)) this.#spent.set(name, 0);
  }

  /** Up to now; what runs goes on. */
  spent(): ReadonlyMap<Name, number> {
    const [name, at] = [this.#name, this.#now()];
    if (name !== null) this.begin(name, at);
    return this.#spent;
  }

  #end(at: number): void {
    if (this.#name === null) return;
    this.#spent.set(this.#name, (this.#spent.get(this.#name) ?? 0) + at - this.#since);
    this.#name = null;
  }
}
