import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { customerHeader, exampleRow, removeRow } from '../../../src/core/file/template.ts';
import { csvLine } from '../../../src/view/text/csv.ts';
import { NASTY, expectSeen } from '../../tools/nasty.ts';

/** What a spreadsheet takes for a formula, or drops to find one. */
const RUNS = /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...Array.from('=+-@＝＋－＠;,"\'\t\r\n 1a')) }),
  fc.constantFrom(NASTY, '=1+1', ' =1+1', '\t=1+1', '\r@SUM(1)', '\n-1', '\u200b=1', 'x;=1+1;', '"=1"'),
);

test('a line is one record of its cells, and no cell runs, where `,` or `;` separates', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), (cells) => {
      const line = csvLine(cells);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expectSeen(line, 'a line');
      const [record = []] = parse(line, {});
      expect(record).toHaveLength(cells.length);
      for (const one of record) expect(one).not.toMatch(RUNS);
      // A spreadsheet that is set to `;` knows no quote inside a cell.
      for (const one of line.trimEnd().split(';').slice(1)) expect(one).not.toMatch(RUNS);
    }),
    { numRuns: 500 },
  );
});

test('what is harmless stays as it is', () => {
  expect(csvLine(['a', 7, null, 'a-b', 'x; y', 'say "b", c'])).toBe('a,7,,a-b,x; y,"say ""b"", c"\n');
  expect(csvLine(['=1', '-5', ' @a', 'x;+1'])).toBe("'=1,'-5,' @a,x;'+1\n");
});

test('no cell of the template, its example or a removal file made of IDs runs', () => {
  const lines = parse(customerHeader() + exampleRow() + removeRow(Number.MAX_SAFE_INTEGER), {});
  for (const one of lines.flat()) expect(one).not.toMatch(RUNS);
});
