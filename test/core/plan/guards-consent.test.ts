/** What is consent to a plan, and to how many removals: the rules by themselves, at their bounds. */
import { describe, expect, it } from 'vitest';
import { approverRefusal, consentOf, consentOfPlan } from '../../../src/core/plan/guards.ts';
import { SHA, planOf } from './plan-of.ts';

describe('consent', () => {
  const yes = { yes: true, confirmRemoves: null };
  it.each([
    [100, 0, true],
    [101, 0, false],
    [1, 99, true],
    [1, 100, false],
    [100, 1, false],
  ])('--yes to %i where --yes removed %i in a day: %s', (removals, removedByYes, passes) => {
    const given = consentOf(planOf(removals, {}, { removedByYes }), SHA, yes);
    const refusal = {
      reason: 'cap',
      removals,
      cap: 100,
      given: false,
      recent: removedByYes,
      customers: 2000,
    };
    expect(given).toEqual(passes ? { by: 'yes', count: removals } : refusal);
  });

  it('--yes with a cap of its own counts what --yes removed before, too', () => {
    const maxRemoves = { customers: 50 };
    expect(consentOf(planOf(40, {}, { maxRemoves, removedByYes: 10 }), SHA, yes)).toMatchObject({
      by: 'yes',
    });
    expect(consentOf(planOf(40, {}, { maxRemoves, removedByYes: 11 }), SHA, yes)).toMatchObject({
      reason: 'cap',
    });
  });

  it.each([
    [57, null, { by: 'confirm-removes', count: 57 }],
    [57, 'ab12cd34', { by: 'confirm-removes', count: 57 }],
    [58, null, { reason: 'count', by: 'option', said: 58, removals: 57 }],
    [0, null, { reason: 'count', by: 'option', said: 0, removals: 57 }],
    [
      57,
      // Its last digits are no first ones.
      '99ffee77',
      { reason: 'consent', why: 'other-file', removals: 57, said: '99ffee77', found: 'ab12cd34' },
    ],
    [
      57,
      'ab12cd35',
      { reason: 'consent', why: 'other-file', removals: 57, said: 'ab12cd35', found: 'ab12cd34' },
    ],
    [
      58,
      'ffffffff',
      { reason: 'consent', why: 'other-file', removals: 57, said: 'ffffffff', found: 'ab12cd34' },
    ],
  ])('--confirm-removes %i:%s', (count, sha8, expected) => {
    expect(consentOf(planOf(57), SHA, { yes: false, confirmRemoves: { count, sha8 } })).toEqual(expected);
  });

  it('is asked for where no option gives it, and is a saved plan’s only to its own count', () => {
    expect(consentOf(planOf(57), SHA, { yes: false, confirmRemoves: null })).toBe('ask');
    expect(consentOfPlan(57, 57)).toEqual({ by: 'plan', count: 57 });
    expect(consentOfPlan(57, 58)).toEqual({ reason: 'count', by: 'plan', said: 57, removals: 58 });
  });

  it('of two is two system users’: nobody may have made what they apply', () => {
    expect(approverRefusal('kim', 'lee')).toBeNull();
    for (const maker of ['lee', null])
      expect(approverRefusal(maker, 'lee')).toEqual({ reason: 'approver', maker, user: 'lee' });
  });
});
