/** Reads a customer ID exactly, and says what a spreadsheet or a hand did to one that is wrong. Never corrects. */
import { withoutOuterBlanks } from '../text/clean.ts';
import type { IdTrouble } from '../findings/troubles.ts';
import type { CustomerId } from './rows.ts';

/** 9007199254740991 has 16 digits: a longer text is too large whatever it says. */
const MOST_DIGITS = 16;

/** Longer texts are not explained, so that a cell of a megabyte costs no more than a look. */
const LONGEST_EXPLAINED = 100;

/** What stands between two numbers that somebody put into one cell: signs, blanks, words that join. */
const JOINT = String.raw`(?:[\s\p{Z}\p{Cc}\p{Cf},;:.|/\\+&\u2010-\u2015-]|and|or|to|und|et|y)+`;

const MONTH = String.raw`(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*`;
const DAY = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const YEAR = String.raw`(?:\d{4}|\d{2})`;
const TIME = String.raw`(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?)?`;

/** Days, as spreadsheets write them: 11/29/26, 29.11.2026, 2026-11-29T00:00:00, 2026-11-29T00:00:00+00:00, 29-Nov-26, 2-Jan. */
const DATE = [
  String.raw`${DAY}([/.-])${DAY}\1${YEAR}${TIME}`,
  String.raw`\d{4}([/.-])${DAY}\2${DAY}${TIME}`,
  String.raw`${DAY}[. -]*${MONTH}(?:[., -]*${YEAR})?${TIME}`,
  String.raw`${MONTH}[. -]*\d{1,4}(?:, ?\d{4})?${TIME}`,
].join('|');

const MONEY = String.raw`(?:[A-Z]{0,3}\p{Sc}|USD|EUR|GBP|CAD|AUD|CHF)`;
const AMOUNT = String.raw`\d[\d.,'\u2019\s]*`;

/** What a spreadsheet shows where there is no value: a formula that failed, a column too narrow. */
const ERROR_VALUE = /^(?:#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!)|#{2,}|Err:\d{3})$/iu;

const THOUSANDS = [
  /^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?$/,
  /^\d{1,3}(?:\.\d{3})*\.\d{3}(?:,\d*|\.\d{3})$/,
  /^\d{1,3}(?:[ \u00a0\u2009\u202f'\u2019]\d{3})+(?:[.,]\d*)?$/,
];

/** The first pattern that fits explains the text, blanks around it aside: the order matters. */
const TROUBLES: readonly (readonly [RegExp, IdTrouble])[] = [
  [/^[-+\u2212]/, 'sign'],
  [/^0+$/, 'zero'],
  [/^0\d+$/, 'leading-zero'],
  [/^\d+$/, 'too-large'],
  [/^\d+(?:[.,]\d*)?[eE][-+]?\d+$/, 'scientific'],
  [ERROR_VALUE, 'error-value'],
  [/^(?:true|false|wahr|falsch|vrai|faux|verdadero|falso)$/iu, 'truth-value'],
  [new RegExp(`^(?:${MONEY}\\s*${AMOUNT}|${AMOUNT}${MONEY})$`, 'u'), 'currency'],
  ...THOUSANDS.map((pattern) => [pattern, 'thousands-separator'] as const),
  [new RegExp(`^(?:${DATE})$`, 'iu'), 'date'],
  [/^(?=.*\d)\d*(?:\.\d*|,\d{0,3})$/, 'decimal-point'],
  [new RegExp(`^\\d+(?:${JOINT}\\d+)+$`, 'iu'), 'two-ids'],
  [/^(?=.*\d)[\doOlI]+$/, 'letter-for-digit'],
];

/** What stands around a whole ID where it was kept from being a number. */
const WRAPPED: readonly (readonly [RegExp, IdTrouble])[] = [
  [/^['`\u2018\u2019\u00b4](\d+)$/u, 'apostrophe'],
  [/^=(?:"(\d+)"|(\d+))$/u, 'formula'],
];

/** An integer from 1 to 2^53 - 1 without sign or leading zero, in ASCII digits alone; else why it is none. */
export function parseCustomerId(text: string): CustomerId | IdTrouble {
  if (isPlainNumber(text)) {
    const number = Number(text);
    // A number beyond 2^53 - 1 is rounded to one beyond it too, so this check is exact.
    return isCustomerId(number) ? number : 'too-large';
  }
  return explain(text);
}

/** Whether a plain number is one that a customer can have; below 1 there is none. */
function isCustomerId(number: number): number is CustomerId {
  return Number.isSafeInteger(number);
}

/** By character codes: a regular expression takes three times as long, and this runs once a row. */
function isPlainNumber(text: string): boolean {
  if (text.length === 0 || text.length > MOST_DIGITS || text.charCodeAt(0) === 48) return false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

function explain(text: string): IdTrouble {
  if (text.length > LONGEST_EXPLAINED) return 'not-a-number';
  const inner = withoutOuterBlanks(text);
  // "Take the space out" is right only where what is left is the ID, whole: two IDs would become a third one.
  if (inner !== text && (inner === '' || isWholeId(inner))) return 'space';
  const around = WRAPPED.find(([pattern]) => isWholeId(pattern.exec(text)?.slice(1).join('') ?? ''));
  if (around !== undefined) return around[1];
  const found = TROUBLES.find(([pattern]) => pattern.test(inner))?.[1] ?? 'not-a-number';
  // A spreadsheet's accounting format puts blanks around a number that nobody sees in its cell.
  const isPadded = inner !== text && (found === 'thousands-separator' || found === 'decimal-point');
  return isPadded ? 'accounting' : found;
}

function isWholeId(text: string): boolean {
  return text !== '' && typeof parseCustomerId(text) === 'number';
}
