/** Every diagnostic as CSV, one a line: what `--errors FILE` holds. */
import type { Diagnostic } from '../../core/findings/diagnostics.ts';
import { csvLine } from '../text/csv.ts';
import { message, remedy } from '../findings/diagnostic-words.ts';

const COLUMNS = ['code', 'severity', 'row', 'line', 'cell', 'label', 'value', 'message', 'remedy'];

/** The first line, with its line break. */
export function errorsCsvHeader(): string {
  return csvLine(COLUMNS);
}

/** A diagnostic's line, with its line break. */
export function errorsCsvLine(found: Diagnostic): string {
  const { code, severity, row, line, cell, label, value } = found;
  return csvLine([code, severity, row, line, cell, label, value, message(found), remedy(found)]);
}
