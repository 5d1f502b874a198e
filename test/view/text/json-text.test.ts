import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonChunks, jsonText } from '../../../src/view/text/json-text.ts';
import { NASTY, expectSeen } from '../../tools/nasty.ts';

test('a document says the same value, and holds nothing that a terminal obeys or a reader cannot see', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(NASTY, '\ud800', '\udc00x', '\u2800'));
  fc.assert(
    fc.property(fc.dictionary(text, fc.array(text)), (value) => {
      const said = jsonText(value);
      expect(JSON.parse(said)).toEqual(JSON.parse(JSON.stringify(value)));
      expectSeen(said, 'a document');
    }),
    { numRuns: 300 },
  );
});

test('a character beyond U+FFFF is escaped as JSON has it, and what is seen stays as it is', () => {
  expect(jsonText({ a: '\u{e0041}\u009b é日😀' })).toBe('{\n  "a": "\\udb40\\udc41\\u009b é日😀"\n}');
});

test('the pieces of a document are the text of it, and none is longer than an item of a list', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(NASTY, '__proto__', 'toString', ''));
  const { any } = fc.letrec<{ readonly any: unknown; readonly list: unknown[]; readonly nest: object }>(
    (tie) => ({
      any: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.oneof(text, fc.double(), fc.boolean(), fc.constantFrom(null, undefined, -0, Number.NaN)),
        tie('list'),
        tie('nest'),
      ),
      list: fc.array(tie('any'), { maxLength: 4 }),
      nest: fc.dictionary(text, tie('any'), { maxKeys: 4 }),
    }),
  );
  fc.assert(
    fc.property(fc.oneof(fc.dictionary(text, any), fc.array(any)), (value) => {
      expect([...jsonChunks(value)].join('')).toBe(jsonText(value));
    }),
    { numRuns: 1000 },
  );
  const long = {
    a: { rows: Array.from({ length: 10_000 }, (_, row) => ({ row, cells: ['x', 'y'] })) },
    b: [],
  };
  const longest = Math.max(...[...jsonChunks(long)].map((piece) => piece.length));
  expect(longest).toBeLessThan(200);
});
