/** A list of IDs, one a line: each is an ID, whole, or it is none. */
import { expect, it } from 'vitest';
import { checkListLine } from '../../../src/core/file/id-list.ts';

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
  [['Brandt'], 'not-a-number', '•••'],
  // A comma is in the text: of two cells neither is the ID.
  [['40', '118'], 'thousands-separator', '40,118'],
  [['40118', '40119'], 'two-ids', '40118,40119'],
  [['40118', ''], 'decimal-point', '40118,'],
  [['', '40118'], 'not-a-number', ',40118'],
])('%j is none: %s', (cells, why, value) => {
  expect(line(cells)).toMatchObject({ code: 'customer-id-invalid', line: 4, value, details: { why } });
});
