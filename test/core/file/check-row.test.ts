import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainAction } from '../../../src/core/file/action.ts';
import { checkRow } from '../../../src/core/file/check-row.ts';
import { addToRun, endRun, newRunOfIds } from '../../../src/core/findings/consecutive.ts';
import { parseCustomerId } from '../../../src/core/file/customer-id.ts';
import { compareHeader } from '../../../src/core/file/header/header.ts';
import { removeRowSchema } from '../../tools/remove-row-schema.ts';
import { CUSTOMER_TEMPLATE, columnLetters, type Template } from '../../../src/core/file/template.ts';

const LABELS = CUSTOMER_TEMPLATE.labels;
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
    ['40118\n', 'space'],
    [' ', 'space'],
    [' 4.01E+04', 'scientific'],
    [' 040118', 'leading-zero'],
    ['40 118', 'thousands-separator'],
    ["40'118", 'thousands-separator'],
    ['40009 40010', 'two-ids'],
    ['40009,40010', 'two-ids'],
    ['40009;40010', 'two-ids'],
    ['40009/40010', 'two-ids'],
    ['40009\n40010', 'two-ids'],
    ['40009 + 40010', 'two-ids'],
    ['40009 and 40010, 40011', 'two-ids'],
    ['40009-40010', 'two-ids'],
    ['400\u200b09', 'two-ids'],
    ['40118,00', 'decimal-point'],
    ['40009 Brandt 12', 'not-a-number'],
    ['-40118', 'sign'],
    ['0', 'zero'],
    ['Brandt', 'not-a-number'],
    ['４０１', 'not-a-number'],
  ])('says of %j: %s', (text, why) => {
    expect(parseCustomerId(text)).toBe(why);
  });

  it.each([
    'remove ',
    'Remove',
    'REMOVE',
    'remov',
    'reomve',
    'removes',
    're move',
    'remove\u200b',
    'delete',
    'Deleted',
  ])('takes %j for remove, nearly', (text) => {
    expect(explainAction(text).nearest).toBe('remove');
  });

  it.each([
    ['Total', 'total'],
    ['Grand total:', 'total'],
    ['Sum', 'total'],
    ['57 customers', 'total'],
    ['Page 1 of 3', 'footer'],
    ['End of file', 'footer'],
    ['-----', 'dashes'],
    ['=====', 'dashes'],
    ['Action', 'header'],
    ['# remove', 'note'],
    ['-- remove', 'note'],
    ['Note: moved', 'note'],
    ['keep', 'stay'],
    ['no remove', 'stay'],
    ["don't remove", 'stay'],
    ['N/A', 'stay'],
    ['active', 'stay'],
    ['', 'empty'],
    ['example', 'example'],
  ])('proposes no action for %j: %s', (text, why) => {
    expect(explainAction(text)).toEqual({ why: [why], nearest: null });
  });

  it.each([
    'noremove',
    'remove?',
    'remove: n',
    'remove 0',
    'remove or keep',
    'unremove',
    'x',
    'Ada',
    'Brandt',
  ])('proposes no action for %j, and shows nothing of it', (text) => {
    const { found } = checkRow(row([text, '40118']), CUSTOMER_TEMPLATE);
    expect(found).toMatchObject([
      { code: 'unknown-action', value: '•••', details: { why: [], nearest: null } },
    ]);
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

describe('consecutive IDs', () => {
  const told = (ids: readonly number[]) => {
    const run = newRunOfIds();
    const found = ids.map((id, at) => {
      const { row: parsed } = checkRow(
        { row: at + 2, line: at + 2, cells: ['remove', String(id)], unterminated: false },
        CUSTOMER_TEMPLATE,
      );
      return addToRun(run, parsed!, CUSTOMER_TEMPLATE);
    });
    return [...found, endRun(run, CUSTOMER_TEMPLATE)].flatMap((one) =>
      one?.code === 'consecutive-ids' ? [one.details] : [],
    );
  };

  it('are told from five rows on, each run once', () => {
    expect(told([1, 2, 3, 4])).toEqual([]);
    expect(told([9, 1, 2, 3, 4, 5, 9])).toEqual([{ rows: 5, first: 1, last: 5, step: 1, lastCell: 'B7' }]);
    expect(told([1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12])).toHaveLength(2);
    expect(told([7, 7, 7, 7, 7])).toEqual([]);
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
