/**
 * Reads a line of a list of IDs: one ID, whole, and nothing beside it, and above them their heading; or, where the first line
 * has the label `customerId` among others, the cell under it. Of no other label is it sure that it means the customer's ID.
 */
import { parseCustomerId } from './customer-id.ts';
import { isIdHeading } from './header/other-file.ts';
import { diagnostic, type Diagnostic } from '../findings/diagnostics.ts';
import { shownValue } from '../findings/mask.ts';
import { fold } from '../text/nearest.ts';
import type { IdTrouble } from '../findings/troubles.ts';
import { holdsLoneReturn, isBlankRow, type CustomerId, type RawRow } from './rows.ts';

/** Where the IDs stand in a list of several columns. */
export interface IdColumn {
  readonly customerId: number;
  readonly count: number;
}

/** The column of the IDs; null where the first line has not the label `customerId` once, among others. */
export function idColumn(cells: readonly string[]): IdColumn | null {
  const customerId = cells.indexOf('customerId');
  const others = cells.filter((cell) => cell !== '' && cell !== 'customerId');
  const isColumn = customerId !== -1 && customerId === cells.lastIndexOf('customerId') && others.length > 0;
  return isColumn && !cells.includes('action') && !cells.some(holdsLoneReturn)
    ? { customerId, count: cells.length }
    : null;
}

/** The ID under the label, or what is wrong with it; null for an empty line. A line with other cells than the first may have
 * been cut or moved, and its ID is nobody's. */
export function checkColumnLine(
  raw: RawRow,
  { customerId, count }: IdColumn,
): CustomerId | Diagnostic | null {
  const { line, cells, unterminated } = raw;
  if (isBlankRow(raw) && !unterminated) return null;
  if (cells.some(holdsLoneReturn)) return diagnostic('lone-carriage-return', { line }, {});
  if (unterminated) return diagnostic('truncated-row', { line }, { found: cells.length, needed: count });
  if (cells.length < count || cells.slice(count).some((cell) => cell !== ''))
    return diagnostic('customer-id-invalid', { line }, { why: 'other-columns' });
  const text = cells[customerId] ?? '';
  const why = parseCustomerId(text);
  if (typeof why === 'number') return why;
  return diagnostic('customer-id-invalid', { line, value: shownValue(text, 'customerId') }, { why });
}

/** The line's ID, or what is wrong with it; null for an empty line, and for the heading. Empty cells after it say nothing. */
export function checkListLine({ line, cells, unterminated }: RawRow): CustomerId | Diagnostic | null {
  const filled = cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
  const text = filled.join(',');
  if (text === '' || (line === 1 && isIdHeading(text) && !unterminated)) return null;
  if (holdsLoneReturn(text)) return diagnostic('lone-carriage-return', { line }, {});
  // A cut ID is another customer's: a last line without its line break may have been cut.
  if (unterminated) return diagnostic('truncated-row', { line }, { found: 1, needed: 1 });
  // Where the line is more than one cell, a comma is in the text, and it is no ID.
  const id = parseCustomerId(text);
  if (typeof id === 'number') return id;
  const why = id === 'not-a-number' ? standing(filled, line) : id;
  return diagnostic('customer-id-invalid', { line, value: shownValue(text, 'customerId') }, { why });
}

/** What stands above a column of other numbers, folded. */
const HEADING = /^(?:loan|account|application|customer|client|borrower)?(?:ids?|numbers?|nos?|nrs?)$/;

/** What stands in the ID's place. */
function standing(cells: readonly string[], line: number): IdTrouble {
  const [text = '', second] = cells;
  if (line === 1 && cells.includes('action') && cells.includes('customerId')) return 'import-file';
  if (line === 1 && second === undefined && HEADING.test(fold(text))) return 'heading';
  const ids = cells.filter((cell) => typeof parseCustomerId(cell) === 'number');
  const others = cells.filter((cell) => !ids.includes(cell));
  // A digit beside it may be a part of the ID.
  if (ids.length === 1 && others.every((cell) => !/\p{Nd}/u.test(cell))) return 'not-alone';
  if (line === 1 && cells.some(isIdHeading)) return 'not-alone';
  return cells.every((cell) => NAME.test(cell)) ? 'name' : 'not-a-number';
}

/** Letters, and what stands between the parts of a name. */
const NAME = /^[\p{L}\p{M}\s.'\u2019&-]*\p{L}{2}[\p{L}\p{M}\s.'\u2019&-]*$/u;
