import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRow } from '../../../../src/core/file/check-row.ts';
import { compareHeader, isRightHeader } from '../../../../src/core/file/header/header.ts';
import { CUSTOMER_TEMPLATE, columnLetters, type Template } from '../../../../src/core/file/template.ts';

const { labels } = CUSTOMER_TEMPLATE;
const TURNED: Template = {
  name: 'own.csv',
  labels: ['note', 'customerId', 'place', 'action', 'more'],
  sha256: '',
  actionIndex: 3,
  customerIdIndex: 1,
};
const put = (cells: readonly string[], at: number, ...more: readonly string[]) =>
  cells.toSpliced(at, 0, ...more);
const causeOf = (cells: readonly string[], template = CUSTOMER_TEMPLATE) =>
  compareHeader(template, cells)?.details.cause ?? null;

describe('columns that are too many', () => {
  it.each([
    ['one at the end', put(labels, 48, 'Notes'), 'extra-columns', ['AW']],
    ['some at the end', put(labels, 48, 'Notes', 'More', ''), 'extra-columns', ['AW:AY']],
    ['one within', put(labels, 3, 'Notes'), 'extra-columns', ['D']],
    ['two runs', put(put(labels, 48, 'x', 'y'), 3, 'z'), 'extra-columns', ['D', 'AX:AY']],
    ['an index', put(labels, 0, ''), 'unnamed-column', ['A']],
    ['an index of pandas', put(labels, 0, 'Unnamed: 0'), 'unnamed-column', ['A']],
    ['a first column with a label', put(labels, 0, 'Branch'), 'extra-columns', ['A']],
  ])('%s', (_name, cells, kind, columns) => {
    expect(causeOf(cells)).toEqual({ kind, character: null, row: null, columns });
  });

  it.each([
    ['between action and ID', put(labels, 1, 'Notes')],
    ['and a label less', put(labels, 48, 'Notes').filter((label) => label !== 'email')],
    ['one of them a label again', put(labels, 48, 'email')],
    ['in many places', labels.flatMap((label, at) => (at > 1 && at % 5 === 0 ? [label, 'x'] : [label]))],
  ])('is no cause: %s', (_name, cells) => {
    expect(causeOf(cells)).toBeNull();
  });

  it('are right where they have no label and stand at the end', () => {
    expect(isRightHeader(CUSTOMER_TEMPLATE, [...labels, '', ''])).toBe(true);
    expect(isRightHeader(CUSTOMER_TEMPLATE, [...labels, '', 'x'])).toBe(false);
    expect(isRightHeader(CUSTOMER_TEMPLATE, ['', ...labels])).toBe(false);
    const found = compareHeader(CUSTOMER_TEMPLATE, [...labels.slice(0, 47), 'x', '', ''])?.details
      .differences;
    expect(found?.map(({ column }) => column)).toEqual(['AV', 'AV']);
  });

  it('deleted as the remedy says, make no row that removes an ID which its ID cell did not hold', () => {
    const cell = fc.constantFrom('', 'remove', '40009', '118', 'x');
    const made = fc.constantFrom(CUSTOMER_TEMPLATE, TURNED).chain((template) =>
      fc.record({
        template: fc.constant(template),
        extra: fc.uniqueArray(fc.nat(template.labels.length), { minLength: 1, maxLength: 3 }),
        others: fc.array(cell, { minLength: template.labels.length, maxLength: template.labels.length }),
      }),
    );
    let told = 0;
    fc.assert(
      fc.property(made, ({ template, extra, others }) => {
        const header = extra
          .toSorted((a, b) => b - a)
          .reduce<readonly string[]>((cells, at) => put(cells, at, 'x'), template.labels);
        const columns = causeOf(header, template)?.columns ?? [];
        if (columns.length === 0) return;
        told += 1;
        const gone = new Set(columns.flatMap(lettersOf));
        // The rows are those of the template: the header alone has cells too many.
        const row = others.with(template.actionIndex, 'remove').with(template.customerIdIndex, '40009');
        const cells = row.filter((_, at) => !gone.has(columnLetters(at)));
        const removes = checkRow({ row: 2, line: 2, cells, unterminated: false }, template);
        if (removes.found.every(({ severity }) => severity !== 'error'))
          expect(removes.row?.customerId ?? 40009).toBe(40009);
      }),
      { numRuns: 2000 },
    );
    expect(told).toBeGreaterThan(100);
  });
});

function lettersOf(run: string): readonly string[] {
  const all = Array.from({ length: 60 }, (_, at) => columnLetters(at));
  const [first = '', last = first] = run.split(':');
  return all.slice(all.indexOf(first), all.indexOf(last) + 1);
}
