/** Tells a text whose bytes were UTF-8 and were read by a code page: each of its letters beyond ASCII is two to four signs. */

/** The code pages by which European systems, and Excel for Mac, read text that is not UTF-8. */
const PAGES = [
  'macintosh',
  'windows-1250',
  'windows-1252',
  'windows-1254',
  'windows-1257',
  'windows-1258',
  'iso-8859-2',
];

/** Letters of names in Latin script, as they come out where a text was misread, and of another script alone: what else comes
 * out is chance, as a Hangul letter between the others of Píšťala. */
const LATIN = /^[\u00c0-\u024f\u1e00-\u1eff]+$/u;
const OTHER =
  /^[\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Armenian}\p{sc=Georgian}\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Devanagari}\p{sc=Thai}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+$/u;

let bytesOf: readonly ReadonlyMap<string, number>[] | null = null;

/** Was the name read by a code page although its bytes were UTF-8? `GrÃ¨s` was, and `Grès` was not. */
export function isMisread(name: string): boolean {
  // A page's sign may have another form, and so may a letter: what is one sign in either is looked at.
  return ['NFC', 'NFKC'].some((form) => isUtf8(name.normalize(form)));
}

function isUtf8(text: string): boolean {
  if (!/[^\0-\x7f]{2}/u.test(text)) return false;
  bytesOf ??= PAGES.map(readBackwards);
  return bytesOf.some((page) => isUtf8By(page, text));
}

function readBackwards(page: string): ReadonlyMap<string, number> {
  const decoder = new TextDecoder(page);
  const high = Array.from({ length: 128 }, (_, at) => at + 128);
  return new Map(high.map((byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
}

function isUtf8By(page: ReadonlyMap<string, number>, text: string): boolean {
  const bytes: number[] = [];
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    const byte = code < 128 ? code : page.get(sign);
    if (byte === undefined) return false;
    bytes.push(byte);
  }
  try {
    const read = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
    return LATIN.test(read.replace(/[\0-\x7f]/g, '')) || OTHER.test(read.replace(/[\s\p{P}]/gu, ''));
  } catch {
    return false;
  }
}
