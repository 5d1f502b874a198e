import { expect, it } from 'vitest';
import { diagnostic, type Diagnostic } from '../../../src/core/findings/diagnostics.ts';
import { count, countMore, newTally } from '../../../src/core/findings/tally.ts';
import { warnedOf } from '../../../src/core/findings/warned.ts';

const at = (row: number, cell: string) => ({ row, line: row, cell });
const loan = (row: number, state: 'open' | 'archived' | 'deleted') =>
  diagnostic('open-loan', at(row, `B${row}`), { loans: 1, status: 'Active', state });
const extra = (row: number, cell: string) =>
  diagnostic('extra-cell', at(row, cell), { cells: 50, needed: 48 });

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
