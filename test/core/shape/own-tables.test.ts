/** What must have stayed of the tables that the migrations made. */
import { describe, expect, it } from 'vitest';
import {
  COLUMNS_READ,
  firstLacking,
  holdsRecords,
  isExamined,
  isLedger,
  lackingColumns,
  unkeyedLoanTable,
} from '../../../src/core/shape/own-tables.ts';
import { OURS, table, tablesOf } from './tables.ts';

it.each([
  ['customer_note', true, false],
  ['loan_customer', true, false],
  ['customer_entity', false, false],
  ['customer_status_entity', false, false],
  ['loan_payment', false, false],
  ['old_customer_', false, false],
  ['ledger_run', false, true],
  ['my_ledger_', false, false],
])('%s holds somebody’s records: %s, is the ledger’s: %s', (name, records, ledger) => {
  expect([holdsRecords(name), isLedger(name)]).toEqual([records, ledger]);
});

it.each([
  ['the ledger, whatever it holds', table('ledger_run', [], { columns: 'record' }), true],
  ['the list of titles', table('customer_status_entity', [], { columns: 'title' }), true],
  ['the same without its titles', table('customer_status_entity'), true],
  [
    'the same with a column of somebody’s',
    table('customer_status_entity', [], { columns: 'title who' }),
    false,
  ],
  ['another list of titles', table('settings', [], { columns: 'title' }), false],
])('is known to hold nothing of anybody: %s', (_name, facts, examined) => {
  expect(isExamined(facts)).toBe(examined);
});

describe('columns that are read', () => {
  const wanted = new Map([
    ['one', ['a', 'b', 'c']],
    ['two', ['d']],
  ]);
  it.each([
    ['all are there', { one: 'a b c', two: 'd e' }, null],
    ['the first lacks some', { one: 'b', two: '' }, { table: 'one', columns: ['a', 'c'] }],
    ['the second lacks one', { one: 'c b a', two: 'e' }, { table: 'two', columns: ['d'] }],
    // That a table is not there is another trouble.
    ['the first is not there', { two: 'e' }, { table: 'two', columns: ['d'] }],
    ['none is there', {}, null],
  ])('%s', (_name, held: Readonly<Record<string, string>>, lacking) => {
    const found = firstLacking(wanted, (name) => held[name]?.split(' '));
    expect(found).toEqual(lacking === null ? null : { why: 'missing-column', ...lacking });
  });

  it('are those of a customer, a link and a loan, by which they are known, found and guarded', () => {
    expect(lackingColumns(tablesOf(...OURS))).toBeNull();
    expect(lackingColumns(tablesOf())).toBeNull();
    for (const [name, columns] of COLUMNS_READ)
      for (const column of columns) {
        const others = OURS.map((one) =>
          one.table === name ? { ...one, columns: one.columns.filter((held) => held !== column) } : one,
        );
        const trouble = { why: 'missing-column', table: name, columns: [column] };
        expect(lackingColumns(tablesOf(...others))).toEqual(trouble);
      }
  });

  it('are fifteen', () => {
    expect(Object.fromEntries(COLUMNS_READ)).toEqual({
      customer_entity: [
        ...['id', 'first_name', 'last_name', 'company_name', 'email', 'ssn', 'driver_license'],
        'access_user_name',
      ],
      loan_customer: ['customer_id', 'loan_id'],
      loan_entity: ['id', 'status', 'archived', 'deleted', 'closed_on'],
    });
  });
});

it.each([
  ['lead to a loan', ['loan_entity', 'loan_note'], ['loan_entity', 'loan_note'], null],
  [
    'lead to none, the first by name',
    ['loan_note', 'loan_entity', 'loan_document'],
    ['loan_entity'],
    'loan_document',
  ],
  ['lead to none, and are no loan’s', ['customer_note', 'ledger_run', 'old_loan_'], [], null],
  ['are links', ['loan_customer'], [], null],
])('tables of ours that %s', (_name, own, loan, unkeyed) => {
  expect(unkeyedLoanTable(new Set(own), new Set(loan))).toEqual(
    unkeyed === null ? null : { why: 'no-loan-key', table: unkeyed, columns: [] },
  );
});
