/** What refuses a plan: the rules by themselves, at their bounds. */
import { describe, expect, it } from 'vitest';
import { consentOf, guardRefusal, returnedRefusal, unseenRefusal } from '../../../src/core/plan/guards.ts';
import type { Guard, Plan, PlannedRemoval } from '../../../src/core/plan/plan.ts';
import { FACTS, SHA, loans, planOf } from './plan-of.ts';

describe('a plan says of each guard whether it would refuse', () => {
  const refusing = (plan: Plan) => plan.guards.flatMap(({ guard, refuses }) => (refuses ? [guard] : []));

  it.each([
    ['nothing is dangerous', 5, {}, {}, []],
    ['one open loan', 5, loans(1), {}, ['open-loans']],
    ['one that is back', 5, { returned: 1 }, {}, ['returned']],
    ['one that is back, and is allowed', 5, { returned: 1 }, { allowReturned: 1 }, []],
    ['as many as --yes may', 100, {}, {}, []],
    ['one more than --yes may', 101, {}, {}, ['cap']],
    ['one too many with those of the day', 1, {}, { removedByYes: 100 }, ['cap']],
    ['as many as it may with those of the day', 1, {}, { removedByYes: 99 }, []],
    [
      'a cap of one’s own, which binds each plan alone',
      10,
      {},
      { maxRemoves: { customers: 10 }, removedByYes: 100 },
      [],
    ],
    ['one more than that', 11, {}, { maxRemoves: { customers: 10 } }, ['cap']],
    ['rows without a parent, nobody asked', 5, { orphans: [{ table: 'page', rows: 1 }] }, {}, []],
    [
      'rows without a parent',
      5,
      { orphans: [{ table: 'page', rows: 1 }] },
      { strictTables: true },
      ['strict-tables'],
    ],
    ['open, back and many', 101, { ...loans(1), returned: 1 }, {}, ['open-loans', 'cap', 'returned']],
  ])('%s', (_name, removals, facts, request, expected) => {
    expect(refusing(planOf(removals, facts, request))).toEqual(expected);
  });

  it('with the numbers that it compares, and the first row of a kind', () => {
    const facts = {
      ...{
        ...loans(3),
        returned: 2,
        orphans: [
          { table: 'page', rows: 4 },
          { table: 'leaf', rows: 2 },
        ],
      },
      shape: { ...FACTS.shape, notExamined: ['audit_log'] },
    };
    const request = {
      allowOpenLoans: 3,
      firstOpenRow: 7,
      allowReturned: 1,
      firstReturnedRow: 9,
      removedByYes: 8,
    };
    expect(planOf(5, facts, request).guards).toEqual([
      { guard: 'open-loans', customers: 3, allowed: 3, firstRow: 7, refuses: false },
      { guard: 'cap', removals: 5, cap: 100, given: false, recent: 8, refuses: false },
      { guard: 'strict-tables', asked: false, tables: 1, orphans: 6, refuses: false },
      { guard: 'returned', customers: 2, allowed: 1, firstRow: 9, refuses: true },
    ]);
  });
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
    // Others that are shown say nothing of them, nor do customers that another guard counts.
    const others = [...seen(2), ...seen(1).map((one) => ({ ...one, returned: null }))];
    expect(unseenRefusal({ ...plan, shown: others }, false)).toMatchObject({ why: 'names', customers: 3 });
    const open = planOf(5, { ...loans(2), returned: 1 }, { allowOpenLoans: 2, allowReturned: 1 });
    const surname = { guard: 'personal-data', where: 'reason', named: 'surname', refuses: false } as const;
    const guards: readonly Guard[] = [...open.guards, surname];
    expect(unseenRefusal({ ...open, guards, shown: seen(1) }, false)).toBeNull();
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
