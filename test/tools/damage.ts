/** Files whose every value is a mark that can be found in any output, and what programs, hands and wires do to a file. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { clean } from '../../src/core/text/clean.ts';

/** No label, no word of ours and no ID has four of these together. */
const letters = (length: number) =>
  fc.string({
    unit: fc.constantFrom('q', 'z', 'x', 'j', 'k', 'v', 'w'),
    minLength: length,
    maxLength: length,
  });
const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));

/** A name, as it should be written or in haste, an address, an SSN whose middle is no month of ours. */
export const mark = fc.oneof(
  letters(8).map((name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`),
  letters(8),
  fc.tuple(letters(5), letters(5)).map(([name, host]) => `${name}@${host}.com`),
  fc.tuple(digits(2), fc.integer({ min: 40, max: 99 }), digits(4)).map(([a, b, c]) => `9${a}-${b}-${c}`),
);

/** Numbers alone, the end of an address, a sign and a number: `Windows-1252` holds it. */
const ANYBODYS = /^\d+$|^\.?com|^-|-$/;

/** Fails where a text holds four characters of a mark together. */
export function expectNothingOf(marks: readonly string[], text: string, what: string): void {
  const folded = text.toLowerCase();
  for (const one of marks) {
    for (let at = 0; at + 4 <= one.length; at += 1) {
      const piece = one.slice(at, at + 4).toLowerCase();
      if (!ANYBODYS.test(piece) && folded.includes(piece))
        expect.fail(`${what} holds "${piece}" of ${one}:\n${clean(text, 4000)}`);
    }
  }
}

/** What can stand where a line should end. */
const BREAKS = [
  '\r',
  '',
  '\v',
  '\f',
  '\0',
  '\u001c',
  '\u0085',
  '\u2028',
  '\u2029',
  ';',
  '\t',
  '|',
  ' ',
  ',',
].concat(['"\n"', '\n"', '"\n', '\n\r', '\r\r\n', '  \n', '\r\n', '\n\n', '\\n', '""']);

type Damage = (text: string) => string;

const ending = fc.constantFrom(...BREAKS);
const place = fc.nat(1200);
const oneOf = (...characters: readonly string[]) => fc.constantFrom(...characters);

const DAMAGES: readonly fc.Arbitrary<Damage>[] = [
  ending.map((end) => (text) => text.replace('\n', () => end)),
  ending.map((end) => (text) => text.replaceAll('\n', () => end)),
  fc.constant((text) => text.slice(text.indexOf('\n') + 1)),
  fc.constant((text) => text.slice(0, text.indexOf('\n') + 1) + text),
  ending.map((end) => (text) => text.slice(0, text.indexOf('\n')) + end + text),
  oneOf('"', "'", ' ').map((quote) => (text) => text.replaceAll(/^.*$/gm, (line) => quote + line + quote)),
  fc.constant((text) => text.replaceAll(/[^,\n]+/g, (cell) => `"${cell}"`)),
  oneOf(';', '\t', '|', ', ', ',,', ' ').map((other) => (text) => text.replaceAll(',', other)),
  fc.tuple(place, oneOf('"', '\n', '\r', '\r\n', ',', ';', '\0', '\u00a0', '\ufeff', 'x')).map(
    ([at, put]) =>
      (text) =>
        text.slice(0, at % text.length) + put + text.slice(at % text.length),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 40 })).map(
    ([at, many]) =>
      (text) =>
        text.slice(0, at % text.length) + text.slice((at % text.length) + many),
  ),
  place.map((at) => (text) => text.slice(0, -1 - (at % text.length))),
  place.map((at) => (text) => text.slice(at % text.length)),
  fc.constant((text) => `\ufeff${text}`),
  fc.constant((text) => text.toUpperCase()),
  fc.constant((text) => `\n\n${text}`),
];

/** A file as one damage, or several one after another, leaves it. */
export const damage: fc.Arbitrary<Damage> = fc
  .array(fc.oneof(...DAMAGES), { minLength: 1, maxLength: 3 })
  .map((all) => (text) => all.reduce((left, one) => (left === '' ? left : one(left)), text));

/** How the text becomes bytes. */
export const encoding: fc.Arbitrary<(text: string) => Buffer> = fc.oneof(
  { weight: 8, arbitrary: fc.constant((text: string) => Buffer.from(text)) },
  fc.constant((text: string) => Buffer.from(text, 'latin1')),
  fc.constant((text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')),
  fc.constant((text: string) => Buffer.from(text, 'utf16le').swap16()),
  place.map((at) => (text: string) => {
    const bytes = Buffer.from(`${text} `);
    bytes.writeUInt8(0xe4, at % bytes.length);
    return bytes;
  }),
);
