/** In what two names differ, told without either of them. */
import { expect, it } from 'vitest';
import { nameDifference } from '../../../src/core/text/name-difference.ts';
import { isSameName, readName } from '../../../src/core/text/names.ts';

it.each([
  ['Brandt', '', 'no-name'],
  ['Brandt', ' \u00a0', 'no-name'],
  ['Müller', 'Mùller', 'accents'],
  ["O'Brien", 'OBrien', 'punctuation'],
  ['Smith-Jones', 'Smith Jones', 'punctuation'],
  ['O\u2018Brien', 'O\u2019Brien', 'punctuation'],
  ['St. John', 'St John', 'punctuation'],
  ['O\u2019Brien', 'O\u02bcBrien', 'punctuation'],
  ['Muller-Meier', 'MüllerMeier', 'punctuation'],
  ["O'Brian", 'OBrien', 'other'],
  ['Hooft', "'t Hooft", 'other'],
  ['Bennett', 'Bennet', 'one-letter'],
  ['Bennet', 'Bennett', 'one-letter'],
  ['Meier', 'Maier', 'one-letter'],
  ['Bennett', 'Benentt', 'one-letter'],
  ['Brandt', 'Brandts', 'one-letter'],
  ['Łukasz', 'Lukasz', 'one-letter'],
  ['Brandt', 'Bennett', 'other'],
  ['Meyer', 'Mayr', 'other'],
  ['Ab', 'Ba', 'one-letter'],
  ['Kim', 'Mik', 'other'],
  // Letters were lost: nobody can say.
  ['M?ller', 'Miller', 'other'],
  ['Miller', 'M\ufffdller', 'other'],
])('%j and %j: %s', (list, store, expected) => {
  expect(isSameName(readName(list), readName(store))).toBe(false);
  expect(nameDifference(readName(list), readName(store))).toBe(expected);
});
