/** Rows as read and rows as understood: `RawRow` is text, `RemoveRow` carries the proof that the rules hold. */

/** One record of the file, cells as read. Rows may end early: missing cells are empty. */
export interface RawRow {
  /** As a spreadsheet counts: the header is 1. */
  readonly row: number;
  /** The text file's line on which the record starts, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** True for a last record with no line break at its end: the file may have been cut there. */
  readonly unterminated: boolean;
}

declare const customerId: unique symbol;
/** An integer from 1 to 9,007,199,254,740,991, written without sign or leading zero. */
export type CustomerId = number & { readonly [customerId]: true };

export interface RemoveRow {
  readonly action: 'remove';
  readonly row: number;
  readonly line: number;
  readonly customerId: CustomerId;
}

/** Whether a cell holds nothing at all; a space is something. */
export function isBlankRow({ cells }: RawRow): boolean {
  return cells.every((cell) => cell === '');
}

/** Does a line end with a carriage return alone? Then all are one record, and nothing else that is odd of it is a cause. */
export function holdsLoneReturn(text: string): boolean {
  return /\r[^\n]/.test(text);
}
