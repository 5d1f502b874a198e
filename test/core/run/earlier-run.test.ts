/** What is left to do of the run that ingested a file's bytes, by the reason that exit 9 has for it. */
import { expect, it } from 'vitest';
import { whatIsLeft, type IngestedRun } from '../../../src/core/run/earlier-run.ts';

const DONE: IngestedRun = {
  ...{ run: 3, at: '2026-07-01T10:00:00Z', finished: true, missing: [], changed: null, back: 0 },
};
const NOT_DONE: IngestedRun = { ...DONE, finished: false, missing: ['checks', 'report'] };

it.each([
  ['nothing', DONE, null],
  ['steps', NOT_DONE, 'unfinished'],
  ['one customer who is back', { ...DONE, back: 1 }, 'customer-returned'],
  // What finishes the run does not remove them again.
  ['steps, and a customer who is back', { ...NOT_DONE, back: 1 }, 'customer-returned'],
  ['a ledger that is not what was written', { ...DONE, changed: 'its row' }, 'ledger-changed'],
  ['such a ledger, and steps', { ...NOT_DONE, changed: 'its row' }, 'ledger-changed'],
  [
    'such a ledger, steps, and a customer who is back',
    { ...NOT_DONE, changed: 'its row', back: 1 },
    'ledger-changed',
  ],
  [
    'such a ledger of a finished run, and a customer who is back',
    { ...DONE, changed: 'its row', back: 1 },
    'customer-returned',
  ],
])('left is %s', (_name, run, reason) => {
  expect(whatIsLeft(run)).toBe(reason);
});
