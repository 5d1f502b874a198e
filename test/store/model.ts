/** What a store must answer, kept in plain maps: the oracle of the conformance suite. */
import fc from 'fast-check';
import type { Presence } from '../../src/core/plan/decide.ts';

export interface Loan {
  readonly status: 'Active' | 'Closed';
  readonly archived: boolean;
  readonly deleted: boolean;
}

/** The rows of a store: customers by last name, links of a loan to a customer, notes by the customer that they are of. */
export interface ModelRows {
  readonly customers: ReadonlyMap<number, string>;
  readonly loans: ReadonlyMap<number, Loan>;
  readonly links: readonly (readonly [loan: number, customer: number])[];
  readonly notes: ReadonlyMap<number, number>;
}

const MOST = 8;
const id = fc.integer({ min: 1, max: MOST });
const loan: fc.Arbitrary<Loan> = fc.record({
  status: fc.constantFrom('Active' as const, 'Closed' as const),
  archived: fc.boolean(),
  deleted: fc.boolean(),
});

/** Stores of up to eight customers, loans and notes; every link and note leads to somebody who is there. */
export const someRows: fc.Arbitrary<ModelRows> = fc
  .record({
    customers: fc.uniqueArray(id, { minLength: 1 }),
    loans: fc.uniqueArray(fc.tuple(id, loan), { selector: ([one]) => one }),
    links: fc.uniqueArray(fc.tuple(id, id), { selector: String, maxLength: 12 }),
    notes: fc.array(id, { maxLength: 6 }),
  })
  .map(({ customers, loans, links, notes }) => {
    const [here, lent] = [new Set(customers), new Map(loans)];
    return {
      customers: new Map(customers.map((one) => [one, `N${one}`])),
      loans: lent,
      links: links.filter(([one, customer]) => lent.has(one) && here.has(customer)),
      notes: new Map(notes.filter((one) => here.has(one)).map((one, at) => [at + 1, one])),
    };
  });

/** The IDs of a file, row by row; with some that nobody has, and some twice. */
export const someIds = fc.array(fc.integer({ min: 1, max: MOST + 1 }), { minLength: 1, maxLength: 6 });

/** A store as it should be. */
export class Model {
  rows: ModelRows;
  readonly removed: number[] = [];

  constructor(rows: ModelRows) {
    this.rows = rows;
  }

  presence(customer: number): Presence {
    const gone = this.removed.includes(customer);
    if (this.rows.customers.has(customer)) return gone ? 'returned' : 'present';
    return gone ? 'removed' : 'unknown';
  }

  /** Who of a file's IDs is there, each once, by the row in which it comes first. */
  chosen(ids: readonly number[]): readonly number[] {
    return [...new Set(ids)].filter((one) => this.rows.customers.has(one));
  }

  /** Loans that are linked to any of them, by ID. */
  linked(customers: readonly number[]): readonly number[] {
    const found = this.rows.links.filter(([, one]) => customers.includes(one)).map(([one]) => one);
    return [...new Set(found)].sort((a, b) => a - b);
  }

  /** Of these loans, those that lose their last customer. */
  leftAlone(customers: readonly number[]): readonly number[] {
    const stay = (one: number) => this.rows.links.some(([of, who]) => of === one && !customers.includes(who));
    return this.linked(customers).filter((one) => !stay(one));
  }

  withOpenLoan(customers: readonly number[]): readonly number[] {
    const isOpen = (one: number) => {
      const { status, archived, deleted } = this.rows.loans.get(one)!;
      return status !== 'Closed' && !archived && !deleted;
    };
    return customers.filter((who) => this.rows.links.some(([one, of]) => of === who && isOpen(one)));
  }

  /** How many rows of each table go with them; tables that lose none are left out. */
  rowsThatGo(customers: readonly number[]): Readonly<Record<string, number>> {
    const count = (list: Iterable<number>) => [...list].filter((one) => customers.includes(one)).length;
    const all = {
      customer_entity: customers.length,
      customer_note: count(this.rows.notes.values()),
      loan_customer: count(this.rows.links.map(([, one]) => one)),
    };
    return Object.fromEntries(Object.entries(all).filter(([, rows]) => rows > 0));
  }

  remove(customers: readonly number[]): void {
    const stays = (one: number) => !customers.includes(one);
    const { loans, links } = this.rows;
    this.rows = {
      customers: new Map([...this.rows.customers].filter(([one]) => stays(one))),
      loans,
      links: links.filter(([, one]) => stays(one)),
      notes: new Map([...this.rows.notes].filter(([, one]) => stays(one))),
    };
    this.removed.push(...customers);
  }
}
