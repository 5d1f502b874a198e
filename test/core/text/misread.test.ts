/** Names whose bytes were UTF-8, read by a code page. */
import { describe, expect, it } from 'vitest';
import { isMisread } from '../../../src/core/text/misread.ts';

const PAGES = [
  ...['macintosh', 'windows-1250', 'windows-1252', 'windows-1254'],
  ...['windows-1257', 'windows-1258', 'iso-8859-2'],
];
const readBy = (page: string, name: string) => new TextDecoder(page).decode(new TextEncoder().encode(name));

describe.each(PAGES)('read by %s', (page) => {
  it.each([
    'Grès',
    'Muñoz',
    'Öhler',
    'Țanu',
    'de la Peña-Núñez',
    'Ελένη',
    'Иван Петров',
    'שלום',
    '佐藤',
    '김, 민수',
  ])('%s was misread', (name) => {
    const read = readBy(page, name);
    // Where the page lacks a byte, the letter is lost, and nothing leads back to it.
    expect(isMisread(read)).toBe(!read.includes('\ufffd'));
  });
});

it.each([
  ['plain letters', ['', 'Bennett', "O'Brien", 'a\u007f']],
  ['a letter beyond ASCII by itself', ['Grès', 'Öhler', 'Č', 'aéaéa']],
  ['two letters beyond ASCII that are no UTF-8', ['Åström', 'MÍŠEK', 'GĘŚ', 'ÖÖÖ']],
  ['names of other scripts', ['Иванов', 'Παπαδόπουλος', '王小明', '박', 'राम']],
  ['letters that no page has', ['Ãḁ', 'Ã\ufffd', '李Ã¨']],
  ['a letter that is there twice over, by one page another script’s', ['Píšťala', 'L’Éveillé']],
])('%s: not misread', (_what, names) => {
  for (const name of names) expect(isMisread(name), name).toBe(false);
});

it('is seen in one letter of a long name, however its accents are written', () => {
  expect(isMisread(`${'Brandt-'.repeat(9)}GrÃ¨s`)).toBe(true);
  expect(isMisread('GrÃ¨s'.normalize('NFD'))).toBe(true);
  expect(isMisread('Ã¨')).toBe(true);
});

it('is not where one letter of several is none', () => {
  expect(isMisread('GrÃ¨s Müller')).toBe(false);
});

it('is not where what comes out is of two scripts, or no letter', () => {
  const mixed = readBy('windows-1252', 'Gréк');
  expect(isMisread(mixed)).toBe(false);
  expect(isMisread(readBy('windows-1252', '€'))).toBe(false);
  expect(isMisread(readBy('windows-1252', '10\u00a0×'))).toBe(false);
});
