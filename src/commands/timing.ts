/** How long each step took: progress that looks at the clock as it passes. */
import type { Progress } from '../core/progress.ts';

export interface Timing {
  readonly progress: Progress;
  /** Milliseconds that the named steps took together. */
  took(...names: readonly string[]): number;
}

/** Progress that goes on to `progress`, with the time of each step kept. */
export function timing(progress: Progress, now: () => Date): Timing {
  const spent = new Map<string, number>();
  let current: { readonly name: string; readonly since: number } | null = null;
  const stop = () => {
    if (current === null) return;
    const { name, since } = current;
    spent.set(name, (spent.get(name) ?? 0) + now().getTime() - since);
    current = null;
  };
  return {
    progress: {
      step(name) {
        stop();
        current = { name, since: now().getTime() };
        progress.step(name);
      },
      count: (done, total) => progress.count(done, total),
      end() {
        stop();
        progress.end();
      },
    },
    took(...names) {
      stop();
      return names.reduce((sum, name) => sum + (spent.get(name) ?? 0), 0);
    },
  };
}
