/** What of the looks beforehand is a trouble, and what is worth a warning. */
import { describe, expect, it } from 'vitest';
import {
  LOOKS,
  troublesOf,
  warningsOf,
  type Asked,
  type Look,
  type LookName,
  type LookTrouble,
} from '../../../src/core/run/looks.ts';

const FINE: Asked = {
  ids: { once: true, behind: null },
  nulls: { status: 0, archived: 0, deleted: 0, closedOn: 0, loanId: 0 },
  beside: [],
  orphans: [],
  unfinishedRuns: [],
};
const FULL: LookTrouble = { reason: 'full', path: 'lms.db' };
const CHANGED: LookTrouble = { reason: 'earlier-run', runs: [{ run: 2, found: 'its row' }] };

const looksWith = (found: Partial<Record<LookName, Look['found']>>): readonly Look[] =>
  LOOKS.map((look) => ({ look, found: found[look] ?? 'ok' }));

const beside = (why: 'referred-to' | 'parallel' | 'hangs-on' | 'other', rows: number) => ({
  beside: [{ table: 'visit', why, by: why === 'other' ? null : 'customer_entity', rows }],
});

it('troubles are told in the order of the looks, and what was not asked is none', () => {
  expect(troublesOf({ looks: looksWith({}) })).toEqual([]);
  const looks = looksWith({ unfinished: CHANGED, room: FULL, clock: 'not-asked' });
  expect(troublesOf({ looks })).toEqual([FULL, CHANGED]);
});

describe('a warning is', () => {
  it.each([
    ['nothing where all is as it should be', {}, []],
    ['that IDs are given out again', { ids: { once: false, behind: null } }, ['ids']],
    ['that the sequence is behind', { ids: { once: true, behind: 40_002 } }, ['ids']],
    ['that the sequence is behind, by any ID', { ids: { once: true, behind: 0 } }, ['ids']],
    ['a null in one column alone', { nulls: { ...FINE.nulls, loanId: 1 } }, ['nulls']],
    ['a null in the first', { nulls: { ...FINE.nulls, status: 1 } }, ['nulls']],
    ['rows without a parent', { orphans: [{ table: 'page', rows: 1 }] }, ['tables']],
    ['rows that hang on what is not examined', beside('hangs-on', 1), ['tables']],
    ['rows of another customer_id', beside('parallel', 1), ['tables']],
    ['rows that records refer to', beside('referred-to', 1), ['tables']],
    ['nothing of such a table without rows', beside('parallel', 0), []],
    ['nothing of a table that is tied to no record', beside('other', 9), []],
    ['a run that is to be finished', { unfinishedRuns: [3] }, ['unfinished']],
  ] as const)('%s', (_name, asked, expected) => {
    expect(warningsOf({ looks: looksWith({}), asked: { ...FINE, ...asked } })).toEqual(expected);
  });

  const ALL: Asked = {
    ...{ ...FINE, ...beside('parallel', 1), orphans: [{ table: 'page', rows: 1 }] },
    ...{ ids: { once: false, behind: 7 }, nulls: { ...FINE.nulls, closedOn: 2 }, unfinishedRuns: [1, 2] },
  };

  it('each of them, in the order of the looks', () => {
    expect(warningsOf({ looks: looksWith({}), asked: ALL })).toEqual([
      'ids',
      'nulls',
      'tables',
      'unfinished',
    ]);
  });

  it('none of a look that found a trouble, or was not asked, and none where nothing was', () => {
    const looks = looksWith({ unfinished: CHANGED, nulls: 'not-asked', store: FULL });
    expect(warningsOf({ looks, asked: ALL })).toEqual(['ids', 'tables']);
    expect(warningsOf({ looks: looksWith({}), asked: null })).toEqual([]);
  });
});
