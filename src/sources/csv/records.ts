/** Text to rows. Records without a quote are split here, all others by csv-parse, which defines what is right. */
import { diagnostic, type Diagnostic, type DiagnosticOf } from '../../core/findings/diagnostics.ts';
import type { RawRow } from '../../core/file/rows.ts';
import { cellName } from '../../core/file/template.ts';
import type { Source } from '../bytes/open.ts';
import { plainCells } from './plain.ts';
import { endOfQuoted, readQuoted, type QuoteError } from './quoted.ts';
import { Text, type TextFacts } from '../bytes/text.ts';

/** What is known of the file when it has been read. */
export interface ReadFacts extends TextFacts {
  /** False where reading the rows had to stop. */
  readonly complete: boolean;
}

export interface Reading {
  /** The rows, the header first, in batches of about a chunk. */
  batches(): AsyncGenerator<readonly RawRow[]>;
  /** Bytes read so far, and how many there are; null where nobody knows yet. */
  readonly bytes: { readonly done: number; readonly total: number | null };
  /** What ended the reading before the end of the file; after it nothing can be trusted. */
  readonly stopped: Diagnostic | null;
  /** Reads what is left of the bytes, so that size and sha256 are the whole file's. */
  finish(): Promise<ReadFacts>;
  /** Ends the reading before that. */
  close(): Promise<void>;
}

/** Longest record in bytes, its line break not counted (docs/CONTRACT.md, "Reading"). */
const LONGEST = 1 << 20;

/** Units of a string that cannot be more bytes than that. */
const SURELY_SHORT = Math.floor(LONGEST / 3);

/** Reads a source; throws a `FileError` where it is no text. */
export function readRows(source: Source): Reading {
  const text = new Text(source);
  const chunks = text.chunks();
  const records = new Records();
  return {
    get stopped() {
      return records.stopped;
    },
    get bytes() {
      return { done: text.size, total: source.size };
    },
    async *batches() {
      for (;;) {
        const next = await chunks.next();
        if (next.done === true) break;
        const batch = records.read(next.value.toString());
        if (batch.length > 0) yield batch;
        if (records.stopped !== null) return;
      }
      yield records.end();
    },
    async finish() {
      for (let next = await chunks.next(); next.done !== true; next = await chunks.next());
      return { ...text.facts(), complete: records.stopped === null };
    },
    async close() {
      await chunks.return(undefined);
    },
  };
}

/** Rows and lines are counted here, and the length of a record is bounded. */
class Records {
  stopped:
    | DiagnosticOf<'quote-error'>
    | DiagnosticOf<'record-too-long'>
    | DiagnosticOf<'lone-carriage-return'>
    | null = null;
  #held = '';
  #row = 1;
  #line = 1;
  #rows: RawRow[] = [];

  /** The rows that end in this piece of the text, which holds whole characters. */
  read(piece: string): readonly RawRow[] {
    const text = this.#held + piece;
    this.#rows = [];
    let quote = text.indexOf('"');
    let start = 0;
    for (
      let feed = text.indexOf('\n');
      feed !== -1 && this.stopped === null;
      feed = text.indexOf('\n', start)
    ) {
      if (quote === -1 || feed < quote) {
        this.#plain(text, start, feed);
        start = feed + 1;
      } else {
        const end = endOfQuoted(text, start, SURELY_SHORT);
        if (end === start) break;
        this.#quoted(text.slice(start, end));
        start = end;
        quote = text.indexOf('"', start);
      }
    }
    this.#held = text.slice(start);
    if (this.stopped === null && isLonger(this.#held, LONGEST + 2)) this.#endless();
    return this.#rows;
  }

  /** The last row, where no line break ends it. */
  end(): readonly RawRow[] {
    this.#rows = [];
    const text = this.#held;
    if (text.includes('"')) this.#quoted(text);
    else if (text !== '') this.#plain(text, 0, text.length);
    return this.stopped === null ? this.#rows.map((row) => ({ ...row, unterminated: true })) : this.#rows;
  }

  #plain(text: string, start: number, end: number): void {
    if (end - start > SURELY_SHORT && isLonger(text.slice(start, end).replace(/\r$/, ''), LONGEST))
      this.#tooLong(text.slice(start, end));
    else this.#add(plainCells(text, start, end));
  }

  /** Records with quotes; one alone where they would be long. */
  #quoted(text: string): void {
    const error = readQuoted(text, (cells) => {
      this.#add(cells);
      for (const cell of cells) if (cell.includes('\n')) this.#line += cell.split('\n').length - 1;
    });
    if (error !== null) this.#wrong(error, text);
    else if (isLonger(text.replace(/\r?\n$/, ''), LONGEST)) this.#takeBack(text);
  }

  /** What is held has no end within the limit: for want of a line break, or because a quote is wrong. */
  #endless(): void {
    const error = this.#held.includes('"') ? readQuoted(this.#held, () => undefined) : null;
    if (error === null || error.why === 'not-closed') this.#tooLong(this.#held);
    else this.#wrong(error, this.#held);
  }

  #add(cells: string[]): void {
    this.#rows.push({ row: this.#row, line: this.#line, cells, unterminated: false });
    this.#row += 1;
    this.#line += 1;
  }

  #takeBack(text: string): void {
    const long = this.#rows.pop();
    if (long !== undefined) [this.#row, this.#line] = [long.row, long.line];
    this.#tooLong(text);
  }

  #tooLong(text: string): void {
    const at = { row: this.#row, line: this.#line };
    this.stopped = holdsLoneReturn(text)
      ? diagnostic('lone-carriage-return', at, {})
      : diagnostic('record-too-long', at, { limit: LONGEST });
  }

  #wrong({ why, column }: QuoteError, text: string): void {
    const [line = ''] = text.split('\n', 1);
    if (this.#row === 1 && holdsLoneReturn(line)) {
      this.stopped = diagnostic('lone-carriage-return', { row: 1, line: 1 }, {});
      return;
    }
    const cell = column === null ? {} : { cell: cellName(column, this.#row) };
    this.stopped = diagnostic('quote-error', { row: this.#row, line: this.#line, ...cell }, { why });
  }
}

/** Where lines end with a carriage return alone, all are one record: that it is long, or its quotes odd, is no cause. */
function holdsLoneReturn(text: string): boolean {
  return /\r[^\n]/.test(text);
}

/** Has the text more bytes than `most`? A character has three at most for each unit of its length. */
function isLonger(text: string, most: number): boolean {
  return text.length * 3 > most && Buffer.byteLength(text) > most;
}
