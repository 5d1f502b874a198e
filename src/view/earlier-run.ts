/** The one sentence about a file whose bytes an earlier run ingested. */
import type { EarlierRun } from '../core/earlier-run.ts';
import { day } from './format.ts';
import { hang } from './layout.ts';
import { paint, type Style } from './style.ts';

/** `These bytes were ingested already as run 42, on 2026-11-23. There is nothing left to do.` */
export function earlierRunLine(style: Style, { run, at }: EarlierRun): string[] {
  const text = `These bytes were ingested already as run ${run}, on ${day(at)}.`;
  return hang(style, `  ${paint(style, 'green', '✓')} `, text);
}
