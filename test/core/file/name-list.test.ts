/** The operator's own list of IDs and names. */
import { describe, expect, it } from 'vitest';
import { checkNameLine, nameColumns, wrongLine } from '../../../src/core/file/name-list.ts';

describe('the header', () => {
  it.each([
    [['customerId', 'lastName'], { customerId: 0, lastName: 1, count: 2 }],
    [['lastName', 'customerId'], { customerId: 1, lastName: 0, count: 2 }],
    [['lastName'], 'no-customer-id'],
    [['customerid', 'lastName'], 'no-customer-id'],
    [[], 'no-customer-id'],
    [['customerId'], 'no-last-name'],
    [['customerId', 'name'], 'no-last-name'],
    [['customerId', 'lastName', 'customerId'], 'twice'],
    [['customerId', 'lastName', 'lastName'], 'twice'],
    [['loan', 'lastName', 'city', 'customerId'], { customerId: 3, lastName: 1, count: 4 }],
    [['customerId', 'lastName', ''], { customerId: 0, lastName: 1, count: 3 }],
  ])('%j: %j', (cells, expected) => {
    expect(nameColumns(cells)).toEqual(expected);
  });
});

const COLUMNS = { customerId: 0, lastName: 1, count: 2 };
const SWAPPED = { customerId: 1, lastName: 0, count: 2 };
const AMONG = { customerId: 3, lastName: 1, count: 4 };
const check = (cells: readonly string[], columns = COLUMNS, unterminated = false) =>
  checkNameLine({ row: 3, line: 4, cells, unterminated }, columns, 'our.csv');
const listed = (written: string, name = written.toUpperCase()) => ({
  ...{ line: 4, customerId: 40118 },
  ...{ name, written },
});

describe('a line', () => {
  it('names a customer by ID and name, in either order', () => {
    expect(check(['40118', 'Brandt'])).toEqual({ listed: listed('Brandt'), found: null });
    expect(check(['Brandt', '40118'], SWAPPED)).toEqual({ listed: listed('Brandt'), found: null });
    expect(check(['40118', 'Brandt', '', ''])).toEqual({ listed: listed('Brandt'), found: null });
  });

  it('may hold other columns, and cells beyond all of them are wrong', () => {
    expect(check(['L1', 'Brandt', 'Wexcombe', '40118'], AMONG)).toEqual({
      listed: listed('Brandt'),
      found: null,
    });
    expect(check(['L1', 'Brandt', 'Wexcombe', '40118', ''], AMONG).found).toBeNull();
    // A comma without quotes moves what comes after it.
    expect(check(['L1', 'Brook', ' Jr.', 'Wexcombe', '40118'], AMONG)).toMatchObject({
      listed: null,
      found: { details: { why: 'extra-cell' } },
    });
  });

  it('that is blank is passed over', () => {
    for (const cells of [[''], ['', ''], ['', '', '']])
      expect(check(cells)).toEqual({ listed: null, found: null });
  });

  it.each([
    [['', 'Brandt'], 'no-id', ''],
    [[' ', 'Brandt'], 'space', '•••'],
    [['040118', 'Brandt'], 'leading-zero', '040118'],
    [['Brandt', '40118'], 'not-a-number', '•••'],
    [['0', 'Brandt'], 'zero', '0'],
  ])('%j has no ID: %s', (cells, why, value) => {
    expect(check(cells)).toMatchObject({
      listed: null,
      found: { code: 'names-line-invalid', line: 4, row: null, value, details: { path: 'our.csv', why } },
    });
  });

  it.each([
    [['40118', ''], 'no-name', '40118'],
    [['40118'], 'no-name', '40118'],
    [['40118', ' \u00a0'], 'no-name', '40118'],
    // What is wrong is not the ID: it is not shown.
    [['40118', 'Brandt', 'x'], 'extra-cell', null],
    [['40118', 'Brandt', '', 'x'], 'extra-cell', null],
  ])('%j names a customer, and no name that could be compared: %s', (cells, why, value) => {
    expect(check(cells)).toMatchObject({
      listed: expect.objectContaining({ customerId: 40118, name: '' }),
      found: { value, details: { why } },
    });
  });
});

describe('a last line without its line break', () => {
  const cut = { value: null, details: { why: 'cut', firstLine: null } };

  it('names a customer where a comma follows the ID, and its name may be cut', () => {
    expect(check(['40118', 'Bra'], COLUMNS, true)).toMatchObject({
      listed: { customerId: 40118, name: '' },
      found: cut,
    });
    expect(check(['40118', ''], COLUMNS, true)).toMatchObject({
      listed: { customerId: 40118, name: '' },
      found: cut,
    });
  });

  it('names nobody where the ID is its end: a cut ID is another customer’s', () => {
    expect(check(['Brandt', '4011'], SWAPPED, true)).toMatchObject({ listed: null, found: cut });
    expect(check(['4011'], COLUMNS, true)).toMatchObject({ listed: null, found: cut });
    expect(check(['', ''], COLUMNS, true)).toMatchObject({ listed: null, found: cut });
  });
});

it('an ID that is there twice says where it stood first', () => {
  expect(wrongLine('our.csv', { line: 9, why: 'twice', id: '40118', firstLine: 4 })).toMatchObject({
    line: 9,
    value: '40118',
    details: { path: 'our.csv', why: 'twice', firstLine: 4 },
  });
});

it('where reading stopped there may be no line, and there is no ID', () => {
  expect(wrongLine('our.csv', { line: null, why: 'quote-error', id: null })).toMatchObject({
    line: null,
    value: null,
    details: { why: 'quote-error', firstLine: null },
  });
});
