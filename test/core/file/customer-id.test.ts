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
