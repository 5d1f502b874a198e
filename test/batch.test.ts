/** The scripts of docs/BATCH.md do what it says. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask, BIN, closedStore, hasProgram, removalFile, run, withSql } from './tools/program.ts';
import { requirePublished } from './tools/published.ts';
import { room, type Room } from './tools/room.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const FAULT = join(ROOT, 'test/tools/fault.mjs');
const BATCH = readFileSync(join(ROOT, 'docs/BATCH.md'), 'utf8');

/** The script that does removals again, with the consent that a person would type. */
const AGAIN = (/```sh\n(#![^\n]*\n# again\.sh[^]*?)```/.exec(BATCH)?.[1] ?? '').replace(
  'again.csv" --store',
  'again.csv" --yes --store',
);

describe.skipIf(!hasProgram('sqlite3'))('the way after a restore', () => {
  /** What an application does; the ID that SQLite chose. */
  const add = (store: string, name: string) =>
    withSql(store, (db) =>
      Number(db.prepare('INSERT INTO customer_entity (last_name) VALUES (?)').run(name).lastInsertRowid),
    );

  /** Run 1 is in the backup, runs 2 and 3 are not; run 2 removed one who was added after it. */
  function restored() {
    const { cwd, env } = room();
    const store = closedStore(cwd, 60);
    const ingest = (ids: readonly number[], name: string, more: readonly string[] = []) => {
      removalFile(cwd, ids, name);
      return run(['ingest', name, '--yes', ...more], { cwd });
    };
    expect(ingest([40001], 'one.csv').code).toBe(0);
    withSql(store, (db) => db.pragma('wal_checkpoint(TRUNCATE)'));
    cpSync(store, join(cwd, 'backup.db'));
    expect(add(store, 'Added')).toBe(40061);
    expect(ingest([40002, 40061], 'two.csv').code).toBe(0);
    expect(ingest([40003], 'three.csv').code).toBe(0);
    for (const end of ['-wal', '-shm']) rmSync(store + end, { force: true });
    cpSync(join(cwd, 'backup.db'), store);
    writeFileSync(join(cwd, 'again.sh'), AGAIN);
    const reports = [2, 3].map((run) => `lms-reports/000${run}/report.json`);
    const again = () => spawnSync('bash', ['again.sh', 'lms.db', 'backup.db', ...reports], { cwd, env });
    const others = 'SELECT group_concat(id) FROM customer_entity WHERE id NOT BETWEEN 40004 AND 40060';
    const notInBackup = () => {
      const folders = readdirSync(cwd).filter((name) => /^again\.\w{6}$/.test(name));
      return readFileSync(join(cwd, folders.at(-1) ?? '', 'not-known.txt'), 'utf8');
    };
    return { store, ingest, again, others: () => ask(store, others), notInBackup };
  }

  it('gives no removed ID out again, so that a list of all who ever went removes nobody who came since', () => {
    const { store, ingest, again, others, notInBackup } = restored();
    const ran = again();
    expect({ code: ran.status, text: ran.stderr.toString() }).toMatchObject({ code: 0 });
    expect(others()).toBeNull();
    expect(notInBackup()).toBe('40061\n');
    expect(add(store, 'Newcomer')).toBe(40062);
    expect(ingest([40001, 40002, 40003, 40061], 'all.csv', ['--missing-ok']).code).toBe(3);
    expect(ingest([40001, 40002, 40003], 'all.csv', ['--missing-ok']).code).toBe(0);
    expect(others()).toBe('40062');
    // The same line again has nothing left to do.
    expect(again().status).toBe(0);
    expect(others()).toBe('40062');
  });

  it('removes nobody who was added before it was begun, and names the IDs that lists must not hold', () => {
    const { store, ingest, again, others, notInBackup } = restored();
    expect(add(store, 'Newcomer')).toBe(40061);
    expect(again().status).toBe(0);
    expect(others()).toBe('40061');
    expect(notInBackup()).toBe('40061\n');
    expect(add(store, 'Another')).toBe(40062);
    expect(ingest([40001, 40002, 40003], 'all.csv', ['--missing-ok']).code).toBe(0);
    expect(others()).toBe('40061,40062');
  });
});

describe.skipIf(!hasProgram('sqlite3'))('the way after a restore, where IDs are given out twice', () => {
  it('removes nobody who has an ID of which the backup holds records alone', () => {
    const { cwd, env } = room();
    const store = closedStore(cwd, 60);
    withSql(store, (db) => {
      // Rebuilt by another program: the highest ID and one goes to whoever comes next, also where records of it are left.
      const { sql } = db.prepare(`SELECT sql FROM sqlite_schema WHERE name = 'customer_entity'`).get() as {
        sql: string;
      };
      db.unsafeMode();
      db.exec('PRAGMA writable_schema = 1');
      db.prepare(`UPDATE sqlite_schema SET sql = ? WHERE name = 'customer_entity'`).run(
        sql.replace(/ AUTOINCREMENT/i, ''),
      );
      db.exec(`PRAGMA writable_schema = RESET; DELETE FROM sqlite_sequence WHERE name = 'customer_entity';
        INSERT INTO customer_note (customer_id, body) VALUES (40061, 'left by another program');
        PRAGMA wal_checkpoint(TRUNCATE)`);
    });
    cpSync(store, join(cwd, 'backup.db'));
    removalFile(cwd, [40002, 40061], 'july.csv');
    expect(run(['ingest', 'july.csv', '--yes'], { cwd }).code).toBe(0);
    for (const end of ['-wal', '-shm']) rmSync(store + end, { force: true });
    cpSync(join(cwd, 'backup.db'), store);
    const sofia = withSql(store, (db) =>
      db.prepare(`INSERT INTO customer_entity (last_name) VALUES ('Sofia'), ('Omar')`).run(),
    );
    expect(sofia.lastInsertRowid).toBe(40062);
    writeFileSync(join(cwd, 'again.sh'), AGAIN);
    const args = ['again.sh', 'lms.db', 'backup.db', 'lms-reports/0001/report.json'];
    const ran = spawnSync('bash', args, { cwd, env });
    expect({ code: ran.status, text: ran.stderr.toString() }).toMatchObject({ code: 0 });
    expect(ask(store, 'SELECT count(*) FROM customer_entity WHERE id > 40060')).toBe(2);
    expect(ask(store, 'SELECT count(*) FROM customer_entity WHERE id = 40002')).toBe(0);
    const [, list = ''] = /removed: (.*)\n$/.exec(ran.stdout.toString()) ?? [];
    expect(readFileSync(join(cwd, list), 'utf8')).toBe('40061\n');
  });
});

describe.skipIf(!hasProgram('flock'))('the nightly script', () => {
  const script = /```sh\n(#![^\n]*\n# nightly\.sh[^]*?)```/.exec(BATCH)?.[1] ?? '';

  /** How a night ended and what it said; `before` stands before its line. */
  function night({ cwd, env }: Room, more: Record<string, string> = {}, before: readonly string[] = []) {
    writeFileSync(join(cwd, 'nightly.sh'), script);
    const line = [...before, '/bin/bash', 'nightly.sh', 'lms.db', 'inbox'];
    const ran = spawnSync(line[0] ?? '', line.slice(1), { cwd, env: { ...env, ...more } });
    return { code: ran.status, said: ran.stderr.toString() };
  }

  /** The alarm's message, which it wrote. */
  const ALARM = { ALARM: 'cat >> alarm.txt' };
  const alarmed = ({ cwd }: Room) =>
    existsSync(join(cwd, 'alarm.txt')) ? readFileSync(join(cwd, 'alarm.txt'), 'utf8') : null;

  function prepared() {
    const at = room();
    const store = closedStore(at.cwd, 300);
    mkdirSync(join(at.cwd, 'inbox'));
    const inbox = join(at.cwd, 'inbox');
    /** A file that was written long ago. */
    const arrived = (name: string, ids: readonly number[]) => {
      removalFile(inbox, ids, name);
      settle(join(inbox, name));
    };
    return { ...at, store, inbox, arrived, customers: () => ask(store, COUNT) };
  }

  const COUNT = 'SELECT count(*) FROM customer_entity';
  const settle = (path: string) => utimesSync(path, 1_700_000_000, 1_700_000_000);
  const names = (inbox: string, folder: string) =>
    readdirSync(join(inbox, folder)).map((name) => name.replace(/^\d{8}-\d{6}-\d+-/, ''));

  it('removes what is right, sets apart what is not, and is safe to run again', () => {
    const at = prepared();
    const { inbox, store, arrived } = at;
    // As mainframes and old Windows programs name them.
    arrived('A.CSV', [40001, 40003]);
    arrived('b.csv', [40005, 7]);
    arrived(
      'c.Csv',
      Array.from({ length: 40 }, (_, at) => 40100 + 2 * at),
    );
    arrived('d d.csv', [40001, 40007]);
    writeFileSync(join(inbox, 'e.csv'), 'PK\u0003\u0004');
    settle(join(inbox, 'e.csv'));
    const ran = night(at, ALARM);
    expect(ran.said).toMatch(/b\.csv: exit 3;[^]*c\.Csv: exit 5 cap;[^]*e\.csv: exit 4 input;/);
    expect({ code: ran.code, alarm: alarmed(at) }).toEqual({ code: 4, alarm: null });
    expect(names(inbox, 'done')).toEqual(['A.CSV', 'd d.csv']);
    expect(names(inbox, 'failed')).toEqual(['b.csv', 'c.Csv', 'e.csv']);
    const [stamp = ''] = readdirSync(join(inbox, 'runs'));
    const documents = ['A.CSV', 'b.csv', 'c.Csv', 'd d.csv', 'e.csv'].map((name) => `${name}.json`);
    expect(readdirSync(join(inbox, 'runs', stamp))).toEqual([...documents, 'files']);
    for (const name of documents)
      requirePublished(JSON.parse(readFileSync(join(inbox, 'runs', stamp, name), 'utf8')));
    expect(ask(store, `${COUNT} WHERE id IN (40001, 40003, 40007)`)).toBe(0);
    expect(at.customers()).toBe(297);
    expect(night(at).code).toBe(0);
    // Another night has a folder of its own.
    expect(readdirSync(join(inbox, 'runs'))).toHaveLength(2);
  });

  it('takes no number of Node for one of the program: 9 without a document is no removal', () => {
    const at = prepared();
    at.arrived('a.csv', [40001]);
    const ran = night(at, { ...ALARM, NODE_OPTIONS: '--title=x --expose-internals' });
    expect(ran.code).toBe(1);
    expect(ran.said).toMatch(/a\.csv: exit 9 without a document/);
    expect(ran.said).not.toContain('NOT verified');
    expect(alarmed(at)).toMatch(/exit 9 without a document/);
    expect(at.customers()).toBe(300);
    expect(existsSync(join(at.inbox, 'a.csv'))).toBe(true);
  });

  it('says busy, and leaves the files, while the store is locked', () => {
    const at = prepared();
    at.arrived('a.csv', [40001, 40003]);
    at.arrived('b.csv', [40005]);
    withSql(at.store, (db) => {
      db.exec('BEGIN IMMEDIATE');
      const quick = script.replace('--yes', '--yes --lock-timeout 0.1');
      writeFileSync(join(at.cwd, 'quick.sh'), quick);
      const ran = spawnSync('bash', ['quick.sh', 'lms.db', 'inbox'], { cwd: at.cwd, env: at.env });
      expect(ran.status).toBe(75);
      expect(ran.stderr.toString()).toBe(
        'nightly: busy: lms.db is in use; a.csv and what comes after it are tried again the next night\n',
      );
    });
    expect(night(at).code).toBe(0);
    expect(at.customers()).toBe(297);
  });

  it('stops at what a person must see, and gives the alarm', () => {
    const at = prepared();
    at.arrived('a.csv', [40001, 40003]);
    expect(night(at, ALARM)).toEqual({ code: 0, said: '' });
    withSql(at.store, (db) => db.exec('INSERT INTO customer_entity (id) VALUES (40001)'));
    at.arrived('a.csv', [40001, 40003]);
    at.arrived('b.csv', [40005]);
    const ran = night(at, ALARM);
    expect(ran.code).toBe(9);
    expect(ran.said).toContain('NOT verified (customer-returned)');
    expect(alarmed(at)).toBe(ran.said);
    expect(readdirSync(at.inbox)).toEqual(expect.arrayContaining(['a.csv', 'b.csv']));
    // An alarm that fails takes nothing from the code.
    const failed = night(at, { ALARM: 'exit 3' });
    expect(failed).toEqual({ code: 9, said: expect.stringContaining('and the alarm failed: exit 3') });
  });

  it('gives the alarm where it cannot go on itself: a name is too long with the stamp before it', () => {
    const at = prepared();
    at.arrived(`${'a'.repeat(244)}.csv`, [40001]);
    const ran = night(at, ALARM);
    expect(ran.code).toBe(1);
    expect(alarmed(at)).toMatch(/^nightly: line \d+ of the script could not be done: it stops here\n$/);
  });

  it('stops where the machine is in the way of every file: 4 output', () => {
    const at = prepared();
    at.arrived('a.csv', [40001]);
    at.arrived('b.csv', [40003]);
    writeFileSync(join(at.cwd, 'lms-reports'), 'a file where the folder belongs');
    const ran = night(at, ALARM);
    expect(ran.code).toBe(4);
    expect(ran.said).toMatch(/^nightly: a\.csv: exit 4 output; see [^\n]*\n$/);
    expect(alarmed(at)).toBe(ran.said);
    expect(at.customers()).toBe(300);
    expect(readdirSync(at.inbox)).toEqual(expect.arrayContaining(['a.csv', 'b.csv']));
  });

  it('leaves a file that is still written: by its age, and by what ingest sees', () => {
    const at = prepared();
    at.arrived('a.csv', [40001]);
    // Written to of late, whenever this is run.
    utimesSync(join(at.inbox, 'a.csv'), 4_000_000_000, 4_000_000_000);
    expect(night(at)).toEqual({ code: 0, said: '' });
    expect(at.customers()).toBe(300);
    settle(join(at.inbox, 'a.csv'));
    at.arrived('b.csv', [40003]);
    // It grows after it was read, before its removal.
    const fault = JSON.stringify({ before: 'exec BEGIN IMMEDIATE', run: 'echo >> inbox/a.csv' });
    const wrapper = `#!/bin/sh\ncase $2 in *a.csv) export FAULT='${fault}'; set -- --import "${FAULT}" "${BIN}" "$@" ;; *) set -- "${BIN}" "$@" ;; esac\nexec "${process.execPath}" "$@"\n`;
    writeFileSync(join(at.cwd, 'bin/lms-import'), wrapper);
    expect(night(at, ALARM)).toEqual({
      code: 0,
      said: 'nightly: a.csv: not today (changed); it is tried again the next night\n',
    });
    expect({ left: existsSync(join(at.inbox, 'a.csv')), alarm: alarmed(at) }).toEqual({
      left: true,
      alarm: null,
    });
    expect(at.customers()).toBe(299);
  });

  it('does nothing beside another night, or without a lock', () => {
    const at = prepared();
    at.arrived('a.csv', [40001]);
    const other = ['flock', 'inbox/.nightly.lock'];
    expect(night(at, ALARM, other)).toEqual({
      code: 75,
      said: 'nightly: busy: another night is at work in inbox\n',
    });
    expect(alarmed(at)).toBeNull();
    const few = join(at.cwd, 'few');
    mkdirSync(few);
    for (const name of ['bash', 'cat', 'mkdir'])
      writeFileSync(join(few, name), `#!/bin/sh\nexec /bin/${name} "$@"\n`, { mode: 0o755 });
    expect(night(at, { ...ALARM, PATH: few }).code).toBe(127);
    expect(alarmed(at)).toBe('nightly: there is no flock here: nothing was done\n');
    expect(at.customers()).toBe(300);
  });

  it('a runbook stands there for each reason of 9', () => {
    const [, table = ''] =
      /### Exit codes([^]*?)Any other number/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
    const rows = table.split('\n').filter((line) => line.startsWith('| 9 |'));
    const reasons = rows.flatMap((row) => [...(row.split('|')[3] ?? '').matchAll(/`([a-z-]+)`/g)]);
    expect(new Set(reasons.map(([, reason]) => reason)).size).toBe(12);
    for (const [, reason] of reasons) expect(BATCH).toContain(`\n### \`${reason}\`\n`);
  });
});
