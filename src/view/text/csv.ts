/** A line of CSV as RFC 4180 has it, harmless in a spreadsheet and in a terminal: every CSV of values is made here. */
import { clean } from '../../core/text/clean.ts';

/** The line with its line break; `null` is an empty cell. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => csvCell(cell === null ? '' : String(cell))).join(',')}\n`;
}

/**
 * Where a spreadsheet takes a cell for a formula, an apostrophe stops it (OWASP, "CSV Injection"): before `= + - @` and
 * their full-width forms. Where its separator is `;`, as in much of Europe, a cell may begin after one of those, too.
 */
const FORMULA = /(^|;)(?= *[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

function csvCell(text: string): string {
  // Tab, return and every other control are written out by `clean`: none is left to begin or to break a cell.
  const harmless = clean(text, Number.POSITIVE_INFINITY).replace(FORMULA, "$1'");
  return /[",]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
