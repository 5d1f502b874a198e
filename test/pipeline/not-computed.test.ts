/** What SQLite cannot compute for some row is told by table and column, whoever meets it, and nothing is changed. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ask, closedStore, removalFile, runJson, temporaryFolder, withSql } from '../tools/program.ts';

const cwd = temporaryFolder();
const store = closedStore(cwd, 20);
removalFile(cwd, [40002]);
writeFileSync(join(cwd, 'names.csv'), 'customerId,lastName\n40002,Abel\n');

const INGEST = ['ingest', 'july.csv', '--confirm-removes', '1'];
const PLAN = ['plan', 'july.csv'];
const SAVE = [...PLAN, '--out', 'july.plan'];
const CHECK = ['check'];

/** Nothing of the odd columns, which nobody could read. */
const HELD = `SELECT (SELECT group_concat(id) FROM customer_entity) || (SELECT count(*) FROM customer_note) ||
  (SELECT count(*) FROM loan_customer) || (SELECT count(*) FROM ledger_run)`;

/** A column that is made of JSON, which is malformed in each row; it was added later, for SQLite takes in no such row. */
function added(table: string, column: string, type = ''): string {
  return `ALTER TABLE ${table} ADD COLUMN odd_source TEXT; UPDATE ${table} SET odd_source = '{x';
    ALTER TABLE ${table} ADD COLUMN ${column} ${type} AS (json_extract(odd_source, '$.x')) VIRTUAL`;
}

interface Case {
  readonly what: string;
  readonly sql: string;
  readonly table: string;
  readonly columns: readonly string[];
  /** Commands that say it, beside `check`. */
  readonly lines: readonly (readonly string[])[];
}

const CASES: readonly Case[] = [
  {
    what: 'a column of a loan table, which the digests are over',
    sql: added('loan_entity', 'rate'),
    ...{ table: 'loan_entity', columns: ['rate'], lines: [INGEST] },
  },
  {
    what: 'a column of a record, which a saved plan is over',
    sql: added('customer_note', 'Topic'),
    ...{ table: 'customer_note', columns: ['topic'], lines: [SAVE] },
  },
  {
    what: 'a number that is too large',
    sql: `UPDATE customer_note SET author = -9223372036854775808;
      ALTER TABLE customer_note ADD COLUMN n AS (abs(CAST(author AS INTEGER)))`,
    ...{ table: 'customer_note', columns: ['n'], lines: [SAVE] },
  },
  {
    what: 'a text that is too long',
    sql: `ALTER TABLE customer_note ADD COLUMN n AS (zeroblob(9000000000))`,
    ...{ table: 'customer_note', columns: ['n'], lines: [SAVE] },
  },
  {
    what: 'a column that a guard reads',
    sql: `ALTER TABLE loan_entity DROP COLUMN archived; ${added('loan_entity', 'archived')}`,
    ...{ table: 'loan_entity', columns: ['archived'], lines: [PLAN, INGEST] },
  },
  {
    what: 'a name',
    sql: `ALTER TABLE customer_entity DROP COLUMN last_name; ${added('customer_entity', 'last_name')}`,
    ...{ table: 'customer_entity', columns: ['last_name'] },
    lines: [[...PLAN, '--check-names', 'names.csv'], INGEST],
  },
  {
    what: 'a column with a type, by which SQLite’s own check asks for it, of a table beside the customers',
    sql: `CREATE TABLE job (id INTEGER PRIMARY KEY); INSERT INTO job VALUES (1); ${added('job', 'b', 'TEXT')}`,
    ...{ table: 'job', columns: ['b'], lines: [INGEST] },
  },
  {
    what: 'a condition',
    sql: `CREATE TABLE job (a TEXT, CHECK (json_extract(a, '$.x') IS NULL)); PRAGMA ignore_check_constraints = ON;
      INSERT INTO job VALUES ('{x')`,
    ...{ table: 'job', columns: [], lines: [INGEST] },
  },
];

it.each(CASES)('$what: 7 shape', ({ sql, table, columns, lines }) => {
  const path = join(cwd, 'odd.db');
  copyFileSync(store, path);
  withSql(path, (db) => db.exec(sql));
  const before = ask(path, HELD);
  for (const line of [CHECK, ...lines]) {
    const { code, document } = runJson([...line, '--store', 'odd.db'], { cwd });
    const named = columns.length === 0 ? 'a condition (CHECK)' : `column ${columns.join()}`;
    expect({ line, code, text: JSON.stringify(document) }).toMatchObject({
      code: 7,
      text: expect.stringContaining(`table ${table} has ${named} that SQLite cannot compute for every row`),
    });
    if (line !== CHECK)
      expect(document.details).toMatchObject({ shape: { why: 'not-computed', table, columns } });
  }
  expect(ask(path, HELD)).toBe(before);
});

it('a column that nobody reads, of a table beside the customers, is let be', () => {
  const path = join(cwd, 'beside.db');
  copyFileSync(store, path);
  withSql(path, (db) =>
    db.exec(`CREATE TABLE job (id INTEGER PRIMARY KEY); INSERT INTO job VALUES (1); ${added('job', 'b')}`),
  );
  for (const line of [CHECK, INGEST])
    expect(runJson([...line, '--store', 'beside.db'], { cwd }).code).toBe(0);
});
