/** Compares names as people mean them, and says nothing of one but its initial. */
import { clean, withoutBlanks } from './clean.ts';

/** Accents: the blocks of combining marks that belong to no script. Marks of a script are letters of their own, such as
 * the vowels of Devanagari: without them two names would be one. */
const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;

/** What stands for an initial that is no letter, or would be the whole name. */
export const NO_INITIAL = '•';

/**
 * A control that is no white space: a letter of a DOS file read as Latin-1, or what a writer put for one it lacks. And a
 * letter's two bytes of UTF-8 that were read as two signs (`Ã¨`), and an accent without a letter: without accents they would
 * be another letter, or none.
 */
const NO_LETTER =
  /(?!\s)\p{Cc}|[\u00a8\u00af\u00b8\u02d8-\u02dd]|[ÂÃÄÅ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ\u2018-\u201d–—]/gu;

/** The name without what does not count: case, accents, and white or invisible characters. Equal texts, equal names. */
export function foldName(name: string): string {
  // An acute accent that stands alone is an apostrophe to whoever typed it.
  const read = name.replace(NO_LETTER, '\ufffd').replaceAll('\u00b4', "'");
  // Small, then capitals: ẞ is ß is SS, and ς is Σ.
  return withoutBlanks(withoutAccents(withoutAccents(read).toLowerCase().toUpperCase()));
}

function withoutAccents(text: string): string {
  return text.normalize('NFKD').replace(ACCENTS, '');
}

/** The name by which the store knows a customer, folded: the last name, else the company's; empty where it has none. */
export function foldedStoreName(last: string | null, company: string | null): string {
  const folded = foldName(last ?? '');
  return folded === '' ? foldName(company ?? '') : folded;
}

/** What stands where a program could not read, or not write, a letter: any letter. */
const LOST = /[?\u00bf\ufffc\ufffd\u25a0-\u25ff\p{Co}\p{Noncharacter_Code_Point}]/u;

/** Are two folded names surely one? Where letters were lost on the way, nobody can say so. */
export function isSameName(one: string, other: string): boolean {
  return one === other && !LOST.test(one);
}

/** All that may be shown of a folded name: one letter, or a sign that stands for it. */
export function initialOf(folded: string): string {
  const code = folded.codePointAt(0);
  if (code === undefined) return NO_INITIAL;
  const first = String.fromCodePoint(code);
  const isPart = folded.length > first.length;
  return isPart && /^\p{L}$/u.test(first) && clean(first) === first ? first : NO_INITIAL;
}
