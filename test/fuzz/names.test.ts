import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { classify } from '../../src/core/shape/shape.ts';
import { applyRemoval } from '../../src/store/sqlite/apply/apply.ts';
import { addDigestFunctions } from '../../src/store/sqlite/apply/canonical.ts';
import { checkRemoval } from '../../src/store/sqlite/apply/checks.ts';
import { countBefore } from '../../src/store/sqlite/apply/counts.ts';
import { customerFacts } from '../../src/store/sqlite/selection/customer-facts.ts';
import { chooseRemovals, collectLoans, readFacts } from '../../src/store/sqlite/selection/facts.ts';
import { listedRemovals } from '../../src/store/sqlite/selection/listed.ts';
import { digestLoans } from '../../src/store/sqlite/apply/loan-digests.ts';
import { MIGRATION_TABLES, migrate } from '../../src/store/sqlite/schema/migrations.ts';
import { loanFlags, shownRemovals } from '../../src/store/sqlite/selection/plan-rows.ts';
import { foldName, quoteName } from '../../src/store/sqlite/schema/quote.ts';
import { readTables } from '../../src/store/sqlite/schema/read-shape.ts';
import { noteLater, openStage } from '../../src/store/sqlite/selection/stage.ts';
import { patience, runs } from '../tools/fuzz.ts';

/** Names that our own statements use, that SQL uses, and that need quotes; every one may be a table's or a column's. */
const NAMES =
  `owner rows row line text value record records open state loans loan last first alone recent deletedStatus archivedStatus
  rowid oid _rowid_ o0 o1 o2 t0 t1 t2 c e d f g i j k l m n p r s main temp removal staged part shown chosen asked listed
  loan_id left_alone reached_loan removal_loan later first_row typeof hex sum count order group select TRUE null
  é É [x] x.y main.x % 1 ' " "" -- /* ; \` \\`
    .split(/\s+/)
    .concat('a b', ' ', 'x\ny');

const OURS = ['customer_entity', 'customer_note', 'loan_customer', 'loan_entity', 'loan_payment'] as const;

const odd = fc
  .record({
    tables: fc.uniqueArray(fc.constantFrom(...NAMES), { selector: foldName, minLength: 3, maxLength: 3 }),
    columns: fc.uniqueArray(fc.constantFrom(...NAMES), { selector: foldName, minLength: 4, maxLength: 8 }),
  })
  // The second column of a record is no key to anything.
  .filter(({ columns }) => columns[1] !== 'loan_id')
  .map(({ tables, columns }): Names => ({ tables, columns }));

interface Names {
  readonly tables: readonly string[];
  readonly columns: readonly string[];
}

const PLAIN: Names = {
  tables: ['plain_file', 'plain_page', 'plain_fee'],
  columns: ['plain_key', 'plain_no', 'plain_a', 'plain_b', 'plain_d', 'plain_e', 'plain_f', 'plain_g'],
};

/** A loan's ID where rows go with a customer is refused (`no-loan-key`). */
const noLoan = (columns: readonly string[]) => columns.filter((name) => !/^"?loan_id"?$/.test(name));

/** A store of six customers, with a company's tables of these names and more columns in ours. */
function makeStore({ tables, columns }: Names): Database.Database {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = OFF');
  migrate(db);
  addDigestFunctions(db);
  const [file, page, fee] = tables.map(quoteName);
  const [key, no, ...more] = columns.map(quoteName);
  const listed = (names: readonly string[]) => names.map((name) => `, ${name}`).join('');
  const [extra, extraOfLoan] = [listed(noLoan(more)), listed(more)];
  const numbers = more.map((_, at) => `, id % ${at + 2}`);
  const values = numbers.slice(0, noLoan(more).length).join('');
  db.exec(`
    INSERT INTO customer_entity (id, last_name) SELECT value, 'L' || value FROM json_each('[1,2,3,4,5,6]');
    INSERT INTO customer_note (customer_id, body) SELECT id, 'n' FROM customer_entity;
    INSERT INTO loan_entity (id, display_id, status, closed_on, archived) SELECT id + 10, id, iif(id % 2, 'Open', 'Closed'), '2026-01-0' || id, id = 5 FROM customer_entity;
    INSERT INTO loan_customer SELECT id + 10, id, 'primary' FROM customer_entity;
    INSERT INTO loan_customer SELECT 11, id, 'secondary' FROM customer_entity WHERE id > 2;
    INSERT INTO loan_payment (loan_id, paid_on, amount_cents) SELECT id, 'd', id FROM loan_entity;
    CREATE TABLE ${file} (${key} INTEGER NOT NULL REFERENCES customer_entity(id), ${no} TEXT NOT NULL UNIQUE${extra});
    CREATE TABLE ${page} (${key} TEXT NOT NULL REFERENCES ${file}(${no})${extra});
    CREATE TABLE ${fee} (${key} INTEGER REFERENCES loan_entity(id)${extraOfLoan});
    INSERT INTO ${file} SELECT c.id, c.id || '-' || n.value${values.replaceAll('id', 'c.id')} FROM customer_entity c, json_each('[1,2]') n;
    INSERT INTO ${page} SELECT z.${no}${values.replaceAll('id', `z.${key}`)} FROM ${file} z;
    INSERT INTO ${fee} SELECT z.id${numbers.join('').replaceAll('id', 'z.id')} FROM loan_entity z`);
  for (const table of OURS) widen(db, table, table.startsWith('customer_') ? noLoan(columns) : columns);
  return db;
}

function widen(db: Database.Database, table: string, columns: readonly string[]): void {
  const held = db.prepare('SELECT lower(name) FROM pragma_table_info(?)').pluck().all(table);
  for (const [at, column] of columns.entries()) {
    // SQLite adds no column that would hide the row ID.
    if (held.includes(foldName(column)) || /^(rowid|oid|_rowid_)$/.test(column)) continue;
    db.exec(`ALTER TABLE ${table} ADD COLUMN ${quoteName(column)};
      UPDATE ${table} AS z SET ${quoteName(column)} = z.${table === 'loan_customer' ? 'customer_id' : 'id'} % ${at + 2}`);
  }
}

const IDS = [2, 3, 5];
const SILENT = { step: () => undefined, count: () => undefined, phase: () => undefined };

/** All that a plan tells, and what a removal does, with the tables by the names that they have in the plain store. */
function story(names: Names): unknown {
  const db = makeStore(names);
  const shape = classify(readTables(db), MIGRATION_TABLES);
  if ('trouble' in shape) throw new Error(JSON.stringify(shape));
  const stage = openStage(db);
  for (const [at, customerId] of IDS.entries())
    stage.add({ row: at + 2, line: at + 2, customerId } as never, true);
  stage.close();
  noteLater(db);
  chooseRemovals(db);
  collectLoans(db);
  const facts = readFacts(db, shape, () => undefined);
  const flags = [...loanFlags(db, { cutoff: '2025-01-01', aloneUpTo: 100 })];
  const shown = shownRemovals(db, shape, { first: 10, flagged: [], names: true });
  const listed = [...listedRemovals(db, shape)];
  const moved = [...customerFacts(db, shape, IDS)].map(([id, one]) => [id, one.linkedLoans, one.openLoans]);
  const before = countBefore(db, shape, SILENT as never);
  const applied = applyRemoval(db, shape, { emptied: new Set(), onProgress: () => undefined });
  const loans = digestLoans(db, shape, () => undefined);
  const checks = checkRemoval(db, {
    before,
    facts,
    applied,
    loans,
    file: { rows: IDS.length, blank: 0 },
  });
  expect(checks.filter(({ passed }) => !passed)).toEqual([]);
  const left = [...names.tables, ...OURS].map((table) =>
    db
      .prepare(`SELECT count(*) FROM main.${quoteName(table)}`)
      .pluck()
      .get(),
  );
  db.close();
  const plain = new Map(names.tables.map((name, at) => [foldName(name), PLAIN.tables[at] ?? '']));
  const named = <T extends { readonly table: string }>(rows: readonly T[]) =>
    rows
      .map((row) => ({ ...row, table: plain.get(row.table) ?? row.table }))
      .sort((a, b) => (a.table < b.table ? -1 : 1));
  return {
    tables: named(facts.tables),
    loans: facts.loans,
    flags,
    listed,
    moved,
    left,
    digested: named(loans).map(({ table, rows }) => [table, rows]),
    shown: shown.map((one) => ({ ...one, records: named(one.records) })),
  };
}

it(
  'tables and columns of any name change nothing of what is told and removed',
  () => {
    const plain = story(PLAIN);
    fc.assert(
      fc.property(odd, (names) => {
        expect(story(names)).toEqual(plain);
      }),
      { numRuns: runs(60) },
    );
  },
  patience(60),
);
