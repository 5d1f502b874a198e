import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFile } from '../../bench/files.ts';
import { measure } from '../../bench/measure.ts';
import { readOptions } from '../../bench/options.ts';
import { growth, verdict } from '../../bench/verdict.ts';
import { makeStore, runJson, temporaryFolder } from '../tools/program.ts';

describe('the files of the benchmark', () => {
  it('name every customer once where all are to go, in no order', () => {
    const path = join(temporaryFolder(), 'ids');
    writeFile(path, { kind: 'ids', rows: 1000, of: 1000 });
    const ids = readFileSync(path, 'utf8').trimEnd().split('\n').map(Number);
    expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, at) => 40_001 + at));
    expect(ids.slice(1).filter((id, at) => id === ids[at]! + 1)).toEqual([]);
  });

  it('are valid, or wrong in every row', () => {
    const cwd = temporaryFolder();
    makeStore(cwd, 100);
    for (const [kind, withErrors] of [
      ['good', 0],
      ['wrong', 100],
    ] as const) {
      writeFile(join(cwd, `${kind}.csv`), { kind, rows: 100, of: 100 });
      const { document } = runJson(['validate', `${kind}.csv`], { cwd });
      expect(document.counts).toMatchObject({ rows: 100, withErrors });
    }
  });
});

describe('a verdict', () => {
  const side = (min: number, median: number, peakMiB = 100) => ({ min, median, cpu: min, peakMiB });

  it('is met where minima and medians both are', () => {
    const found = (aim: number | null) =>
      verdict({ kind: 'time', aim }, [side(100, 130), side(100, 100)]).met;
    expect([1.3, 1.2, 0.9, null].map(found)).toEqual(['met', 'on the edge', 'not met', 'no aim']);
  });

  it('on growth takes off what next to nothing takes, and says nothing where noise is longer', () => {
    const of = growth(100, 10);
    expect(of([1050, 150, 50])).toBe(1);
    expect(of([1050, 50, 50])).toBeNaN();
    const sides = [side(9, 9), side(1, 1), side(2, 2)];
    expect(verdict({ kind: 'time', aim: 1.3, of }, sides).met).toBe('not measured');
  });

  it('on memory is the difference', () => {
    const { found, met } = verdict({ kind: 'memory', aim: 64 }, [side(1, 1, 180), side(1, 1, 100)]);
    expect([found, met]).toEqual([[80, 80], 'not met']);
  });
});

describe('a measurement', () => {
  it('refuses a program that ends with another code than it should', async () => {
    const side = { command: process.execPath, args: ['-e', 'process.exitCode = 3'] };
    const cwd = temporaryFolder();
    await expect(measure(side, cwd)).rejects.toThrow('ended with 3');
    const { ms, seen } = await measure({ ...side, code: 3 }, cwd);
    expect(ms).toBeGreaterThan(0);
    if (process.platform === 'linux') expect(seen?.peakMiB).toBeGreaterThan(10);
  });
});

describe('the options', () => {
  it('are null where help is all that can be given', () => {
    expect(readOptions([])).toEqual({ size: 'small', only: '', rounds: null, keep: false });
    expect(readOptions(['--size', 'huge'])).toBeNull();
    expect(readOptions(['--rounds', '0'])).toBeNull();
    expect(readOptions(['--frobnicate'])).toBeNull();
  });
});
