/** Records with quotes: csv-parse reads them, and says what is wrong with them. */
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import type { DiagnosticDetails } from '../../core/findings/diagnostics.ts';
import type { Separator } from '../../core/file/list-separator.ts';

export interface QuoteError {
  readonly why: DiagnosticDetails['quote-error']['why'];
  /** From 0, or null where it is not known. */
  readonly column: number | null;
}

/** Gives each record's cells to `record`, in order; returns what ended the reading before the text's end, or null. */
export function readQuoted(
  text: string,
  delimiter: Separator,
  record: (cells: string[]) => void,
): QuoteError | null {
  try {
    parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      on_record: (cells: string[]) => {
        record(cells);
        return null;
      },
    });
    return null;
  } catch (error) {
    const why = error instanceof CsvError ? QUOTES[error.code] : undefined;
    if (why === undefined) throw error;
    return { why, column: columnOf(error) };
  }
}

const QUOTES: Readonly<Record<string, QuoteError['why']>> = {
  CSV_QUOTE_NOT_CLOSED: 'not-closed',
  CSV_INVALID_CLOSING_QUOTE: 'text-after-quote',
  INVALID_OPENING_QUOTE: 'quote-inside-text',
};

/** The number of the cell in which csv-parse met the error; it says no more of the place that can be relied on. */
function columnOf(error: unknown): number | null {
  const column = error instanceof CsvError ? error['column'] : null;
  return typeof column === 'number' ? column : null;
}

/**
 * Where the records end that begin at `start` and have a quote each: the index after the last one's line break, or
 * `start` where not even the first has ended. A line break after an odd number of quotes is inside of them; that is
 * so in every record that csv-parse reads, and of every other one it says so. Records that are more than `most` units
 * long together are taken one by one.
 */
export function endOfQuoted(text: string, start: number, most: number): number {
  let end = start;
  for (;;) {
    const feed = endOfRecord(text, end);
    if (feed === -1 || (end > start && feed - start >= most)) return end;
    end = feed + 1;
    const quote = text.indexOf('"', end);
    const next = text.indexOf('\n', end);
    if (quote === -1 || (next !== -1 && next < quote)) return end;
  }
}

function endOfRecord(text: string, start: number): number {
  let open = false;
  let quote = text.indexOf('"', start);
  for (let feed = text.indexOf('\n', start); feed !== -1; feed = text.indexOf('\n', feed + 1)) {
    for (; quote !== -1 && quote < feed; quote = text.indexOf('"', quote + 1)) open = !open;
    if (!open) return feed;
  }
  return -1;
}
