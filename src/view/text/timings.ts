/** `--timings`: what a run's time went to, a line a phase. */
import type { DocumentOf } from '../../core/documents/documents.ts';
import type { PhaseTime } from '../../core/progress/progress.ts';

/** The lines, and what they are together. */
export function timingsText(times: readonly PhaseTime[]): string {
  const total = times.reduce((sum, { ms }) => sum + ms, 0);
  const line = (name: string, ms: number) => `  ${name.padEnd(10)} ${(ms / 1000).toFixed(3).padStart(9)} s\n`;
  return [...times.map(({ phase, ms }) => line(phase, ms)), line('total', total)].join('');
}

/** The key that a document gets. */
export function timingsPart(times: readonly PhaseTime[]): Pick<DocumentOf<'plan'>, 'timings'> {
  return { timings: times.map(({ phase, ms }) => ({ phase, ms: Math.round(ms) })) };
}
