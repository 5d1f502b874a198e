/** Which rows the digests are over, where companies' keys to loans are many, or compare otherwise than columns do. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { waysToLoan } from '../../../../src/core/shape/loan-ways.ts';
import { classify } from '../../../../src/core/shape/shape.ts';
import { addDigestFunctions } from '../../../../src/store/sqlite/apply/canonical.ts';
import { digestLoans, digestLoansAsEarlier } from '../../../../src/store/sqlite/apply/loan-digests.ts';
import { MIGRATION_TABLES, migrate } from '../../../../src/store/sqlite/schema/migrations.ts';
import { readTables } from '../../../../src/store/sqlite/schema/read-shape.ts';
import { makeStore, removalFile, run, runJson, temporaryFolder, withSql } from '../../../tools/program.ts';

/** Loans 1 to 3, of which 1 was linked to who goes. */
function storeWith(sql: string) {
  const db = new Database(':memory:');
  addDigestFunctions(db);
  migrate(db);
  db.exec(`INSERT INTO loan_entity (id, display_id, status)
      VALUES (1, '5001', 'Closed'), (2, '5002', 'Closed'), (3, '5003', 'Closed');
    INSERT INTO loan_payment (id, loan_id, paid_on, amount_cents) VALUES (11, 1, '2026', 5), (12, 2, '2026', 5);
    CREATE TEMP TABLE reached_loan (loan_id INTEGER); INSERT INTO temp.reached_loan VALUES (1); ${sql}`);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  const shape = classify(readTables(db), MIGRATION_TABLES);
  if ('trouble' in shape) throw new Error(JSON.stringify(shape.trouble));
  const rowsOf = (table: string) =>
    digestLoans(db, shape, () => undefined).find((one) => one.table === table)?.rows;
  return { db, shape, rowsOf };
}

const FILE = `CREATE TABLE file (code TEXT NOT NULL UNIQUE COLLATE NOCASE, loan_id INTEGER NOT NULL REFERENCES loan_entity);
  INSERT INTO file VALUES ('L-A', 1), ('L-B', 2);`;
const CODE = `CREATE UNIQUE INDEX by_code ON loan_entity (display_id);`;

describe('a row is one of the loan’s', () => {
  it.each([
    ['by a key whose letters are others', `${FILE} CREATE TABLE t (c TEXT REFERENCES file(code))`, `'l-a'`],
    [
      'by a number in a column without a type',
      `${CODE} CREATE TABLE t (c REFERENCES loan_entity(display_id))`,
      '5001',
    ],
    [
      'by a number in a column of numbers',
      `${CODE} CREATE TABLE t (c INT REFERENCES loan_entity(display_id))`,
      '5001',
    ],
    ['by a text in a column without a type', `CREATE TABLE t (c REFERENCES loan_entity)`, `'1'`],
    ['by a text that begins with a nought', `CREATE TABLE t (c TEXT REFERENCES loan_entity)`, `'01'`],
    [
      'by a key of two columns',
      `CREATE UNIQUE INDEX both ON loan_entity (id, display_id);
       CREATE TABLE t (a INTEGER, b TEXT, FOREIGN KEY (a, b) REFERENCES loan_entity(id, display_id))`,
      `1, '5001'`,
    ],
    [
      'by the second of two keys to a loan',
      `CREATE TABLE t (a INTEGER REFERENCES loan_entity, b INTEGER REFERENCES loan_entity)`,
      '2, 1',
    ],
    [
      'by the first of them',
      `CREATE TABLE t (a INTEGER REFERENCES loan_entity, b INTEGER REFERENCES loan_entity)`,
      '1, 2',
    ],
    [
      'by its payment alone',
      `CREATE TABLE t (a INTEGER REFERENCES loan_entity, b INTEGER REFERENCES loan_payment)`,
      'NULL, 11',
    ],
    [
      'by its payment, beside another loan',
      `CREATE TABLE t (a INTEGER REFERENCES loan_entity, b INTEGER REFERENCES loan_payment)`,
      '2, 11',
    ],
    [
      'by the row of the same table that it answers',
      `CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER REFERENCES loan_entity, b INTEGER REFERENCES t);
       INSERT INTO t VALUES (7, 1, NULL)`,
      '8, NULL, 7',
    ],
  ])('%s', (_name, sql, values) => {
    const { db, rowsOf } = storeWith(sql);
    const before = rowsOf('t') ?? 0;
    db.exec(`INSERT INTO t VALUES (${values})`);
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(rowsOf('t')).toBe(before + 1);
  });

  it('and not where its keys lead to others’ loans, or nowhere', () => {
    const { rowsOf } = storeWith(`${FILE} ${CODE}
      CREATE TABLE t (a REFERENCES file(code), b REFERENCES loan_entity(display_id), c INTEGER REFERENCES loan_payment);
      INSERT INTO t VALUES ('l-b', 5002, 12), (NULL, NULL, NULL), ('L-B', '5003', NULL)`);
    expect(rowsOf('t')).toBe(0);
  });

  it('and not where one column of its key is null: SQLite compares none then', () => {
    const { rowsOf } = storeWith(`CREATE UNIQUE INDEX both ON loan_entity (id, display_id);
      CREATE TABLE t (a INTEGER, b TEXT, FOREIGN KEY (a, b) REFERENCES loan_entity(id, display_id));
      INSERT INTO t VALUES (1, NULL), (NULL, '5001')`);
    expect(rowsOf('t')).toBe(0);
  });
});

describe('the ways from a table to a loan', () => {
  const lengths = (sql: string, table: string) =>
    waysToLoan(storeWith(sql).shape.loanKeys, table).map((way) => way.length);

  it('are told nearest first, each key once in one', () => {
    const sql = `CREATE TABLE fee (id INTEGER PRIMARY KEY, p INTEGER REFERENCES loan_payment, l INTEGER REFERENCES loan_entity, f INTEGER REFERENCES fee);
      CREATE TABLE fee_note (f INTEGER REFERENCES fee)`;
    expect(lengths(sql, 'fee')).toEqual([1, 2, 2, 3]);
    expect(lengths(sql, 'fee_note')).toEqual([2, 3, 3, 4]);
    expect(lengths(sql, 'loan_entity')).toEqual([]);
  });

  it('are none where they are more than a statement holds: all rows are taken then', () => {
    const tables = Array.from({ length: 8 }, (_, at) => `m${at}`);
    const mesh = tables.map((table) => {
      const keys = tables.map((other) => `${other} INTEGER REFERENCES ${other}`).join(', ');
      return `CREATE TABLE ${table} (id INTEGER PRIMARY KEY, l INTEGER REFERENCES loan_entity, ${keys});`;
    });
    const { shape, rowsOf } = storeWith(`${mesh.join('')} INSERT INTO m3 (l) VALUES (1), (2)`);
    expect(waysToLoan(shape.loanKeys, 'm3')).toEqual([]);
    expect(rowsOf('m3')).toBe(2);
  });
});

it('digests that earlier versions made, by the shortest way, are still equal to themselves', () => {
  const { db, shape } =
    storeWith(`CREATE TABLE t (a INTEGER REFERENCES loan_entity, b INTEGER REFERENCES loan_payment);
    INSERT INTO t VALUES (1, NULL), (NULL, 11)`);
  const rows = digestLoansAsEarlier(db, shape).map((older) => older.find(({ table }) => table === 't')?.rows);
  expect(rows).toEqual([1]);
});

it('a company’s empty table of loans may come and go: verify says that the loans are unchanged', () => {
  const cwd = temporaryFolder();
  const store = makeStore(cwd, 60);
  withSql(store, (db) =>
    db.exec(`UPDATE loan_entity SET status = 'Closed';
      CREATE TABLE loan_gone (id INTEGER PRIMARY KEY, loan_id INTEGER NOT NULL REFERENCES loan_entity(id))`),
  );
  removalFile(cwd, [40001, 40002]);
  expect(run(['ingest', 'july.csv', '--confirm-removes', '2'], { cwd }).code).toBe(0);
  withSql(store, (db) => db.exec('DROP TABLE loan_gone'));
  const copy = temporaryFolder();
  copyFileSync(store, join(copy, 'lms.db'));
  const found = () => {
    const ran = runJson(['verify', '1', '--report', join(cwd, 'lms-reports')], { cwd: copy });
    const checks = ran.document.runs[0].checks as { readonly check: number; readonly found: string }[];
    return checks.find(({ check }) => check === 5)?.found;
  };
  const change = (sql: string) => withSql(join(copy, 'lms.db'), (db) => db.exec(sql));
  change(`CREATE TABLE loan_came (old_loan INTEGER NOT NULL REFERENCES loan_entity(id), new_loan INTEGER NOT NULL REFERENCES loan_entity(id));
    CREATE TABLE loan_fee (payment_id INTEGER NOT NULL REFERENCES loan_payment(id))`);
  expect(found()).toBe('unchanged');
  const linked = '(SELECT min(loan_id) FROM ledger_loan)';
  const others = '(SELECT max(id) FROM loan_entity WHERE id NOT IN (SELECT loan_id FROM ledger_loan))';
  for (const [came, gone] of [
    [`INSERT INTO loan_came VALUES (${linked}, ${others})`, 'DELETE FROM loan_came'],
    [`INSERT INTO loan_came VALUES (${others}, ${linked})`, 'DELETE FROM loan_came'],
    [`INSERT INTO loan_fee SELECT id FROM loan_payment WHERE loan_id = ${linked}`, 'DELETE FROM loan_fee'],
  ] as const) {
    change(came);
    expect(found(), came).toBe('changed');
    change(gone);
    expect(found()).toBe('unchanged');
  }
});
