/** Does a text that the ledger keeps for ever name somebody who goes? Texts and names are folded; nothing of either is told. */
import { foldName } from '../text/names.ts';
import { groupsIn, mayStand } from './quick-look.ts';
import { KEPT_TEXTS, type Guard, type KeptText } from './plan.ts';

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
  /** Its words joined and folded: what is not in here is in no run of them. */
  readonly glued: string;
  /** Where in `glued` a word begins. */
  readonly starts: ReadonlySet<number>;
  /** Where in `glued` a word has ended. */
  readonly ends: ReadonlySet<number>;
  /** Its words as they stand, folded, for names that were written as one. */
  readonly whole: string;
  /** As it was written, in small letters. */
  readonly written: string;
}

/** From here on two names that stand in a longer word are no chance: `removebrandtkira`. */
const SURE = 8;
const UNSPACED = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{M}]+$/u;
const SURE_UNSPACED = 3;
/** Letters of a genitive: `Kira Brandts Antrag`, `Иванова`. */
const ENDING = 2;
/** Letters and digits of a value that is one person's alone, that no other word has by chance. */
const LEAST = 7;

/** Makes a text ready. Words end at separators, at capitals in the middle (`KiraBrandt`), and between letters and digits. */
export function readyText(text: string): ReadyText {
  const written = fromUrl(text);
  const parts = written
    .replace(/(\p{Ll}\p{M}*)(?=\p{Lu})/gu, '$1 ')
    .replace(/(\p{L}\p{M}*)(?=\p{N})/gu, '$1 ')
    .replace(/(\p{N})(?=\p{L})/gu, '$1 ');
  const [starts, ends] = [new Set<number>(), new Set<number>()];
  let glued = '';
  for (const word of wordsOf(parts)) {
    starts.add(glued.length);
    glued += word;
    ends.add(glued.length);
  }
  return { glued, starts, ends, whole: wordsOf(written).join(' '), written: written.toLowerCase() };
}

/** A name of a file as a web page gives it: `Ren%C3%A9e%20M.csv`. */
function fromUrl(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (coded) => {
    const bytes = Buffer.from(coded.replaceAll('%', ''), 'hex');
    const read = new TextDecoder().decode(bytes);
    // Latin-1, as older pages write.
    return read.includes('\ufffd') ? bytes.toString('latin1') : read;
  });
}

/** Is this the text's words from one on to another, however many they are, the last with so many letters more at most? */
function holds({ glued, starts, ends }: ReadyText, value: string, more = 0): boolean {
  for (let at = glued.indexOf(value); at !== -1; at = glued.indexOf(value, at + 1)) {
    if (!starts.has(at)) continue;
    for (let end = at + value.length; end <= at + value.length + more; end += 1)
      if (ends.has(end)) return true;
  }
  return false;
}

/** A customer, made ready so that any number of texts can be asked: folding takes longer than looking. */
export interface ReadyIdentity {
  readonly first: string | null;
  readonly last: string;
  /** The company's name without what kind of company it is, and with it; empty where there is none. */
  readonly company: readonly [name: string, whole: string];
  readonly email: string | null;
  readonly unique: readonly string[];
}

/** Makes a customer ready. */
export function readyIdentity(customer: Identity): ReadyIdentity {
  const { first, last, company, email } = customer;
  return {
    first,
    last: last === null ? '' : joined(last),
    company: company === null ? ['', ''] : [joined(company.replace(KINDS, '')), joined(company)],
    email: email !== null && /^\S+@\S+\.\S+$/.test(email) ? email.toLowerCase() : null,
    unique: uniqueValues(customer),
  };
}

/** What the text says of a customer. Millions are asked about: what is looked at first is what is never there. */
export function namedIn(text: ReadyText, { first, last, company, email, unique }: ReadyIdentity): Named {
  const { glued } = text;
  if (holdsCompany(text, company)) return 'names';
  // However short it is, and whatever stands around it: no address is written so by chance.
  if (email !== null && text.written.includes(email)) return 'names';
  if (unique.some((word) => holds(text, word))) return 'names';
  if (last === '' || !glued.includes(last)) return null;
  const firsts = wordsOf(first ?? '');
  const [given] = firsts;
  if (given !== undefined && [last + given, given + last].some((both) => isWritten(text, both, given)))
    return 'names';
  if (!holds(text, last)) return null;
  return firsts.some((word) => word.length > 1 && holds(text, word)) ? 'names' : 'surname';
}

/** What one person alone has, where it is so long that no other word is it by chance. */
function uniqueValues({ email, ssn, license, login }: Identity): readonly string[] {
  return [email, ssn, license, login].flatMap((value) => {
    const word = value === null ? '' : joined(value);
    return word.length >= LEAST ? [word] : [];
  });
}

/** Both names, one after the other: as words, as one word, or inside a longer one. */
function isWritten(text: ReadyText, both: string, first: string): boolean {
  if (holds(text, both)) return true;
  if (first.length <= 1 && !UNSPACED.test(both)) return false;
  return isSure(both) && (text.whole.includes(both) || holds(text, both, ENDING));
}

/** Is it no chance where this stands in a longer word? Scripts that set no space between words need fewer signs. */
function isSure(both: string): boolean {
  return both.length >= SURE || (UNSPACED.test(both) && both.normalize('NFC').length >= SURE_UNSPACED);
}

/** What kind of company it is need not be written; a name of one short word is no more than a surname. */
const KINDS = /[\s,.]+(?:LLC|INC|CORP|CORPORATION|CO|COMPANY|LTD|LIMITED|LP|LLP|PLC|GMBH|AG|SA)\.?$/i;

function holdsCompany(text: ReadyText, [name, whole]: ReadyIdentity['company']): boolean {
  if (whole === '') return false;
  if (isSure(name) && text.whole.includes(name)) return true;
  return [name, whole].some((word) => word.length > 2 && holds(text, word));
}

function wordsOf(text: string): readonly string[] {
  return text
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '')
    .map(foldName);
}

/** Most values are ASCII, and there are millions of them: those are folded without a look at their accents. */
function joined(value: string): string {
  return /^[\x00-\x7f]*$/.test(value)
    ? value.replace(/[^A-Za-z0-9]+/g, '').toUpperCase()
    : wordsOf(value).join('');
}

/** Texts that the ledger keeps of a run; null where there is none. */
export type KeptTexts = { readonly [T in KeptText]: string | null };

export type PersonalData = Extract<Guard, { readonly guard: 'personal-data' }>;

/** All letters in which a value of a customer is looked for. */
function lettersOf({ glued, whole, written }: ReadyText): readonly string[] {
  return [glued, whole.replaceAll(' ', ''), written.toUpperCase().replace(/[^A-Z0-9]+/g, '')];
}

/** Whatever names a customer holds one of these, a first name alone names nobody. */
function mayBeNamed(groups: ReadonlySet<string>, identity: Identity): boolean {
  const { last, company, email, ssn, license, login } = identity;
  return mayStand(groups, [last, company, email, ssn, license, login]);
}

/** A guard for each text that names one of the customers. */
export function personalDataIn(customers: Iterable<Identity>, texts: KeptTexts): readonly PersonalData[] {
  const found = new Map<KeptText, PersonalData['named']>();
  const ready = KEPT_TEXTS.flatMap((where) => {
    const text = texts[where];
    return text === null ? [] : [{ where, text: readyText(text) }];
  });
  const groups = groupsIn(ready.flatMap(({ text }) => lettersOf(text)));
  for (const identity of customers) {
    if (!mayBeNamed(groups, identity)) continue;
    const customer = readyIdentity(identity);
    for (const { where, text } of ready) {
      const named = namedIn(text, customer);
      if (named !== null && found.get(where) !== 'names') found.set(where, named);
    }
  }
  return KEPT_TEXTS.flatMap((where): readonly PersonalData[] => {
    const named = found.get(where);
    return named === undefined ? [] : [{ guard: 'personal-data', where, named, refuses: named === 'names' }];
  });
}
