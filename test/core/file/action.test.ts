/** What a row asks for, and which word is near enough to an action to be proposed. */
import { describe, expect, it } from 'vitest';
import { explainAction, isActionWord, isNoRow, parseAction } from '../../../src/core/file/action.ts';
import { checkRow } from '../../../src/core/file/check-row.ts';
import { CUSTOMER_TEMPLATE } from '../../../src/core/file/template.ts';

const row = (cells: readonly string[]) => ({ row: 7, line: 7, cells, unterminated: false });

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

it.each(['noremove', 'remove?', 'remove: n', 'remove 0', 'remove or keep', 'unremove', 'x', 'Ada', 'Brandt'])(
  'proposes no action for %j, and shows nothing of it',
  (text) => {
    const { found } = checkRow(row([text, '40118']), CUSTOMER_TEMPLATE);
    expect(found).toMatchObject([
      { code: 'unknown-action', value: '•••', details: { why: [], nearest: null } },
    ]);
  },
);

it('an action is one of three words, exactly', () => {
  for (const text of ['remove', 'add', 'update']) expect(parseAction(text)).toBe(text);
  for (const text of ['', 'Remove', ' remove', 'remove ', 'delete', 'adds'])
    expect(parseAction(text)).toBeNull();
});

describe('what is wrong with a word that is nearly one', () => {
  it.each([
    ['Remove', ['case'], 'remove'],
    ['remove ', ['space'], 'remove'],
    ['\u200bremove', ['invisible-character'], 'remove'],
    ['remove\u00a0', ['invisible-character'], 'remove'],
    [' RE\u00adMOVE', ['case', 'space', 'invisible-character'], 'remove'],
    ['Update', ['case'], 'update'],
    ['ADD', ['case'], 'add'],
    [' add', ['space'], 'add'],
    // Another word than the action: its case is not what is wrong.
    ['remov', [], 'remove'],
    ['Remov', [], 'remove'],
    ['DELETE', [], 'remove'],
    ['delete ', ['space'], 'remove'],
    ['de lete', ['space'], 'remove'],
    ['erase', [], 'remove'],
    ['new', [], 'add'],
    ['change', [], 'update'],
    ['updat', [], 'update'],
    [' ', ['space', 'empty'], null],
    ['\t', ['invisible-character', 'empty'], null],
    [' EXAMPLE - delete this row', ['example'], null],
    ['Example Brandt', ['example'], null],
    ['examples', [], null],
    // A name is as near to add as a typing error is.
    ['ad', [], null],
    ['addd', [], null],
    // Of two words each letter counts.
    ['re mov', [], null],
    ['delete me', [], null],
    ['constructor', [], null],
  ])('%j: %j, nearest %s', (text, why, nearest) => {
    expect(explainAction(text)).toEqual({ why, nearest });
  });

  it('is said of words of seven letters at most, and texts of 64 characters', () => {
    expect(explainAction('xremove').nearest).toBe('remove');
    expect(explainAction('xxremove').nearest).toBeNull();
    expect(explainAction(`remove${' '.repeat(58)}`).nearest).toBe('remove');
    expect(explainAction(`remove${' '.repeat(59)}`).nearest).toBeNull();
  });
});

describe('what the row looks like', () => {
  it.each([
    ['  Total  ', 'total'],
    ['subtotal', 'total'],
    ['3 rows', 'total'],
    ['; remove', 'note'],
    ['// remove', 'note'],
    ['TODO', 'note'],
    ['ACTIONS', 'header'],
    ['Printed 2026-11-30', 'footer'],
    ['not', 'stay'],
    ['retain', 'stay'],
    ['do not remove', 'stay'],
    [`\u2014${'-'.repeat(63)}Brandt`, 'dashes'],
    [`Total${' '.repeat(80)}57`, 'total'],
  ])('for %j is %s', (text, why) => {
    expect(explainAction(text)).toEqual({ why: [why], nearest: null });
  });

  it.each(['Totally', 'Brandt total', 'Notary', 'Pagett', 'Nolan', 'Keeper', 'x-', 'Holden'])(
    'for the name %s is nothing',
    (text) => {
      expect(explainAction(text)).toEqual({ why: [], nearest: null });
    },
  );
});

it.each([
  ['Total', true],
  ['Page 1', true],
  ['-----', true],
  ['Action', true],
  ['# 1', true],
  ['example', true],
  ['', false],
  ['Remove', false],
  ['remove ', false],
  ['keep', false],
  ['Brandt', false],
])('a row of %j is no row of a customer: %j', (text, isNone) => {
  expect(isNoRow(explainAction(text))).toBe(isNone);
});

it.each([
  ['', true],
  [' \u00a0', true],
  ['REMOVE', true],
  ['delete', true],
  ['example', true],
  ['EXAMPLE - delete this row', true],
  ['Ada', false],
  ['Example Brandt', false],
  ['Total', false],
  ['keep', false],
  ['40118', false],
])('%j is surely no value that slipped a column: %j', (text, isOne) => {
  expect(isActionWord(text)).toBe(isOne);
});
