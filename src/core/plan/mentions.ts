/** Texts that stay with the loans, and name somebody who goes: afterwards nobody can search for them. */
import { namedIn, readyIdentity, readyText, type Identity } from './personal-data.ts';

/** What a text may name somebody by. */
export type Named = Pick<Identity, 'first' | 'last' | 'company'>;

/** Does the text hold the customer's first and last name, or the company's? Case, accents and order do not count. */
export function isMentioned(text: string, who: Named): boolean {
  const all = { ...who, email: null, ssn: null, license: null, login: null };
  return namedIn(readyText(text), readyIdentity(all)) === 'names';
}
