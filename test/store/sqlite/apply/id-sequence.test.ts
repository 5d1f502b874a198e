import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { givesIdsOnce } from '../../../../src/store/sqlite/apply/id-sequence.ts';
import { rebuildCustomers } from '../../../tools/rebuilt.ts';
import {
  ask,
  bytesOf,
  closedStore,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
} from '../../../tools/program.ts';

describe('AUTOINCREMENT is seen wherever SQLite sees it, and nowhere else', () => {
  it.each([
    ['(id INTEGER PRIMARY KEY AUTOINCREMENT, a)', true],
    ['(id INTEGER PRIMARY KEY, a)', false],
    ['(id INTEGER PRIMARY KEY /* AUTOINCREMENT */, a)', false],
    ['(id INTEGER PRIMARY KEY -- AUTOINCREMENT\n, a)', false],
    ["(id INTEGER PRIMARY KEY, a DEFAULT 'AUTOINCREMENT')", false],
    ['(id INTEGER PRIMARY KEY, "autoincrement" TEXT)', false],
    ['(id INTEGER CONSTRAINT autoincrement_ PRIMARY KEY, [a autoincrement])', false],
    ['(id "INTEGER" PRIMARY/**/KEY ASC autoIncrement, a)', true],
    ['(id INTEGER, a, PRIMARY KEY (id AUTOINCREMENT))', true],
    ['(id INTEGER PRIMARY KEY AUTOINCREMENT, a ANY, g INT GENERATED ALWAYS AS (id + 1)) STRICT', true],
    ['(id INTEGER PRIMARY KEY AUTOINCREMENT, a NOT NULL DEFAULT 1, CHECK (id > 0)) ', true],
  ])('%s', (columns, once) => {
    const db = new Database(':memory:');
    db.exec(`CREATE TABLE "Customer_Entity" ${columns}`);
    expect(givesIdsOnce(db)).toBe(once);
    // And so it is.
    db.exec('INSERT INTO customer_entity (id) VALUES (1), (7); DELETE FROM customer_entity WHERE id = 7');
    const next = db.prepare('INSERT INTO customer_entity (id) VALUES (NULL)').run().lastInsertRowid;
    expect(next).toBe(once ? 8 : 2);
    // Guards of the removal do not hide it.
    db.exec('CREATE TEMP TRIGGER guard BEFORE INSERT ON main.customer_entity BEGIN SELECT 1; END');
    expect(givesIdsOnce(db)).toBe(once);
    db.close();
  });
});

function folder() {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 60);
  return { cwd, store };
}

describe('a table of customers that was made again without AUTOINCREMENT', () => {
  it('gives its highest ID to the next customer: refused where that one would go, warned of otherwise', () => {
    const { cwd, store } = folder();
    withSql(store, (db) => {
      rebuildCustomers(db, false);
      db.pragma('wal_checkpoint(TRUNCATE)');
    });
    removalFile(cwd, [40060, 40001]);
    const before = bytesOf(store);
    for (const line of [['plan'], ['ingest', '--confirm-removes', '2']]) {
      const [command = '', ...options] = line;
      const { code, document } = runJson([command, 'july.csv', ...options], { cwd });
      expect({ code, reason: document.reason }).toEqual({ code: 7, reason: 'shape' });
      expect(document.message).toContain('SQLite would give ID 40060, the highest, to the next customer');
    }
    expect(bytesOf(store)).toBe(before);

    removalFile(cwd, [40059]);
    const { plan } = runJson(['plan', 'july.csv'], { cwd }).document;
    expect(plan.idsGivenOnce).toBe(false);
    // The one above it goes while somebody thinks.
    const fault = {
      before: 'prepare PRAGMA main.wal_checkpoint',
      run: `sqlite3 lms.db "DELETE FROM loan_customer WHERE customer_id = 40060; DELETE FROM customer_entity WHERE id = 40060"`,
    };
    const line = ['ingest', 'july.csv', '--confirm-removes', '1'];
    expect(runJson(line, { cwd, fault }).document).toMatchObject({ exitCode: 6, reason: 'store-moved' });
    expect(runJson(line, { cwd }).document).toMatchObject({ exitCode: 7, reason: 'shape' });
    removalFile(cwd, [40058]);
    const ran = run(line, { cwd });
    expect(ran.code).toBe(0);
    expect(ran.stdout.replace(/\s+/g, ' ')).toContain('! customer_entity has no AUTOINCREMENT');
  });
});

describe('a sequence that was set back', () => {
  /** What somebody does to it; each store has lost 40060 to run 1. */
  const SET_BACK = [
    `DELETE FROM sqlite_sequence WHERE name = 'customer_entity'`,
    `UPDATE sqlite_sequence SET seq = 12 WHERE name = 'customer_entity'`,
    `UPDATE sqlite_sequence SET seq = 'none' WHERE name = 'customer_entity'`,
    `UPDATE sqlite_sequence SET seq = NULL WHERE name = 'customer_entity'`,
    `DELETE FROM sqlite_sequence`,
    `DELETE FROM sqlite_sequence WHERE name = 'customer_entity';
     INSERT INTO sqlite_sequence VALUES ('customer_entity', 3), ('customer_entity', 90000)`,
  ];

  it('is raised by the next removal, in its transaction, and the report says so', () => {
    const { cwd, store } = folder();
    removalFile(cwd, [40060, 40059]);
    expect(run(['ingest', 'july.csv', '--confirm-removes', '2'], { cwd }).code).toBe(0);
    expect(run(['show', '1'], { cwd }).stdout).not.toContain('sequence');
    const next = () =>
      withSql(
        store,
        (db) => db.prepare('INSERT INTO customer_entity (id) VALUES (NULL)').run().lastInsertRowid,
      );
    for (const [at, sql] of SET_BACK.entries()) {
      withSql(store, (db) => db.exec(sql));
      removalFile(cwd, [40001 + at], `${at}.csv`);
      const ran = runJson(['ingest', `${at}.csv`, '--confirm-removes', '1'], { cwd });
      expect({ sql, code: ran.code, ...ran.document.report }).toMatchObject({
        code: 0,
        verified: true,
        idsRaisedTo: 40060,
        checks: expect.arrayContaining([{ check: 4, expected: 0, found: 0, passed: true }]),
      });
      // Nobody since has an ID up to the highest that was removed; the last one is above what the second row says.
      expect(Number(next())).toBeGreaterThan(40060);
      withSql(store, (db) => db.exec('DELETE FROM customer_entity WHERE id > 40060'));
    }
    expect(run(['show', '2'], { cwd }).stdout).toMatch(/IDs +SQLite's sequence [^]* raised to 40060/);
    expect(ask(store, 'SELECT max(run) FROM ledger_run')).toBe(1 + SET_BACK.length);
    expect(run(['verify', '--all'], { cwd }).code).toBe(0);
  });

  it('and so is one that was made again with AUTOINCREMENT, and never lowered', () => {
    const { cwd, store } = folder();
    removalFile(cwd, [40060, 40059]);
    expect(run(['ingest', 'july.csv', '--confirm-removes', '2'], { cwd }).code).toBe(0);
    withSql(store, (db) => rebuildCustomers(db, true));
    const seq = `SELECT seq FROM sqlite_sequence WHERE name = 'customer_entity'`;
    expect(ask(store, seq)).toBe(40058);
    removalFile(cwd, [40001], 'one.csv');
    expect(run(['ingest', 'one.csv', '--confirm-removes', '1'], { cwd }).code).toBe(0);
    expect(ask(store, seq)).toBe(40060);
    expect(ask(store, seq.replace('seq', 'typeof(seq)'))).toBe('integer');
  });
});
