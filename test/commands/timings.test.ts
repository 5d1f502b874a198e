import { describe, expect, it } from 'vitest';
import { timing } from '../../src/commands/terminal/timing.ts';
import { SILENT, STEPS } from '../../src/core/progress/progress.ts';
import { timingsText } from '../../src/view/text/timings.ts';
import { makeStore, removalFile, run, runJson, temporaryFolder, withSql } from '../tools/program.ts';

const VALIDATE = ['start', 'open', 'read', 'check', 'stage', 'diff', 'answer'];
/** `diff` and `answer` are gone back to: a name stands where it was first begun. */
const INGEST = [
  ...VALIDATE,
  ...['ask', 'wait', 'walk', 'inspect', 'compare', 'checks', 'remove', 'ledger', 'commit', 'scrub', 'proof'],
  ...['recheck', 'integrity', 'report'],
];

function room(): string {
  const cwd = temporaryFolder();
  withSql(makeStore(cwd, 30), (db) =>
    db.exec(`UPDATE loan_entity SET status = 'Closed', closed_on = '2015-01-31'`),
  );
  removalFile(cwd, [40001, 40002, 40003]);
  return cwd;
}

function phases(stderr: string): readonly (readonly [string, number])[] {
  return [...stderr.matchAll(/^ {2}(\w+) +(\d+\.\d{3}) s$/gm)].map(([, name, s]) => [name!, Number(s)]);
}

function named(document: { timings: { phase: string }[] }): readonly string[] {
  return document.timings.map(({ phase }) => phase);
}

describe('--timings', () => {
  it('names each phase once, on standard error, and what they are together', () => {
    const cwd = room();
    for (const [args, names] of [
      [['validate', 'july.csv'], VALIDATE],
      [['plan', 'july.csv'], VALIDATE],
      [['ingest', 'july.csv', '--confirm-removes', '3'], INGEST],
    ] as const) {
      const ran = run([...args, '--timings'], { cwd });
      expect(ran.code).toBe(0);
      const found = phases(ran.stderr);
      expect(found.map(([name]) => name).toSorted()).toEqual([...names, 'total'].toSorted());
      const total = found.at(-1)![1];
      const sum = found.slice(0, -1).reduce((all, [, seconds]) => all + seconds, 0);
      // Each of them is rounded to a thousandth.
      expect(Math.abs(sum - total)).toBeLessThan(0.0006 * found.length);
    }
  });

  it('is a key of the document with --json, and nothing on standard error', () => {
    const cwd = room();
    const ran = runJson(['ingest', 'july.csv', '--confirm-removes', '3', '--timings'], { cwd });
    expect(ran.stderr).toBe('');
    expect(named(ran.document).toSorted()).toEqual(INGEST.toSorted());
    const again = runJson(['validate', 'july.csv', '--timings'], { cwd });
    expect(named(again.document)).toEqual(VALIDATE);
  });

  it('says nothing where it was not asked for, or with --quiet', () => {
    const cwd = room();
    expect(run(['validate', 'july.csv'], { cwd }).stderr).toBe('');
    expect(run(['validate', 'july.csv', '--timings', '--quiet'], { cwd }).stderr).toBe('');
    expect(runJson(['validate', 'july.csv'], { cwd }).document).not.toHaveProperty('timings');
  });
});

describe('timing', () => {
  it('gives every moment since the process began to exactly one phase', () => {
    let clock = 5;
    const timed = timing(SILENT, () => clock);
    const at = (time: number, name: 'read' | 'check rows') => {
      clock = time;
      timed.progress.step(name);
    };
    at(10, 'read');
    at(12, 'check rows');
    at(15, 'read');
    clock = 20;
    const found = timed.phases();
    expect(found).toEqual([
      { phase: 'start', ms: 10 },
      { phase: 'read', ms: 7 },
      { phase: 'check', ms: 3 },
    ]);
    expect(timingsText(found)).toBe(
      '  start          0.010 s\n  read           0.007 s\n  check          0.003 s\n  total          0.020 s\n',
    );
  });

  it('says what some phases took together, at any moment, and goes on', () => {
    let clock = 0;
    const timed = timing(SILENT, () => clock);
    const took = (at: number) => {
      clock = at;
      return timed.took('walk', 'remove');
    };
    timed.progress.step('walk');
    expect(took(4)).toBe(4);
    expect(took(6)).toBe(6);
    timed.progress.step('compare');
    expect(took(9)).toBe(6);
    timed.progress.step('remove');
    expect(took(10)).toBe(7);
  });

  it('shows a step once while others that are not shown come between, and anew where it begins again', () => {
    const shown: string[] = [];
    const display = { ...SILENT, step: (name: string) => void shown.push(name) };
    const { progress } = timing(display, () => 0);
    for (const step of ['open', 'read', 'check rows', 'read', 'stage rows', 'read', 'look up'] as const)
      progress.step(step);
    for (const step of ['scrub', 'scrub', 'clear', 'scrub'] as const) progress.step(step);
    expect(shown).toEqual(['read', 'look up', 'scrub', 'scrub', 'clear', 'scrub']);
  });

  it('every phase has a step, and every step is of a phase', () => {
    const phases = new Set(Object.values(STEPS).map(({ phase }) => phase));
    expect([...phases].toSorted()).toEqual([...new Set([...INGEST, 'names', 'start'])].toSorted());
  });
});
