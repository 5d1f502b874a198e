/** Does a text that the ledger keeps for ever name somebody who goes? Texts and names are folded; nothing of either is told. */
import { foldName } from './names.ts';
import type { KeptText } from './plan.ts';

/** What a customer can be known by. Never to be written anywhere. */
export interface Identity {
  readonly first: string | null;
  readonly last: string | null;
  readonly company: string | null;
  readonly email: string | null;
  readonly ssn: string | null;
  readonly license: string | null;
  /** The name by which they log in. */
  readonly login: string | null;
}

/** `names`: somebody, surely enough to refuse. `surname`: a last name alone, which may be a month or a street. */
export type Named = 'names' | 'surname' | null;

/** A text, made ready so that any number of customers can be looked up in it. */
export interface ReadyText {
  /** Every run of its words, joined and folded. */
  readonly runs: ReadonlySet<string>;
  /** Its words as they stand, folded, for names that were written as one. */
  readonly whole: string;
  /** The same without spaces: what is not in here is in none of the others. */
  readonly glued: string;
}

/** Words of one name, or of one address: nobody's has more. */
const LONGEST = 12;
/** From here on two names that stand in a longer word are no chance: `removebrandtkira`. */
const SURE = 8;
/** Letters and digits of a value that is one person's alone, that no other word has by chance. */
const LEAST = 7;

/** Makes a text ready. Words end at separators, at capitals in the middle (`KiraBrandt`), and between letters and digits. */
export function readyText(text: string): ReadyText {
  const parts = text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})|(\p{N})(\p{L})/gu, '$1$3 $2$4');
  const words = wordsOf(parts);
  const runs = new Set<string>();
  for (let from = 0; from < words.length; from += 1)
    for (let to = from + 1; to <= Math.min(from + LONGEST, words.length); to += 1)
      runs.add(words.slice(from, to).join(''));
  return { runs, whole: wordsOf(text).join(' '), glued: words.join('') };
}

/** What the text says of a customer. Millions are asked about: what is looked at first is what is never there. */
export function namedIn(text: ReadyText, customer: Identity): Named {
  const { runs, glued } = text;
  if (holdsCompany(runs, customer.company)) return 'names';
  if (glued.length >= LEAST && alone(customer).some((value) => isThere(runs, value))) return 'names';
  const last = joined(customer.last);
  if (last === '' || !glued.includes(last)) return null;
  const firsts = wordsOf(customer.first ?? '');
  const [first = ''] = firsts;
  if (isWritten(text, last + first, first) || isWritten(text, first + last, first)) return 'names';
  if (!runs.has(last)) return null;
  return firsts.some((word) => word.length > 1 && runs.has(word)) ? 'names' : 'surname';
}

/** What one person alone has. */
function alone({ email, ssn, license, login }: Identity): readonly (string | null)[] {
  return [email, ssn, license, login];
}

function isThere(runs: ReadyText['runs'], value: string | null): boolean {
  if (value === null || value.length < LEAST) return false;
  const word = joined(value);
  return word.length >= LEAST && runs.has(word);
}

/** Both names as one word, or inside a longer one. */
function isWritten({ runs, whole }: ReadyText, both: string, first: string): boolean {
  return first.length > 1 && (runs.has(both) || (both.length >= SURE && whole.includes(both)));
}

/** What kind of company it is need not be written; a name of one short word is no more than a surname. */
const KINDS = /[\s,.]+(?:LLC|INC|CORP|CORPORATION|CO|COMPANY|LTD|LIMITED|LP|LLP|PLC|GMBH|AG|SA)\.?$/i;

function holdsCompany(runs: ReadonlySet<string>, company: string | null): boolean {
  if (company === null) return false;
  const name = joined(company.replace(KINDS, ''));
  return name.length > 2 && runs.has(name);
}

function wordsOf(text: string): readonly string[] {
  return text
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '')
    .map(foldName);
}

/** Most values are ASCII, and there are millions of them: those are folded without a look at their accents. */
function joined(value: string | null): string {
  if (value === null) return '';
  return /^[\x00-\x7f]*$/.test(value)
    ? value.replace(/[^A-Za-z0-9]+/g, '').toUpperCase()
    : wordsOf(value).join('');
}

/** Texts that the ledger keeps of a run; null where there is none. */
export type KeptTexts = { readonly [T in KeptText]: string | null };
