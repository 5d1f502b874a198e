/** Which texts are customer IDs, and what was done to one that is none. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCustomerId } from '../../../src/core/file/customer-id.ts';

/** What spreadsheets and writers make of 40009 and 40118, and what each is called. */
const TABLE: Readonly<Record<string, readonly string[]>> = {
  currency: [
    '$40,009.00',
    '40.009,00 €',
    ' $40,009.00 ',
    '$ 40,009',
    '$40118',
    'US$40009',
    '40 009,00 EUR',
    '£40009',
  ],
  accounting: [' 40,009 ', ' 40,009.00 ', '\u00a040,009\u00a0', ' 40009.00 '],
  'thousands-separator': ['40,009', '40.009.118', "40'009", '40 009', '4,012,345.00'],
  date: [
    '11/29/26',
    '2026/11/29',
    '2026-11-29',
    '2026-11-29T00:00:00',
    '2026-11-29T00:00:00.000Z',
    // As exceljs 4.4.0 writes a date.
    '2026-11-29T00:00:00+00:00',
    '29.11.2026',
    '11/29/2026 0:00',
    '11/29/2026 12:00:00 AM',
    '29-Nov-26',
    '29 November 2026',
    '2-Jan',
    'Jan-02',
    'Nov 29, 2026',
  ],
  'truth-value': ['TRUE', 'true', 'False', 'WAHR', 'VRAI'],
  'error-value': [
    '#N/A',
    '#REF!',
    '#VALUE!',
    '#NAME?',
    '#DIV/0!',
    '#NULL!',
    '#NUM!',
    '#SPILL!',
    '####',
    'Err:508',
  ],
  apostrophe: ["'40009", '\u201840009', '\u201940009', '`40009'],
  formula: ['="40009"', '=40009'],
  'two-ids': [
    '40009 40118',
    '40009,40118',
    '40009, 40118',
    '40009;40118',
    '40009/40118',
    '40009\n40118',
    '40009\r\n40118',
    '40009 and 40118',
    '40-11-18',
  ],
  space: ['40009 ', ' 40009', '\u00a040009', ' 118 '],
  scientific: ['4.01E+04', '4.01234567890123E+018', '4,01E+15'],
  'decimal-point': ['40118.0', '40118,00', '40009.'],
  sign: ['-40009', '+40009', '-$40,009.00'],
  'leading-zero': ['00123'],
  'letter-for-digit': ['4O009'],
  'not-a-number': [
    'Brandt',
    '40009 Brandt',
    'L-40009',
    '#40009',
    "'Brandt",
    "'40009'",
    "'40009 40118",
    '="Brandt"',
    '=A2',
    '="40009"&"40118"',
    '=1+1',
    '$',
    'USD',
    'May',
    'truely',
    'n/a',
  ],
};

describe('what is called wrong with an ID', () => {
  it.each(Object.entries(TABLE).flatMap(([why, texts]) => texts.map((text) => [why, text] as const)))(
    '%s: %j',
    (why, text) => {
      expect(parseCustomerId(text)).toBe(why);
    },
  );

  it('is nothing of a text that is too long to be one', () => {
    for (const unit of ['1,', '1.', ' 1', "1'", '$1', '1-', '=', '#'])
      expect(parseCustomerId(unit.repeat(500_000))).toBe('not-a-number');
  });
});

describe('an ID', () => {
  it.each([
    ['1', 1],
    ['9', 9],
    ['10', 10],
    ['40118', 40118],
    ['1000000000000000', 1e15],
    ['9007199254740991', 9007199254740991],
  ])('%s is %i', (text, id) => {
    expect(parseCustomerId(text)).toBe(id);
  });

  it('is given only where the text is exactly that number', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.maxSafeNat().map(String)), (text) => {
        const id = parseCustomerId(text);
        if (typeof id === 'number') expect(String(id)).toBe(text);
      }),
    );
  });

  it('is every number from 1 to 2^53 - 1, and no other one', () => {
    const number = fc.oneof(fc.maxSafeNat(), fc.bigInt({ min: 0n, max: 2n ** 60n }));
    fc.assert(
      fc.property(number, (one) => {
        const isOne = one >= 1 && one <= Number.MAX_SAFE_INTEGER;
        expect(typeof parseCustomerId(String(one)) === 'number').toBe(isOne);
      }),
    );
  });
});

describe('what is no ID, as it is written by hand', () => {
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
    ['+40118', 'sign'],
    ['00', 'zero'],
    ['1e3', 'scientific'],
    ['1.5e+10', 'scientific'],
    ['40.118.000', 'thousands-separator'],
    ['40118.', 'decimal-point'],
    ['.5', 'decimal-point'],
    ['40118 y 40119', 'two-ids'],
    [' 40009 40010 ', 'two-ids'],
    ['\u200b', 'space'],
    ['4/', 'not-a-number'],
    ['4:', 'not-a-number'],
    ['', 'not-a-number'],
    ['40009 Brandt 12', 'not-a-number'],
    ['-40118', 'sign'],
    ['0', 'zero'],
    ['Brandt', 'not-a-number'],
    ['４０１', 'not-a-number'],
  ])('says of %j: %s', (text, why) => {
    expect(parseCustomerId(text)).toBe(why);
  });

  it('is explained in texts of 100 characters at most', () => {
    expect(parseCustomerId('9'.repeat(100))).toBe('too-large');
    expect(parseCustomerId('9'.repeat(101))).toBe('not-a-number');
  });
});
