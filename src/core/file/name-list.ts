/** Reads the operator's own list of IDs and names, row by row: its header, and what is wrong with a line. */
import { parseCustomerId } from './customer-id.ts';
import { diagnostic, type Diagnostic, type DiagnosticDetails } from '../findings/diagnostics.ts';
import { shownValue } from '../findings/mask.ts';
import { readName } from '../text/names.ts';
import { holdsLoneReturn, isBlankRow, type CustomerId, type RawRow } from './rows.ts';

/** The labels that the list must hold once each, among others or alone. */
const LABELS = [
  ['customerId', 'no-customer-id'],
  ['lastName', 'no-last-name'],
] as const;

export interface NameColumns {
  readonly customerId: number;
  readonly lastName: number;
  /** Columns of the list, these two and others. */
  readonly count: number;
}

/** A line of the list. `name` is folded; empty where it cannot be compared, because it is blank or was cut. */
export interface ListedName {
  readonly line: number;
  readonly customerId: CustomerId;
  readonly name: string;
  /** The name as the list has it. */
  readonly written: string;
}

export interface CheckedLine {
  /** Null where the line names no customer. */
  readonly listed: ListedName | null;
  readonly found: Diagnostic | null;
}

type HeaderTrouble = DiagnosticDetails['names-file-invalid']['why'];
type LineTrouble = DiagnosticDetails['names-line-invalid']['why'];

/** Where the two columns stand, or why the first row is not the list's header. */
export function nameColumns(cells: readonly string[]): NameColumns | HeaderTrouble {
  if (cells.some(holdsLoneReturn)) return 'carriage-returns';
  if (cells.includes('action') && cells.includes('customerId')) return 'import-file';
  for (const [label, missing] of LABELS) {
    if (!cells.includes(label)) return missing;
    if (cells.indexOf(label) !== cells.lastIndexOf(label)) return 'twice';
  }
  const [customerId, lastName] = [cells.indexOf('customerId'), cells.indexOf('lastName')];
  return { customerId, lastName, count: cells.length };
}

/** Checks one line; a blank one is passed over. `path` is the list's. */
export function checkNameLine(raw: RawRow, columns: NameColumns, path: string): CheckedLine {
  if (isBlankRow(raw) && !raw.unterminated) return { listed: null, found: null };
  const { line, cells } = raw;
  const text = cells[columns.customerId] ?? '';
  const written = cells[columns.lastName] ?? '';
  const name = readName(written);
  const parsed = parseCustomerId(text);
  const why = lineTrouble(raw, columns, { id: text === '' ? 'no-id' : parsed, name });
  // Of a cut line only what a comma follows is sure to be whole.
  const whole = !raw.unterminated || columns.customerId < cells.length - 1;
  return {
    listed:
      typeof parsed === 'number' && whole
        ? { line, customerId: parsed, name: why === null ? name : '', written }
        : null,
    found:
      why === null
        ? null
        : wrongLine(path, { line, why, id: why === 'cut' || why === 'extra-cell' ? null : text }),
  };
}

function lineTrouble(
  { cells, unterminated }: RawRow,
  { count }: NameColumns,
  read: { readonly id: CustomerId | LineTrouble; readonly name: string },
): LineTrouble | null {
  if (unterminated) return 'cut';
  if (cells.slice(count).some((cell) => cell !== '')) return 'extra-cell';
  if (typeof read.id !== 'number') return read.id;
  return read.name === '' ? 'no-name' : null;
}

export interface WrongLine {
  readonly line: number | null;
  readonly why: LineTrouble;
  /** The text of its ID; null where that is not what is wrong. */
  readonly id: string | null;
  /** Where the ID stood first, if it is there twice. */
  readonly firstLine?: number | null;
}

/** What is wrong with a line of the list; its ID is shown only where it looks like one. */
export function wrongLine(path: string, { line, why, id, firstLine = null }: WrongLine): Diagnostic {
  const value = id === null ? null : shownValue(id, 'customerId');
  return diagnostic('names-line-invalid', { line, value }, { path, why, firstLine });
}
