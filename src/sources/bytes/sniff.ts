/** Tells by its first bytes what a file is that is no CSV: people upload the workbook itself. */
import { LOOKED_AT, knownText, type TextFormat } from '../../core/file/text-format.ts';

/** Bytes from which on the start of a file is judged. */
export const ENOUGH = LOOKED_AT;

const KNOWN: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'an Excel workbook or another zip archive'],
  [[0x50, 0x4b, 0x05, 0x06], 'an empty zip archive'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook'],
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'an xz archive'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a zstd archive'],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'a PDF'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture'],
  [[0xff, 0xd8, 0xff], 'a picture'],
  [[0x7f, 0x45, 0x4c, 0x46], 'a program'],
  [[0x4d, 0x5a, 0x90], 'a program'],
];

const SQLITE = Buffer.from('SQLite format 3\0');

/** What the file is, if its first bytes say that it is no text. */
export function knownBinary(start: Buffer): string | null {
  if (start.subarray(0, SQLITE.length).equals(SQLITE)) return 'a SQLite file';
  return KNOWN.find(([bytes]) => bytes.every((byte, at) => start[at] === byte))?.[1] ?? null;
}

const TEXTS: Readonly<Record<TextFormat, string>> = {
  'saved-plan': 'a saved plan of this program',
  report: 'the report of a run',
  document: 'a document that this program printed',
  html: 'a web page (HTML)',
  xml: 'XML',
  json: 'JSON',
  sylk: "SYLK, a spreadsheet's own text",
  dif: "DIF, a spreadsheet's own text",
  sql: 'SQL statements',
  rtf: 'rich text (RTF)',
};

/** What the file is, if its first words say that it is another kind of text. */
export function otherText(start: Buffer): { readonly format: TextFormat; readonly found: string } | null {
  const format = knownText(start.toString('utf8', 0, ENOUGH));
  return format === null ? null : { format, found: TEXTS[format] };
}

/** UTF-16, by its byte order mark, or by zeros in every other place. */
export function utf16(start: Buffer): 'UTF-16LE' | 'UTF-16BE' | null {
  if (start[0] === 0xff && start[1] === 0xfe) return 'UTF-16LE';
  if (start[0] === 0xfe && start[1] === 0xff) return 'UTF-16BE';
  const pairs = Math.min(Math.floor(start.length / 2), 32);
  let [even, odd] = [0, 0];
  for (let at = 0; at < 2 * pairs; at += 2) {
    if (start[at] === 0) even += 1;
    if (start[at + 1] === 0) odd += 1;
  }
  if (pairs < 3) return null;
  if (odd === pairs && even === 0) return 'UTF-16LE';
  return even === pairs && odd === 0 ? 'UTF-16BE' : null;
}

/** More than one in ten bytes of the start are controls that no text holds. */
export function looksBinary(start: Buffer): boolean {
  const some = start.subarray(0, ENOUGH);
  let controls = 0;
  for (const byte of some) if (byte < 9 || (byte > 13 && byte < 32)) controls += 1;
  return controls * 10 > some.length;
}
