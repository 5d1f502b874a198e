/** The file's warnings on the plan's screen: one line for each kind, with the rows to look at. */
import { clean } from '../core/clean.ts';
import type { Diagnostic } from '../core/diagnostics.ts';
import type { Tally } from '../core/tally.ts';
import { headline } from './diagnostic-words.ts';
import { plural, thousands } from './format.ts';
import { groupsOf, type Group } from './groups.ts';
import { hang } from './layout.ts';
import { paint, type Style } from './style.ts';
import { steps } from './words-remove.ts';

const MOST_PLACES = 4;

/** One line for each kind of warning. */
export function warningLines(style: Style, tally: Tally): string[] {
  const sign = `  ${paint(style, 'yellow', '!')} `;
  // How many loans are left with nobody is said with the loans.
  const groups = groupsOf(tally, 'warning').filter(({ code }) => code !== 'loan-left-alone');
  return groups.flatMap((group) => hang(style, sign, warning(group)));
}

function warning(group: Group): string {
  const [first] = group.shown;
  if (first?.code === 'consecutive-ids' && group.rows === 1) {
    const { rows, lastCell } = first.details;
    const from = first.cell === null ? '' : `${clean(first.cell)}–`;
    return `${thousands(rows)} IDs in a row go ${steps(first.details)} (${from}${clean(lastCell)}): a dragged cell?`;
  }
  const places = group.shown.slice(0, MOST_PLACES).map(place);
  const more = group.rows > places.length && places.length > 0 ? ' …' : '';
  const where = places.length === 0 ? '' : ` (${places.join(', ')}${more})`;
  return `${plural(group.rows, 'row')}: ${headline(group, null)}${where}`;
}

function place({ cell, row }: Diagnostic): string {
  return cell === null ? `row ${row ?? 0}` : clean(cell);
}
