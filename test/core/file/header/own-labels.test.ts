/** A company's own template: what it alone calls a label may be a value, because nobody knows where its line ended. */
import { describe, expect, it } from 'vitest';
import { checkRow } from '../../../../src/core/file/check-row.ts';
import { compareHeader } from '../../../../src/core/file/header/header.ts';
import { MASK } from '../../../../src/core/findings/mask.ts';
import type { Template } from '../../../../src/core/file/template.ts';
import { sentence } from '../../../../src/view/findings/diagnostic-words.ts';

const labels = ['action', 'customerId', 'Brandt', 'ssn'];
const own: Template = { name: 'own.csv', labels, sha256: '', actionIndex: 0, customerIdIndex: 1 };
const mismatch = (...cells: readonly string[]) => {
  const found = compareHeader(own, cells);
  if (found === null) throw new Error('the header is the template’s');
  return found;
};

describe('a label that the template alone has', () => {
  it('is told by its column where it is missing', () => {
    const found = mismatch('action', 'customerId', 'ssn');
    expect(found.details.differences).toContainEqual({
      kind: 'missing',
      column: 'C',
      needed: MASK,
      found: null,
      detail: null,
    });
    expect(`${JSON.stringify(found)}${sentence(found)}`).not.toContain('Brandt');
    expect(sentence(found)).toContain("missing: the template's own label in this column");
  });

  it('is not told where another label has its place', () => {
    const found = mismatch('action', 'customerId', 'ssn', 'colour');
    expect(JSON.stringify(found)).not.toContain('Brandt');
  });

  it('is told where the file has it, too, or is a letter away', () => {
    const moved = mismatch('action', 'customerId', 'ssn', 'Brandt');
    expect(moved.details.differences.map(({ needed }) => needed)).toContain('Brandt');
    const long = { ...own, labels: ['action', 'customerId', 'favouriteColour', 'ssn'] };
    const renamed = compareHeader(long, ['action', 'customerId', 'favoriteColour', 'ssn']);
    expect(renamed?.details.differences).toMatchObject([
      { kind: 'renamed', needed: 'favouriteColour', found: 'favoriteColour' },
    ]);
  });

  it('is told by the cell in a row: the file may have been damaged like its template', () => {
    const cells = ['remove', '40009', 'x', 'y'];
    const { found } = checkRow({ row: 7, line: 7, cells, unterminated: false }, own);
    expect(found).toMatchObject([
      { code: 'cell-not-empty', details: { cells: [{ label: MASK }, { label: 'ssn' }] } },
    ]);
    expect(found.map(sentence).join('')).toContain('cell C7 and ssn are filled');
  });
});
