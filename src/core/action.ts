/** Reads what a row asks for exactly, and says how near a wrong word came. Never corrects. */
import { clean, firstBlank, withoutBlanks } from './clean.ts';
import type { DiagnosticDetails } from './diagnostics.ts';
import { fold, nearest } from './nearest.ts';

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

/** The action exactly as the contract writes it, else `null`. */
export function parseAction(text: string): Action | null {
  return text === 'remove' || text === 'add' || text === 'update' ? text : null;
}

/** Why a text is no action, and which one it may have been meant to be. */
export function explainAction(text: string): Explained {
  if (withoutBlanks(text) === '') return { why: [...blanksIn(text), 'empty'], nearest: null };
  if (/^\s*example\b/i.test(text)) return { why: ['example'], nearest: null };
  const near = meant(text);
  const bare = withoutBlanks(text);
  const isCase = near !== null && bare !== near && bare.toLowerCase() === near;
  return { why: [...(isCase ? (['case'] as const) : []), ...blanksIn(text)], nearest: near };
}

function meant(text: string): Action | null {
  const word = fold(clean(text, 64));
  return synonym(word) ?? nearest(word, ACTIONS);
}

function synonym(word: string): Action | null {
  return Object.hasOwn(MEANT, word) ? (MEANT[word] ?? null) : null;
}

/** What the template's own example row says; more in that cell may be anybody's. */
const EXAMPLES: readonly string[] = ['example', 'exampledeletethisrow'];

/** Is a text that is no action surely no value that slipped a column? `add` has Ada one letter away, and an address can
 * hold any word. */
export function isActionWord(text: string): boolean {
  const word = fold(text);
  if (word === '') return withoutBlanks(text) === '';
  if (text.normalize('NFKC').includes('@')) return false;
  const near = nearest(word, ACTIONS, (shorter) => (shorter < 6 ? 0 : 1));
  return near !== null || synonym(word) !== null || EXAMPLES.includes(word);
}

function blanksIn(text: string): ('space' | 'invisible-character')[] {
  const why: ('space' | 'invisible-character')[] = [];
  if (text.includes(' ')) why.push('space');
  if (firstBlank(text.replaceAll(' ', '')) !== null) why.push('invisible-character');
  return why;
}
