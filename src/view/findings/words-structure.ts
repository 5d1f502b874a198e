/** Words for rows that are not well made, whatever they ask for: cut, quoted wrongly, with characters that cannot be meant. */
import { clean } from '../../core/text/clean.ts';
import type { DiagnosticDetails } from '../../core/findings/diagnostics.ts';
import { bytes, plural } from '../text/format.ts';
import type { WordTable } from './word-table.ts';

type StructureCode =
  | 'truncated-row'
  | 'extra-cell'
  | 'quote-error'
  | 'record-too-long'
  | 'control-character'
  | 'line-break-in-cell'
  | 'lone-carriage-return'
  | 'blank-row';

export const STRUCTURE_WORDS: Pick<WordTable, StructureCode> = {
  'truncated-row': {
    headline: () => 'the last row stops short: the file may be cut',
    detail: ({ details: { found, needed } }) =>
      `${found < needed ? `${found} of ${plural(needed, 'cell')}, ` : ''}no line break after it`,
    remedy: () =>
      'Compare this row with your list. Where it is whole, end the file with a line break: exceljs, papaparse and fast-csv leave it out.',
  },
  'extra-cell': {
    headline: ({ severity }) =>
      severity === 'error' ? 'a cell beyond the last column is filled' : 'empty cells beyond the last column',
    detail: ({ details }) =>
      `${plural(details.cells, 'cell')}, the template has ${plural(details.needed, 'column')}${details.shifted ? ': everything stands a column to the right' : ''}`,
    remedy: ({ severity, details }) =>
      details.shifted
        ? "Take the first cell out of each row, which the header knows nothing of: R's write.table leaves row names out by row.names=FALSE."
        : severity === 'error'
          ? 'Make the row again from your list: a comma is too many, or stands in a cell without quotes.'
          : 'Nothing to do: they are passed over.',
  },
  'quote-error': {
    headline: () => 'a double quote is not where it can be',
    detail: ({ details }) => QUOTE_TROUBLE[details.why],
    remedy: ({ details }) =>
      details.why === 'formula'
        ? 'Write the digits alone, without = and quotes.'
        : 'Make the row again from your list. A cell that holds a quote stands in quotes, that quote written twice.',
  },
  'record-too-long': {
    headline: () => 'a row is too long to be one',
    detail: ({ details }) => `more than ${bytes(details.limit)}`,
    remedy: () => 'Look for a double quote that is never closed, or for lines that do not end.',
  },
  'control-character': {
    headline: () => 'a cell holds a control character',
    detail: ({ details }) => clean(details.character, 12),
    remedy: () => 'Make the row again from your list: the character came along with a copy.',
  },
  'line-break-in-cell': {
    headline: () => 'a cell holds a line break',
    detail: () => '',
    remedy: () => 'Make the row again from your list: one row, one line.',
  },
  'lone-carriage-return': {
    headline: () => 'a carriage return stands alone, without a line feed',
    detail: () => '',
    remedy: () =>
      'Make the file again from your list, with line ends of LF or CRLF: as "CSV UTF-8", not as "CSV (Macintosh)".',
  },
  'blank-row': {
    headline: () => 'empty rows are passed over',
    detail: () => '',
    remedy: () => 'Nothing to do, unless a customer is missing there.',
  },
};

const QUOTE_TROUBLE: Readonly<Record<DiagnosticDetails['quote-error']['why'], string>> = {
  'not-closed': 'it opens here and is never closed',
  'text-after-quote': 'text goes on after the closing quote',
  formula: 'it belongs to a formula, ="…"',
  'quote-inside-text': 'it stands inside a cell that does not begin with one',
};
