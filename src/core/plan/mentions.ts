/** Texts that stay with the loans, and name somebody who goes: afterwards nobody can search for them. */
import { namedIn, type ReadyIdentity, type ReadyText } from './personal-data.ts';

/** Does the text hold the first and last name of one of the customers, or a company's name? Case, accents and order do not count. */
export function isMentioned(text: ReadyText, customers: readonly ReadyIdentity[]): boolean {
  return customers.some((customer) => namedIn(text, customer) === 'names');
}
