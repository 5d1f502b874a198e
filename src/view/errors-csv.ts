/** Every diagnostic as CSV, one a line: what `--errors FILE` holds. */
import type { Diagnostic } from '../core/diagnostics.ts';
import { message, remedy } from './diagnostic-words.ts';

const COLUMNS = ['code', 'severity', 'row', 'line', 'cell', 'label', 'value', 'message', 'remedy'];

/** The first line, with its line break. */
export function errorsCsvHeader(): string {
  return `${COLUMNS.join(',')}\n`;
}

/** A diagnostic's line, with its line break. */
export function errorsCsvLine(found: Diagnostic): string {
  const { code, severity, row, line, cell, label, value } = found;
  const cells = [code, severity, row, line, cell, label, value, message(found), remedy(found)];
  return `${cells.map((one) => csvCell(one === null ? '' : String(one))).join(',')}\n`;
}

/** A cell as RFC 4180 has it. A spreadsheet runs what begins with `= + - @`, tab or return: an apostrophe stops it
 * (OWASP, "CSV Injection"). */
function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
