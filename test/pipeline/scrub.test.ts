import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readHeader } from '../../src/store/sqlite/pages/header.ts';
import { readUnused } from '../../src/store/sqlite/pages/page.ts';
import { walk } from '../../src/store/sqlite/erase/walk.ts';
import { SCHEMA_1 } from '../../src/store/sqlite/schema/schema-1.ts';
import { contents, fillFile, makeEmptyFile, withFile, type Kind } from '../tools/any-file.ts';
import { ask, makeStore, removalFile, run, runJson, temporaryFolder, withSql } from '../tools/program.ts';
import { hasStrace, record, runBreaking } from '../tools/strace.ts';

const SCRUB = ['store', 'scrub', '--lock-timeout', '0.3'];

/** A file of somebody else's: their tables, their numbers in the header, and old values in it. */
function theirs(kind: Kind = { pageSize: 1024, reserved: 0, autoVacuum: 0 }) {
  const cwd = temporaryFolder();
  const store = join(cwd, 'lms.db');
  makeEmptyFile(store, kind);
  withSql(store, (db) => {
    db.pragma('application_id = 77');
    db.pragma('user_version = 12');
    db.pragma('journal_mode = WAL');
  });
  fillFile(store, { seed: JSON.stringify(kind), turns: 10, rows: 40 });
  return { cwd, store };
}

/** Rows that were deleted have these; no row has one any more. */
const OLD = '~gone';

const KINDS: readonly Kind[] = [
  { pageSize: 512, reserved: 0, autoVacuum: 0 },
  { pageSize: 4096, reserved: 32, autoVacuum: 0 },
  { pageSize: 1024, reserved: 0, autoVacuum: 1 },
  { pageSize: 65536, reserved: 0, autoVacuum: 2 },
];

describe('store scrub, on a file that another program made', () => {
  it.each(KINDS)(
    'takes every old value, leaves every answer as it was, and finds 0 bytes then: %o',
    (kind) => {
      const { cwd, store } = theirs(kind);
      expect(readFileSync(store, 'latin1')).toContain(OLD);
      const before = contents(store);
      expect(before).toMatch(/ ok$/);
      const ran = runJson(SCRUB, { cwd });
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      expect(ran.document).toMatchObject({
        schema: 'lms-import/scrub',
        storeChanged: false,
        check: { check: 7, expected: 0, found: 0, passed: true },
        unfinishedRuns: [],
      });
      expect(ran.document.counts.zeroedBytes).toBeGreaterThan(0);
      expect(readdirSync(cwd)).toEqual(['lms.db']);
      expect(readFileSync(store, 'latin1')).not.toContain(OLD);
      expect(contents(store)).toBe(before);
      expect(ask(store, 'PRAGMA application_id')).toBe(77);
      expect(ask(store, 'PRAGMA user_version')).toBe(12);
      const again = runJson(SCRUB, { cwd });
      expect(again.code).toBe(0);
      expect(again.document.counts).toMatchObject({ zeroedBytes: 0, zeroedPages: 0 });
      expect(again.document.counts.unusedBytes).toBe(ran.document.counts.unusedBytes);
      expect(run(SCRUB, { cwd }).stdout).toContain('✓ scrub      0 bytes of old values');
    },
  );

  it('waits for whoever writes, or reads an old state; then it is locked, and nothing has changed', () => {
    const { cwd, store } = theirs();
    const bytes = readFileSync(store);
    withSql(store, (other) => {
      other.exec('BEGIN IMMEDIATE');
      const refused = { exitCode: 7, reason: 'locked', retryable: true, storeChanged: false };
      expect(runJson(SCRUB, { cwd }).document).toMatchObject(refused);
      other.exec('ROLLBACK; BEGIN; SELECT count(*) FROM t');
      other.prepare('SELECT count(*) FROM t').get();
      withSql(store, (db) => db.pragma('user_version = 12'));
      expect(runJson(SCRUB, { cwd }).document).toMatchObject(refused);
      expect(readFileSync(store).equals(bytes)).toBe(true);
      other.exec('ROLLBACK');
    });
    expect(run(SCRUB, { cwd }).code).toBe(0);
  });

  it.each([
    [
      'a rollback journal',
      'journal-mode',
      (store: string) => withSql(store, (db) => db.pragma('journal_mode = DELETE')),
    ],
    ['a page that nothing refers to', 'damaged', lose],
  ])('refuses %s, and leaves every byte', (_what, reason, spoil) => {
    const { cwd, store } = theirs();
    spoil(store);
    const bytes = readFileSync(store);
    const ran = runJson(SCRUB, { cwd });
    expect(ran.document).toMatchObject({ exitCode: 7, reason, storeChanged: false });
    expect(readFileSync(store).equals(bytes)).toBe(true);
  });

  /** A table's root that the schema names no more. */
  function lose(store: string) {
    withSql(store, (db) => {
      db.unsafeMode(true);
      db.exec(`PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'empty'`);
    });
  }

  it('is 9 where a byte is not zero when it is read again', () => {
    // With a clean page 1, and others that are not: else what is written there is met by the walk of the next connection.
    const room = () => {
      const { cwd, store } = theirs();
      withSql(store, (db) =>
        db.exec(`CREATE TABLE late (value); INSERT INTO late VALUES ('~gone'), ('~here')`),
      );
      expect(run(SCRUB, { cwd }).code).toBe(0);
      withSql(store, (db) => db.exec(`PRAGMA secure_delete = OFF; DELETE FROM late WHERE value = '~gone'`));
      return cwd;
    };
    const cwd = room();
    // Bytes 72 to 91 of the file are unused: somebody writes there past SQLite, between the zeros and the second walk.
    const scribble = 'printf xyz | dd of=lms.db bs=1 seek=72 conv=notrunc';
    const fault = { before: 'fsyncSync', run: scribble };
    const ran = runJson(SCRUB, { cwd, fault });
    expect(ran.document).toMatchObject({ exitCode: 9, outcome: 'unverified', reason: 'check-failed' });
    expect(ran.document).toMatchObject({ check: { found: 3, passed: false }, scrub: { left: 3 } });
    expect(run(SCRUB, { cwd: room(), fault }).stdout).toMatch(/3 not zero[^]*NOT VERIFIED \(check-failed\)/);
    expect(run(SCRUB, { cwd }).code).toBe(0);
  });
});

describe('store scrub, beside another one that ended before its commit', () => {
  it('writes no first page that is older than the file', () => {
    const { cwd, store } = theirs();
    // As after a VACUUM that clears nothing: the first page holds old text. A copy is cleaned for what the other one wrote.
    withSql(store, (db) =>
      db.exec('PRAGMA secure_delete = OFF; CREATE TABLE late (value); DROP TABLE late; VACUUM'),
    );
    ask(store, 'PRAGMA wal_checkpoint(TRUNCATE)');
    const { pageSize } = withFile(store, (fd) => readHeader(fd));
    const first = readFileSync(store).subarray(0, pageSize);
    const clean = Buffer.from(first);
    readUnused(first, 1, (from, to) => clean.fill(0, from, to));
    expect(clean.equals(first)).toBe(false);
    writeFileSync(join(cwd, 'first'), clean);
    const others = `dd if=first of=lms.db bs=${pageSize} count=1 conv=notrunc`;
    const fault = { before: 'prepare PRAGMA main.wal_checkpoint', run: others };
    const ran = runJson(SCRUB, { cwd, fault });
    expect(ran.document).toMatchObject({ exitCode: 0, check: { passed: true }, scrub: { left: 0 } });
    expect(withFile(store, (fd, roots) => walk(fd, roots)).nonZeroBytes).toBe(0);
  });
});

describe('store scrub, ended in its middle', () => {
  it.each([{ before: 'writeSync', nth: 20 }, { before: 'fsyncSync' }, { before: 'exec COMMIT' }])(
    'by a kill (%o) leaves every answer, and the next one takes what is left',
    (when) => {
      const { cwd, store } = theirs();
      const before = contents(store);
      expect(run(SCRUB, { cwd, fault: { ...when, signal: 'SIGKILL' } }).signal).toBe('SIGKILL');
      expect(contents(store)).toBe(before);
      expect(run(SCRUB, { cwd })).toMatchObject({ code: 0 });
      expect(readFileSync(store, 'latin1')).not.toContain(OLD);
      expect(contents(store)).toBe(before);
    },
  );

  it.skipIf(!hasStrace).each([
    ['EIO', 'damaged'],
    ['ENOSPC', 'full'],
  ])('by a write that fails (%s) is 7 %s, and so is the flush', (error, reason) => {
    const { cwd } = theirs();
    const copy = theirs();
    const names = ['pwrite64', 'fsync'];
    const calls = record(SCRUB, { cwd: copy.cwd, names, storeOnly: true });
    const writes = calls.filter(({ name }) => name === 'pwrite64');
    for (const call of [writes[30]!, calls.find(({ name }) => name === 'fsync')!]) {
      const ran = runBreaking([...SCRUB, '--json'], { cwd, call, how: `error=${error}` });
      expect(ran.code, ran.stderr).toBe(7);
      expect(JSON.parse(ran.stdout)).toMatchObject({ exitCode: 7, reason, storeChanged: false });
    }
    expect(run(SCRUB, { cwd })).toMatchObject({ code: 0 });
    expect(ask(join(cwd, 'lms.db'), 'PRAGMA integrity_check')).toBe('ok');
  });
});

describe('store scrub, on a store of ours', () => {
  it('scrubs one of another version, and brings it to no other', () => {
    const cwd = temporaryFolder();
    const store = join(cwd, 'lms.db');
    withSql(store, (db) => {
      db.pragma('journal_mode = WAL');
      db.exec(SCHEMA_1);
      db.pragma('application_id = 0x4c4d5349');
      db.pragma('user_version = 1');
    });
    const before = contents(store);
    for (const version of [1, 99]) {
      withSql(store, (db) => db.pragma(`user_version = ${version}`));
      expect(run(SCRUB, { cwd })).toMatchObject({ code: 0 });
      expect(ask(store, 'PRAGMA user_version')).toBe(version);
    }
    expect(contents(store)).toBe(before);
  });

  it('says which run is not finished, notes nothing in the ledger, and the same line finishes it', () => {
    const cwd = temporaryFolder();
    const store = makeStore(cwd, 40);
    withSql(store, (db) => db.exec(`UPDATE loan_entity SET status = 'Closed'`));
    removalFile(cwd, [40001, 40002, 40003]);
    const line = ['ingest', 'july.csv', '--confirm-removes', '3'];
    const fault = { before: 'prepare PRAGMA main.wal_checkpoint', nth: 2, signal: 'SIGKILL' } as const;
    expect(run(line, { cwd, fault }).signal).toBe('SIGKILL');
    const before = contents(store);
    expect(runJson(SCRUB, { cwd }).document).toMatchObject({ exitCode: 0, unfinishedRuns: [1] });
    expect(run(SCRUB, { cwd }).stdout.replace(/\s+/g, ' ')).toContain(
      '! Run 1 is committed and not finished',
    );
    expect(contents(store)).toBe(before);
    expect(existsSync(join(cwd, 'lms-reports/0001'))).toBe(false);
    expect(run(line, { cwd })).toMatchObject({ code: 0 });
    const report = JSON.parse(readFileSync(join(cwd, 'lms-reports/0001/report.json'), 'utf8'));
    expect(report.report).toMatchObject({ verified: true, scrub: { left: 0, logBytes: 0 } });
    expect(runJson(SCRUB, { cwd }).document).toMatchObject({ unfinishedRuns: [] });
    expect(run(['history', '--check'], { cwd }).code).toBe(0);
  });

  it('takes the name from the environment, and asks nothing', () => {
    const { cwd } = theirs();
    const ran = run(['store', 'scrub'], { cwd, env: { LMS_IMPORT_STORE: 'lms.db' } });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    writeFileSync(join(cwd, 'none.db'), '');
    expect(runJson([...SCRUB, '--store', 'none.db'], { cwd }).document).toMatchObject({
      reason: 'not-a-store',
    });
  });
});

describe('what a scrub cannot reach, because it is alive to SQLite, is named with what frees it', () => {
  it('words of deleted rows in a full-text index', () => {
    const { cwd, store } = theirs();
    withSql(store, (db) => {
      db.exec(
        `CREATE VIRTUAL TABLE "no""tes" USING fts5(body); CREATE VIRTUAL TABLE words USING fts5vocab('no"tes', row)`,
      );
      const insert = db.prepare(`INSERT INTO "no""tes" VALUES (?)`);
      db.transaction(() => {
        for (let at = 0; at < 300; at += 1) insert.run(`word${at} zyzzyva${at}x`);
      })();
      db.exec(`DELETE FROM "no""tes" WHERE rowid % 2`);
    });
    const held = () => readFileSync(store, 'latin1').includes('100x');
    const first = runJson(SCRUB, { cwd });
    expect(first).toMatchObject({ code: 0, document: { check: { passed: true } } });
    const frees = `INSERT INTO "no""tes"("no""tes") VALUES('optimize')`;
    expect(first.document.liveCopies).toContainEqual({
      table: 'no"tes',
      kind: 'full-text',
      rows: null,
      frees,
    });
    expect(held()).toBe(true);
    expect(run(SCRUB, { cwd }).stdout.replace(/\s+/g, ' ')).toContain(
      `Free them, then scrub again: ${frees}`,
    );
    withSql(store, (db) => db.exec(frees));
    expect(runJson(SCRUB, { cwd }).code).toBe(0);
    expect(held()).toBe(false);
  });

  it.each([
    [`content='doc', content_rowid='id'`, 'rebuild'],
    [`content=''`, null],
  ])('words of rows that went without a word to their index: %s', (content, command) => {
    const { cwd, store } = theirs();
    withSql(store, (db) =>
      db.exec(`CREATE TABLE doc (id INTEGER PRIMARY KEY, body TEXT); CREATE VIRTUAL TABLE f USING fts5(body, ${content});
        CREATE VIRTUAL TABLE f_words USING fts5vocab('f', row);
        INSERT INTO doc VALUES (1, 'zyzzyva asked'), (2, 'others asked'); INSERT INTO f (rowid, body) SELECT id, body FROM doc;
        DELETE FROM doc WHERE id = 1`),
    );
    const first = runJson(SCRUB, { cwd });
    const frees = command === null ? null : `INSERT INTO "f"("f") VALUES('${command}')`;
    expect(first.document.liveCopies).toContainEqual({ table: 'f', kind: 'full-text', rows: null, frees });
    if (frees === null) {
      expect(run(SCRUB, { cwd }).stdout).toContain('No statement frees them');
      return;
    }
    withSql(store, (db) => db.exec(frees));
    expect(runJson(SCRUB, { cwd }).code).toBe(0);
    expect(withSql(store, (db) => db.prepare('SELECT term FROM f_words').pluck().all())).toEqual([
      'asked',
      'others',
    ]);
    expect(readFileSync(store, 'latin1')).not.toContain('zyzzyva');
  });

  it('samples of rows that were deleted since, under the old name of their table', () => {
    const { cwd, store } = theirs();
    withSql(store, (db) =>
      db.exec(`CREATE TABLE kyc (passport TEXT UNIQUE); INSERT INTO kyc VALUES ('zyzzyva1'), ('zyzzyva2'); ANALYZE;
        ALTER TABLE kyc RENAME TO known; DELETE FROM known;`),
    );
    const held = () => /zyzzyva/.test(readFileSync(store, 'latin1'));
    const first = runJson(SCRUB, { cwd });
    expect(first.document.liveCopies).toMatchObject([
      { table: 'sqlite_stat4', kind: 'samples', frees: 'ANALYZE' },
    ]);
    expect(held()).toBe(true);
    withSql(store, (db) => db.exec(first.document.liveCopies[0].frees));
    runJson(SCRUB, { cwd });
    expect(held()).toBe(false);
  });
});
