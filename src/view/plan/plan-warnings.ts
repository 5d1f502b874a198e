/** The file's warnings on the screens of `plan` and `show PLAN`: one line for each kind, with the rows to look at. */
import { clean } from '../../core/text/clean.ts';
import { isCode } from '../../core/findings/tally.ts';
import type { Warned } from '../../core/findings/warned.ts';
import { headline, unitOf } from '../findings/diagnostic-words.ts';
import { plural, thousands } from '../text/format.ts';
import { hangingIndent } from '../text/layout.ts';
import { paint, type Style } from '../text/style.ts';
import { steps } from '../findings/words-remove.ts';

/** One line for each kind of warning, with at most so many places. */
export function warningLines(style: Style, warned: readonly Warned[], places: number): string[] {
  const sign = `  ${paint(style, 'yellow', '!')} `;
  // How many loans are left with nobody is said with the loans.
  return warned
    .filter(({ code }) => code !== 'loan-left-alone')
    .flatMap((one) => hangingIndent(style, sign, warning(one, places)));
}

function warning({ code, rows, at, dragged }: Warned, most: number): string {
  if (dragged !== null) {
    const cell = at[0]?.cell ?? null;
    const from = cell === null ? '' : `${clean(cell)}–`;
    return `${thousands(dragged.rows)} IDs in a row go ${steps(dragged)} (${from}${clean(dragged.lastCell)}): a dragged cell?`;
  }
  const places = at.slice(0, most).map(place);
  const more = rows > places.length && places.length > 0 ? ' …' : '';
  const where = places.length === 0 ? '' : ` (${places.join(', ')}${more})`;
  const what = isCode(code) ? headline({ code, severity: 'warning' }, null) : clean(code, 40);
  return `${plural(rows, unitOf(code))}: ${what}${where}`;
}

function place({ cell, row }: Warned['at'][number]): string {
  return cell === null ? `row ${row ?? 0}` : clean(cell);
}
