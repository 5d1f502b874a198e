import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../../src/core/shape/shape.ts';
import { applyRemoval } from '../../../../src/store/sqlite/apply/apply.ts';
import { MIGRATION_TABLES, migrate } from '../../../../src/store/sqlite/schema/migrations.ts';
import { parts } from '../../../../src/store/sqlite/selection/parts.ts';
import { readTables } from '../../../../src/store/sqlite/schema/read-shape.ts';

/** A connection on which these customers are to be removed. */
function removing(ids: readonly number[]) {
  const db = new Database(':memory:');
  db.exec('CREATE TEMP TABLE removal (customer_id INTEGER PRIMARY KEY, row INTEGER NOT NULL)');
  db.prepare('INSERT INTO temp.removal SELECT value, key FROM json_each(?)').run(JSON.stringify(ids));
  return db;
}

/** The customers of each part. */
function customersOf(db: Database.Database, tables: Parameters<typeof parts>[1]) {
  return [...parts(db, tables)].map(({ done }) => done);
}

/** A table whose column `customer` is the customer's ID. */
const named = (table: string) => ({
  table,
  level: 'customer' as const,
  where: 'o0.customer IN (SELECT customer_id FROM temp.removal)',
});

describe('the parts of a removal', () => {
  it('hold every customer once, in order', () => {
    const sets = fc.tuple(
      fc.constantFrom(0, 1, 19_999, 20_000, 20_001, 45_000),
      fc.integer({ min: 1, max: 9 }),
    );
    fc.assert(
      fc.property(sets, ([size, step]) => {
        const ids = Array.from({ length: size }, (_, at) => (at - 5) * step);
        const db = removing(ids);
        const held: number[] = [];
        db.exec('CREATE TABLE keyed (customer INTEGER PRIMARY KEY)');
        for (const { of, done } of parts(db, [named('keyed')])) {
          held.push(...(db.prepare(`SELECT customer_id FROM ${of}`).pluck().all() as number[]));
          expect(done).toBe(held.length);
        }
        expect(held).toEqual(ids);
      }),
      { numRuns: 20 },
    );
  });

  it('are one where a table would be read whole for each', () => {
    const db = removing(Array.from({ length: 45_000 }, (_, at) => at));
    db.exec('CREATE TABLE bare (customer INTEGER); CREATE TABLE keyed (customer INTEGER PRIMARY KEY)');
    expect(customersOf(db, [])).toEqual([]);
    expect(customersOf(db, [named('keyed')])).toEqual([20_000, 40_000, 45_000]);
    expect(customersOf(db, [named('keyed'), named('bare')])).toEqual([45_000]);
  });
});

describe('a removal in parts', () => {
  it.each([{ index: true }, { index: false }])('takes the same rows, and counts them (%o)', ({ index }) => {
    const db = new Database(':memory:');
    migrate(db);
    db.pragma('foreign_keys = OFF');
    db.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
      INSERT INTO customer_entity (id, customer_type) SELECT i, 'individual' FROM n;
      INSERT INTO customer_note (customer_id, body) SELECT id, 'note' FROM customer_entity WHERE id % 3 = 0;
      CREATE TABLE of_note (note INTEGER NOT NULL REFERENCES customer_note(id), text);
      INSERT INTO of_note SELECT id, 'of ' || customer_id FROM customer_note;
      CREATE TEMP TABLE removal (customer_id INTEGER PRIMARY KEY, row INTEGER NOT NULL);
      INSERT INTO temp.removal SELECT id, id FROM customer_entity WHERE id % 10 <> 0`);
    if (index) db.exec('CREATE INDEX of_note_by_note ON of_note (note)');
    const shape = classify(readTables(db), MIGRATION_TABLES);
    if ('trouble' in shape) throw new Error(JSON.stringify(shape.trouble));
    const left = (table: string, where: string) =>
      db.prepare(`SELECT count(*) FROM ${table} WHERE ${where}`).pluck();
    const expected = left('customer_note', 'customer_id % 10 = 0').get();
    const told: number[] = [];
    const applied = applyRemoval(db, shape, { emptied: new Set(), onProgress: (done) => told.push(done) });
    expect(told).toEqual(index ? [20_000, 40_000, 45_000] : [45_000]);
    expect(left('customer_entity', '1').get()).toBe(5000);
    expect(left('customer_note', '1').get()).toBe(expected);
    expect(left('of_note', `CAST(substr(text, 4) AS INTEGER) % 10 = 0`).get()).toBe(expected);
    expect(left('of_note', '1').get()).toBe(expected);
    const notes = 16_666 - Number(expected);
    expect(applied.changes).toBe(45_000 + 2 * notes);
  });

  it('empties a table whose every row goes, after those that hang on it', () => {
    const db = new Database(':memory:');
    migrate(db);
    db.pragma('foreign_keys = OFF');
    db.exec(`INSERT INTO customer_entity (id, customer_type) VALUES (1, 'individual'), (2, 'individual');
      INSERT INTO customer_note (id, customer_id, body) VALUES (7, 1, 'note');
      CREATE TABLE of_note (note INTEGER NOT NULL REFERENCES customer_note(id), text);
      INSERT INTO of_note VALUES (7, 'its'), (8, 'nobody''s');
      CREATE TEMP TABLE removal (customer_id INTEGER PRIMARY KEY, row INTEGER NOT NULL);
      INSERT INTO temp.removal VALUES (1, 1)`);
    const shape = classify(readTables(db), MIGRATION_TABLES);
    if ('trouble' in shape) throw new Error(JSON.stringify(shape.trouble));
    const applied = applyRemoval(db, shape, {
      emptied: new Set(['customer_note']),
      onProgress: () => undefined,
    });
    expect(applied.changes).toBe(3);
    expect(db.prepare('SELECT text FROM of_note').pluck().all()).toEqual([`nobody's`]);
    expect(db.prepare('SELECT id FROM customer_entity').pluck().all()).toEqual([2]);
  });
});
