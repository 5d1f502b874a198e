import { describe, expect, it } from 'vitest';
import { timing } from '../../src/commands/terminal/timing.ts';
import { SILENT } from '../../src/core/run/progress.ts';
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
    const at = (time: number, name: 'read' | 'check') => {
      clock = time;
      timed.progress.phase(name);
    };
    at(10, 'read');
    at(12, 'check');
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

  it('keeps the steps apart from the phases', () => {
    let clock = 0;
    const timed = timing(SILENT, () => clock);
    timed.progress.step('walk');
    clock = 4;
    timed.progress.phase('compare');
    timed.progress.step('remove');
    clock = 9;
    timed.progress.end();
    expect([timed.took('walk'), timed.took('remove'), timed.took('walk', 'remove')]).toEqual([4, 5, 9]);
  });
});
