/** Which steps are shown while they go on. */
import { expect, it } from 'vitest';
import { NOTHING_KNOWN } from '../../../src/core/progress/known.ts';
import { STEPS, isShown } from '../../../src/core/progress/progress.ts';

it.each([
  ['read', true],
  ['remove', true],
  // Shown, though it counts nothing.
  ['integrity_check', true],
  ['commit', true],
  ['open', false],
  ['check rows', false],
  ['ask', false],
  ['answer', false],
] as const)('the step %j is shown: %s', (step, shown) => {
  expect(isShown(step)).toBe(shown);
  expect('counts' in STEPS[step]).toBe(shown);
});

it('nothing is known before anything is read', () => {
  expect(Object.values(NOTHING_KNOWN).every((value) => value === null)).toBe(true);
});
