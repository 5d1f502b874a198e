import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonText } from '../../src/view/json-text.ts';
import { NASTY, expectSeen } from '../tools/nasty.ts';

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
