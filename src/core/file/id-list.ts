/** Reads a line of a list of IDs: one ID, whole, and nothing beside it. */
import { parseCustomerId } from './customer-id.ts';
import { diagnostic, type Diagnostic } from '../findings/diagnostics.ts';
import { shownValue } from '../findings/mask.ts';
import type { CustomerId, RawRow } from './rows.ts';

/** The line's ID, or what is wrong with it; null for an empty line. */
export function checkListLine({ line, cells, unterminated }: RawRow): CustomerId | Diagnostic | null {
  const text = cells.join(',');
  if (text === '') return null;
  // A cut ID is another customer's: a last line without its line break may have been cut.
  if (unterminated) return diagnostic('truncated-row', { line }, { found: 1, needed: 1 });
  // Where the line is more than one cell, a comma is in the text, and it is no ID.
  const id = parseCustomerId(text);
  if (typeof id === 'number') return id;
  return diagnostic('customer-id-invalid', { line, value: shownValue(text, 'customerId') }, { why: id });
}
