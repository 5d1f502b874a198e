/** What of a wrong cell may be shown: an action's word, and what looks like an ID. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MASK, shownValue } from '../../../src/core/findings/mask.ts';
import { CUSTOMER_COLUMNS } from '../../../src/core/file/customer-columns.ts';
import { runs } from '../../tools/fuzz.ts';

describe('of an ID', () => {
  it.each(['40009', '40,009', '40009.0', '4.0E+15', '4OOO9', '0', '4000l'])('%j is shown', (text) => {
    expect(shownValue(text, 'customerId')).toBe(text);
  });
  it.each([
    'Bennett',
    'OIl',
    'Ole',
    'E',
    '+',
    '40009 Bennett',
    '900-12-3456',
    'a40009',
    ' 40009',
    '４０００９',
  ])('%j is masked', (text) => {
    expect(shownValue(text, 'customerId')).toBe(MASK);
  });
});

describe('of an action', () => {
  it.each(['remove', 'Remove', 'delete', 'updte', 'EXAMPLE: delete this row'])('%j is shown', (text) => {
    expect(shownValue(text, 'action')).toBe(text);
  });
  it.each(['Bennett', 'Ada', 'remove Bennett', 'remove: Bennett', 'EXAMPLE Bennett', '40009'])(
    '%j is masked',
    (text) => {
      expect(shownValue(text, 'action')).toBe(MASK);
    },
  );
});

it('nothing is shown of any other cell, but that it is empty', () => {
  const others = CUSTOMER_COLUMNS.map(({ label }) => label).filter(
    (label) => label !== 'action' && label !== 'customerId',
  );
  const label = fc.constantFrom(null, ...others);
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), label, (text, of) => {
      expect(shownValue(text, of)).toBe(MASK);
    }),
    { numRuns: runs(300) },
  );
  for (const of of [null, 'ssn', 'action', 'customerId']) expect(shownValue('', of)).toBe('');
});

it('a word for an action is one in its own column alone', () => {
  for (const of of [null, 'status', 'customerId']) expect(shownValue('remove', of)).toBe(MASK);
});
