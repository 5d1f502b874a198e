/** A store, a removal file and its line, copied for each fault; and the judge of what a fault has left behind. */
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { ask, dump, makeStore, removalFile, run, temporaryFolder, withSql, type Ran } from './program.ts';

/** Asked for by `npm run test:faults`; without it a small part of each kind is run. */
export const ALL = process.env.FAULTS === 'all';

/** Kinds are the lines of the table at the end: see `fault-table.ts`. */
declare module 'vitest' {
  interface TaskMeta {
    fault?: { readonly kind: string; state: State };
  }
}

export type State = 'before' | 'after' | 'lost';

export interface Room {
  readonly origin: string;
  readonly line: readonly string[];
  readonly before: string;
  readonly after: string;
}

const REMOVED = [40002, 40005, 40012];

/** Every customer's ID stands in values of its own, so that what is left of the removed can be found in any file. */
const MARK = `
  UPDATE loan_entity SET status = 'Closed';
  UPDATE customer_entity SET last_name = printf('~%d~', id), email = printf('~%d~~%d~~%d~', id, id, id);
  UPDATE customer_note SET body = replace(hex(zeroblob(60)), '00', printf('~%d~', customer_id));
  UPDATE customer_document SET content = CAST(replace(hex(zeroblob(900)), '00', printf('~%d~', customer_id)) AS BLOB)`;

/** Makes the store, and learns from one undisturbed ingest what "after" is. */
export function makeRoom(): Room {
  const origin = temporaryFolder();
  withSql(makeStore(origin, 16), (db) => db.exec(MARK));
  removalFile(origin, REMOVED);
  const line = ['ingest', 'july.csv', '--confirm-removes', String(REMOVED.length)];
  const whole = temporaryFolder();
  cpSync(origin, whole, { recursive: true });
  expect(run(line, { cwd: whole })).toMatchObject({ code: 0 });
  return { origin, line, before: dump(join(origin, 'lms.db')), after: dump(join(whole, 'lms.db')) };
}

/** Works in a copy of the room's folder, gone afterwards: there are too many to be kept until the end. */
export function inCopy<T>(origin: string, work: (cwd: string) => T): T {
  const cwd = mkdtempSync(join(tmpdir(), 'lms-import-fault-'));
  try {
    cpSync(origin, cwd, { recursive: true });
    return work(cwd);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** Asked of a copy without the shared memory, as after a restart: the folder itself stays as the fault has left it. */
export function stateOf(room: Room, cwd: string): State {
  const copy = mkdtempSync(join(tmpdir(), 'lms-import-look-'));
  try {
    for (const name of ['lms.db', 'lms.db-wal']) {
      if (existsSync(join(cwd, name))) cpSync(join(cwd, name), join(copy, name));
    }
    const store = join(copy, 'lms.db');
    if (ask(store, 'PRAGMA integrity_check') !== 'ok') return 'lost';
    const runs = ask(store, 'SELECT count(*) FROM ledger_run');
    const found = dump(store);
    if (runs === 0 && found === room.before) return 'before';
    return runs === 1 && found === room.after ? 'after' : 'lost';
  } catch (error) {
    if (error instanceof Database.SqliteError) return 'lost';
    throw error;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The exit code tells the truth: 0 or 9 where the removal is in the store, another but 1 where it is not. A kill tells nothing. */
export function expectHonest({ code, signal, stdout, stderr }: Ran, state: State): void {
  if (signal !== null) return;
  expect(code, stderr).not.toBe(1);
  const said = code === 0 || code === 9 ? 'after' : 'before';
  expect(said, `exit ${code ?? ''}\n${stdout}\n${stderr}`).toBe(state);
}

/** The same line finishes the removal, nothing of the removed and nothing of the fault is left, and a third one says so. */
export function expectEndsRight({ line, after }: Room, cwd: string): void {
  const again = run(line, { cwd });
  expect(again).toMatchObject({ code: 0 });
  expect(filesOf(cwd).filter((name) => !SETTLED.test(name))).toEqual([
    'july.csv',
    'lms-reports/0001/report.json',
    'lms-reports/0001/report.txt',
    'lms.db',
  ]);
  expect(namedIn(cwd).filter((id) => REMOVED.includes(id))).toEqual([]);
  expect(readFileSync(join(cwd, 'lms-reports/0001/report.txt'), 'utf8')).toContain('✓ VERIFIED');
  const { report } = JSON.parse(readFileSync(join(cwd, 'lms-reports/0001/report.json'), 'utf8'));
  expect(report).toMatchObject({ verified: true, removals: REMOVED.length });
  const third = run(line, { cwd });
  expect(third).toMatchObject({ code: 0 });
  expect(third.stdout).toMatch(/already ingested as run 1/i);
  const store = join(cwd, 'lms.db');
  expect(dump(store)).toBe(after);
  expect(ask(store, 'PRAGMA integrity_check')).toBe('ok');
  expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(1);
}

/** What SQLite leaves where a read-only connection was the last one: an empty log, and shared memory of page numbers. */
const SETTLED = /^lms\.db-(wal|shm)$/;

function filesOf(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => !/^lms-reports(\/0001)?$/.test(name))
    .sort();
}

/** The customers whose marks stand in any file of the folder. */
function namedIn(folder: string): number[] {
  const files = filesOf(folder).filter((name) => statSync(join(folder, name)).isFile());
  const texts = files.map((name) => readFileSync(join(folder, name), 'latin1'));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(/~(\d{5})~/g)].map(([, id]) => Number(id))))];
}

/** One fault from its beginning to the line that ends right; the state it left is told to the table. */
export function tryFault(
  room: Room,
  { task, kind }: { readonly task: { readonly meta: import('vitest').TaskMeta }; readonly kind: string },
  breakIt: (cwd: string) => Ran | null,
): void {
  const seen = { kind, state: 'lost' as State };
  task.meta.fault = seen;
  inCopy(room.origin, (cwd) => {
    const ran = breakIt(cwd);
    seen.state = stateOf(room, cwd);
    expect(seen.state).not.toBe('lost');
    if (ran !== null) expectHonest(ran, seen.state);
    expectEndsRight(room, cwd);
  });
}

/** Some of a list, evenly spread, the same at each run; all of it where everything was asked for. */
export function some<T>(list: readonly T[], few: number, many = Infinity): T[] {
  const most = ALL ? many : few;
  const step = Math.max(1, list.length / most);
  const count = Math.min(list.length, most);
  return Array.from({ length: count }, (_, at) => list[Math.floor((at + 0.5) * step)]!);
}
