/** Which cells of a header row are labels, and may be shown. */
import { describe, expect, it } from 'vitest';
import { MASK } from '../../../../src/core/findings/mask.ts';
import { holdsValues, labelMeant, shownLabel } from '../../../../src/core/file/header/label.ts';
import { CUSTOMER_TEMPLATE } from '../../../../src/core/file/template.ts';
import { WORDS } from '../../../../src/demo/demo-words.ts';

const { labels } = CUSTOMER_TEMPLATE;

describe('a cell of a header row', () => {
  it.each([
    'Action',
    'CUSTOMER ID',
    'customer_id',
    'e-mail',
    'status\u00a0',
    'custmerId',
    'employerPayDateFreqency',
  ])('is shown where it is a label but for case, spaces, signs or a letter in eight: %s', (cell) =>
    expect(shownLabel(cell, labels)).not.toBe(MASK),
  );

  it.each([
    ...['Bender', 'Acton', 'Fox', 'Max', 'Sun', 'Emil', 'Notes', '123-45-6789', 'kim@example.com'],
    ...['first@na.me', 'contact＠na.me', 'firstName: Kim', 'lastName Brandt', '9165550100', 'x'.repeat(100)],
    ...(WORDS.first ?? []),
    ...(WORDS.last ?? []),
  ])('is not shown where it may be a value: %s', (cell) => expect(shownLabel(cell, labels)).toBe(MASK));

  it("is shown where it is the given template's own label", () => {
    expect(shownLabel('colour', labels)).toBe(MASK);
    expect(shownLabel('colour', ['action', 'customerId', 'colour'])).toBe('colour');
    // Mistyped, too.
    expect(shownLabel('favoriteColour', ['favouriteColour'])).toBe('favoriteColour');
    // Also where nothing of it could be compared.
    for (const sign of ['#', 'x'.repeat(70)]) {
      expect(shownLabel(sign, labels)).toBe(MASK);
      expect(shownLabel(sign, [sign])).toBe(sign.length === 1 ? sign : `${'x'.repeat(39)}…`);
    }
  });
});

it.each([
  ['', ''],
  [' ', ' '],
  ['\u00a0', '<U+00A0>'],
])('a cell without a letter or sign, %j, is shown as %j', (cell, shown) => {
  expect(shownLabel(cell, labels)).toBe(shown);
});

it('a label that this program knows is shown where the other file has none like it', () => {
  expect(shownLabel('E-Mail', ['action', 'customerId'])).toBe('E-Mail');
});

it.each([
  // Of seven letters none may be another, of eight one, of sixteen two, and never three.
  ['country', 'counxry', null],
  ['lastName', 'lastNaxe', 'lastName'],
  ['lastName', 'lasxNaxe', null],
  ['employerAddress', 'emploxerAddxess', null],
  ['employerAddress2', 'emploxerAddxess2', 'employerAddress2'],
  ['employerPayDateFrequency', 'emxloyerPaxDateFrexuency', null],
])('a label %s that is written %s is %s', (label, cell, meant) => {
  expect(labelMeant(cell, [label])).toBe(meant);
});

describe('what calls itself a template', () => {
  it.each([
    ['colour', false],
    ['lastUpdate', false],
    ['SSN (last 4)', false],
    ['', false],
    ['action\r', true],
    ['a\nb', true],
    ['a\u2028remove', true],
    ['remove', true],
    ['40009', true],
    ['123-45-6789', true],
    ['(916) 555-0100', true],
    ['kim@example.com', true],
  ])('with the label %j holds values: %s', (label, holds) => {
    expect(holdsValues(['action', 'customerId', label])).toBe(holds);
  });

  it('holds values where the last label goes on with a row without a number', () => {
    expect(holdsValues(['action', 'customerId', 'colouradd', '', 'Anna'])).toBe(true);
    expect(holdsValues(['action', 'customerId', 'colour', '', 'Anna'])).toBe(false);
    // Without a gap, or with nothing after it, it is a label that ends so.
    expect(holdsValues(['action', 'customerId', 'colouradd'])).toBe(false);
    expect(holdsValues(['action', 'customerId', 'colouradd', 'Anna'])).toBe(false);
    expect(holdsValues(['action', 'customerId', 'colouradd', '', ''])).toBe(false);
  });
});
