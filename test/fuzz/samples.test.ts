import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/core/shape/shape.ts';
import { applyRemoval } from '../../src/store/sqlite/apply/apply.ts';
import { MIGRATION_TABLES, migrate } from '../../src/store/sqlite/schema/migrations.ts';
import { readTables } from '../../src/store/sqlite/schema/read-shape.ts';
import { countSamples } from '../../src/store/sqlite/apply/samples.ts';
import { patience, runs } from '../tools/fuzz.ts';

const CUSTOMERS = [1, 2, 3, 4, 5, 6];
const NAMES = ['kyc', 'customer_kyc', 'KYC_old', 'Passport'];
const INDEXES = ['by_word', 'kyc_by_word'];

/** Tables that a company may have; the first three are of customers, and hold a mark of each. */
const KINDS = {
  unique: (name: string) =>
    `CREATE TABLE "${name}" (id INTEGER PRIMARY KEY, c INTEGER NOT NULL REFERENCES customer_entity(id), word TEXT UNIQUE)`,
  keyed: (name: string) =>
    `CREATE TABLE "${name}" (word TEXT, c INTEGER NOT NULL REFERENCES customer_entity(id), PRIMARY KEY (word, c)) WITHOUT ROWID`,
  plain: (name: string) =>
    `CREATE TABLE "${name}" (c INTEGER NOT NULL REFERENCES customer_entity(id), word TEXT)`,
  loan: (name: string) =>
    `CREATE TABLE "${name}" (c INTEGER NOT NULL REFERENCES loan_entity(id), word TEXT UNIQUE)`,
  nobody: (name: string) => `CREATE TABLE "${name}" (c INTEGER, word TEXT UNIQUE)`,
} as const;

const name = fc.constantFrom(...NAMES);
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('create'),
      name,
      kind: fc.constantFrom(...(Object.keys(KINDS) as (keyof typeof KINDS)[])),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('rename'), name, to: name }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('sql'),
      sql: fc.constantFrom('ANALYZE', 'PRAGMA optimize = 0x10002', 'VACUUM'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('analyze'), name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop'), name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('index'), name, index: fc.constantFrom(...INDEXES) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unindex'), index: fc.constantFrom(...INDEXES) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('column'), name }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('delete'), name, customer: fc.constantFrom(...CUSTOMERS) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Tables of the program's own without which a removal cannot be; the others would make a case twice as long. */
const OWN = new Set(
  [...MIGRATION_TABLES].filter(
    (table) => !/^(?:customer|loan)_/.test(table) || /^(?:customer|loan)_entity$|^loan_customer$/.test(table),
  ),
);

const EMPTY = (() => {
  const db = new Database(':memory:');
  migrate(db);
  db.pragma('foreign_keys = OFF');
  for (const table of MIGRATION_TABLES) if (!OWN.has(table)) db.exec(`DROP TABLE ${table}`);
  for (const id of CUSTOMERS)
    db.exec(`INSERT INTO customer_entity (id, last_name) VALUES (${id}, 'MARK${id}-');
             INSERT INTO loan_entity (id, display_id, status) VALUES (${id}, 'L${id}', 'Closed')`);
  return db.serialize();
})();

/** What cannot be done is not done: a name that is taken, a table that is not there. */
function take(db: Database.Database, one: Step): void {
  try {
    for (const sql of sqlOf(one)) db.exec(sql);
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  }
}

function sqlOf(one: Step): readonly string[] {
  if ('kind' in one) {
    const words =
      one.kind === 'loan' || one.kind === 'nobody' ? `'L' || id` : `'MARK' || id || '-' || 'word'`;
    return [
      KINDS[one.kind](one.name),
      `INSERT INTO "${one.name}" (c, word) SELECT id, ${words} FROM customer_entity`,
    ];
  }
  if ('to' in one) return [`ALTER TABLE "${one.name}" RENAME TO "${one.to}"`];
  if ('sql' in one) return [one.sql];
  if ('customer' in one) return [`DELETE FROM "${one.name}" WHERE c = ${one.customer}`];
  if (one.do === 'index' && 'name' in one && 'index' in one)
    return [`CREATE INDEX "${one.index}" ON "${one.name}" (word)`];
  if ('index' in one) return [`DROP INDEX "${one.index}"`];
  if (one.do === 'column') return [`ALTER TABLE "${one.name}" RENAME COLUMN word TO text`];
  return [one.do === 'drop' ? `DROP TABLE "${one.name}"` : `ANALYZE "${one.name}"`];
}

/** Names in SQLite's statistics that no table or index of the store has. */
function namesOfNothing(db: Database.Database): readonly string[] {
  const names = (sql: string): readonly string[] => db.prepare<[], string>(sql).pluck().all();
  const held = names(`SELECT lower(name) FROM sqlite_schema WHERE type IN ('table', 'index')`);
  if (!held.includes('sqlite_stat1')) return [];
  const kept = names(
    'SELECT lower(tbl) FROM sqlite_stat1 UNION SELECT lower(ifnull(idx, tbl)) FROM sqlite_stat1',
  );
  return kept.filter((name) => !held.includes(name));
}

/** Removes customers as an ingest does, in one transaction; then only what is alive is left in the bytes. */
function removeAndPack(db: Database.Database, ids: readonly number[]): Buffer {
  db.pragma('secure_delete = ON');
  const shape = classify(readTables(db), OWN);
  if ('trouble' in shape) throw new Error(JSON.stringify(shape));
  db.exec('CREATE TEMP TABLE removal (customer_id INTEGER PRIMARY KEY, row INTEGER, line INTEGER)');
  for (const id of ids) db.exec(`INSERT INTO temp.removal VALUES (${id}, ${id}, ${id})`);
  db.transaction(() => {
    applyRemoval(db, shape, { emptied: new Set(), onProgress: () => undefined });
    expect(countSamples(db)).toBe(0);
    expect(namesOfNothing(db)).toEqual([]);
  })();
  db.exec('VACUUM');
  return db.serialize();
}

describe('sample rows of ANALYZE, whatever was renamed, dropped and made anew', () => {
  it(
    'hold nothing of who was removed',
    () => {
      fc.assert(
        fc.property(
          fc.array(step, { minLength: 2, maxLength: 14 }),
          fc.subarray(CUSTOMERS, { minLength: 1 }),
          (steps, ids) => {
            const db = new Database(EMPTY);
            db.pragma('foreign_keys = OFF');
            for (const one of steps) take(db, one);
            const bytes = removeAndPack(db, ids).toString('latin1');
            db.close();
            for (const id of ids) expect(bytes.includes(`MARK${id}-`)).toBe(false);
          },
        ),
        { numRuns: runs(200) },
      );
    },
    patience(200),
  );
});
