/** Text that is safe to show, and texts without what cannot be seen. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  characterName,
  clean,
  firstBlank,
  rewritten,
  withoutBlanks,
  withoutOuterBlanks,
  wordsOf,
} from '../../../src/core/text/clean.ts';

describe('cleaned text', () => {
  it.each([
    ['', ''],
    ['Brandt, Karl', 'Brandt, Karl'],
    ['é李🙂', 'é李🙂'],
    ['a\u0007b', 'a<U+0007>b'],
    ['a\nb', 'a<U+000A>b'],
    ['\u00a0', '<U+00A0>'],
    ['\u202eabc', '<U+202E>abc'],
    ['a\u200bb', 'a<U+200B>b'],
    ['\ud800', '<U+D800>'],
    ['\u2800', '<U+2800>'],
    ['\u{e0001}', '<U+E0001>'],
  ])('%j is %j', (text, shown) => {
    expect(clean(text)).toBe(shown);
  });

  it('has 40 characters at most, or as many as are asked for; a sign stands for what was cut', () => {
    expect(clean('x'.repeat(40))).toBe('x'.repeat(40));
    expect(clean('x'.repeat(41))).toBe(`${'x'.repeat(39)}…`);
    expect(clean('abc', 3)).toBe('abc');
    expect(clean('abcd', 3)).toBe('ab…');
    expect(clean('a\u0007', 9)).toBe('a<U+0007>');
    expect(clean('a\u0007', 8)).toBe('a…');
    expect(clean('\u0007abc', 10)).toBe('<U+0007>a…');
  });

  it('is never cut through what stands for one character', () => {
    // Of 8 places the name has all: without one for the sign it goes as a whole.
    expect(clean('\u0007a', 8)).toBe('…');
    expect(clean('a\u0007b', 9)).toBe('a…');
    expect(clean('\u{e0001}a', 9)).toBe('…');
    expect(clean('ab🙂c', 4)).toBe('ab…');
    expect(clean('a🙂c', 4)).toBe('a🙂c');
    expect(clean('🙂🙂', 3)).toBe('🙂…');
  });

  it('holds nothing unseen, is no longer than it may be, and is the text where that is safe', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 60 }), (any, max) => {
        const shown = clean(any, max);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(shown.length).toBeLessThanOrEqual(max);
        if (/^[ -~]*$/.test(any) && any.length <= max) expect(shown).toBe(any);
      }),
    );
  });
});

it('lines are rewritten but for their line breaks', () => {
  const named = (text: string) => rewritten(text, (unseen) => `[${unseen.length}]`);
  expect(named('a\u0007b\n\r\u00a0c d\n')).toBe('a[1]b\n[1][1]c d\n');
  expect(named('nothing to do')).toBe('nothing to do');
});

it.each([
  ['\0', 'U+0000'],
  ['A', 'U+0041'],
  ['\u00a0', 'U+00A0'],
  ['\uffef', 'U+FFEF'],
  ['🙂', 'U+1F642'],
  ['ab', 'U+0061'],
])('the name of %j is %s', (character, name) => {
  expect(characterName(character)).toBe(name);
});

describe('what is white or has no width', () => {
  it.each([
    ['', null, ''],
    ['Brandt', null, 'Brandt'],
    ['Karl Brandt', ' ', 'KarlBrandt'],
    ['a\u200bb c', '\u200b', 'abc'],
    ['\u00a0a\t', '\u00a0', 'a'],
    ['\r\n', '\r', ''],
  ])('of %j the first is %j, and %j is left without it', (text, first, rest) => {
    expect(firstBlank(text)).toBe(first);
    expect(withoutBlanks(text)).toBe(rest);
  });

  it.each([
    ['', []],
    [' \u200b', []],
    ['remove', ['remove']],
    [' re move\u00a0now ', ['re', 'move', 'now']],
    ['a  \t b', ['a', 'b']],
  ])('keeps the words of %j apart: %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each([
    ['', ''],
    [' \u00a0\u200b', ''],
    ['a b', 'a b'],
    ['  a b\u00a0\n', 'a b'],
    ['\u200ba', 'a'],
    ['a\u200b\u200b', 'a'],
  ])('is taken from the ends of %j alone: %j', (text, inner) => {
    expect(withoutOuterBlanks(text)).toBe(inner);
  });
});
