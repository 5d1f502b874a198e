/** Exact counts of what was found, and the first few of each code. */
import { describe, expect, it } from 'vitest';
import { diagnostic, type Diagnostic } from '../../../src/core/findings/diagnostics.ts';
import {
  count,
  countMore,
  groupsOf,
  isCode,
  isSameCell,
  newTally,
} from '../../../src/core/findings/tally.ts';
import { warnedOf } from '../../../src/core/findings/warned.ts';

const at = (row: number, cell: string) => ({ row, line: row, cell });
const loan = (row: number, state: 'open' | 'archived' | 'deleted') =>
  diagnostic('open-loan', at(row, `B${row}`), { loans: 1, status: 'Active', state });
const extra = (row: number, cell: string) =>
  diagnostic('extra-cell', at(row, cell), { cells: 50, needed: 48, shifted: false });

const CASES: readonly (readonly [string, readonly Diagnostic[], object])[] = [
  ['a row of each', [loan(2, 'open'), loan(3, 'open')], { rows: 2, cells: 2, found: 2 }],
  [
    'three states of one customer’s loans: one row, one cell',
    [loan(2, 'open'), loan(2, 'archived'), loan(2, 'deleted')],
    { rows: 1, cells: 1, found: 3 },
  ],
  ['two cells of one row', [extra(2, 'AX2'), extra(2, 'AY2')], { rows: 1, cells: 2, found: 2 }],
  [
    'another row between',
    [loan(2, 'open'), loan(3, 'open'), loan(3, 'deleted')],
    { rows: 2, cells: 2, found: 3 },
  ],
];

it.each(CASES)('counts %s', (_, found, expected) => {
  const tally = newTally(10);
  for (const one of found) count(tally, one);
  expect([...tally.codes.values()]).toMatchObject([expected]);
});

it('counts what nobody is told of one by one, and names each place once', () => {
  const tally = newTally(10);
  for (const one of [loan(2, 'open'), loan(2, 'deleted'), loan(5, 'open')]) count(tally, one);
  countMore(tally, 'open-loan', 4);
  expect([...tally.codes.values()]).toMatchObject([{ rows: 6, cells: 6, found: 7 }]);
  expect(warnedOf(tally)).toMatchObject([{ rows: 6, at: [{ cell: 'B2' }, { cell: 'B5' }] }]);
});

const filled = (row: number, cells: number) =>
  diagnostic('cell-not-empty', at(row, `C${row}`), {
    count: cells,
    cells: [{ cell: `C${row}`, label: 'x' }],
  });
const lost = (row: number) => diagnostic('digits-lost', at(row, `B${row}`), {});
const tallied = (keep: number, found: readonly Diagnostic[]) => {
  const tally = newTally(keep);
  for (const one of found) count(tally, one);
  return tally;
};
const many = (rows: number, make: (row: number) => Diagnostic) =>
  Array.from({ length: rows }, (_, n) => make(n + 2));

describe('totals', () => {
  it('count errors and warnings apart', () => {
    expect(tallied(1, [extra(2, 'AX2'), loan(2, 'open'), loan(3, 'open')])).toMatchObject({
      errors: 1,
      warnings: 2,
    });
  });

  it('count each cell that a row should not hold, and the row once', () => {
    const tally = tallied(9, [filled(2, 3), filled(3, 1), filled(4, 150)]);
    expect(tally).toMatchObject({ errors: 154, warnings: 0 });
    expect(groupsOf(tally, 'error')).toMatchObject([{ rows: 3, cells: 154, found: 3 }]);
  });

  it('count each of what is about no row', () => {
    const gone = diagnostic('file-not-found', {}, { path: 'a.csv', role: 'input', folder: null });
    expect(groupsOf(tallied(9, [gone, gone]), 'error')).toMatchObject([{ rows: 2, cells: 2, found: 2 }]);
  });

  it('count one code apart where it stops an import and where it does not', () => {
    const tally = tallied(9, [extra(2, 'AX2'), { ...extra(3, 'AX3'), severity: 'warning' }]);
    expect(groupsOf(tally, 'error')).toMatchObject([{ code: 'extra-cell', rows: 1 }]);
    expect(groupsOf(tally, 'warning')).toMatchObject([{ code: 'extra-cell', rows: 1 }]);
  });

  it('of what nobody is told one by one begin a group of their own, or none', () => {
    const tally = newTally(9);
    countMore(tally, 'loan-left-alone', 0);
    expect(groupsOf(tally, 'warning')).toEqual([]);
    countMore(tally, 'loan-left-alone', 1);
    countMore(tally, 'loan-left-alone', 2);
    expect(groupsOf(tally, 'warning')).toMatchObject([
      { code: 'loan-left-alone', severity: 'warning', rows: 3, cells: 3, found: 3, shown: [] },
    ]);
    expect(tally).toMatchObject({ errors: 0, warnings: 3 });
  });
});

describe('what is shown of a code', () => {
  const shown = (keep: number, found: readonly Diagnostic[]) =>
    [...tallied(keep, found).codes.values()].map((group) => group.shown.length);

  it('is the first few, and of digits that were lost never fewer than 500', () => {
    expect(
      shown(
        2,
        many(2, (row) => loan(row, 'open')),
      ),
    ).toEqual([2]);
    expect(
      shown(
        2,
        many(3, (row) => loan(row, 'open')),
      ),
    ).toEqual([2]);
    expect(
      shown(
        0,
        many(3, (row) => loan(row, 'open')),
      ),
    ).toEqual([0]);
    expect(shown(2, many(501, lost))).toEqual([500]);
    expect(shown(600, many(601, lost))).toEqual([600]);
  });

  it('is the first, in the order of the file', () => {
    const [group] = tallied(2, [loan(5, 'open'), loan(3, 'open'), loan(2, 'open')]).codes.values();
    expect(group?.shown.map(({ row }) => row)).toEqual([5, 3]);
  });
});

describe('a cell', () => {
  it.each([
    [{ row: 2, cell: 'B2' }, { row: 2, cell: 'B2' }, true],
    [{ row: 2, cell: 'B2' }, { row: 2, cell: 'C2' }, false],
    [{ row: 2, cell: null }, { row: 3, cell: null }, false],
    [{ row: 2, cell: null }, { row: 2, cell: null }, true],
    [{ row: null, cell: null }, { row: null, cell: null }, false],
    [{ row: 2, cell: 'B2' }, null, false],
  ])('%j and %j are one: %j', (one, other, same) => {
    expect(isSameCell(one, other)).toBe(same);
  });
});

it('knows the codes of this version, and nothing that every object has', () => {
  expect(isCode('blank-row')).toBe(true);
  for (const text of ['', 'Blank-row', 'blank-row ', 'toString', 'constructor', '__proto__'])
    expect(isCode(text)).toBe(false);
});
