/** Columns that say by their name whose ID they hold; a reader gives names in small letters. */
import { describe, expect, it } from 'vitest';
import { bareColumns, saysCustomerId, saysLoanId } from '../../../src/core/shape/says-id.ts';
import { TO_CUSTOMER, key, table, tablesOf } from './tables.ts';

it.each([
  ['customer_id', true, false],
  ['customerid', true, false],
  ['loan_id', false, true],
  ['loanid', false, true],
  ['id', false, false],
  ['customer', false, false],
  ['customer_ids', false, false],
  ['old_customer_id', false, false],
  ['loan_id_old', false, false],
  ['', false, false],
])('%s says that it holds a customer’s ID: %s, a loan’s: %s', (column, ofCustomer, ofLoan) => {
  expect([saysCustomerId(column), saysLoanId(column)]).toEqual([ofCustomer, ofLoan]);
});

describe('such a column is bare', () => {
  const account = key('customer_id', 'account');
  it.each([
    [
      'without a key',
      table('t', [], { columns: 'customer_id customerid other' }),
      ['customer_id', 'customerid'],
    ],
    ['with a key to a table that is not there', table('t', [key('customer_id', 'gone')]), ['customer_id']],
    ['beside another key', table('t', [key('note', 'account')], { columns: 'customer_id' }), ['customer_id']],
  ])('%s', (_name, facts, columns) => {
    const tables = tablesOf(table('customer_entity'), table('account'), facts);
    expect(bareColumns(tables, facts, saysCustomerId)).toEqual(columns);
    expect(bareColumns(tables, facts, saysLoanId)).toEqual([]);
  });

  it.each([
    ['a customer', table('t', [TO_CUSTOMER])],
    ['whatever table is there', table('t', [account])],
    ['one of two tables that is there', table('t', [key('customer_id', 'gone'), account])],
    ['a part of a key', table('t', [key('no customer_id', 'account', 'no id')])],
  ])('and not with a key to %s', (_name, facts) => {
    const tables = tablesOf(table('customer_entity'), table('account'), facts);
    expect(bareColumns(tables, facts, saysCustomerId)).toEqual([]);
  });
});
