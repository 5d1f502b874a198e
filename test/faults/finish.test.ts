/** `finish` after a kill at any step of a run that has committed, and after a kill of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALL, expectEndsRight, inCopy, makeRoom, some, stateOf } from '../tools/fault-room.ts';
import { run } from '../tools/program.ts';

describe('finish', () => {
  const room = makeRoom();
  const FINISH = ['finish'];

  /** The steps of a line, from the first one after the commit on where it has one. */
  function stepsOf(cwd: string, line: readonly string[]): number[] {
    expect(run(line, { cwd, faultLog: join(cwd, 'steps') })).toMatchObject({ code: 0 });
    const steps = readFileSync(join(cwd, 'steps'), 'utf8').trim().split('\n');
    const from = steps.indexOf('exec COMMIT') + 1;
    return Array.from({ length: steps.length - from }, (_, at) => from + at + 1);
  }

  function kill(cwd: string, line: readonly string[], at: number): void {
    const { code, signal } = run(line, { cwd, fault: { at, signal: 'SIGKILL' } });
    expect(signal ?? code).toBe(signal === null ? 0 : 'SIGKILL');
  }

  function expectFinished(cwd: string): void {
    expect(run(FINISH, { cwd })).toMatchObject({ code: 0 });
    expect(stateOf(room, cwd)).toBe('after');
    expect(readFileSync(join(cwd, 'lms-reports/0001/report.txt'), 'utf8')).toContain('✓ VERIFIED');
    expect(run(FINISH, { cwd }).stdout).toContain('Nothing to finish');
    expectEndsRight(room, cwd);
  }

  const removing = inCopy(room.origin, (cwd) => stepsOf(cwd, room.line));
  it.each(some(removing, 2, 60))('after an ingest that was killed at its step %i', (at) => {
    inCopy(room.origin, (cwd) => {
      kill(cwd, room.line, at);
      expectFinished(cwd);
    });
  });

  const [first = 0] = removing;
  const finishing = inCopy(room.origin, (cwd) => {
    kill(cwd, room.line, first);
    return stepsOf(cwd, FINISH);
  });
  it.each(some(finishing, 1, ALL ? 60 : 1))('after one of its own was killed at its step %i', (at) => {
    inCopy(room.origin, (cwd) => {
      kill(cwd, room.line, first);
      kill(cwd, FINISH, at);
      expectFinished(cwd);
    });
  });
});
