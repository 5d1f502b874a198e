/** A list of IDs, one a line: each is an ID, whole, or it is none. */
import { describe, expect, it } from 'vitest';
import { checkColumnLine, checkListLine, idColumn } from '../../../src/core/file/id-list.ts';
import { nameColumns } from '../../../src/core/file/name-list.ts';

const line = (cells: readonly string[], unterminated = false) =>
  checkListLine({ row: 3, line: 4, cells, unterminated });

it('a line is its ID', () => {
  expect(line(['40118'])).toBe(40118);
});

it('an empty line is nothing, at the end of the file, too', () => {
  expect(line([''])).toBeNull();
  expect(line([])).toBeNull();
  expect(line([''], true)).toBeNull();
});

it('a last line without its line break may have been cut: a cut ID is another customer’s', () => {
  expect(line(['4011'], true)).toMatchObject({
    code: 'truncated-row',
    line: 4,
    row: null,
    details: { found: 1, needed: 1 },
  });
});

it.each([
  [['40118.0'], 'decimal-point', '40118.0'],
  [['0'], 'zero', '0'],
  [[' 40118'], 'space', '•••'],
  [['Brandt'], 'name', '•••'],
  // A comma is in the text: of two cells neither is the ID.
  [['40', '118'], 'thousands-separator', '40,118'],
  [['40118', '40119'], 'two-ids', '40118,40119'],
  [['', '40118'], 'not-alone', ',40118'],
])('%j is none: %s', (cells, why, value) => {
  expect(line(cells)).toMatchObject({ code: 'customer-id-invalid', line: 4, value, details: { why } });
});

const read = (text: string, line = 1, unterminated = false) => {
  const found = checkListLine({ row: line, line, cells: text.split(','), unterminated });
  if (found === null || typeof found === 'number') return found;
  return found.code === 'customer-id-invalid' ? found.details.why : found.code;
};

describe('a line of a list of IDs', () => {
  it.each([
    ['40009', 40009],
    ['40009,', 40009],
    ['40009,,,', 40009],
    ['customerId', null],
    ['Customer ID', null],
    ['ID', null],
    ['customer_id,', null],
    ['', null],
    [',,', null],
    ['loanId', 'heading'],
    ['Loan Number', 'heading'],
    ['Account No.', 'heading'],
    ['action,customerId,importId', 'import-file'],
    ['customerId,lastName', 'not-alone'],
    ['40009,Brandt', 'not-alone'],
    ['Brandt,40009', 'not-alone'],
    ['Brandt', 'name'],
    ["O'Neil", 'name'],
    ['Smith, John', 'name'],
    ['Brook,Jr.', 'name'],
    ['40009,40118', 'two-ids'],
    ['40009,40118,40191', 'two-ids'],
    ['40,0009', 'two-ids'],
    ['4,0009,Brandt', 'not-a-number'],
    ['40009,118,Brandt', 'not-a-number'],
    ['40009\r40118\r', 'lone-carriage-return'],
    ['x1', 'not-a-number'],
  ])('%j is %j', (text, what) => {
    expect(read(text)).toBe(what);
  });

  it('is a heading above all others alone, and no ID where it may be cut', () => {
    expect(read('customerId', 2)).toBe('name');
    expect(read('40009', 2, true)).toBe('truncated-row');
    expect(read('40009,', 2, true)).toBe('truncated-row');
    expect(read('customerId', 1, true)).toBe('truncated-row');
  });
});

it.each([
  ['customerId,lastName\r40009,Brandt\r', 'carriage-returns'],
  ['action,customerId,lastName', 'import-file'],
])('a list of names that begins with %j is none: %s', (line, why) => {
  expect(nameColumns(line.split(','))).toBe(why);
});

describe('a list of several columns', () => {
  it.each([
    [['customerId', 'lastName'], { customerId: 0, count: 2 }],
    [['loan', 'customerId', 'city'], { customerId: 1, count: 3 }],
    [['customerId'], null],
    [['customerId', ''], null],
    // Of no other label is it sure that it means the customer's ID.
    [['ID', 'loan'], null],
    [['customerid', 'lastName'], null],
    [['customerId', 'lastName', 'customerId'], null],
    // A file to import is none.
    [['action', 'customerId'], null],
    [['customerId', 'lastName\r40001'], null],
  ])('%j: %j', (cells, expected) => {
    expect(idColumn(cells)).toEqual(expected);
  });

  const column = { customerId: 1, count: 3 };
  const at = (cells: readonly string[], unterminated = false) => {
    const read = checkColumnLine({ row: 3, line: 4, cells, unterminated }, column);
    if (read === null || typeof read === 'number') return read;
    return read.code === 'customer-id-invalid' ? read.details.why : read.code;
  };

  it.each([
    [['L1', '40118', 'Brandt'], 40118],
    [['L1', '40118', 'Brandt', ''], 40118],
    [['', '', ''], null],
    [[''], null],
    [['L1', '40118', 'Brook', ' Jr.'], 'other-columns'],
    [['40118', 'Brandt'], 'other-columns'],
    [['L1', '', 'Brandt'], 'not-a-number'],
    [['L1', '040118', 'Brandt'], 'leading-zero'],
  ])('%j: %s', (cells, expected) => {
    expect(at(cells)).toBe(expected);
  });

  it('whose line ends with a carriage return alone holds another line: its ID would be lost', () => {
    expect(at(['40118', '40118', 'foo\r40003'])).toBe('lone-carriage-return');
  });

  it('ends with a line break: a cut ID is another customer’s', () => {
    expect(at(['L1', '4011'], true)).toBe('truncated-row');
    expect(at(['L1', '40118', 'Bra'], true)).toBe('truncated-row');
  });
});
