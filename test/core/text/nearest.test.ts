/** How far a word may be from the one that it is taken for. */
import { describe, expect, it } from 'vitest';
import { fold, nearest } from '../../../src/core/text/nearest.ts';

const WORDS = ['customerId', 'firstName', 'lastName', 'ssn', 'email', 'remove', 'update'] as const;

describe('a hint is one letter off at most, or a quarter of the longer word', () => {
  it.each([
    ['remove', 'remove'],
    ['Re-Move ', 'remove'],
    ['remov', 'remove'],
    ['rmeove', 'remove'],
    ['removes', 'remove'],
    ['xremove', 'remove'],
    // Of ten letters two, of eight two, of six one.
    ['cusomrId', 'customerId'],
    ['customerIdxx', 'customerId'],
    ['lastNaxx', 'lastName'],
    ['emial', 'email'],
    ['ssm', 'ssn'],
  ])('%s is %s', (text, word) => {
    expect(nearest(text, WORDS)).toBe(word);
  });

  it.each([
    '',
    '---',
    'remxxe',
    'reeovm',
    'custoxxxId',
    'lasxNxxe',
    'emxxl',
    'sxx',
    's',
    'xx',
    'x'.repeat(65),
  ])('%j is none', (text) => {
    expect(nearest(text, WORDS)).toBeNull();
  });
});

it('of equals it is the first, and a nearer one comes before it', () => {
  expect(nearest('bat', ['cat', 'hat'])).toBe('cat');
  expect(nearest('bat', ['cat', 'bath', 'bat'])).toBe('bat');
});

it('a caller may ask for less', () => {
  expect(nearest('remov', WORDS, () => 0)).toBeNull();
  expect(nearest('REMOVE', WORDS, () => 0)).toBe('remove');
});

it('words of any length are compared with words of 64 letters at most', () => {
  const long = 'a'.repeat(64);
  expect(nearest(`${long.slice(1)}b`, [long])).toBe(long);
  expect(nearest(long, [`${long}a`])).toBeNull();
});

it('folding leaves letters and digits, small and plain', () => {
  expect(fold(' Customer-ID #1\u200b ')).toBe('customerid1');
  expect(fold('ＡＢＣ')).toBe('abc');
});
