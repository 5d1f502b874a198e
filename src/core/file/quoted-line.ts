/** Of a line in which a quote is wrong: may reading go on behind it, and what made it so? */

/**
 * Does the record end with its line? Its quotes pair, or it has the commas of a row, whatever stands in quotes. Else the quote
 * may have opened a cell of several lines, and what follows is no row.
 */
export function isWholeLine(line: string, columns: number): boolean {
  return countOf(line, '"') % 2 === 0 || countOf(line, ',') === columns - 1;
}

/** Is it a header that another sign than a comma separates, or a title: a line without a comma is no header of ours. */
export function isOneCell(line: string): boolean {
  return !line.includes(',') || /^"[^",;\t|]*"[;\t|]/.test(line) || /^[^",;\t|]+[;\t|]"/.test(line);
}

/** `="40009"`, without the quotes that CSV wants around it: programs write it so that a spreadsheet takes it for text. */
export function holdsFormula(line: string): boolean {
  return /(?:^|,)="[^",]*"(?:,|\r?$)/.test(line);
}

function countOf(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
