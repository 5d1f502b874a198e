/** What becomes of a remove row: the whole table of the rule. */
import { expect, it } from 'vitest';
import { decide, stoppingPresences, type Lenience } from '../../../src/core/plan/decide.ts';

const NONE: Lenience = { missingOk: false, returnedOk: false };
const MISSING: Lenience = { missingOk: true, returnedOk: false };
const RETURNED: Lenience = { missingOk: false, returnedOk: true };
const BOTH: Lenience = { missingOk: true, returnedOk: true };

it.each([
  ['present', 'remove', 'remove', 'remove', 'remove'],
  ['remains', 'remove', 'remove', 'remove', 'remove'],
  ['removed', 'customer-already-removed', 'done', 'customer-already-removed', 'done'],
  // Whoever is back may be somebody else: that a missing one may be missing says nothing of it.
  ['returned', 'customer-returned', 'customer-returned', 'remove', 'remove'],
  ['unknown', ...Array<'customer-not-found'>(4).fill('customer-not-found')],
] as const)('%s: %s; missing-ok %s; allow-returned %s; both %s', (presence, ...verdicts) => {
  expect([NONE, MISSING, RETURNED, BOTH].map((lenience) => decide(presence, lenience))).toEqual(verdicts);
});

it('what stops an import is what is neither removed nor done', () => {
  expect(stoppingPresences(NONE)).toEqual(['removed', 'returned', 'unknown']);
  expect(stoppingPresences(MISSING)).toEqual(['returned', 'unknown']);
  expect(stoppingPresences(RETURNED)).toEqual(['removed', 'unknown']);
  expect(stoppingPresences(BOTH)).toEqual(['unknown']);
});
