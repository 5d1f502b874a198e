/** By which sign an operator's own list is separated. */
import { expect, it } from 'vitest';
import { listSeparator } from '../../../src/core/file/list-separator.ts';

it.each([
  ['customerId,lastName', ','],
  ['customerId;lastName', ';'],
  ['"customerId";"lastName"', ';'],
  ['loan\tcustomerId\tlastName', '\t'],
  ['customerId', ','],
  ['40009;Brandt', ','],
  // A comma that parts the label from another is the separator, whatever stands in other labels.
  ['customerId,name;first', ','],
  ['name, first;customerId', ';'],
  ['customer;Id,lastName', ','],
])('%j: %j', (line, expected) => {
  expect(listSeparator(line)).toBe(expected);
});
