/** What of a cell a diagnostic may hold: a word for an action, and what looks like an ID. */
import { isActionWord } from '../file/action.ts';
import { clean } from '../text/clean.ts';

/** What stands for a value that may not be shown. */
export const MASK = '•••';

/** What a mistaken ID may look like and still be shown: anything else could be a name (docs/CONTRACT.md, "Diagnostics"). Without a
 * digit that could be one, too. */
const LIKE_AN_ID = /^(?=.*[0-9])[0-9.,E+oOlI]+$/;

/**
 * The cell's text as a diagnostic may hold it. `label` is `null` for a cell beyond the template's. Every other column is
 * masked, whatever it is for: of a row that is wrong, nobody knows which cell slipped where.
 */
export function shownValue(text: string, label: string | null): string {
  if (text === '') return '';
  if (label === 'customerId') return LIKE_AN_ID.test(text) ? clean(text) : MASK;
  return label === 'action' && isActionWord(text) ? clean(text) : MASK;
}
