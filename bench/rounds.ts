/** The programs of a row in alternation, A B A B …: the machine's speed drifts, and both must feel it. */
import { measure, type Run } from './measure.ts';
import type { Row, Side } from './row.ts';

/** One side's figures over all rounds. */
export interface Figures {
  readonly min: number;
  readonly median: number;
  /** Least processor time, in a unit of its own. */
  readonly cpu: number;
  readonly peakMiB: number | null;
}

/** Runs every side `rounds` times. */
export async function runRow(row: Row, rounds: number, cwd: string): Promise<readonly Figures[]> {
  const sides = row.sides();
  const runs = sides.map((): Run[] => []);
  // A store that was copied a moment ago is in memory as it is; everything else is run once for nothing. One round
  // alone is a look: there nothing is.
  for (const side of sides) if (rounds > 1 && needsWarming(row, side)) await measure(side, cwd);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, side] of sides.entries()) runs[at]?.push(await measure(side, cwd));
  }
  return runs.map(figures);
}

function needsWarming({ judge }: Row, side: Side): boolean {
  return judge.kind === 'time' && side.prepare === undefined;
}

function figures(runs: readonly Run[]): Figures {
  const times = runs.map(({ ms }) => ms).sort((a, b) => a - b);
  const middle = Math.floor(times.length / 2);
  const upper = times[middle] ?? Number.NaN;
  const median = times.length % 2 === 1 ? upper : ((times[middle - 1] ?? upper) + upper) / 2;
  const seen = runs.flatMap((run) => run.seen ?? []);
  const peaks = seen.map(({ peakMiB }) => peakMiB);
  const cpu = seen.length === 0 ? Number.NaN : Math.min(...seen.map((run) => run.cpu));
  return {
    min: times[0] ?? Number.NaN,
    median,
    cpu,
    peakMiB: peaks.length === 0 ? null : Math.max(...peaks),
  };
}
