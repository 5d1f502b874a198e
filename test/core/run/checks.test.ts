import { describe, expect, it } from 'vitest';
import { CHECKS, REMOVAL_CHECKS, haveAllPassed, missingChecks } from '../../../src/core/run/checks.ts';
import type { Check } from '../../../src/core/run/report.ts';

const ALL: readonly Check[] = CHECKS.map((check) => ({ check, expected: 0, found: 0, passed: true }));

describe('the registry of checks', () => {
  it('holds seven, of which six are asked of a removal', () => {
    expect(CHECKS).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(REMOVAL_CHECKS).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each([
    ['all', ALL, true, []],
    ['all in another order', ALL.toReversed(), true, []],
    ['none', [], false, CHECKS],
    ['the last one missing', ALL.slice(0, 6), false, [7]],
    ['the first one missing', ALL.slice(1), false, [1]],
    ['one twice, in the place of another', [...ALL.slice(0, 6), ALL[0]!], false, [7]],
    ['one twice', [...ALL, ALL[0]!], false, []],
    ['one failed', ALL.map((one) => ({ ...one, passed: one.check !== 5 })), false, []],
  ])('%s', (_, checks, passed, missing) => {
    expect([haveAllPassed(checks), missingChecks(checks)]).toEqual([passed, missing]);
  });
});
