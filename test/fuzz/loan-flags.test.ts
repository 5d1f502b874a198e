/** What guards and warnings say of loans, beside a model in JavaScript; a loan's columns may hold anything at all. */
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CustomerId } from '../../src/core/file/rows.ts';
import { classify } from '../../src/core/shape/shape.ts';
import { loanWarnings, type LoanFlags } from '../../src/core/findings/warnings.ts';
import { CUSTOMER_TEMPLATE } from '../../src/core/file/template.ts';
import { addDigestFunctions } from '../../src/store/sqlite/apply/canonical.ts';
import { customerFacts } from '../../src/store/sqlite/selection/customer-facts.ts';
import {
  chooseRemovals,
  collectLoans,
  hasOddLoan,
  readFacts,
} from '../../src/store/sqlite/selection/facts.ts';
import { listedRemovals } from '../../src/store/sqlite/selection/listed.ts';
import { MIGRATION_TABLES, migrate } from '../../src/store/sqlite/schema/migrations.ts';
import { countLastCustomers, loanFlags, shownRemovals } from '../../src/store/sqlite/selection/plan-rows.ts';
import { readTables } from '../../src/store/sqlite/schema/read-shape.ts';
import { openStage } from '../../src/store/sqlite/selection/stage.ts';
import { patience, runs } from '../tools/fuzz.ts';

const CUTOFF = '2023-11-26';

type Value = string | number | null | Buffer;

interface Loan {
  readonly status: Value;
  readonly deleted: Value;
  readonly archived: Value;
  readonly closedOn: Value;
  /** Customers, 1 to 5; 1 to 3 are removed, and 6 is not in the store. */
  readonly customers: readonly number[];
}

/** What one value in ten is: nothing that a migration of ours would have let in. */
const ODD = [null, '', ' ', 0, 1, 2, -1, 0.5, '1', '0', '1 ', 'true', 'x', Buffer.from('1'), Buffer.from('')];
const odd = fc.constantFrom<Value>(...ODD);
const mostly = (...usual: Value[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom<Value>(...usual) }, { weight: 2, arbitrary: odd });

const status = fc.oneof(
  { weight: 9, arbitrary: mostly('Closed', 'Closed', 'Active') },
  { weight: 1, arbitrary: fc.constantFrom<Value>('closed', 'CLOSED', 'Closed ', Buffer.from('Closed')) },
);
const closedOn = fc.oneof(
  { weight: 9, arbitrary: mostly(null, '2015-01-31', CUTOFF, '2025-02-01') },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Value>('0000-00-00', '01/31/2025', '20250131', 20_250_131, '2015-01-31T10:00'),
  },
);

const loan: fc.Arbitrary<Loan> = fc.record({
  status,
  deleted: mostly(0, 0, 1),
  archived: mostly(0, 0, 1),
  closedOn,
  customers: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
});

/** `loan_entity` as somebody may have built it anew: the types decide what a value becomes. */
const type = fc.constantFrom(
  '',
  'TEXT',
  'INTEGER',
  'DATE',
  'BLOB',
  'TEXT COLLATE NOCASE',
  'TEXT COLLATE RTRIM',
);
const types = fc.record({ status: type, deleted: type, archived: type, closedOn: type });
type Types = typeof types extends fc.Arbitrary<infer T> ? T : never;

/** A store without anybody, as bytes, and its shape: made once. */
const [EMPTY, SHAPE] = (() => {
  const db = new Database(':memory:');
  migrate(db);
  const shape = classify(readTables(db), MIGRATION_TABLES);
  if ('trouble' in shape) throw new Error(JSON.stringify(shape));
  return [db.serialize(), shape] as const;
})();

function storeOf(loans: readonly Loan[], built: Types) {
  const db = new Database(EMPTY);
  addDigestFunctions(db);
  db.pragma('foreign_keys = OFF');
  db.exec(`DROP TABLE loan_entity; CREATE TABLE loan_entity (id INTEGER PRIMARY KEY, display_id TEXT,
    status ${built.status}, deleted ${built.deleted}, archived ${built.archived}, closed_on ${built.closedOn})`);
  const customer = db.prepare(`INSERT INTO customer_entity (id, customer_type) VALUES (?, 'individual')`);
  for (const id of [1, 2, 3, 4, 5]) customer.run(id);
  const insert = db.prepare(
    `INSERT INTO loan_entity (id, display_id, status, deleted, archived, closed_on) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const link = db.prepare(`INSERT INTO loan_customer (loan_id, customer_id, role) VALUES (?, ?, 'primary')`);
  for (const [id, one] of loans.entries()) {
    // A number is bound as REAL, which an untyped column would keep: 1 is to be an integer there.
    const bound = (value: Value) => (Number.isInteger(value) ? BigInt(Number(value)) : value);
    insert.run(id, `L${id}`, bound(one.status), bound(one.deleted), bound(one.archived), bound(one.closedOn));
    for (const owner of one.customers) link.run(id, owner);
  }
  const stage = openStage(db);
  for (const row of [1, 2, 3])
    stage.add({ row, line: row, action: 'remove', customerId: row as CustomerId }, true);
  stage.close();
  chooseRemovals(db);
  collectLoans(db);
  return db;
}

/** The loans as the store has them: a column's type may have made something else of a value. */
function stored(db: Database.Database, loans: readonly Loan[]): readonly Loan[] {
  const rows = db.prepare(
    'SELECT status, deleted, archived, closed_on AS closedOn FROM loan_entity ORDER BY id',
  );
  return (rows.all() as Omit<Loan, 'customers'>[]).map((row, at) => ({
    ...row,
    customers: loans[at]?.customers ?? [],
  }));
}

const isClosed = ({ status }: Loan) => status === 'Closed';
const isSet = (value: Value) => value === 1 || value === '1';
const isOpen = (one: Loan) => !isClosed(one) && !isSet(one.deleted) && !isSet(one.archived);
const dayOf = ({ closedOn }: Loan) =>
  typeof closedOn === 'string' && /^\d{4}-\d\d-\d\d/.test(closedOn) && closedOn >= '1900' ? closedOn : null;
const isAlone = ({ customers }: Loan) => customers.every((customer) => customer <= 3 || customer === 6);

function expected(loans: readonly Loan[]) {
  return [1, 2, 3].flatMap((row) => {
    const own = loans.filter(({ customers }) => customers.includes(row));
    const count = (is: (one: Loan) => boolean) => own.filter(is).length;
    const open = count(isOpen);
    const deleted = count((one) => !isClosed(one) && isSet(one.deleted));
    const archived = count((one) => !isClosed(one) && isSet(one.archived) && !isSet(one.deleted));
    const recent = count((one) => isClosed(one) && (dayOf(one) ?? '') > CUTOFF);
    const undated = count((one) => isClosed(one) && dayOf(one) === null);
    const alone = count(isAlone);
    return open + deleted + archived + recent + undated + alone > 0
      ? [{ row, open, deleted, archived, recent, undated, alone }]
      : [];
  });
}

function counts({ row, open, deleted, archived, recent, undated, leftAlone: alone }: LoanFlags) {
  return { row, open, deleted, archived, recent, undated, alone };
}

/** What `--list` says of when a customer's last loan was closed. */
function lastClosedOn(loans: readonly Loan[]): string | null {
  const days = loans.filter(isClosed).map(dayOf);
  return days.includes(null) ? '(unknown)' : (days.toSorted().at(-1) ?? null);
}

it(
  'every loan that a guard or a warning speaks of is told with every count, whatever its columns hold',
  () => {
    fc.assert(
      fc.property(
        fc.array(loan, { maxLength: 6 }),
        types,
        fc.integer({ min: 1, max: 4 }),
        (made, built, atOnce) => {
          const db = storeOf(made, built);
          const loans = stored(db, made);
          const told = [...loanFlags(db, { cutoff: CUTOFF, aloneUpTo: Number.MAX_SAFE_INTEGER }, atOnce)];
          const all = expected(loans);
          expect(told.map(counts)).toEqual(all);
          expect(countLastCustomers(db)).toBe(all.filter(({ alone }) => alone > 0).length);
          // Who is a last customer and nothing else is told up to a row alone.
          const first = [...loanFlags(db, { cutoff: CUTOFF, aloneUpTo: 1 })].map(({ row }) => row);
          const others = all.filter((one) => {
            return one.row <= 1 || one.open + one.deleted + one.archived + one.recent + one.undated > 0;
          });
          expect(first).toEqual(others.map(({ row }) => row));
          for (const flags of told) expectTexts(loanWarnings(flags, CUSTOMER_TEMPLATE));
          expectPlan(db, loans);
          db.close();
        },
      ),
      { seed: 20_261_126, numRuns: runs(300) },
    );
  },
  patience(300),
);

function expectPlan(db: Database.Database, loans: readonly Loan[]): void {
  const of = (id: number) => loans.filter(({ customers }) => customers.includes(id));
  const open = [1, 2, 3].map((id) => of(id).filter(isOpen).length);
  expect(readFacts(db, SHAPE, () => undefined).loans).toEqual({
    linked: loans.filter(({ customers }) => customers.some((id) => id <= 3)).length,
    leftAlone: loans.filter((one) => isAlone(one) && one.customers.some((id) => id <= 3)).length,
    customersWithOpen: open.filter((count) => count > 0).length,
  });
  expect([...customerFacts(db, SHAPE, [1, 2, 3]).values()].map(({ openLoans }) => openLoans)).toEqual(open);
  const shown = shownRemovals(db, SHAPE, { first: 3, flagged: [], names: true });
  expect(shown.map((one) => sum(one.loans.filter((some) => some.open)))).toEqual(open);
  expect(shown.map((one) => sum(one.loans))).toEqual([1, 2, 3].map((id) => of(id).length));
  for (const { loans: linked } of shown) expectTexts(linked);
  expect([...listedRemovals(db, SHAPE)].map((one) => one.lastClosedOn)).toEqual(
    [1, 2, 3].map((id) => lastClosedOn(of(id))),
  );
}

function sum(loans: readonly { readonly loans: number }[]): number {
  return loans.reduce((total, { loans: some }) => total + some, 0);
}

/** No NULL, no bytes, no empty text where a word belongs. */
function expectTexts(found: unknown): void {
  JSON.stringify(found, (key, value: unknown) => {
    if (key === 'status' || key === 'closedOn') expect(value).toMatch(/\S/);
    return value;
  });
}

it('a customer that is linked to no loan at all, the link holding NULL, is told as one with an odd loan', () => {
  const db = storeOf([], { status: '', deleted: '', archived: '', closedOn: '' });
  db.exec(`DROP TABLE loan_customer; CREATE TABLE loan_customer (loan_id INTEGER REFERENCES loan_entity(id),
    customer_id INTEGER NOT NULL REFERENCES customer_entity(id), role TEXT); INSERT INTO loan_customer VALUES (NULL, 4, '')`);
  collectLoans(db);
  expect(hasOddLoan(db)).toBe(false);
  db.exec(`INSERT INTO loan_customer VALUES (NULL, 2, 'primary')`);
  collectLoans(db);
  expect(hasOddLoan(db)).toBe(true);
});

it.each([
  ['TEXT', `'7'`, `'07'`, true],
  ['TEXT', `'07'`, `'7'`, true],
  ['TEXT', `'07'`, `'8'`, true],
  ['', '7', `'7'`, true],
  ['TEXT', `'7'`, `'8'`, false],
  ['NUMERIC', `'07'`, `'8'`, false],
])('of loans whose IDs are %s, %s is odd beside %s: %s', (type, linked, other, odd) => {
  const db = storeOf([], { status: '', deleted: '', archived: '', closedOn: '' });
  db.exec(`DROP TABLE loan_customer; DROP TABLE loan_entity;
    CREATE TABLE loan_entity (id ${type} PRIMARY KEY NOT NULL, status TEXT, closed_on TEXT, archived, deleted);
    CREATE TABLE loan_customer (loan_id ${type}, customer_id INTEGER NOT NULL);
    INSERT INTO loan_entity (id) VALUES (${linked}), (${other}); INSERT INTO loan_customer VALUES (${linked}, 2)`);
  collectLoans(db);
  expect(hasOddLoan(db)).toBe(odd);
});
