/** Rows without a parent, and rows of customers who are not there, beside a model: each goes by the ID that it holds. */
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CustomerId } from '../../src/core/file/rows.ts';
import { classify } from '../../src/core/shape/shape.ts';
import { applyRemoval } from '../../src/store/sqlite/apply/apply.ts';
import { addDigestFunctions } from '../../src/store/sqlite/apply/canonical.ts';
import { checkRemoval } from '../../src/store/sqlite/apply/checks.ts';
import { countBefore } from '../../src/store/sqlite/apply/counts.ts';
import { customerFacts } from '../../src/store/sqlite/selection/customer-facts.ts';
import { chooseRemovals, collectLoans, readFacts } from '../../src/store/sqlite/selection/facts.ts';
import { digestLoans } from '../../src/store/sqlite/apply/loan-digests.ts';
import { listedRemovals } from '../../src/store/sqlite/selection/listed.ts';
import { MIGRATION_TABLES, migrate } from '../../src/store/sqlite/schema/migrations.ts';
import { shownRemovals } from '../../src/store/sqlite/selection/plan-rows.ts';
import { readTables } from '../../src/store/sqlite/schema/read-shape.ts';
import { countPresence, noteLater, openStage } from '../../src/store/sqlite/selection/stage.ts';
import { patience, runs } from '../tools/fuzz.ts';

/** What a company may have added: an ID alone, as a part of a key, in both; and rows that have a parent alone. */
const TABLES = `
  CREATE TABLE file (id INTEGER PRIMARY KEY, c INTEGER NOT NULL REFERENCES customer_entity(id), n INTEGER NOT NULL, UNIQUE (n, c));
  CREATE TABLE page (id INTEGER PRIMARY KEY, who TEXT NOT NULL, n INTEGER NOT NULL, FOREIGN KEY (n, who) REFERENCES text_file(n, c));
  CREATE TABLE text_file (id INTEGER PRIMARY KEY, c TEXT NOT NULL REFERENCES customer_entity(id), n INTEGER NOT NULL, UNIQUE (n, c));
  CREATE TABLE mark (id INTEGER PRIMARY KEY, c INTEGER NOT NULL REFERENCES customer_entity(id), n INTEGER,
    FOREIGN KEY (n, c) REFERENCES file(n, c));
  CREATE TABLE leaf (id INTEGER PRIMARY KEY, page INTEGER NOT NULL REFERENCES page(id));
  CREATE TABLE stamp (id INTEGER PRIMARY KEY, leaf INTEGER NOT NULL REFERENCES leaf(id));
`;

/** With an ID of their own; each row is an ID and a number. */
const WITH_ID = ['file', 'text_file', 'page', 'mark'] as const;
/** With a parent alone; each row is that parent's key. */
const WITH_PARENT = [
  ['leaf', 'page'],
  ['stamp', 'leaf'],
] as const;

const id = fc.integer({ min: 1, max: 5 });
const rows = fc.uniqueArray(fc.tuple(id, fc.integer({ min: 1, max: 2 })), {
  maxLength: 5,
  selector: String,
});
const made = fc.record({
  file: rows,
  text_file: rows,
  page: rows,
  mark: rows,
  leaf: fc.array(id, { maxLength: 5 }),
  stamp: fc.array(id, { maxLength: 5 }),
  /** Customers that are in the store. */
  there: fc.subarray([1, 2, 3, 4, 5]),
  linked: fc.subarray([1, 2, 3, 4, 5]),
  asked: fc.subarray([1, 2, 3, 4, 5], { minLength: 1 }),
});
type Made = typeof made extends fc.Arbitrary<infer T> ? T : never;

const [EMPTY, SHAPE] = (() => {
  const db = new Database(':memory:');
  migrate(db);
  db.exec(TABLES);
  const shape = classify(readTables(db), MIGRATION_TABLES);
  if ('trouble' in shape) throw new Error(JSON.stringify(shape));
  return [db.serialize(), shape] as const;
})();

function storeOf({ there, linked, leaf, stamp, ...held }: Made): Database.Database {
  const db = new Database(EMPTY);
  addDigestFunctions(db);
  db.pragma('foreign_keys = OFF');
  for (const one of there) db.prepare('INSERT INTO customer_entity (id) VALUES (?)').run(one);
  for (const [table, column] of [
    ['file', 'c'],
    ['text_file', 'c'],
    ['page', 'who'],
    ['mark', 'c'],
  ] as const) {
    const insert = db.prepare(`INSERT INTO ${table} (${column}, n) VALUES (?, ?)`);
    // A text 03 is customer 3, too.
    for (const [who, n] of held[table])
      insert.run(column === 'who' || table === 'text_file' ? `0${who}` : who, n);
  }
  for (const one of leaf) db.prepare('INSERT INTO leaf (page) VALUES (?)').run(one);
  for (const one of stamp) db.prepare('INSERT INTO stamp (leaf) VALUES (?)').run(one);
  db.exec(`INSERT INTO loan_entity (id, display_id, status) VALUES (1, 'L1', 'Closed')`);
  for (const one of linked) db.prepare(`INSERT INTO loan_customer VALUES (1, ?, 'primary')`).run(one);
  return db;
}

/** Who goes, whose own row is gone already, and the row IDs that go with them, by table. */
function expected(made: Made) {
  const holds = (who: number) =>
    made.linked.includes(who) || WITH_ID.some((table) => made[table].some(([one]) => one === who));
  const removed = made.asked.filter((who) => made.there.includes(who) || holds(who));
  const remains = removed.filter((who) => !made.there.includes(who));
  const goes = new Map<string, Set<number>>();
  const all = new Map<string, number>();
  for (const table of WITH_ID) {
    all.set(table, made[table].length);
    goes.set(table, new Set(made[table].flatMap(([who], at) => (removed.includes(who) ? [at + 1] : []))));
  }
  const orphans = [];
  const lost = new Map<string, ReadonlySet<number>>();
  for (const [table, parent] of WITH_PARENT) {
    all.set(table, made[table].length);
    const gone = goes.get(parent) ?? new Set();
    goes.set(table, new Set(made[table].flatMap((key, at) => (gone.has(key) ? [at + 1] : []))));
    // What hangs on a row of nobody is nobody's, too.
    const isLost = (key: number) => key > (all.get(parent) ?? 0) || lost.get(parent)?.has(key) === true;
    lost.set(table, new Set(made[table].flatMap((key, at) => (isLost(key) ? [at + 1] : []))));
    orphans.push({ table, rows: lost.get(table)?.size ?? 0 });
  }
  return { removed, remains, goes, orphans };
}

function left(db: Database.Database, table: string): unknown[] {
  return db.prepare(`SELECT id FROM ${table} ORDER BY id`).pluck().all();
}

function tried(made: Made): void {
  const db = storeOf(made);
  const { removed, remains, goes, orphans } = expected(made);
  const stage = openStage(db);
  for (const [at, who] of made.asked.entries())
    stage.add({ row: at + 2, line: at + 2, action: 'remove', customerId: who as CustomerId }, true);
  stage.close();
  noteLater(db);
  const presence = countPresence(db, SHAPE);
  expect(presence.get('remains')?.rows ?? 0).toBe(remains.length);
  expect(presence.get('unknown')?.rows ?? 0).toBe(made.asked.length - removed.length);
  chooseRemovals(db);
  collectLoans(db);
  const facts = readFacts(db, SHAPE, () => undefined);
  expect(facts).toMatchObject({ remains: remains.length, orphans, customers: made.there.length });
  const counted = new Map(facts.tables.map(({ table, rows }) => [table, rows]));
  for (const [table, ids] of goes) expect([table, counted.get(table)]).toEqual([table, ids.size]);
  const shown = shownRemovals(db, SHAPE, { first: 9, flagged: [], names: true });
  expect(shown.map(({ customerId }) => customerId)).toEqual(removed);
  const told = shown.flatMap(({ records }) => records).reduce((sum, { rows }) => sum + rows, 0);
  expect(told).toBe([...goes.values()].reduce((sum, ids) => sum + ids.size, 0));
  const listed = [...listedRemovals(db, SHAPE)].reduce((sum, { records }) => sum + records, 0);
  expect(listed).toBe(told + removed.length - remains.length);
  expect([...customerFacts(db, SHAPE, made.asked).keys()].sort()).toEqual(removed);
  const before = Object.fromEntries([...goes.keys()].map((table) => [table, left(db, table)]));
  remove(db, facts, made.asked.length - removed.length);
  for (const [table, ids] of goes)
    expect(left(db, table)).toEqual(before[table]?.filter((one) => !ids.has(Number(one))));
  expect(left(db, 'customer_entity')).toEqual(made.there.filter((who) => !removed.includes(who)));
  db.close();
}

function remove(db: Database.Database, facts: ReturnType<typeof readFacts>, unknown: number): void {
  const quiet = { step: () => undefined, count: () => undefined, end: () => undefined };
  const before = countBefore(db, SHAPE, quiet);
  const applied = applyRemoval(db, SHAPE, { emptied: new Set(), onProgress: () => undefined });
  const loans = digestLoans(db, SHAPE, () => undefined);
  const removals = db.prepare('SELECT count(*) FROM temp.removal').pluck().get() as number;
  const file = { rows: removals + unknown, blank: unknown };
  const checks = checkRemoval(db, { before, facts, applied, file, loans });
  expect(checks.filter(({ passed }) => !passed)).toEqual([]);
}

it(
  'every row goes with the customer whose ID it holds, parent or not, customer or not; what has a parent goes with it',
  () => fc.assert(fc.property(made, tried), { seed: 20_261_130, numRuns: runs(200) }),
  patience(200),
);
