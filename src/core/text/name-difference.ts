/** In what two names differ, so that whoever reads it knows whether to look for a slip of the pen or for another customer. */
import { isLost, isSameName, withoutAccents } from './names.ts';

export const NAME_DIFFERENCES = ['no-name', 'accents', 'punctuation', 'one-letter', 'other'] as const;

/** `no-name`: the store has none. `other`: more than one letter, or letters were lost and nobody can say. */
export type NameDifference = (typeof NAME_DIFFERENCES)[number];

/** Of two names that are not one (`isSameName`), both as `readName` gives them. */
export function nameDifference(list: string, store: string): NameDifference {
  if (store === '') return 'no-name';
  if (isLost(list) || isLost(store)) return 'other';
  if (isSameName(lettersOf(list), lettersOf(store))) return 'punctuation';
  const [one, other] = [withoutAccents(list), withoutAccents(store)];
  if (one === other) return 'accents';
  return differInOne(Array.from(one), Array.from(other)) ? 'one-letter' : 'other';
}

/** Without what stands between letters. U+02BC is a letter to Unicode, and an apostrophe to whoever typed it. */
function lettersOf(name: string): string {
  return name.replace(/[\p{P}\p{S}\u02bc]/gu, '');
}

/** Is one letter another, one too many, or are two side by side the other way round? */
function differInOne(one: readonly string[], other: readonly string[]): boolean {
  if (one.length < other.length) return differInOne(other, one);
  const start = one.findIndex((letter, at) => letter !== other[at]);
  const rest = (letters: readonly string[], from: number) => letters.slice(start + from).join('');
  if (one.length > other.length) return rest(one, 1) === rest(other, 0);
  const swapped = one[start] === other[start + 1] && one[start + 1] === other[start];
  return rest(one, 1) === rest(other, 1) || (swapped && rest(one, 2) === rest(other, 2));
}
