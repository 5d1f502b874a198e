import { expect, it } from 'vitest';
import { holdsFormula, isOneCell, isWholeLine } from '../../../src/core/file/quoted-line.ts';

it.each([
  ['remove,40009",,', true],
  ['remove,"40009" x,,', true],
  ['remove,"40009,,', true],
  ['remove,="40009",,', true],
  ['remove,"40009" "x"', true],
  ['remove,40009"', false],
  ['remove,"40009', false],
  ['remove,"40009" x,"a', false],
])('a record of four cells ends with %s: %s', (line, whole) => {
  expect(isWholeLine(line, 4)).toBe(whole);
});

it.each([
  ['"action";"customerId"', true],
  ['action;"customerId"', true],
  ['"action"\t"customerId"', true],
  ['"action"|"customerId"', true],
  ['Customers "to go"', true],
  ['action,"customerId"x', false],
  ['"action"x,customerId', false],
])('%s is a header of one cell: %s', (line, one) => {
  expect(isOneCell(line)).toBe(one);
});

it.each([
  ['remove,="40009",,', true],
  ['="remove",40009', true],
  ['remove,="40009"\r', true],
  ['remove,40009"', false],
  ['remove,a="40009",', false],
])('%s holds a formula: %s', (line, formula) => {
  expect(holdsFormula(line)).toBe(formula);
});
