import { execSync, spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALL, expectEndsRight, makeRoom, stateOf, tryFault, type State } from '../tools/fault-room.ts';
import { BIN, hasProgram, run, temporaryFolder, withSql } from '../tools/program.ts';

const READER = new URL('../tools/start-reader.sh', import.meta.url).pathname;
const room = makeRoom();

function start(cwd: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, LANG: 'C.UTF-8' };
    const child = spawn(process.execPath, [BIN, ...room.line], { cwd, env, stdio: 'ignore' });
    child.on('error', reject);
    child.on('exit', resolve);
  });
}

describe('ingests of the same file at the same time', () => {
  const rounds = (ALL ? [2, 8] : [2]).flatMap((count) =>
    Array.from({ length: ALL ? 10 : 1 }, (_, at) => ({ count, at: at + 1 })),
  );
  it.for(rounds)('$count of them remove once (round $at)', async ({ count }, { task }) => {
    const cwd = temporaryFolder();
    cpSync(room.origin, cwd, { recursive: true });
    const seen = { kind: `${count} ingests at once`, state: 'lost' as State };
    task.meta.fault = seen;
    const codes = await Promise.all(Array.from({ length: count }, () => start(cwd)));
    seen.state = stateOf(room, cwd);
    expect(seen.state).toBe('after');
    for (const code of codes) expect([0, 6, 7, 9]).toContain(code);
    expect(codes.some((code) => code === 0 || code === 9)).toBe(true);
    expectEndsRight(room, cwd);
  });
});

describe('another program', () => {
  const line = [...room.line, '--lock-timeout', '0'];

  it.for([
    ['holds the write lock', 'BEGIN IMMEDIATE'],
    ['reads an old state', 'BEGIN; SELECT count(*) FROM customer_entity'],
  ])('that %s before the removal keeps it from beginning', ([, sql = ''], { task }) => {
    tryFault(room, { task, kind: 'locked, or read, by another program' }, (cwd) =>
      withSql(join(cwd, 'lms.db'), (db) => {
        db.exec(sql);
        const ran = run(line, { cwd });
        expect(ran.code).toBe(7);
        db.exec('COMMIT');
        return ran;
      }),
    );
  });

  it.skipIf(!hasProgram('sqlite3')).for([
    ['before the commit', { before: 'exec COMMIT' }],
    ['before the second lock', { before: 'prepare PRAGMA main.wal_checkpoint', nth: 2 }],
  ] as const)('that begins to read %s never hides that it was made', ([, when], { task }) => {
    tryFault(room, { task, kind: 'locked, or read, by another program' }, (cwd) => {
      const ran = run(line, { cwd, fault: { ...when, run: `${READER} lms.db` } });
      expect([0, 9]).toContain(ran.code);
      execSync('kill $(cat reader.pid holder.pid); rm reader.in reader.out reader.pid holder.pid', { cwd });
      return ran;
    });
  });
});
