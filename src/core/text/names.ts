/** Compares names as people mean them, and says nothing of one but its initial. */
import { clean, withoutBlanks } from './clean.ts';
import { isMisread } from './misread.ts';

/** Accents: the blocks of combining marks that belong to no script. Marks of a script are letters of their own, such as
 * the vowels of Devanagari: without them two names would be one. */
const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;

/** An accent without a letter, as Unicode takes it apart. */
const ALONE = new RegExp(` ${ACCENTS.source}`, 'g');

/** What stands for an initial that is no letter, or would be the whole name. */
export const NO_INITIAL = '•';

/** A control that is no white space: a letter of a DOS file read as Latin-1, or what a writer put for one it lacks. */
const CONTROL = /(?!\s)\p{Cc}/gu;

/** What stands where a letter was lost. */
const LOST_LETTER = '\ufffd';

/**
 * The name without what does not count: case, accents, and white or invisible characters. Equal texts, equal names. Where
 * its letters were lost on the way, or would be others without their accents, it says so (`isSameName`).
 */
export function foldName(name: string): string {
  const read = `${name}${isMisread(name) ? LOST_LETTER : ''}`.replace(CONTROL, LOST_LETTER);
  // An acute accent that stands alone is an apostrophe to whoever typed it; any other one was a letter's.
  const whole = read
    .normalize('NFKD')
    .replace(/ \u0301/g, "'")
    .replace(ALONE, LOST_LETTER);
  // Small, then capitals: ẞ is ß is SS, and ς is Σ.
  return withoutBlanks(withoutAccents(withoutAccents(whole).toLowerCase().toUpperCase()));
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
