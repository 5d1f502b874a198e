/** What refuses a plan, and what is consent: the rules by themselves, at their bounds. */
import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../src/core/plan/facts.ts';
import {
  approverRefusal,
  consentOf,
  consentOfPlan,
  guardRefusal,
  guardsOf,
  returnedRefusal,
  unseenRefusal,
  type GuardRequest,
} from '../../../src/core/plan/guards.ts';
import { capForYes, type Guard, type Plan, type PlannedRemoval } from '../../../src/core/plan/plan.ts';

const SHA = 'ab12cd34'.repeat(8);

const FACTS: Facts = {
  customers: 2000,
  tables: [],
  remains: 0,
  orphans: [],
  returned: 0,
  ids: { once: true, highestGoes: null },
  loans: { linked: 0, customersWithOpen: 0, leftAlone: 0 },
  shape: { customer: [], loan: [], loanKeys: [], notExamined: [], beside: [] },
  digest: SHA,
  names: SHA,
};

const REQUEST: GuardRequest = {
  allowOpenLoans: null,
  firstOpenRow: null,
  allowReturned: null,
  firstReturnedRow: null,
  maxRemoves: null,
  strictTables: false,
  removedByYes: 0,
};

function planOf(removals: number, facts: Partial<Facts> = {}, request: Partial<GuardRequest> = {}): Plan {
  const all = { ...FACTS, ...facts };
  return {
    removals,
    alreadyRemoved: 0,
    remains: 0,
    customers: { before: all.customers, after: all.customers - removals },
    tables: [],
    loans: all.loans,
    guards: guardsOf(all, removals, { ...REQUEST, ...request }),
    idsGivenOnce: true,
    notExamined: all.shape.notExamined,
    beside: [],
    orphans: all.orphans,
    shown: [],
    digest: SHA,
  };
}

const loans = (customersWithOpen: number) => ({ loans: { ...FACTS.loans, customersWithOpen } });

it.each([
  [0, 5],
  [49, 5],
  [59, 5],
  [60, 6],
  [69, 6],
  [999, 99],
  [1000, 100],
  [1_000_000, 100],
])('of a store of %i customers --yes may remove %i', (customers, most) => {
  expect(capForYes(customers)).toBe(most);
});

describe('--max-removes', () => {
  it.each([
    [{ customers: 10 }, 10, true],
    [{ customers: 10 }, 11, false],
    [{ customers: 0 }, 0, true],
    [{ percent: 1 }, 20, true],
    [{ percent: 1 }, 21, false],
    [{ percent: 0 }, 1, false],
    [{ percent: 100 }, 2000, true],
  ])('%j lets %i of 2,000 pass: %s', (maxRemoves, removals, passes) => {
    expect(guardRefusal(planOf(removals, {}, { maxRemoves })) === null).toBe(passes);
  });

  it('a share is rounded down', () => {
    expect(guardRefusal(planOf(3, { customers: 299 }, { maxRemoves: { percent: 1 } }))).toEqual({
      ...{ reason: 'cap', removals: 3, cap: 2, given: true, recent: 0, customers: 299 },
    });
  });

  it('binds every consent, and without it no cap refuses one that counts', () => {
    const many = planOf(2000);
    expect(guardRefusal(many)).toBeNull();
    const confirmed = { yes: false, confirmRemoves: { count: 2000, sha8: null } };
    expect(consentOf(many, SHA, confirmed)).toEqual({ by: 'confirm-removes', count: 2000 });
  });
});

describe('open loans and returned customers want their exact number', () => {
  it.each([
    [0, null, true],
    [0, 0, true],
    [0, 1, false],
    [3, null, false],
    [3, 0, false],
    [3, 2, false],
    [3, 4, false],
    [3, 3, true],
  ])('of %i, allowed %s: %s', (there, allowed, passes) => {
    const open = planOf(5, loans(there), { allowOpenLoans: allowed });
    const refusal = { reason: 'open-loans', customers: there, allowed };
    expect(guardRefusal(open)).toEqual(passes ? null : refusal);
    const back = planOf(5, { returned: there }, { allowReturned: allowed });
    const why = { reason: 'returned', why: 'number', customers: there, allowed };
    expect(guardRefusal(back)).toEqual(passes ? null : why);
    expect(returnedRefusal(there, allowed)).toEqual(passes ? null : why);
  });

  it('each of the returned must have been seen, or compared by name', () => {
    const seen = (count: number): PlannedRemoval[] =>
      Array.from({ length: count }, (_, at) => ({
        ...{
          row: at + 2,
          line: at + 2,
          customerId: at + 1,
          name: null,
          records: [],
          loans: [],
          flagged: true,
        },
        returned: { run: 1, at: '2026-01-01T00:00:00Z' },
      }));
    const plan = { ...planOf(5, { returned: 3 }, { allowReturned: 3 }), shown: seen(2) };
    expect(unseenRefusal(plan, false)).toEqual({
      reason: 'returned',
      why: 'names',
      customers: 3,
      allowed: 3,
    });
    expect(unseenRefusal(plan, true)).toBeNull();
    expect(unseenRefusal({ ...plan, shown: seen(3) }, false)).toBeNull();
    expect(unseenRefusal(planOf(5), false)).toBeNull();
  });
});

describe('--strict-tables', () => {
  const beside = { shape: { ...FACTS.shape, notExamined: ['audit_log'] } };
  const lost = { orphans: [{ table: 'page', rows: 2 }] };
  it.each([
    ['a table that is not examined', beside, true],
    ['rows without a parent', lost, true],
    ['none of either', { orphans: [{ table: 'page', rows: 0 }] }, false],
  ])('refuses %s', (_name, facts, refuses) => {
    expect(guardRefusal(planOf(1, facts, { strictTables: true }))?.reason).toBe(
      refuses ? 'strict-tables' : undefined,
    );
    expect(guardRefusal(planOf(1, facts))).toBeNull();
  });
});

it('what refuses first is told first, and a text that only holds a surname refuses nothing', () => {
  const text = (named: 'names' | 'surname'): Guard => ({
    ...{ guard: 'personal-data', where: 'reason', named, refuses: named === 'names' },
  });
  const plan = planOf(5, { ...loans(1), returned: 1 });
  expect(guardRefusal(plan)?.reason).toBe('open-loans');
  expect(guardRefusal({ ...plan, guards: [text('names')] })).toEqual({
    reason: 'personal-data',
    where: 'reason',
  });
  expect(guardRefusal({ ...plan, guards: [text('surname')] })).toBeNull();
});

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
