/** A line of a CSV file that this program writes. */

/** The cells as one line, with its line break. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => csvCell(cell === null ? '' : String(cell))).join(',')}\n`;
}

/** A cell as RFC 4180 has it. A spreadsheet runs what begins with `= + - @`, tab or return: an apostrophe stops it
 * (OWASP, "CSV Injection"). */
function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
