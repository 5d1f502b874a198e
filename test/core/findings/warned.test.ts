/** What a plan keeps of a file's warnings. */
import { describe, expect, it } from 'vitest';
import { diagnostic, type Diagnostic } from '../../../src/core/findings/diagnostics.ts';
import { count, countMore, newTally } from '../../../src/core/findings/tally.ts';
import { warnedOf } from '../../../src/core/findings/warned.ts';

const blank = (row: number) => diagnostic('blank-row', { row, line: row }, {});
const dragged = (row: number) =>
  diagnostic(
    'consecutive-ids',
    { row, line: row, cell: `B${row}` },
    { rows: 5, first: 1, last: 9, step: 2, lastCell: `B${row + 4}` },
  );
const loan = (row: number, state: 'open' | 'deleted') =>
  diagnostic('open-loan', { row, cell: `B${row}` }, { loans: 1, status: 'Active', state });
const warned = (...found: readonly Diagnostic[]) => {
  const tally = newTally(1000);
  for (const one of found) count(tally, one);
  return warnedOf(tally);
};

describe('a kind of warning', () => {
  it('has its rows, and the place of each', () => {
    expect(warned(blank(3), blank(5))).toEqual([
      {
        code: 'blank-row',
        rows: 2,
        at: [
          { row: 3, cell: null },
          { row: 5, cell: null },
        ],
        dragged: null,
      },
    ]);
  });

  it('has each place once, though a cell has several', () => {
    const [loans] = warned(loan(2, 'open'), loan(2, 'deleted'), loan(3, 'open'));
    expect(loans?.at.map(({ cell }) => cell)).toEqual(['B2', 'B3']);
  });

  it('has 100 places at most, and counts all', () => {
    const rows = Array.from({ length: 101 }, (_, at) => blank(at + 2));
    expect(warned(...rows.slice(1))[0]?.at).toHaveLength(100);
    expect(warned(...rows)).toMatchObject([{ rows: 101, at: { length: 100 } }]);
    expect(warned(...rows)[0]?.at.at(-1)).toEqual({ row: 101, cell: null });
  });

  it('is not an error', () => {
    const error = diagnostic('customer-id-missing', { row: 3, line: 3, cell: 'B3' }, {});
    expect(warned(error, blank(4)).map(({ code }) => code)).toEqual(['blank-row']);
  });

  it('stands in the order of the codes, whatever came first', () => {
    expect(warned(loan(2, 'open'), dragged(3), blank(4)).map(({ code }) => code)).toEqual([
      'blank-row',
      'consecutive-ids',
      'open-loan',
    ]);
  });
});

describe('rows that may have been dragged', () => {
  it('are told from end to end where they are one run', () => {
    expect(warned(dragged(3))).toMatchObject([{ dragged: { rows: 5, step: 2, lastCell: 'B7' } }]);
  });

  it('are told by their places alone where they are several', () => {
    expect(warned(dragged(3), dragged(8))).toMatchObject([{ rows: 2, dragged: null }]);
  });

  it('are no other warning of one row', () => {
    expect(warned(loan(2, 'open'))).toMatchObject([{ rows: 1, dragged: null }]);
  });

  it('are not known where none is shown', () => {
    const tally = newTally(10);
    countMore(tally, 'consecutive-ids', 1);
    expect(warnedOf(tally)).toEqual([{ code: 'consecutive-ids', rows: 1, at: [], dragged: null }]);
  });
});
