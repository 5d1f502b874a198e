/** When a file may be carried out, and how a command ends that only looked at it. */
import { expect, it } from 'vitest';
import { newTally } from '../../../src/core/findings/tally.ts';
import { isJudged, isValid, outcomeOf } from '../../../src/core/findings/validation.ts';

const ingested = {
  ...{ run: 3, at: '2026-11-30T10:00:00.000Z', finished: true },
  ...{ missing: [], changed: null, back: 0 },
};
const tallied = (errors: number, warnings = 0) => ({ ...newTally(5), errors, warnings });

it.each([
  // errors, read to its end, ingested before: may go, ends as, is judged
  [0, true, null, true, 'ok', true],
  [1, true, null, false, 'invalid', true],
  [0, false, null, false, 'invalid', true],
  [1, false, null, false, 'invalid', true],
  [0, true, ingested, true, 'ok', false],
  // What was ingested is done, whatever is said of its rows today.
  [1, true, ingested, false, 'ok', true],
  [0, false, ingested, false, 'ok', false],
  [2, false, ingested, false, 'ok', true],
] as const)('%i errors, whole: %j, ingested: %j', (errors, complete, alreadyIngested, may, ends, judged) => {
  const validation = { tally: tallied(errors), complete, alreadyIngested };
  expect(isValid(validation)).toBe(may);
  expect(outcomeOf(validation)).toBe(ends);
  expect(isJudged(validation)).toBe(judged);
});

it('warnings stop nothing', () => {
  const validation = { tally: tallied(0, 9), complete: true, alreadyIngested: null };
  expect(isValid(validation)).toBe(true);
  expect(outcomeOf(validation)).toBe('ok');
});
