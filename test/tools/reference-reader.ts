/** The definition of what is right: csv-parse reads every record, as the program did before it split plain ones itself. */
import { CsvError, parse, type Parser } from 'csv-parse';
import {
  diagnostic,
  type Diagnostic,
  type DiagnosticDetails,
  type DiagnosticOf,
} from '../../src/core/findings/diagnostics.ts';
import type { RawRow } from '../../src/core/file/rows.ts';
import { cellName } from '../../src/core/file/template.ts';
import type { Source } from '../../src/sources/bytes/open.ts';
import type { Reading } from '../../src/sources/csv/records.ts';
import { Text } from '../../src/sources/bytes/text.ts';

/** Longest record, its line break not counted (docs/CONTRACT.md, "Reading"). */
const LONGEST = 1 << 20;

/** Reads a source; throws a `FileError` where it is no text. */
export function readByCsvParse(source: Source): Omit<Reading, 'bytes' | 'close'> {
  const text = new Text(source);
  const chunks = text.chunks();
  const records = new Records();
  return {
    get stopped() {
      return records.stopped;
    },
    async *batches() {
      for (;;) {
        const next = await chunks.next();
        if (next.done === true) break;
        await records.write(next.value);
        const batch = records.take(false);
        if (batch.length > 0) yield batch;
        if (records.stopped !== null) return;
      }
      await records.end(!text.facts().ended);
      yield records.take(true);
    },
    async finish() {
      for (let next = await chunks.next(); next.done !== true; next = await chunks.next());
      return { ...text.facts(), complete: records.stopped === null };
    },
  };
}

/** The parser, and the rows that it has made since they were last taken. */
class Records {
  stopped: Diagnostic | null = null;
  readonly #parser: Parser;
  #rows: RawRow[] = [];
  #row = 1;
  #line = 1;
  #fed = 0;
  #ended = 0;
  #chunk: Buffer = Buffer.alloc(0);
  /** The last byte of the chunk before. */
  #before = 0;

  constructor() {
    this.#parser = parse({
      delimiter: ',',
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      // Taken here and never pushed: one asynchronous step a chunk, not one a row.
      on_record: (cells: string[]) => {
        // Each record is taken for the first: for one of another length csv-parse makes an Error, stack and all,
        // which is forty times as slow, and a spreadsheet leaves cells out at the end of every row.
        Reflect.set(this.#parser.info, 'records', 0);
        this.#add(cells);
        return null;
      },
    });
    // Every error also comes to the callback of the write that met it.
    this.#parser.on('error', () => undefined);
  }

  async write(chunk: Buffer): Promise<void> {
    this.#before = this.#chunk[this.#chunk.length - 1] ?? 0;
    this.#chunk = chunk;
    this.#fed += chunk.length;
    await this.#told((done) => this.#parser.write(chunk, done));
    // csv-parse's own limit does not count delimiters: a gigabyte of commas would grow without bound.
    if (this.#fed - this.#ended > LONGEST + 2) this.#tooLong();
  }

  /** `cut`: the last byte is no line break. */
  async end(cut: boolean): Promise<void> {
    await this.#told((done) => this.#parser.end(done));
    const last = this.#rows.pop();
    if (last !== undefined) this.#rows.push({ ...last, unterminated: cut && this.stopped === null });
  }

  /** The rows so far; the last one is held back until it is known whether another follows. */
  take(all: boolean): readonly RawRow[] {
    const rows = this.#rows;
    const held = all || this.stopped !== null ? undefined : rows.pop();
    this.#rows = held === undefined ? [] : [held];
    return rows;
  }

  #add(cells: string[]): void {
    if (this.stopped !== null) return;
    const end = this.#parser.info.bytes;
    const length = end - this.#breakBefore(end) - this.#ended;
    this.#ended = end;
    if (length > LONGEST) {
      this.#tooLong();
      return;
    }
    this.#rows.push({ row: this.#row, line: this.#line, cells, unterminated: false });
    this.#row += 1;
    this.#line += 1;
    for (const cell of cells) if (cell.includes('\n')) this.#line += cell.split('\n').length - 1;
  }

  async #told(work: (done: (error?: Error | null) => void) => void): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) =>
        work((error) => (error instanceof Error ? reject(error) : resolve())),
      );
    } catch (error) {
      const why = error instanceof CsvError ? QUOTES[error.code] : undefined;
      if (why === undefined) throw error;
      const column = columnOf(error);
      const cell = column === null ? {} : { cell: cellName(column, this.#row) };
      this.#stop(diagnostic('quote-error', { ...this.#here(), ...cell }, { why }));
    }
  }

  #stop(found: DiagnosticOf<'quote-error'> | DiagnosticOf<'record-too-long'>): void {
    this.stopped ??= found;
  }

  #here(): { readonly row: number; readonly line: number } {
    return { row: this.#row, line: this.#line };
  }

  #tooLong(): void {
    this.#stop(diagnostic('record-too-long', this.#here(), { limit: LONGEST }));
  }

  /** Bytes of the line break that ends at `end`, an offset into all that was fed. */
  #breakBefore(end: number): number {
    const byte = (at: number) => this.#chunk[at - (this.#fed - this.#chunk.length)] ?? this.#before;
    if (byte(end - 1) !== 10) return 0;
    return byte(end - 2) === 13 ? 2 : 1;
  }
}

const QUOTES: Readonly<Record<string, DiagnosticDetails['quote-error']['why']>> = {
  CSV_QUOTE_NOT_CLOSED: 'not-closed',
  CSV_INVALID_CLOSING_QUOTE: 'text-after-quote',
  INVALID_OPENING_QUOTE: 'quote-inside-text',
};

/** The number of the cell in which csv-parse met the error; it says no more of the place that can be relied on. */
function columnOf(error: unknown): number | null {
  const column = error instanceof CsvError ? error['column'] : null;
  return typeof column === 'number' ? column : null;
}
