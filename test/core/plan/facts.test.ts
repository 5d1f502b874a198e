import { expect, it } from 'vitest';
import { customersThere } from '../../../src/core/plan/facts.ts';
import { capForYes, recordsOf, type TableCount } from '../../../src/core/plan/plan.ts';

const NOTES: TableCount = { table: 'customer_note', level: 'customer', rows: 7 };
const CUSTOMERS: TableCount = { table: 'customer_entity', level: 'customer', rows: 3 };
const LINKS: TableCount = { table: 'loan_customer', level: 'link', rows: 4 };

it.each([
  ['among other records', [CUSTOMERS, NOTES, LINKS], 3, 10],
  ['after them', [LINKS, NOTES, CUSTOMERS], 3, 10],
  ['none, and records of theirs', [{ ...CUSTOMERS, rows: 0 }, NOTES], 0, 7],
  ['no table of them', [NOTES, LINKS], 0, 7],
  ['nothing at all', [], 0, 0],
])(
  'customers whose own row goes, and records that go, links left out: %s',
  (_name, tables, rows, records) => {
    expect(customersThere({ tables })).toBe(rows);
    expect(recordsOf(tables)).toBe(records);
  },
);

it.each([
  [0, 5],
  [49, 5],
  [59, 5],
  [60, 6],
  [69, 6],
  [999, 99],
  [1000, 100],
  [1009, 100],
  [1010, 100],
  [10_000, 100],
  [1_000_000, 100],
])('of a store of %i customers --yes may remove %i', (customers, most) => {
  expect(capForYes(customers)).toBe(most);
});
