/** How far a word may be from the one that it is taken for. */
import fc from 'fast-check';
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

it('a caller is told how long the two words are, the shorter first', () => {
  const told: number[][] = [];
  for (const word of ['abcdef', 'ab'])
    nearest('a-b-c', [word], (shorter, longer) => told.push([shorter, longer]));
  expect(told).toEqual([
    [3, 6],
    [2, 3],
  ]);
});

/** The fewest steps from one text to another, each way tried: put in, leave out, change, swap with the neighbour. */
function steps(one: string, other: string): number {
  if (one === '' || other === '') return one.length + other.length;
  const [a, b, c, d] = [one[0], one[1], other[0], other[1]];
  const ways = [
    steps(one.slice(1), other.slice(1)) + (a === c ? 0 : 1),
    steps(one.slice(1), other) + 1,
    steps(one, other.slice(1)) + 1,
  ];
  if (b !== undefined && a === d && b === c) ways.push(steps(one.slice(2), other.slice(2)) + 1);
  return Math.min(...ways);
}

it('near is who takes no more steps than allowed, and fewer than the shorter word has letters', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 });
  fc.assert(
    fc.property(text, text, fc.nat({ max: 4 }), (one, other, most) => {
      const away = steps(one, other);
      const isNear = away <= most && away < Math.min(one.length, other.length);
      expect(nearest(one, [other], () => most)).toBe(isNear ? other : null);
    }),
    { numRuns: 500 },
  );
});

it('words of any length are compared with words of 64 letters at most', () => {
  const long = 'a'.repeat(64);
  expect(nearest(`${long.slice(1)}b`, [long])).toBe(long);
  expect(nearest(long, [`${long}a`])).toBeNull();
  expect(nearest(`${long}a`, [long])).toBeNull();
});

it('folding leaves letters and digits, small and plain', () => {
  expect(fold(' Customer-ID #1\u200b ')).toBe('customerid1');
  expect(fold('ＡＢＣ')).toBe('abc');
});
