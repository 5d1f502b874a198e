/** Compares names as people mean them, and says nothing of one but its initial. */
import { clean, withoutBlanks } from './clean.ts';
import { isMisread } from './misread.ts';

/** Accents: the blocks of combining marks that belong to no script. Marks of a script are letters of their own, such as
 * the vowels of Devanagari: without them two names would be one. */
const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;

/** An accent whose capital is a letter. */
const IOTA = '\u0345';

/** Accents that stand on nothing. */
const LEADING = new RegExp(`^${ACCENTS.source}+`);

/** An accent without a letter, as Unicode takes it apart. */
const ALONE = new RegExp(` ${ACCENTS.source}`, 'g');

/** What stands for an initial that is no letter, or would be the whole name. */
export const NO_INITIAL = '•';

/** A control that is no white space: a letter of a DOS file read as Latin-1, or what a writer put for one it lacks. */
const CONTROL = /(?!\s)\p{Cc}/gu;

/** What stands where a letter was lost. */
const LOST_LETTER = '\ufffd';

/** The name without what does not count: case, accents, kinds of apostrophe and hyphen, and white or invisible characters.
 * Equal texts, equal names. */
export function foldName(name: string): string {
  return withoutAccents(readName(name));
}

/**
 * The same with its accents and marks, to be compared (`isSameName`): letters that have only lost theirs are equal, and
 * letters with different ones are not. Where letters were lost on the way, it says so.
 */
export function readName(name: string): string {
  const read = `${name}${isMisread(name) ? LOST_LETTER : ''}`.replace(CONTROL, LOST_LETTER);
  // An acute accent that stands alone is an apostrophe to whoever typed it; any other one was a letter's.
  const whole = read
    .normalize('NFKD')
    .replace(/ \u0301/g, "'")
    .replace(ALONE, LOST_LETTER);
  // Small, then capitals: ẞ is ß is SS, and ς is Σ.
  const letters = whole.replaceAll(IOTA, '').toLowerCase().toUpperCase().normalize('NFKD');
  return withoutBlanks(letters).replace(LEADING, '');
}

/** What programs and people put for an apostrophe, and for a hyphen. */
const APOSTROPHES = /[\u2018\u2019\u02bc]/g;
const HYPHENS = /[\u2010-\u2015\u2212]/g;

/** Letters as they are without accents, marks as a keyboard has them. */
export function withoutAccents(text: string): string {
  return text.normalize('NFKD').replace(ACCENTS, '').replace(APOSTROPHES, "'").replace(HYPHENS, '-');
}

/** The marks that a keyboard has, which stand for every kind of theirs. */
const PLAIN_MARK = /^['-]$/;

/** The name by which the store knows a customer, to be compared: the last name, else the company's; empty where it has none. */
export function storeName(last: string | null, company: string | null): string {
  const read = readName(last ?? '');
  return read === '' ? readName(company ?? '') : read;
}

/** What stands where a program could not read, or not write, a letter: any letter. Lines and blocks are those of DOS. */
const LOST = /[?\u00bf\ufffc\ufffd\u2500-\u25ff\p{Co}\p{Noncharacter_Code_Point}]/u;

/** Were letters of the name, as `readName` gives it, lost on the way? */
export function isLost(name: string): boolean {
  return LOST.test(name);
}

/** A letter, or what stands for one, and its accents. */
const LETTER = new RegExp(`([^])(${ACCENTS.source}*)`, 'gu');

/**
 * Are two names, as `readName` gives them, surely one? Where letters were lost on the way, nobody can say so. Two letters
 * with different accents are two, and so are two kinds of hyphen: in texts that a code page misread, nothing else tells one
 * letter from another.
 */
export function isSameName(one: string, other: string): boolean {
  if (isLost(one)) return false;
  // Nearly all of a list are: the others alone are looked at letter by letter.
  if (one === other) return true;
  if (withoutAccents(one) !== withoutAccents(other)) return false;
  const others = [...other.matchAll(LETTER)];
  return [...one.matchAll(LETTER)].every(([, letter = '', accents = ''], at) => {
    const [, beside = '', against = ''] = others[at] ?? [];
    const isOneMark = letter === beside || PLAIN_MARK.test(letter) || PLAIN_MARK.test(beside);
    return isOneMark && (accents === against || accents === '' || against === '');
  });
}

/** All that may be shown of such a name: one letter, or a sign that stands for it. */
export function initialOf(folded: string): string {
  const code = folded.codePointAt(0);
  if (code === undefined) return NO_INITIAL;
  const first = String.fromCodePoint(code);
  const isPart = folded.length > first.length;
  return isPart && /^\p{L}$/u.test(first) && clean(first) === first ? first : NO_INITIAL;
}
