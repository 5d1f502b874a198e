/** What is said of a customer's loans before the customer goes. */
import { describe, expect, it } from 'vitest';
import { CUSTOMER_TEMPLATE } from '../../../src/core/file/template.ts';
import { idPlace, isFlagged, loanWarnings, type LoanFlags } from '../../../src/core/findings/warnings.ts';

const QUIET: LoanFlags = {
  row: 7,
  line: 8,
  customerId: 40118,
  open: 0,
  openStatus: null,
  deleted: 0,
  deletedStatus: null,
  archived: 0,
  archivedStatus: null,
  leftAlone: 0,
  undated: 0,
  recent: 0,
  recentOn: null,
};
const told = (flags: Partial<LoanFlags>) =>
  loanWarnings({ ...QUIET, ...flags }, CUSTOMER_TEMPLATE).map(({ code, details }) => ({ code, details }));

it('an ID stands in the column of the template that holds it', () => {
  expect(idPlace(CUSTOMER_TEMPLATE, QUIET)).toEqual({
    row: 7,
    line: 8,
    cell: 'B7',
    label: 'customerId',
    value: '40118',
  });
  const own = { ...CUSTOMER_TEMPLATE, customerIdIndex: 27 };
  expect(idPlace(own, QUIET).cell).toBe('AB7');
});

describe('of loans', () => {
  const open = { loans: 2, status: 'Active', state: 'open' };
  it.each<[string, Partial<LoanFlags>, readonly object[]]>([
    ['none that matter', {}, []],
    [
      'open',
      { open: 1, openStatus: 'Active' },
      [{ code: 'open-loan', details: { loans: 1, status: 'Active', state: 'open' } }],
    ],
    [
      'archived',
      { archived: 2, archivedStatus: 'Active' },
      [{ code: 'open-loan', details: { ...open, state: 'archived' } }],
    ],
    [
      'deleted',
      { deleted: 2, deletedStatus: 'Active' },
      [{ code: 'open-loan', details: { ...open, state: 'deleted' } }],
    ],
    [
      'of several statuses',
      { open: 3, openStatus: 'Active,Charged Off, Late' },
      [{ code: 'open-loan', details: { loans: 3, status: 'Active, Charged Off, Late', state: 'open' } }],
    ],
    [
      'open, without a status',
      { open: 1 },
      [{ code: 'open-loan', details: { loans: 1, status: '', state: 'open' } }],
    ],
    ['left alone', { leftAlone: 1 }, [{ code: 'loan-left-alone', details: { loans: 1 } }]],
    [
      'closed of late',
      { recent: 1, recentOn: '2026-10-31' },
      [{ code: 'recently-closed', details: { loans: 1, closedOn: '2026-10-31' } }],
    ],
    [
      'closed of late, by a day that nobody can name',
      { recent: 2 },
      [{ code: 'recently-closed', details: { loans: 2, closedOn: '' } }],
    ],
    ['closed nobody knows when', { undated: 1 }, [{ code: 'closed-on-unknown', details: { loans: 1 } }]],
  ])('%s', (_name, flags, expected) => {
    expect(told(flags)).toEqual(expected);
  });

  it('all that there is, each kind and state once', () => {
    const all = { open: 1, archived: 1, deleted: 1, leftAlone: 1, recent: 1, undated: 1 };
    expect(told(all).map(({ code }) => code)).toEqual([
      ...['open-loan', 'open-loan', 'open-loan'],
      ...['loan-left-alone', 'recently-closed', 'closed-on-unknown'],
    ]);
  });

  it('stands where the customer’s ID does', () => {
    expect(loanWarnings({ ...QUIET, undated: 1 }, CUSTOMER_TEMPLATE)).toMatchObject([
      { severity: 'warning', ...idPlace(CUSTOMER_TEMPLATE, QUIET) },
    ]);
  });
});

it.each(['open', 'archived', 'deleted', 'recent', 'undated'] as const)(
  'a row is shown wherever it stands for one loan that is %s',
  (kind) => {
    expect(isFlagged({ ...QUIET, [kind]: 1 })).toBe(true);
    // What is of one kind takes nothing away from another.
    for (const other of ['open', 'archived', 'deleted', 'recent', 'undated'])
      expect(isFlagged({ ...QUIET, [other]: 1, [kind]: 1 })).toBe(true);
  },
);

it('a row is not shown for loans that are left alone', () => {
  expect(isFlagged(QUIET)).toBe(false);
  expect(isFlagged({ ...QUIET, leftAlone: 5 })).toBe(false);
});
