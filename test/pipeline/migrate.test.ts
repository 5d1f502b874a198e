import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../src/store/sqlite/schema/migrations.ts';
import { SCHEMA_1 } from '../../src/store/sqlite/schema/schema-1.ts';
import { ask, bytesOf, dump, removalFile, run, runJson, temporaryFolder, withSql } from '../tools/program.ts';

const APPLICATION = 1280136009;

/** A store as the first release made it, with a run of its own that another program of ours would have noted. */
function firstVersion(cwd: string): string {
  const path = join(cwd, 'lms.db');
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.exec(SCHEMA_1);
  db.exec(`INSERT INTO customer_entity (id, last_name) VALUES (40001, 'Abel'), (40002, 'Baker'), (40003, 'Clark');
    INSERT INTO customer_note (customer_id, body) VALUES (40002, 'a note')`);
  db.pragma(`application_id = ${APPLICATION}`);
  db.pragma('user_version = 1');
  db.close();
  return path;
}

describe('a store of the first version', () => {
  const cwd = temporaryFolder();
  let store = '';
  beforeAll(() => {
    store = firstVersion(cwd);
    removalFile(cwd, [40002]);
    removalFile(cwd, [1], 'wrong.csv');
  });

  it('is read by every command that only reads, and stays as it is, byte for byte', () => {
    const before = bytesOf(store);
    const codes = [
      ['validate', 'july.csv'],
      ['plan', 'july.csv'],
      ['ingest', 'july.csv', '--dry-run'],
      ['history'],
      ['verify', '--all'],
    ].map((args) => [args[0], run(args, { cwd }).code]);
    expect(codes).toEqual([
      ['validate', 0],
      ['plan', 0],
      ['ingest', 0],
      ['history', 0],
      ['verify', 0],
    ]);
    expect(bytesOf(store)).toBe(before);
  });

  it('is not migrated by an ingest that says that nothing was changed', () => {
    for (const [args, code] of [
      [['none.csv'], 4],
      [['wrong.csv'], 3],
      [['july.csv'], 5],
      [['july.csv', '--confirm-removes', '2'], 5],
    ] as const) {
      const ran = runJson(['ingest', ...args], { cwd });
      expect(ran.document).toMatchObject({ exitCode: code, storeChanged: false });
      expect(ask(store, 'PRAGMA user_version')).toBe(1);
    }
    // Its lock is had, and then the store is another: the whole transaction is taken back.
    const fault = {
      before: 'prepare PRAGMA main.wal_checkpoint',
      run: `sqlite3 lms.db "UPDATE customer_entity SET last_name = 'Bakker' WHERE id = 40002"`,
    };
    const stale = runJson(['ingest', 'july.csv', '--confirm-removes', '1'], { cwd, fault });
    expect(stale.document).toMatchObject({ exitCode: 6, storeChanged: false });
    expect(ask(store, 'PRAGMA user_version')).toBe(1);
  });

  it('has no key to seal a plan with: says what to do first; and a plan of another store is one', () => {
    const { document } = runJson(['plan', 'july.csv', '--out', 'july.plan'], { cwd });
    expect(document).toMatchObject({ exitCode: 7, reason: 'version' });
    expect(document.message).toContain('lms-import store migrate');
    copyFileSync(store, join(cwd, 'other.db'));
    const other = ['--store', 'other.db'];
    expect(run(['store', 'migrate', ...other], { cwd }).stdout).toContain('from version 1 to 2');
    expect(runJson(['store', 'migrate', ...other], { cwd }).document).toMatchObject({
      exitCode: 0,
      storeChanged: false,
      migrated: { from: 2, to: 2 },
    });
    expect(dump(join(cwd, 'other.db'))).toBe(dump(store));
    expect(run(['plan', 'july.csv', '--out', 'july.plan', ...other], { cwd }).code).toBe(0);
    expect(runJson(['show', 'july.plan'], { cwd }).document.compared.sameStore).toBe(false);
    expect(runJson(['ingest', 'july.csv', '--plan', 'july.plan'], { cwd }).document).toMatchObject({
      exitCode: 6,
      reason: 'store-moved',
    });
    expect(run(['ingest', 'july.csv', '--plan', 'july.plan', ...other], { cwd }).code).toBe(0);
  });

  it('is migrated by the removal, in its transaction, and is all there afterwards', () => {
    const ran = runJson(['ingest', 'july.csv', '--confirm-removes', '1'], { cwd });
    expect(ran.document).toMatchObject({ exitCode: 0, storeChanged: true });
    expect(ran.document.report.verified).toBe(true);
    expect(ask(store, 'PRAGMA user_version')).toBe(2);
    const report = join(cwd, String(ran.document.folder), 'report.json');
    expect(runJson(['history', '--check', '--report', report], { cwd }).document.check.troubles).toEqual([]);
    expect(JSON.parse(readFileSync(report, 'utf8')).report.ledger.link).toBeGreaterThan(0);
    expect(run(['verify', '1'], { cwd }).code).toBe(0);
  });
});

it.each([
  ['index', 'ledger_store', 'CREATE INDEX ledger_store ON loan_note (body)'],
  ['index', 'Ledger_Chain', 'CREATE INDEX "Ledger_Chain" ON loan_note (body)'],
  [
    'trigger',
    'ledger_run_no_update',
    'CREATE TABLE job (x, y); CREATE TRIGGER ledger_run_no_update AFTER INSERT ON job BEGIN SELECT 1; END',
  ],
  ['view', 'ledger_store', 'CREATE VIEW ledger_store AS SELECT 1 AS id, 2 AS identity, 3 AS "key"'],
  ['view', 'ledger_chain', 'CREATE VIEW ledger_chain AS SELECT 1 AS x'],
])('refuses the %s %s, whoever looks: a migration gives that name', (kind, name, sql) => {
  const cwd = temporaryFolder();
  const store = firstVersion(cwd);
  removalFile(cwd, [40002]);
  withSql(store, (db) => db.exec(sql));
  const before = dump(store);
  for (const line of [
    ['plan', 'july.csv'],
    ['store', 'migrate'],
    ['ingest', 'july.csv', '--confirm-removes', '1'],
  ]) {
    const { document } = runJson(line, { cwd });
    expect(document).toMatchObject({ exitCode: 7, reason: 'shape', storeChanged: false });
    expect(document.details).toMatchObject({ shape: { why: 'name-taken', kind, name } });
    expect(document.message).toContain(`${kind} ${name}`);
  }
  expect(run(['check'], { cwd }).stdout.replaceAll(/\s+/g, ' ')).toContain(`${kind} ${name} has a name that`);
  expect(dump(store)).toBe(before);
});

it.each([
  [
    'a trigger of a table’s name',
    'CREATE TABLE job (x, y); CREATE TRIGGER ledger_store AFTER INSERT ON job BEGIN SELECT 1; END',
  ],
  ['an index of a trigger’s name', 'CREATE INDEX ledger_run_no_update ON loan_note (body)'],
  ['a table of a trigger’s name', 'CREATE TABLE ledger_run_no_delete (x)'],
])('%s is in no migration’s way', (_what, sql) => {
  const cwd = temporaryFolder();
  withSql(firstVersion(cwd), (db) => db.exec(sql));
  expect(run(['check'], { cwd }).code).toBe(0);
  expect(run(['store', 'migrate'], { cwd }).code).toBe(0);
});

it('a header without a version is damage, and no older store', () => {
  const cwd = temporaryFolder();
  const path = join(cwd, 'lms.db');
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  migrate(db);
  db.close();
  withSql(path, (other) => other.pragma('user_version = 0'));
  writeFileSync(join(cwd, 'july.csv'), '');
  for (const args of [['history'], ['store', 'migrate'], ['ingest', 'july.csv', '--yes']])
    expect(runJson(args, { cwd }).document).toMatchObject({ exitCode: 7, reason: 'damaged' });
});
