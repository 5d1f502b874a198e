/** What moved since a plan was saved, and until when the plan may be applied. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { savedPlanHeader } from '../../../src/core/documents/saved-plan-schemas.ts';
import {
  SAVED_PLAN,
  isExpired,
  movementsOf,
  tableMoves,
  type FactsNow,
  type TableShape,
} from '../../../src/core/plan/saved-plan.ts';

const PLANNED = { linkedLoans: 2, openLoans: 1, customer: 'c'.repeat(32), loans: 'd'.repeat(32) };
const SAME: FactsNow = { ...PLANNED, there: true };
const OTHER = 'e'.repeat(32);

describe('what moved for a customer', () => {
  it.each([
    ['nothing', {}, []],
    ['a value of theirs', { customer: OTHER }, ['changed']],
    ['a loan that was linked', { loans: OTHER, linkedLoans: 3 }, ['linked']],
    ['a loan that was opened', { loans: OTHER, openLoans: 2 }, ['reopened']],
    ['an open loan that was linked', { loans: OTHER, linkedLoans: 3, openLoans: 2 }, ['linked', 'reopened']],
    ['a link that was taken away', { loans: OTHER, linkedLoans: 1 }, ['loans-changed']],
    ['a loan that was closed', { loans: OTHER, openLoans: 0 }, ['loans-changed']],
    ['a loan in the place of another', { loans: OTHER }, ['loans-changed']],
    [
      'a loan that was linked, and a value',
      { loans: OTHER, linkedLoans: 3, customer: OTHER },
      ['changed', 'linked'],
    ],
    ['a status, and a value', { loans: OTHER, customer: OTHER }, ['changed', 'loans-changed']],
  ] as const)('%s', (_name, now, what) => {
    expect(movementsOf(PLANNED, { ...SAME, ...now })).toEqual(what);
  });

  it('is that the customer is gone where nothing is left, and where records alone are that were not all of it', () => {
    expect(movementsOf(PLANNED, null)).toEqual(['gone']);
    expect(movementsOf(PLANNED, { ...SAME, there: false, customer: OTHER })).toEqual(['gone']);
    expect(movementsOf(PLANNED, { ...SAME, there: false, customer: OTHER, loans: OTHER })).toEqual(['gone']);
  });

  it('is not that the customer is gone where the plan was of records without a customer, and they are as they were', () => {
    expect(movementsOf(PLANNED, { ...SAME, there: false })).toEqual([]);
    expect(movementsOf(PLANNED, { ...SAME, there: false, loans: OTHER })).toEqual(['loans-changed']);
  });
});

const shapes = (tables: Readonly<Record<string, string>>): readonly TableShape[] =>
  Object.entries(tables).map(([table, digest]) => ({ table, digest }));

describe('what became of the tables', () => {
  it('is told by name, and nothing of those that are as they were', () => {
    const planned = shapes({ payment: 'a', note: 'a', gone_b: 'a', gone_a: 'a' });
    const now = shapes({ zone: 'a', payment: 'a', note: 'b', audit: 'b' });
    expect(tableMoves(planned, now, 9)).toEqual({
      tables: 5,
      shown: [
        { table: 'audit', what: 'new' },
        { table: 'gone_a', what: 'gone' },
        { table: 'gone_b', what: 'gone' },
        { table: 'note', what: 'changed' },
        { table: 'zone', what: 'new' },
      ],
    });
  });

  it.each([
    [0, []],
    [1, ['a']],
    [2, ['a', 'b']],
    [3, ['a', 'b']],
  ])('shows %i of two at most, and counts both', (most, names) => {
    const { tables, shown } = tableMoves([], shapes({ b: '1', a: '1' }), most);
    expect([tables, shown.map(({ table }) => table)]).toEqual([2, names]);
  });

  it('is nothing where the tables are the same, in whatever order they stand', () => {
    const table = fc.record({ table: fc.stringMatching(/^[a-z_]{1,4}$/), digest: fc.constantFrom('1', '2') });
    const tables = fc.uniqueArray(table, { selector: (one) => one.table });
    fc.assert(
      fc.property(tables, (some) => {
        expect(tableMoves(some, some.toReversed(), 5)).toEqual({ tables: 0, shown: [] });
      }),
    );
  });
});

it.each([
  ['2026-12-07T09:59:59.999Z', false],
  ['2026-12-07T10:00:00.000Z', false],
  ['2026-12-07T10:00:00.001Z', true],
  ['2027-12-07T10:00:00.000Z', true],
])('a plan that may be applied until ten is expired at %s: %s', (now, expired) => {
  expect(isExpired({ expiresAt: '2026-12-07T10:00:00.000Z' }, new Date(now))).toBe(expired);
});

it('a plan is called what its first line is read as', () => {
  expect(savedPlanHeader.shape.schema.parse(SAVED_PLAN)).toBe('lms-import/saved-plan');
});
