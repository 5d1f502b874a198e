/** The loans to warn of, beside a model in JavaScript that looks at every link. */
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CustomerId } from '../../src/core/rows.ts';
import { chooseRemovals, collectLoans } from '../../src/store/facts.ts';
import { migrate } from '../../src/store/migrations.ts';
import { countLastOnes, loanFlags } from '../../src/store/plan-rows.ts';
import { openStage } from '../../src/store/stage.ts';

const CUTOFF = '2023-11-26';

interface Loan {
  readonly status: string;
  readonly deleted: boolean;
  readonly archived: boolean;
  readonly closedOn: string | null;
  /** Customers, 1 to 5; 1 to 3 are removed. */
  readonly customers: readonly number[];
}

const loan: fc.Arbitrary<Loan> = fc.record({
  status: fc.constantFrom('Closed', 'Closed', 'Active'),
  deleted: fc.boolean(),
  archived: fc.boolean(),
  closedOn: fc.constantFrom(null, '2015-01-31', CUTOFF, '2025-02-01'),
  customers: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
});

function isAlone({ customers }: Loan): boolean {
  return customers.every((customer) => customer <= 3);
}

function expected(loans: readonly Loan[]) {
  return [1, 2, 3].flatMap((row) => {
    const own = loans.filter(({ customers }) => customers.includes(row));
    const count = (is: (one: Loan) => boolean) => own.filter(is).length;
    const open = count(({ status, deleted, archived }) => status !== 'Closed' && !deleted && !archived);
    const deleted = count((one) => one.status !== 'Closed' && one.deleted);
    const archived = count((one) => one.status !== 'Closed' && one.archived && !one.deleted);
    const recent = count(({ status, closedOn }) => status === 'Closed' && (closedOn ?? '') > CUTOFF);
    const alone = count(isAlone);
    return open + deleted + archived + recent + alone > 0
      ? [{ row, open, deleted, archived, recent, alone }]
      : [];
  });
}

function storeOf(loans: readonly Loan[]) {
  const db = new Database(':memory:');
  migrate(db);
  db.pragma('foreign_keys = OFF');
  const customer = db.prepare(`INSERT INTO customer_entity (id, customer_type) VALUES (?, 'individual')`);
  for (const id of [1, 2, 3, 4, 5]) customer.run(id);
  const insert = db.prepare(
    `INSERT INTO loan_entity (id, display_id, status, deleted, archived, closed_on) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const link = db.prepare(`INSERT INTO loan_customer (loan_id, customer_id, role) VALUES (?, ?, 'primary')`);
  for (const [id, { status, deleted, archived, closedOn, customers }] of loans.entries()) {
    insert.run(id, `L${id}`, status, Number(deleted), Number(archived), closedOn);
    for (const one of customers) link.run(id, one);
  }
  const stage = openStage(db);
  for (const row of [1, 2, 3])
    stage.add({ row, line: row, action: 'remove', customerId: row as CustomerId }, true);
  stage.close();
  chooseRemovals(db);
  collectLoans(db);
  return db;
}

it('every customer with a loan to warn of is told, with every count, whatever its other loans are', () => {
  fc.assert(
    fc.property(fc.array(loan, { maxLength: 6 }), fc.integer({ min: 1, max: 4 }), (loans, atOnce) => {
      const db = storeOf(loans);
      const told = [...loanFlags(db, { cutoff: CUTOFF, aloneUpTo: Number.MAX_SAFE_INTEGER }, atOnce)];
      const found = told.map(({ row, open, deleted, archived, recent, alone }) => {
        return { row, open, deleted, archived, recent, alone };
      });
      const all = expected(loans);
      expect(found).toEqual(all);
      expect(countLastOnes(db)).toBe(all.filter(({ alone }) => alone > 0).length);
      // Who is a last customer and nothing else is told up to a row alone.
      const first = [...loanFlags(db, { cutoff: CUTOFF, aloneUpTo: 1 })].map(({ row }) => row);
      const others = all.filter(({ row, open, deleted, archived, recent }) => {
        return row <= 1 || open + deleted + archived + recent > 0;
      });
      expect(first).toEqual(others.map(({ row }) => row));
      db.close();
    }),
    { seed: 20_261_126, numRuns: 300 },
  );
});
