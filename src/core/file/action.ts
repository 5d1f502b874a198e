/** Reads what a row asks for exactly, and says how near a wrong word came. Never corrects. */
import { firstBlank, withoutBlanks, withoutOuterBlanks, wordsOf } from '../text/clean.ts';
import type { DiagnosticDetails } from '../findings/diagnostics.ts';
import type { ActionTrouble } from '../findings/troubles.ts';
import { fold, nearest } from '../text/nearest.ts';

export type Action = 'add' | 'update' | 'remove';
type Explained = DiagnosticDetails['unknown-action'];

const ACTIONS: readonly Action[] = ['add', 'update', 'remove'];

/** What people write when they mean one of the three. Words that hide or close a customer are not among them. */
const MEANT: Readonly<Record<string, Action>> = {
  insert: 'add',
  create: 'add',
  new: 'add',
  added: 'add',
  edit: 'update',
  change: 'update',
  modify: 'update',
  updated: 'update',
  delete: 'remove',
  deleted: 'remove',
  del: 'remove',
  removed: 'remove',
  removal: 'remove',
  erase: 'remove',
};

/** No action, nor what stands for one, is longer. */
const LONGEST = 64;

/** What a row looks like whose action is near none: the first that fits. Case does not count. */
const LOOKS: readonly (readonly [RegExp, ActionTrouble])[] = [
  [/^[-=_*~.#\u2010-\u2015|+\s]+$/u, 'dashes'],
  [/^(?:#|\/\/|--|\*|;|<!--|(?:note|notes|comment|remark|todo|nb|ps)\b)/iu, 'note'],
  [/^actions?$/iu, 'header'],
  [/^(?:grand|sub|net)?[\s-]*(?:totals?|sum|count|average)\b/iu, 'total'],
  [/^\d[\d.,\s]*(?:customers?|rows?|records?|accounts?|ids?|removals?|items?)\b/iu, 'total'],
  [/^(?:page|end|eof|printed|generated|exported|created|report|prepared|confidential)\b/iu, 'footer'],
  [/^(?:n\/?a|no|not|none|never|nil|null|do(?:n['\u2019]?t| not)|false)\b/iu, 'stay'],
  [/^(?:keep|kept|stays?|retain|skip|ignore|hold|active|open|leave|pending|unchanged)\b/iu, 'stay'],
];

/** The action exactly as the contract writes it, else `null`. */
export function parseAction(text: string): Action | null {
  return text === 'remove' || text === 'add' || text === 'update' ? text : null;
}

/** Why a text is no action, and which one it may have been meant to be. */
export function explainAction(text: string): Explained {
  const bare = withoutBlanks(text);
  if (bare === '') return { why: [...blanksIn(text), 'empty'], nearest: null };
  if (/^\s*example\b/i.test(text)) return { why: ['example'], nearest: null };
  const near = meant(text);
  if (near === null) return { why: looks(text), nearest: null };
  const isCase = bare !== near && bare.toLowerCase() === near;
  return { why: [...(isCase ? (['case'] as const) : []), ...blanksIn(text)], nearest: near };
}

/** What the template's own example row says; more in that cell may be anybody's. */
const EXAMPLES: readonly string[] = ['example', 'exampledeletethisrow'];

/** Is a text that is no action surely no value that slipped a column? */
export function isActionWord(text: string): boolean {
  return withoutBlanks(text) === '' || meant(text) !== null || EXAMPLES.includes(fold(text));
}

/** True where the action says that the row is no customer's: what else is in it needs no words. */
export function isNoRow({ why }: Explained): boolean {
  return why.some((one) => NO_ROW.includes(one));
}

const NO_ROW: readonly ActionTrouble[] = ['example', 'total', 'footer', 'dashes', 'header', 'note'];

/** Longer words are near one only by a part of their own: `noremove`. */
const LONGEST_NEAR = 7;

/** Actions that a mistyped word is near; a name is as near to `add` as a typing error is: `Ada`. */
const LONG_ACTIONS: readonly Action[] = ['update', 'remove'];

/** One word and nothing beside it, or one that blanks take apart: `no remove`, `remove: n`, `# remove` and `remove?` may
 * say the very opposite. */
function meant(text: string): Action | null {
  if (text.length > LONGEST) return null;
  const words = wordsOf(text);
  if (!words.every((word) => /^\p{L}+$/u.test(word))) return null;
  const word = fold(words.join(''));
  const exact = ACTIONS.find((action) => action === word) ?? synonym(word);
  if (exact !== null || words.length > 1 || word.length > LONGEST_NEAR) return exact;
  return nearest(word, LONG_ACTIONS);
}

function synonym(word: string): Action | null {
  return Object.hasOwn(MEANT, word) ? (MEANT[word] ?? null) : null;
}

function looks(text: string): readonly ActionTrouble[] {
  const start = withoutOuterBlanks(text.slice(0, LONGEST));
  const found = LOOKS.find(([pattern]) => pattern.test(start));
  return found === undefined ? [] : [found[1]];
}

function blanksIn(text: string): ActionTrouble[] {
  const why: ActionTrouble[] = [];
  if (text.includes(' ')) why.push('space');
  if (firstBlank(text.replaceAll(' ', '')) !== null) why.push('invisible-character');
  return why;
}
