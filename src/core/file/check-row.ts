/** Checks one row by itself: structure, action, customer ID, and that a remove row holds nothing else. */
import { explainAction, isNoRow, parseAction } from './action.ts';
import { characterName } from '../text/clean.ts';
import { parseCustomerId } from './customer-id.ts';
import { diagnostic, type Diagnostic, type Place } from '../findings/diagnostics.ts';
import { shownLabel } from './header/label.ts';
import { shownValue } from '../findings/mask.ts';
import { isBlankRow, type CustomerId, type RawRow, type RemoveRow } from './rows.ts';
import { cellName, type Template } from './template.ts';
import { idPlace } from '../findings/warnings.ts';

export interface CheckedRow {
  /** A row that asks for a removal by a valid ID, also where something else is wrong with it; never a cut one. */
  readonly row: RemoveRow | null;
  readonly found: readonly Diagnostic[];
}

const NOTHING: readonly Diagnostic[] = [];

/** Filled cells of a remove row that are listed; the rest is counted. */
const LISTED = 100;

/** C0, DEL, C1, bidi controls, zero-width characters and line separators, CR and LF aside. */
const CONTROL =
  /[\u0000-\u0009\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/u;
const LONE_RETURN = /\r(?!\n)/;

/** Checks a row against the template; `found` is empty for a right one. */
export function checkRow(raw: RawRow, template: Template): CheckedRow {
  // A cut row may have lost its ID: it is no blank one.
  const short = raw.unterminated && raw.cells.length < template.labels.length;
  if (isBlankRow(raw) && !short) return { row: null, found: [diagnostic('blank-row', atRow(raw), {})] };
  const { cells } = raw;
  const [action, id] = [cells[template.actionIndex] ?? '', cells[template.customerIdIndex] ?? ''];
  // The common case by far: two cells that are right, and nothing in any other.
  if (
    action === 'remove' &&
    !raw.unterminated &&
    cells.length <= template.labels.length &&
    holdsOnly(raw, template)
  ) {
    const customerId = parseCustomerId(id);
    if (typeof customerId === 'number') return rightRow(removeRow(raw, customerId), template);
  }
  return explain(raw, template);
}

function rightRow(row: RemoveRow, template: Template): CheckedRow {
  return { row, found: lostDigits(row, template) };
}

/** A spreadsheet keeps 15 digits and writes a 0 for the 16th: such an ID may be another customer's. */
const FIRST_OF_16_DIGITS = 1e15;

function lostDigits(row: RemoveRow, template: Template): readonly Diagnostic[] {
  const { customerId } = row;
  return customerId >= FIRST_OF_16_DIGITS && customerId % 10 === 0
    ? [diagnostic('digits-lost', idPlace(template, row), {})]
    : NOTHING;
}

function removeRow({ row, line }: RawRow, customerId: CustomerId): RemoveRow {
  return { action: 'remove', row, line, customerId };
}

/** True where no cell but the two holds anything. */
function holdsOnly({ cells }: RawRow, { actionIndex, customerIdIndex }: Template): boolean {
  for (let at = 0; at < cells.length; at += 1) {
    if (cells[at] !== '' && at !== actionIndex && at !== customerIdIndex) return false;
  }
  return true;
}

function explain(raw: RawRow, template: Template): CheckedRow {
  const found: Diagnostic[] = [...structure(raw, template)];
  const isCut = found.some(({ code }) => code === 'truncated-row');
  // What is wrong with its cells comes of that alone.
  if (isShifted(raw, template)) return { row: null, found };
  const text = raw.cells[template.actionIndex] ?? '';
  const action = parseAction(text);
  const place = placeOf(raw, template, template.actionIndex);
  if (action === null) {
    const details = explainAction(text);
    found.push(diagnostic('unknown-action', place, details));
    if (isNoRow(details)) return { row: null, found };
  } else if (action !== 'remove') found.push(diagnostic('action-not-supported', place, { action }));
  if (action !== 'remove' && action !== null) return { row: null, found };
  const id = readId(raw, template);
  if (typeof id !== 'number') found.push(id);
  if (action === null) return { row: null, found };
  const filled = filledCells(raw, template);
  if (filled !== null) found.push(filled);
  if (typeof id !== 'number' || isCut) return { row: null, found };
  const row = removeRow(raw, id);
  return { row, found: [...found, ...lostDigits(row, template)] };
}

function readId(raw: RawRow, template: Template): CustomerId | Diagnostic {
  const text = raw.cells[template.customerIdIndex] ?? '';
  const place = placeOf(raw, template, template.customerIdIndex);
  if (text === '') return diagnostic('customer-id-missing', place, {});
  const id = parseCustomerId(text);
  return typeof id === 'number' ? id : diagnostic('customer-id-invalid', place, { why: id });
}

function filledCells(raw: RawRow, template: Template): Diagnostic | null {
  const { actionIndex, customerIdIndex, labels } = template;
  const cells: { readonly cell: string; readonly label: string }[] = [];
  let count = 0;
  for (let at = 0; at < raw.cells.length && at < labels.length; at += 1) {
    if (raw.cells[at] === '' || at === actionIndex || at === customerIdIndex) continue;
    count += 1;
    if (count <= LISTED) cells.push({ cell: cellName(at, raw.row), label: shownLabel(labels[at] ?? '', []) });
  }
  const [first] = cells;
  return first === undefined
    ? null
    : diagnostic('cell-not-empty', { ...atRow(raw), ...first }, { count, cells });
}

/** What is wrong with the row as a record, at most one of each code. */
function structure(raw: RawRow, template: Template): readonly Diagnostic[] {
  const { cells, unterminated } = raw;
  const { labels, customerIdIndex, actionIndex } = template;
  const found: Diagnostic[] = [];
  // Where the ID is the last column, a cut row can hold all its cells: a cut ID is another customer's.
  const lastCounts = Math.max(customerIdIndex, actionIndex) === labels.length - 1;
  if (unterminated && (cells.length < labels.length || (lastCounts && cells.length === labels.length))) {
    found.push(diagnostic('truncated-row', atRow(raw), { found: cells.length, needed: labels.length }));
  }
  if (cells.length > labels.length) found.push(extraCell(raw, template));
  if (!cells.some(holdsControl)) return found;
  for (const [code, pattern] of PATTERNS) {
    const at = cells.findIndex((cell) => pattern.test(cell));
    if (at < 0) continue;
    const place = placeOf(raw, template, at);
    if (code === 'control-character') {
      const character = characterName(CONTROL.exec(cells[at] ?? '')?.[0] ?? '');
      found.push(diagnostic(code, place, { character }));
    } else found.push(diagnostic(code, place, {}));
  }
  return found;
}

/** One look at each cell that holds anything; nearly none of them holds a control. */
function holdsControl(cell: string): boolean {
  return cell !== '' && ANY_CONTROL.test(cell);
}

const ANY_CONTROL = new RegExp(`${CONTROL.source}|[\\r\\n]`, 'u');

const PATTERNS = [
  ['control-character', CONTROL],
  ['line-break-in-cell', /\n/],
  ['lone-carriage-return', LONE_RETURN],
] as const;

/** What is said of a row, or of a header, that goes on beyond the template's last column. */
export function extraCell(raw: RawRow, template: Template): Diagnostic {
  const needed = template.labels.length;
  const beyond = raw.cells.slice(needed);
  const first = beyond.findIndex((cell) => cell !== '');
  const place = placeOf(raw, template, needed + Math.max(0, first));
  const shifted = isShifted(raw, template);
  const found = diagnostic('extra-cell', place, { cells: raw.cells.length, needed, shifted });
  return first < 0 ? { ...found, severity: 'warning' } : found;
}

/** Does a row number stand before what the header names? R's write.table gives its header no label there. */
function isShifted({ cells }: RawRow, { labels, actionIndex }: Template): boolean {
  const isAction = (at: number) => parseAction(cells[at] ?? '') !== null;
  return cells.length === labels.length + 1 && !isAction(actionIndex) && isAction(actionIndex + 1);
}

function atRow({ row, line }: RawRow): Pick<Place, 'row' | 'line'> {
  return { row, line };
}

function placeOf(raw: RawRow, template: Template, at: number): Place {
  const label = template.labels[at] ?? null;
  const value = shownValue(raw.cells[at] ?? '', label);
  return { ...atRow(raw), cell: cellName(at, raw.row), label, value };
}
