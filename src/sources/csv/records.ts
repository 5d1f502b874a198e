/** Text to rows. Records without a quote are split here, all others by csv-parse, which defines what is right. */
import { diagnostic, type Diagnostic, type DiagnosticOf } from '../../core/findings/diagnostics.ts';
import { holdsFormula, isOneCell, isWholeLine } from '../../core/file/quoted-line.ts';
import { listSeparator, type Separator } from '../../core/file/list-separator.ts';
import { holdsLoneReturn, type RawRow } from '../../core/file/rows.ts';
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

/** Told of a row with a wrong quote that reading goes on behind. */
export type OnBroken = (found: DiagnosticOf<'quote-error'>) => void;

/** Reads the file to import; throws a `FileError` where it is no text. Without `onBroken` the first wrong quote ends the reading. */
export function readRows(source: Source, onBroken: OnBroken | null = null): Reading {
  return reading(source, new Records(onBroken, () => ','));
}

/** Reads an operator's own list, whose cells may be separated by semicolons or tabs; throws a `FileError` where it is no text. */
export function readListRows(source: Source): Reading {
  return reading(source, new Records(null, listSeparator));
}

function reading(source: Source, records: Records): Reading {
  const text = new Text(source);
  const chunks = text.chunks();
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

/** Rows with a wrong quote behind which reading goes on; with more of them the file was made wrong as a whole. */
const MOST_BROKEN = 1000;

/** Rows and lines are counted here, and the length of a record is bounded. */
class Records {
  stopped:
    | DiagnosticOf<'quote-error'>
    | DiagnosticOf<'record-too-long'>
    | DiagnosticOf<'lone-carriage-return'>
    | null = null;
  readonly #onBroken: OnBroken | null;
  readonly #separatorOf: (firstLine: string) => Separator;
  #separator: Separator = ',';
  #broken = 0;
  #columns = 0;
  #held = '';
  #row = 1;
  #line = 1;
  #rows: RawRow[] = [];

  constructor(onBroken: OnBroken | null, separatorOf: (firstLine: string) => Separator) {
    this.#onBroken = onBroken;
    this.#separatorOf = separatorOf;
  }

  /** The rows that end in this piece of the text, which holds whole characters. */
  read(piece: string): readonly RawRow[] {
    this.#rows = [];
    this.#held = this.#take(this.#held + piece);
    while (this.stopped === null && isLonger(this.#held, LONGEST + 2)) {
      this.#held = this.#take(this.#held.slice(this.#endless()));
    }
    return this.#rows;
  }

  /** The last row, where no line break ends it. */
  end(): readonly RawRow[] {
    this.#rows = [];
    let text = this.#take(this.#held);
    while (this.stopped === null && text.includes('"')) {
      const taken = this.#quoted(text);
      if (taken === text.length)
        return this.#rows.map((row) => ({ ...row, unterminated: row.row === this.#row - 1 }));
      text = this.#take(text.slice(taken));
    }
    if (this.stopped !== null || text === '') return this.#rows;
    this.#plain(text, 0, text.length);
    return this.#rows.map((row) => ({ ...row, unterminated: row.row === this.#row - 1 }));
  }

  /** Takes the records that end in the text; returns the rest. */
  #take(text: string): string {
    if (this.#row === 1) this.#separator = this.#separatorOf(/^.*/.exec(text)?.[0] ?? '');
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
        // A quote inside a cell that begins with none is wrong, whatever follows: the line is known to be one.
        const isBare = quote > start && text[quote - 1] !== this.#separator;
        const end = isBare ? feed + 1 : endOfQuoted(text, start, SURELY_SHORT);
        if (end === start) break;
        start += this.#quoted(text.slice(start, end));
        quote = text.indexOf('"', start);
      }
    }
    return text.slice(start);
  }

  #plain(text: string, start: number, end: number): void {
    if (end - start > SURELY_SHORT && isLonger(text.slice(start, end).replace(/\r$/, ''), LONGEST))
      this.#tooLong(text.slice(start, end));
    else this.#add(plainCells(text, { start, end, separator: this.#separator.charCodeAt(0) }));
  }

  /** Records with quotes; one alone where they would be long. Returns how much of the text was taken. */
  #quoted(text: string): number {
    const first = this.#line;
    const error = readQuoted(text, this.#separator, (cells) => {
      this.#add(cells);
      for (const cell of cells) if (cell.includes('\n')) this.#line += cell.split('\n').length - 1;
    });
    if (error !== null) return this.#wrong(error, text, startOfLine(text, this.#line - first));
    if (isLonger(text.replace(/\r?\n$/, ''), LONGEST)) this.#takeBack(text);
    return text.length;
  }

  /** What is held has no end within the limit: for want of a line break, or because a quote is wrong. Returns what was taken. */
  #endless(): number {
    const error = this.#held.includes('"') ? readQuoted(this.#held, this.#separator, () => undefined) : null;
    if (error !== null && error.why !== 'not-closed') return this.#wrong(error, this.#held, 0);
    this.#tooLong(this.#held);
    return this.#held.length;
  }

  #add(cells: string[]): void {
    if (this.#row === 1) this.#columns = cells.length;
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

  /** The record that begins at `start` has a wrong quote. Returns how much of the text is taken: its line, or all. */
  #wrong({ why, column }: QuoteError, text: string, start: number): number {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed + 1;
    const line = text.slice(start, end).replace(/\r?\n$/, '');
    if (this.#row === 1 && holdsLoneReturn(line)) {
      this.stopped = diagnostic('lone-carriage-return', { row: 1, line: 1 }, {});
      return text.length;
    }
    if (this.#row === 1 && this.#onBroken !== null && isOneCell(line)) {
      this.#add([line]);
      return end;
    }
    const cell = column === null ? {} : { cell: cellName(column, this.#row) };
    const at = { row: this.#row, line: this.#line, ...cell };
    const found = diagnostic('quote-error', at, { why: holdsFormula(line) ? 'formula' : why });
    if (this.#row === 1 || !this.#goesOn(line)) {
      this.stopped = found;
      return text.length;
    }
    this.#onBroken?.(found);
    this.#broken += 1;
    this.#row += 1;
    this.#line += 1;
    return end;
  }

  #goesOn(line: string): boolean {
    return this.#onBroken !== null && this.#broken < MOST_BROKEN && isWholeLine(line, this.#columns);
  }
}

/** Where a text's line begins, from 0. */
function startOfLine(text: string, line: number): number {
  let start = 0;
  for (let passed = 0; passed < line; passed += 1) start = text.indexOf('\n', start) + 1;
  return start;
}

/** Has the text more bytes than `most`? A character has three at most for each unit of its length. */
function isLonger(text: string, most: number): boolean {
  return text.length * 3 > most && Buffer.byteLength(text) > most;
}
