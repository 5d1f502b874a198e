/** The built-in template, and how columns and cells are named. */
import { expect, it } from 'vitest';
import { checkRow } from '../../../src/core/file/check-row.ts';
import { isBlankRow } from '../../../src/core/file/rows.ts';
import {
  CUSTOMER_TEMPLATE,
  CUSTOMER_TEMPLATE_SHA256,
  cellName,
  columnLetters,
  customerHeader,
  exampleRow,
  isBuiltIn,
  removeRow,
} from '../../../src/core/file/template.ts';

it('names columns as a spreadsheet does', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

it('a cell is its column and its row', () => {
  expect(cellName(1, 77)).toBe('B77');
  expect(cellName(26, 1)).toBe('AA1');
});

it('the header row is the labels in one line', () => {
  expect(customerHeader()).toMatch(/^action,customerId,importId,status,.*,ofacMatch,ofacTested\n$/);
  expect(customerHeader().trimEnd().split(',')).toEqual(CUSTOMER_TEMPLATE.labels);
});

it('a remove row holds the action and the ID, and as many cells as the header', () => {
  const cells = removeRow(40118).trimEnd().split(',');
  expect(removeRow(40118)).toMatch(/^remove,40118,+\n$/);
  expect(cells).toHaveLength(CUSTOMER_TEMPLATE.labels.length);
});

it('the example row can never remove anybody', () => {
  const cells = exampleRow().trimEnd().split(',');
  expect(exampleRow()).toMatch(/^EXAMPLE - delete this row,,[^\n]+\n$/);
  expect(cells).toHaveLength(CUSTOMER_TEMPLATE.labels.length);
  const checked = checkRow({ row: 2, line: 2, cells, unterminated: false }, CUSTOMER_TEMPLATE);
  expect(checked).toMatchObject({ row: null, found: [{ code: 'unknown-action', severity: 'error' }] });
});

it('a template is the built-in one by its bytes, whatever it is called', () => {
  expect(isBuiltIn({ ...CUSTOMER_TEMPLATE, sha256: CUSTOMER_TEMPLATE_SHA256 })).toBe(true);
  expect(isBuiltIn({ ...CUSTOMER_TEMPLATE, sha256: CUSTOMER_TEMPLATE_SHA256.replace('b', 'c') })).toBe(false);
});

it.each([
  [[], true],
  [[''], true],
  [['', ''], true],
  [[' '], false],
  [['', 'x'], false],
])('a row of %j is blank: %j', (cells, isBlank) => {
  expect(isBlankRow({ row: 2, line: 2, cells, unterminated: false })).toBe(isBlank);
});
