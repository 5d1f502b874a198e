import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRow } from '../../src/core/check-row.ts';
import { addToRun, endRun, newRunOfIds } from '../../src/core/consecutive.ts';
import { parseCustomerId } from '../../src/core/customer-id.ts';
import { compareHeader } from '../../src/core/header.ts';
import { removeRowSchema } from '../tools/remove-row-schema.ts';
import { CUSTOMER_TEMPLATE, columnLetters, type Template } from '../../src/core/template.ts';

const LABELS = CUSTOMER_TEMPLATE.labels;
const row = (cells: readonly string[], cut = false) => ({ row: 7, line: 7, cells, cut });
const codes = (cells: readonly string[], template: Template = CUSTOMER_TEMPLATE, cut = false) =>
  checkRow(row(cells, cut), template).found.map(({ code, severity }) =>
    severity === 'error' ? code : `${code}!`,
  );
const padded = (...cells: string[]) => [...cells, ...Array.from({ length: 48 - cells.length }, () => '')];

describe('a row', () => {
  it('is right as the schema of a remove row has it, whatever its two cells hold', () => {
    const near = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[0-9]{0,18}$/),
      fc.integer().map(String),
      fc.constantFrom(
        '9007199254740991',
        '9007199254740992',
        '1',
        '0',
        '01',
        ' 1',
        '1 ',
        '+1',
        '1e3',
        '１２',
      ),
    );
    fc.assert(
      fc.property(fc.oneof(fc.constant('remove'), fc.string()), near, (action, customerId) => {
        const schema = removeRowSchema.safeParse({ action, customerId });
        const found = checkRow(row([action, customerId]), CUSTOMER_TEMPLATE);
        expect(found.found.length === 0).toBe(schema.success);
        if (schema.success)
          expect(found.row).toMatchObject({ action: 'remove', customerId: schema.data.customerId });
      }),
      { numRuns: 3000 },
    );
  });

  it('gives an ID only where the text is exactly that number', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.maxSafeNat().map(String)), (text) => {
        const id = parseCustomerId(text);
        if (typeof id === 'number') expect(String(id)).toBe(text);
      }),
    );
  });

  it.each([
    [['remove', '40001'], []],
    [padded('remove', '40001'), []],
    [[''], ['blank-row!']],
    [padded(), ['blank-row!']],
    [[...padded('remove', '40001'), '', ''], ['extra-cell!']],
    [[...padded('remove', '40001'), '', 'x'], ['extra-cell']],
    [['remove', '40001', ' '], ['cell-not-empty']],
    [['Remove', '40001'], ['unknown-action']],
    [['', '40001'], ['unknown-action']],
    [['add', '', 'x'], ['action-not-supported']],
    [['update', '40001', 'x'], ['action-not-supported']],
    [['remove', ''], ['customer-id-missing']],
    [['remove'], ['customer-id-missing']],
    [
      ['remove', '40001\u0007'],
      ['control-character', 'customer-id-invalid'],
    ],
    [
      ['remove', '40001\u200b'],
      ['control-character', 'customer-id-invalid'],
    ],
    [
      ['remove', '40001\n'],
      ['line-break-in-cell', 'customer-id-invalid'],
    ],
    [
      ['remove', '40001\r'],
      ['lone-carriage-return', 'customer-id-invalid'],
    ],
  ])('%j: %j', (cells, expected) => {
    expect(codes(cells)).toEqual(expected);
  });

  it('that may be cut is never a removal: a cut ID is another customer', () => {
    expect(codes(['remove', '4000'], CUSTOMER_TEMPLATE, true)).toEqual(['truncated-row']);
    expect(checkRow(row(['remove', '4000'], true), CUSTOMER_TEMPLATE).row).toBeNull();
    expect(codes(padded('remove', '40001'), CUSTOMER_TEMPLATE, true)).toEqual([]);
    expect(
      codes(
        ['', ''],
        {
          ...CUSTOMER_TEMPLATE,
          labels: ['note', 'action', 'customerId'],
          actionIndex: 1,
          customerIdIndex: 2,
        },
        true,
      ),
    ).toContain('truncated-row');
    const short: Template = { ...CUSTOMER_TEMPLATE, labels: ['action', 'customerId'] };
    expect(codes(['remove', '4000'], short, true)).toEqual(['truncated-row']);
    expect(checkRow(row(['remove', '4000'], true), short).row).toBeNull();
    expect(codes(['remove', '4000'], short)).toEqual([]);
  });

  it.each([
    ['4.01E+04', 'scientific'],
    ['4E5', 'scientific'],
    ['40118.0', 'decimal-point'],
    ['40,118', 'thousands-separator'],
    ['1,040,118', 'thousands-separator'],
    ['040118', 'leading-zero'],
    ['4O118', 'letter-for-digit'],
    ['l234', 'letter-for-digit'],
    ['9007199254740992', 'too-large'],
    ['99999999999999999999', 'too-large'],
    [' 40118', 'space'],
    ['40118\u00a0', 'space'],
    ['-40118', 'sign'],
    ['0', 'zero'],
    ['Brandt', 'not-a-number'],
    ['４０１', 'not-a-number'],
  ])('says of %j: %s', (text, why) => {
    expect(parseCustomerId(text)).toBe(why);
  });

  it('shows no value of a personal, secret or unknown column, and an ID only where it looks like one', () => {
    const said = JSON.stringify([
      checkRow(row(['remove', 'Karl Brandt', '', '', '', '', '123-45-6789', 'Karl']), CUSTOMER_TEMPLATE),
      checkRow(row(['remove', '1', '', '', '', '', '123-45-6789\u0007']), CUSTOMER_TEMPLATE),
      checkRow(row([...padded('remove', '1'), 'Brandt']), CUSTOMER_TEMPLATE),
    ]);
    expect(said).not.toMatch(/Karl|Brandt|123-45/);
    expect(JSON.stringify(checkRow(row(['remove', '4.01E+04']), CUSTOMER_TEMPLATE))).toContain('4.01E+04');
  });
});

describe('consecutive IDs', () => {
  const told = (ids: readonly number[]) => {
    const run = newRunOfIds();
    const found = ids.map((id, at) => {
      const { row: parsed } = checkRow(
        { row: at + 2, line: at + 2, cells: ['remove', String(id)], cut: false },
        CUSTOMER_TEMPLATE,
      );
      return addToRun(run, parsed!, CUSTOMER_TEMPLATE);
    });
    return [...found, endRun(run, CUSTOMER_TEMPLATE)].flatMap((one) => (one === null ? [] : [one.details]));
  };

  it('are told from five rows on, each run once', () => {
    expect(told([1, 2, 3, 4])).toEqual([]);
    expect(told([9, 1, 2, 3, 4, 5, 9])).toEqual([{ rows: 5, first: 1, last: 5, lastCell: 'B7' }]);
    expect(told([1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12])).toHaveLength(2);
    expect(told([5, 4, 3, 2, 1])).toEqual([]);
  });
});

describe('the header', () => {
  const differ = (change: (labels: string[]) => void) => {
    const labels = [...LABELS];
    change(labels);
    return compareHeader(CUSTOMER_TEMPLATE, labels)?.details ?? null;
  };

  it('is right only where it is exactly the template', () => {
    expect(compareHeader(CUSTOMER_TEMPLATE, LABELS)).toBeNull();
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...LABELS.slice(0, 4), '', 'x'), { maxLength: 6 }),
        fc.integer({ min: 0, max: 48 }),
        (cells, kept) => {
          const header = [...LABELS.slice(0, kept), ...cells];
          const same = JSON.stringify(header) === JSON.stringify(LABELS);
          expect(compareHeader(CUSTOMER_TEMPLATE, header) === null).toBe(same);
        },
      ),
    );
  });

  it.each([
    [
      'a missing label',
      (l: string[]) => void l.splice(5, 1),
      [{ kind: 'missing', needed: 'customerIdType' }],
    ],
    [
      'an extra label',
      (l: string[]) => void l.push('Notes'),
      [{ kind: 'extra', column: 'AW', found: '•••' }],
    ],
    ['an empty cell at the end', (l: string[]) => void l.push(''), [{ kind: 'extra', found: '' }]],
    [
      'another case',
      (l: string[]) => void (l[1] = 'CustomerId'),
      [{ kind: 'renamed', column: 'B', needed: 'customerId', found: 'CustomerId' }],
    ],
    [
      'another spelling',
      (l: string[]) => void (l[16] = 'e-mail'),
      [{ kind: 'renamed', needed: 'email', found: 'e-mail' }],
    ],
    [
      'a no-break space',
      (l: string[]) => void (l[3] = 'status\u00a0'),
      [{ kind: 'invisible-character', needed: 'status', detail: 'U+00A0' }],
    ],
    [
      'a label twice',
      (l: string[]) => void l.push('email'),
      [{ kind: 'duplicate', found: 'email', detail: 'Q' }],
    ],
    ['a label moved', (l: string[]) => void l.push(...l.splice(3, 1)), [{ kind: 'moved', found: 'status' }]],
    [
      'one put in between',
      (l: string[]) => void l.splice(4, 0, 'mine'),
      [{ kind: 'extra', column: 'E', found: '•••' }],
    ],
  ])('explains %s', (_name, change, expected) => {
    const details = differ(change);
    expect(details?.differences).toHaveLength(expected.length);
    expect(details?.differences).toMatchObject(expected);
  });

  it.each([';', '\t', '|'])('explains the separator %j', (separator) => {
    const found = compareHeader(CUSTOMER_TEMPLATE, [LABELS.join(separator)]);
    expect(found?.details.differences).toMatchObject([{ kind: 'separator' }]);
  });

  it('shows nothing of a first row that is no header but a customer', () => {
    const customer = ['remove', '40001', '', '', '', '', '123-45-6789', 'Karl', '', 'Brandt'];
    for (const cells of [customer, [customer.join(';')]]) {
      expect(JSON.stringify(compareHeader(CUSTOMER_TEMPLATE, cells))).not.toMatch(/123-45|Karl|Brandt/);
    }
  });

  it('stays small for 100,000 cells', () => {
    const found = compareHeader(
      CUSTOMER_TEMPLATE,
      Array.from({ length: 100_000 }, (_, at) => `c${at}`),
    );
    expect(found?.details.differences.length).toBeLessThanOrEqual(60);
    expect(found?.details.more).toBeGreaterThan(99_000);
  });

  it('names columns as a spreadsheet does', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
    ]);
  });
});
