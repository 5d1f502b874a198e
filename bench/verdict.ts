/** A row's figures against its aim. */
import type { Figures } from './rounds.ts';
import type { Judge } from './row.ts';

export interface Verdict {
  /** Of the minima and of the medians; for memory both are the MiB more. */
  readonly found: readonly [number, number];
  /** The same of processor times: where it is far from `found`, the disk or other programs had their part. */
  readonly cpu: number;
  readonly met: 'met' | 'not met' | 'on the edge' | 'no aim' | 'not measured';
}

/** What came of it: an aim is met where minima and medians both say so. */
export function verdict(judge: Judge, sides: readonly Figures[]): Verdict {
  if (judge.kind === 'memory') {
    const found = more(sides);
    return { found, cpu: Number.NaN, met: met(found, judge.aim) };
  }
  const of = judge.of ?? plain;
  const found = ratios(of, sides);
  return { found, cpu: of(sides.map(({ cpu }) => cpu)), met: met(found, judge.aim) };
}

function met(found: readonly [number, number], aim: number | null): Verdict['met'] {
  if (found.some(Number.isNaN)) return 'not measured';
  if (aim === null) return 'no aim';
  const kept = found.filter((one) => one <= aim).length;
  return kept === 2 ? 'met' : kept === 1 ? 'on the edge' : 'not met';
}

function plain([ours = Number.NaN, peers = Number.NaN]: readonly number[]): number {
  return ours / peers;
}

function ratios(of: (times: readonly number[]) => number, sides: readonly Figures[]): [number, number] {
  return [of(sides.map(({ min }) => min)), of(sides.map(({ median }) => median))];
}

function more([large, small]: readonly Figures[]): [number, number] {
  const found = (large?.peakMiB ?? Number.NaN) - (small?.peakMiB ?? Number.NaN);
  return [found, found];
}

/**
 * Time a piece (a row, a page), large by small, once what a run takes with next to nothing to do is taken off.
 * Sides: large, small, next to nothing.
 */
export function growth(large: number, small: number): (times: readonly number[]) => number {
  return ([long = Number.NaN, short = Number.NaN, least = Number.NaN]) =>
    // Where noise is longer than the work there is nothing to compare.
    short > least ? (long - least) / large / ((short - least) / small) : Number.NaN;
}
