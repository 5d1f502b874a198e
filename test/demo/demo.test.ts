import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { CUSTOMER_COLUMNS } from '../../src/core/file/customer-columns.ts';
import { CUSTOMER_TEMPLATE_SHA256, customerHeader } from '../../src/core/file/template.ts';
import { fillDemo } from '../../src/demo/demo.ts';
import { migrate } from '../../src/store/sqlite/schema/migrations.ts';
import { ask, dump, makeStore, runJson, temporaryFolder } from '../tools/program.ts';

const ROOT = new URL('../..', import.meta.url).pathname;

describe('the customer template', () => {
  it('is the same in templates/, in the code, and in what it was made of', () => {
    const file = readFileSync(join(ROOT, 'templates/customer.csv'), 'utf8');
    expect(file).toBe(customerHeader());
    expect(createHash('sha256').update(file).digest('hex')).toBe(CUSTOMER_TEMPLATE_SHA256);
    // Beside the checkout where the project is built; elsewhere there is nothing to compare with.
    const given = join(ROOT, '../shared/customer-columns.tsv');
    if (!existsSync(given)) return;
    const rows = readFileSync(given, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'));
    expect(CUSTOMER_COLUMNS.map(({ label, privacy }) => [label, privacy])).toEqual(
      rows.map((row) => [row[1], row[4]]),
    );
  });

  it('has a column in the store for every label but the action', () => {
    const db = new Database(':memory:');
    migrate(db);
    for (const { label, stored } of CUSTOMER_COLUMNS) {
      if (stored === null) {
        expect(label).toBe('action');
        continue;
      }
      const [, table, column, kind] = /^(\w+)\.(\w+)(?:\[(\w+)\])?$/.exec(stored)!;
      const columns = db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table!);
      expect(columns, stored).toContain(column);
      if (kind !== undefined) {
        const sql = db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table!);
        expect(sql).toContain(`'${kind}'`);
      }
    }
  });
});

describe('the demo store', () => {
  const cwd = temporaryFolder();
  const store = makeStore(cwd, 1204);

  it('is whole', () => {
    expect(ask(store, 'PRAGMA integrity_check')).toBe('ok');
    expect(ask(store, 'SELECT count(*) FROM pragma_foreign_key_check')).toBe(0);
    expect(ask(store, 'SELECT min(id) FROM customer_entity')).toBe(40001);
    expect(ask(store, `SELECT seq FROM sqlite_sequence WHERE name = 'customer_entity'`)).toBe(41204);
  });

  it('is the same each time, and a customer is the same in a larger one', () => {
    const again = makeStore(temporaryFolder(), 1204);
    expect(dump(again)).toBe(dump(store));
    const sql = `SELECT group_concat(concat_ws(',', id, first_name, last_name, ssn, birth_date, email)) FROM customer_entity WHERE id <= 40100`;
    expect(ask(makeStore(temporaryFolder(), 100), sql)).toBe(ask(store, sql));
  });

  it('has every kind of record and loan, and customers and loans without each other', () => {
    const db = new Database(store, { readonly: true });
    const tables = db.prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND (name LIKE 'customer%' OR name LIKE 'loan%')`,
    );
    for (const table of tables.pluck().all()) {
      expect(
        db
          .prepare(`SELECT count(*) FROM ${String(table)}`)
          .pluck()
          .get(),
        String(table),
      ).toBeGreaterThan(0);
    }
    expect(db.prepare('SELECT DISTINCT status FROM loan_entity ORDER BY 1').pluck().all()).toEqual([
      'Application',
      'Closed',
      'Open',
    ]);
    db.close();
    for (const sql of [
      'SELECT count(*) FROM loan_entity WHERE id NOT IN (SELECT loan_id FROM loan_customer)',
      'SELECT count(*) FROM customer_entity WHERE id NOT IN (SELECT customer_id FROM loan_customer)',
      'SELECT count(*) FROM loan_customer GROUP BY loan_id HAVING count(*) = 2',
      'SELECT count(*) FROM loan_customer GROUP BY customer_id HAVING count(*) > 1',
      'SELECT sum(archived) FROM loan_entity',
      'SELECT sum(deleted) FROM loan_entity',
    ]) {
      expect(ask(store, sql), sql).toBeGreaterThan(0);
    }
    expect(ask(store, 'SELECT max(closed_on) FROM loan_entity')! < '2023').toBe(true);
  });

  it('fills ranges as one', () => {
    const db = new Database(':memory:');
    migrate(db);
    const told: number[] = [];
    fillDemo(db, 45_000, (done) => told.push(done));
    expect(told).toEqual([20_000, 40_000, 45_000]);
    expect(db.prepare('SELECT count(*) FROM customer_entity').pluck().get()).toBe(45_000);
    expect(db.prepare('SELECT count(*) FROM pragma_foreign_key_check').pluck().get()).toBe(0);
  });

  it('is what the samples are made for', () => {
    const samples = join(ROOT, 'samples');
    const right = runJson(['plan', join(samples, 'removal.csv'), '--store', store], { cwd });
    expect(right.document).toMatchObject({
      exitCode: 0,
      plan: { removals: 57, loans: { customersWithOpen: 0 } },
    });
    const wrong = runJson(['validate', join(samples, 'mistakes.csv'), '--store', store], { cwd });
    expect(wrong.document).toMatchObject({
      exitCode: 3,
      counts: { errors: 15, withErrors: 13, clean: 8, blank: 1 },
    });
  });
});
