/** What of a cell a diagnostic may hold: nothing of columns that are personal, secret or unknown. */
import { clean } from './clean.ts';
import { privacyOf } from './template.ts';

/** What stands for a value that may not be shown. */
export const MASK = '•••';

/** What a mistaken ID may look like and still be shown: anything else could be a name (contract: "Diagnostics"). */
const LIKE_AN_ID = /^[0-9.,E+oOlI]+$/;

/** The cell's text as a diagnostic may hold it. `label` is `null` for a cell beyond the template's. */
export function shownValue(text: string, label: string | null): string {
  if (text === '') return '';
  if (label === null) return MASK;
  if (label === 'customerId') return LIKE_AN_ID.test(text) ? clean(text) : MASK;
  return privacyOf(label) === 'no' ? clean(text) : MASK;
}
