/** Rows whose IDs go by one step, as a spreadsheet's fill handle makes them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRow } from '../../../src/core/file/check-row.ts';
import { CUSTOMER_TEMPLATE } from '../../../src/core/file/template.ts';
import { addToRun, endRun, newRunOfIds } from '../../../src/core/findings/consecutive.ts';

describe('consecutive IDs', () => {
  const warningsOf = (ids: readonly number[]) => {
    const run = newRunOfIds();
    const found = ids.map((id, at) => {
      const { row: parsed } = checkRow(
        { row: at + 2, line: at + 2, cells: ['remove', String(id)], unterminated: false },
        CUSTOMER_TEMPLATE,
      );
      return addToRun(run, parsed!, CUSTOMER_TEMPLATE);
    });
    return [...found, endRun(run, CUSTOMER_TEMPLATE)].flatMap((one) =>
      one?.code === 'consecutive-ids' ? [one] : [],
    );
  };
  const told = (ids: readonly number[]) => warningsOf(ids).map(({ details }) => details);

  it('are told from five rows on, each run once', () => {
    expect(told([1, 2, 3, 4])).toEqual([]);
    expect(told([9, 1, 2, 3, 4, 5, 9])).toEqual([{ rows: 5, first: 1, last: 5, step: 1, lastCell: 'B7' }]);
    expect(told([1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12])).toHaveLength(2);
    expect(told([7, 7, 7, 7, 7])).toEqual([]);
  });

  it('are told where the first of them stands', () => {
    expect(warningsOf([5, 5, 6, 7, 8, 9])).toMatchObject([
      { row: 3, line: 3, cell: 'B3', label: 'customerId', value: '5', severity: 'warning' },
    ]);
    expect(warningsOf([1, 2, 4, 6, 8, 10])).toMatchObject([{ cell: 'B3', value: '2' }]);
    expect(warningsOf([])).toEqual([]);
  });

  it('are told whatever the step, up or down', () => {
    expect(told([9, 7, 5, 3, 1])).toEqual([{ rows: 5, first: 9, last: 1, step: -2, lastCell: 'B6' }]);
    const high = Number.MAX_SAFE_INTEGER;
    expect(told([high, high - 1, high - 2, high - 3, high - 4])).toMatchObject([{ step: -1 }]);
    expect(told([1, 2, 3, 5, 7, 9, 11])).toEqual([{ rows: 5, first: 3, last: 11, step: 2, lastCell: 'B8' }]);
    expect(told([10, 11, 12, 13, 14, 15, 25, 35, 45, 55])).toMatchObject([
      { rows: 6, last: 15, step: 1 },
      { rows: 5, first: 15, step: 10 },
    ]);
  });

  it('are the longest stretches of one step, whichever they are', () => {
    const ids = fc.array(fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 1, max: 6 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(ids, (stretches) => {
        const steps = stretches.flatMap(([step, times]) => Array.from({ length: times }, () => step));
        const list = steps.reduce((sums, step) => [...sums, (sums.at(-1) ?? 0) + step], [1000]);
        // Every stretch, as long as it can be: its neighbours' steps are others.
        const longest = list.flatMap((first, from) => {
          const step = (list[from + 1] ?? first) - first;
          if (step === 0 || (from > 0 && first - (list[from - 1] ?? first) === step)) return [];
          let to = from + 1;
          while (to + 1 < list.length && (list[to + 1] ?? 0) - (list[to] ?? 0) === step) to += 1;
          return to - from < 4 ? [] : [{ rows: to - from + 1, first, last: list[to], step }];
        });
        expect(told(list).map(({ rows, first, last, step }) => ({ rows, first, last, step }))).toEqual(
          longest,
        );
      }),
    );
  });
});
