/** How SQLite is made to look for the rows of many customers: by what it says of its plan, not by time. */
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../../src/core/shape/shape.ts';
import { MIGRATION_TABLES, migrate } from '../../../../src/store/sqlite/schema/migrations.ts';
import { readTables } from '../../../../src/store/sqlite/schema/read-shape.ts';
import {
  countByOwner,
  countOwned,
  orphansOf,
  removedTables,
  rowsByOwner,
} from '../../../../src/store/sqlite/selection/rows-of.ts';

const BY_MAIL = `CREATE UNIQUE INDEX by_mail ON customer_entity (email);
  CREATE TABLE kyc (n INTEGER PRIMARY KEY, mail TEXT NOT NULL REFERENCES customer_entity(email));`;
const BY_ACCOUNT = `
  CREATE TABLE account (id INTEGER PRIMARY KEY REFERENCES customer_entity(id), iban TEXT NOT NULL UNIQUE);
  CREATE TABLE kyc (n INTEGER PRIMARY KEY, iban TEXT NOT NULL REFERENCES account(iban));`;

/** What SQLite says of each query for the rows of `kyc`. */
function plansOf(sql: string): ReadonlyMap<string, readonly string[]> {
  const db = new Database(':memory:');
  migrate(db);
  db.exec(`${sql} CREATE TEMP TABLE removal (customer_id INTEGER PRIMARY KEY, row INTEGER NOT NULL);`);
  const shape = classify(readTables(db), MIGRATION_TABLES);
  if ('trouble' in shape) throw new Error(JSON.stringify(shape.trouble));
  const table = shape.customer.find((one) => one.table === 'kyc');
  const removed = removedTables(shape, 'temp.removal').find((one) => one.table === 'kyc');
  if (table === undefined || removed === undefined) throw new Error('nobody’s');
  const queries = {
    count: `SELECT count(*) FROM kyc AS o0 WHERE ${removed.where}`,
    remove: `DELETE FROM kyc AS o0 WHERE ${removed.where}`,
    owned: countOwned(table, shape),
    byOwner: countByOwner(db, table, { shape, of: 'temp.removal' }),
    rows: rowsByOwner(db, table, { shape, select: 't0.n', of: '(SELECT customer_id FROM temp.removal)' }),
  };
  const plan = (query: string) => db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${query}`).all();
  return new Map(
    Object.entries(queries).map(([name, query]) => [name, plan(query).map(({ detail }) => detail)]),
  );
}

describe('the rows of a table whose key is no customer ID', () => {
  it.each([
    ['keyed to a customer', BY_MAIL],
    ['keyed to a record that is its customer', BY_ACCOUNT],
    ['with pages that hang on it', `${BY_MAIL} CREATE TABLE page (n INTEGER NOT NULL REFERENCES kyc(n));`],
  ])('are each looked up once, and not once for each customer to be removed: %s', (_name, sql) => {
    for (const [query, plan] of plansOf(sql))
      expect({ query, walks: plan.filter((line) => /\(\w+=\? AND \w+=\?\)/.test(line)) }).toEqual({
        query,
        walks: [],
      });
  });

  it('are found from the customers where an index leads to them', () => {
    const plans = plansOf(`${BY_MAIL} CREATE INDEX kyc_by_mail ON kyc (mail);`);
    for (const query of ['byOwner', 'rows']) expect(plans.get(query)?.[0]).toMatch(/^SEARCH t1 /);
  });
});

it('a child that names no columns is compared by the primary key’s own collation, and not by the column’s', () => {
  const db = new Database(':memory:');
  migrate(db);
  db.exec(`CREATE TABLE file (code TEXT NOT NULL, customer_id INTEGER NOT NULL REFERENCES customer_entity(id), PRIMARY KEY (code COLLATE NOCASE));
    CREATE TABLE page (code TEXT NOT NULL REFERENCES file);
    CREATE TEMP TABLE removal (customer_id INTEGER PRIMARY KEY); INSERT INTO temp.removal VALUES (1);
    INSERT INTO customer_entity (id) VALUES (1), (2); INSERT INTO file VALUES ('c1', 1), ('c2', 2);
    INSERT INTO page VALUES ('C1'), ('c1'), ('C2')`);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  const shape = classify(readTables(db), MIGRATION_TABLES);
  if ('trouble' in shape) throw new Error(JSON.stringify(shape.trouble));
  const page = shape.customer.find(({ table }) => table === 'page')!;
  const where = removedTables(shape, 'temp.removal').find(({ table }) => table === 'page')?.where ?? '';
  const count = (sql: string) => db.prepare(sql).pluck().get();
  expect(count(`SELECT group_concat(code) FROM page AS o0 WHERE ${where}`)).toBe('C1,c1');
  expect(count(countOwned(page, shape))).toBe(2);
  expect(count(`SELECT count(*) FROM ${orphansOf(page, shape)}`)).toBe(0);
});
