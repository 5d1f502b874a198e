/** What is wrong with one row by itself. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRow } from '../../../src/core/file/check-row.ts';
import { removeRowSchema } from '../../tools/remove-row-schema.ts';
import { CUSTOMER_TEMPLATE, type Template } from '../../../src/core/file/template.ts';

const row = (cells: readonly string[], unterminated = false) => ({ row: 7, line: 7, cells, unterminated });
const codes = (cells: readonly string[], template: Template = CUSTOMER_TEMPLATE, unterminated = false) =>
  checkRow(row(cells, unterminated), template).found.map(({ code, severity }) =>
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

  it("that is nobody's is one mistake, whatever else is in it", () => {
    expect(codes(['Total', '1,204', 'x'])).toEqual(['unknown-action']);
    expect(codes(['action', 'customerId', 'importId'])).toEqual(['unknown-action']);
  });

  it('warns of 16 digits that end in 0: a spreadsheet keeps 15', () => {
    expect(codes(['remove', '4012345678901230'])).toEqual(['digits-lost!']);
    expect(codes(['remove', '4012345678901230', 'x'])).toEqual(['cell-not-empty', 'digits-lost!']);
    expect(codes(['remove', '4012345678901234'])).toEqual([]);
    expect(codes(['remove', '401234567890120'])).toEqual([]);
    expect(codes(['remove', '1000000000000000'])).toEqual(['digits-lost!']);
    expect(codes(['remove', '999999999999990'])).toEqual([]);
    expect(codes(['remove', '40123456789012300'])).toEqual(['customer-id-invalid']);
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

const found = (cells: readonly string[], template: Template = CUSTOMER_TEMPLATE, unterminated = false) =>
  checkRow(row(cells, unterminated), template).found;
/** A company's own template, whose last column is one of the two that count. */
const own = (...labels: string[]): Template => ({
  ...{ name: 'own.csv', sha256: '', labels },
  ...{ actionIndex: labels.indexOf('action'), customerIdIndex: labels.indexOf('customerId') },
});

describe('a last row without a line break', () => {
  const lastIs = { id: own('action', 'note', 'customerId'), action: own('customerId', 'note', 'action') };
  it.each([
    ['is cut where cells are missing', CUSTOMER_TEMPLATE, padded('remove', '40001').slice(1), true],
    ['is cut where its only cell is empty', CUSTOMER_TEMPLATE, [''], true],
    ['is whole where none is missing', CUSTOMER_TEMPLATE, padded('remove', '40001'), false],
    ['is cut where the last column is the ID', lastIs.id, ['remove', '', '4000'], true],
    ['is cut where the last column is the action', lastIs.action, ['40001', '', 'remove'], true],
    ['is whole where a comma follows', lastIs.id, ['remove', '', '40001', ''], false],
  ])('%s', (_name, template, cells, isCut) => {
    const cut = found(cells, template, true).filter(({ code }) => code === 'truncated-row');
    const { length } = template.labels;
    expect(cut).toMatchObject(isCut ? [{ row: 7, details: { found: cells.length, needed: length } }] : []);
    expect(found(cells, template).some(({ code }) => code === 'truncated-row')).toBe(false);
  });

  it('removes nobody where it is cut, whatever else is wrong', () => {
    for (const cells of [
      ['remove', 'x', '40001'],
      ['remove', '', '4000'],
    ])
      expect(checkRow(row(cells, true), lastIs.id).row).toBeNull();
  });

  it('of empty cells alone is blank where it holds all of them', () => {
    expect(codes(padded(), CUSTOMER_TEMPLATE, true)).toEqual(['blank-row!']);
  });
});

describe('a row that asks for a removal', () => {
  const asked = { action: 'remove', row: 7, line: 7, customerId: 40001 };
  it.each([
    ['of two cells', ['remove', '40001']],
    ['of all cells', padded('remove', '40001')],
    ['with a cell beyond', [...padded('remove', '40001'), '']],
    ['with something in another cell', ['remove', '40001', 'x']],
    ['with a control character elsewhere', ['remove', '40001', 'x\u0007']],
  ])('is one %s', (_name, cells) => {
    expect(checkRow(row(cells), CUSTOMER_TEMPLATE).row).toEqual(asked);
  });

  it.each([
    ['for another action', ['add', '40001']],
    ['for a word that is only near', ['Remove', '40001']],
    ['without an ID', ['remove', '']],
    ['with an ID that is none', ['remove', '040001']],
    ['that is a total', ['Total', '40001']],
  ])('is none %s', (_name, cells) => {
    expect(checkRow(row(cells), CUSTOMER_TEMPLATE).row).toBeNull();
  });

  it('in columns of its own is one, too', () => {
    const template = own('note', 'customerId', 'x', 'action');
    expect(checkRow(row(['', '40001', '', 'remove']), template)).toEqual({ row: asked, found: [] });
    expect(codes(['a', '40001', 'b', 'remove'], template)).toEqual(['cell-not-empty']);
  });
});

it('a right row takes the short way: what is found of it is one list for all of them', () => {
  const first = checkRow(row(['remove', '1']), CUSTOMER_TEMPLATE);
  const swapped = own('note', 'customerId', 'action');
  for (const [cells, template] of [
    [['remove', '40001'], CUSTOMER_TEMPLATE],
    [['remove', '40001', ''], CUSTOMER_TEMPLATE],
    [padded('remove', '40001'), CUSTOMER_TEMPLATE],
    [['', '40001', 'remove'], swapped],
  ] as const)
    expect(checkRow(row(cells), template).found).toBe(first.found);
});

it.each([
  ['line-break-in-cell', 'a\nb'],
  ['lone-carriage-return', 'a\rb'],
])('%s needs no more words than its place', (code, text) => {
  expect(found(['remove', '1', text]).find((one) => one.code === code)?.details).toEqual({});
});

describe('where it stands', () => {
  it.each([
    [['add', '1'], { code: 'action-not-supported', cell: 'A7', label: 'action', details: { action: 'add' } }],
    [['update', '1'], { code: 'action-not-supported', value: 'update', details: { action: 'update' } }],
    [
      ['Remove', '1'],
      { code: 'unknown-action', cell: 'A7', value: 'Remove', details: { nearest: 'remove' } },
    ],
    [['remove', ''], { code: 'customer-id-missing', cell: 'B7', label: 'customerId', value: '' }],
    [
      ['remove', '1.0'],
      { code: 'customer-id-invalid', cell: 'B7', value: '1.0', details: { why: 'decimal-point' } },
    ],
    [['remove', '4012345678901230'], { code: 'digits-lost', cell: 'B7', value: '4012345678901230' }],
    [['remove', '1', '', 'x'], { code: 'cell-not-empty', cell: 'D7', label: 'status', value: null }],
    [
      ['remove', '1', 'a\u0000b'],
      { code: 'control-character', cell: 'C7', details: { character: 'U+0000' } },
    ],
    [['remove', '1', '', 'a\nb'], { code: 'line-break-in-cell', cell: 'D7', label: 'status' }],
    [['remove', '1', 'a\rb'], { code: 'lone-carriage-return', cell: 'C7' }],
    [padded(), { code: 'blank-row', row: 7, line: 7, cell: null }],
  ])('%j: %j', (cells, expected) => {
    expect(found(cells)[0]).toMatchObject(expected);
  });

  it('a cell beyond the template has no label, and is the first that holds anything', () => {
    const beyond = [...padded('remove', '1'), '', 'x', 'y'];
    expect(found(beyond)).toMatchObject([
      {
        code: 'extra-cell',
        severity: 'error',
        cell: 'AX7',
        label: null,
        value: '•••',
        details: { cells: 51, needed: 48 },
      },
    ]);
    expect(found([...padded('remove', '1'), '', ''])).toMatchObject([
      { code: 'extra-cell', severity: 'warning', cell: 'AW7', value: '', details: { cells: 50, needed: 48 } },
    ]);
  });

  it('a row behind a row number is one mistake: R writes it so', () => {
    const shifted = (cells: readonly string[]) =>
      checkRow({ row: 2, line: 2, cells, unterminated: false }, CUSTOMER_TEMPLATE).found.map(
        ({ code, details }) => [code, 'shifted' in details && details.shifted],
      );
    const row = ['1', 'remove', '40001', ...Array<string>(46).fill('NA')];
    expect(shifted(row)).toEqual([['extra-cell', true]]);
    // One cell less, or more, is nothing of the kind; nor is a row whose first cell is an action.
    expect(shifted(row.slice(0, -1))).not.toContainEqual(['extra-cell', true]);
    expect(shifted([...row, 'x'])).toContainEqual(['extra-cell', false]);
    expect(shifted(['remove', ...row.slice(1)])).toContainEqual(['extra-cell', false]);
  });

  it('a cell that is missing is an empty one', () => {
    expect(found(['remove'])).toMatchObject([{ code: 'customer-id-missing', cell: 'B7', value: '' }]);
    expect(codes([''], own('note', 'action', 'customerId'), true)).toContain('truncated-row');
  });

  it('a control character is told once a row, where it stands first', () => {
    expect(found(['remove\u0007', '1'])[0]).toMatchObject({ code: 'control-character', cell: 'A7' });
    expect(found(['remove', '1', '', 'a\u0001', 'b\u0002'])).toMatchObject([
      { code: 'control-character', cell: 'D7', details: { character: 'U+0001' } },
      { code: 'cell-not-empty' },
    ]);
  });

  it.each(['a\r\nb', 'a\u00a0b', 'é'])('%j holds no control character', (text) => {
    expect(found(['remove', '1', text]).map(({ code }) => code)).not.toContain('control-character');
    expect(found(['remove', '1', text]).map(({ code }) => code)).not.toContain('lone-carriage-return');
  });
});

describe('cells that should be empty', () => {
  it('are named with their labels, one by one', () => {
    expect(found(padded('remove', '1', 'x', '', 'y'))).toMatchObject([
      {
        code: 'cell-not-empty',
        details: {
          count: 2,
          cells: [
            { cell: 'C7', label: 'importId' },
            { cell: 'E7', label: 'customerType' },
          ],
        },
      },
    ]);
  });

  it('are listed up to the hundredth, and counted all', () => {
    const template = own('action', 'customerId', ...Array.from({ length: 101 }, (_, at) => `own${at}`));
    const listed = (cells: number) =>
      found(['remove', '1', ...Array.from({ length: cells }, () => 'x')], template)[0]?.details;
    expect(listed(100)).toMatchObject({ count: 100, cells: { length: 100 } });
    expect(listed(101)).toMatchObject({ count: 101, cells: { length: 100 } });
  });

  it('are not those beyond the template', () => {
    expect(codes([...padded('remove', '1'), 'x'])).toEqual(['extra-cell']);
  });

  it('are not asked of a row whose action is none', () => {
    expect(codes(['Remove', '', 'x'])).toEqual(['unknown-action', 'customer-id-missing']);
    expect(codes(['add', 'x', 'x'])).toEqual(['action-not-supported']);
  });
});
