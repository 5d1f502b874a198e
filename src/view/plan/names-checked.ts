/** The one sentence about an operator's own list that agrees with file and store. */
import { clean } from '../../core/text/clean.ts';
import { CODES } from '../../core/findings/diagnostics.ts';
import type { NamesChecked, Validation } from '../../core/findings/validation.ts';
import { plural } from '../text/format.ts';

/** `57 IDs and 57 names agree with names.csv.`; null where no list was compared, or where it does not agree. */
export function namesAgree({ names, tally, complete, store }: Validation): string | null {
  const differs = [...tally.codes.values()].some(({ code }) => CODES[code].about === 'names');
  if (names === null || differs || !complete) return null;
  return store === null
    ? `${plural(names.ids, 'ID')} agree with ${listName(names)}; without a store no name was compared.`
    : `${plural(names.ids, 'ID')} and ${plural(names.compared, 'name')} agree with ${listName(names)}.`;
}

function listName({ name }: NamesChecked): string {
  return name === '-' ? 'standard input' : clean(name);
}
