/** How long each step and each phase took: progress that looks at the clock as it passes. */
import type { Phase, PhaseTime, Progress, Step, Steps } from '../../core/run/progress.ts';

export interface Timing {
  readonly progress: Progress;
  /** Milliseconds that the named steps took together. */
  took(...names: readonly Step[]): number;
  /** What each phase took so far, in the order in which they began; together, the time since the process began. */
  phases(): readonly PhaseTime[];
}

/** Progress that goes on to `steps`, with the time of each step and phase kept. `now` is 0 where the process began. */
export function timing(steps: Steps, now: () => number): Timing {
  const ofSteps = new Laps<Step>(now);
  const ofPhases = new Laps<Phase>(now);
  ofPhases.begin('start', 0);
  return {
    progress: {
      step(name) {
        ofSteps.begin(name);
        steps.step(name);
      },
      phase: (name) => ofPhases.begin(name),
      count: (done, total, about) => steps.count(done, total, about),
      end() {
        ofSteps.stop();
        steps.end();
      },
    },
    took(...names) {
      const spent = ofSteps.stop();
      return names.reduce((sum, name) => sum + (spent.get(name) ?? 0), 0);
    },
    phases: () => [...ofPhases.stop()].map(([phase, ms]) => ({ phase, ms })),
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

  stop(): ReadonlyMap<Name, number> {
    this.#end(this.#now());
    return this.#spent;
  }

  #end(at: number): void {
    if (this.#name === null) return;
    this.#spent.set(this.#name, (this.#spent.get(this.#name) ?? 0) + at - this.#since);
    this.#name = null;
  }
}
