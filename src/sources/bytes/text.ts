/** Bytes that are proved to be UTF-8 while they pass: hashed, counted, the byte order mark taken off. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { diagnostic, type FileRole } from '../../core/findings/diagnostics.ts';
import type { FileDiagnostic } from '../../core/findings/file-reason.ts';
import { FileError } from '../../core/errors.ts';
import type { Source } from './open.ts';
import { ENOUGH, knownBinary, looksBinary, otherText, utf16 } from './sniff.ts';

/** What is known of the bytes when the last one has passed. */
export interface TextFacts {
  readonly size: number;
  readonly sha256: string;
  readonly byteOrderMark: boolean;
  readonly lineEnds: 'LF' | 'CRLF' | 'mixed' | 'none';
  /** The last byte is a line break. */
  readonly ended: boolean;
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** A source as text in chunks of whole characters. `facts` holds once `chunks` has ended. */
export class Text {
  readonly #source: Source;
  readonly #hash = createHash('sha256');
  #size = 0;
  #line = 1;
  #lines = 0;
  #returns = 0;
  #last = 0;
  #bom = false;

  constructor(source: Source) {
    this.#source = source;
  }

  /** Throws a `FileError` at the first byte that is no UTF-8, and for what is no text at all. */
  async *chunks(): AsyncGenerator<Buffer> {
    let held: Buffer = Buffer.alloc(0);
    let first = true;
    for await (const chunk of this.#source.chunks) {
      this.#hash.update(chunk);
      this.#size += chunk.length;
      const bytes: Buffer = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      // The start is judged when there is enough of it; a pipe may give it in pieces.
      if (first && bytes.length < ENOUGH) {
        held = Buffer.from(bytes);
        continue;
      }
      const whole = this.#wholeCharacters(bytes, first);
      // A copy: the chunk's place is written over.
      held = Buffer.from(bytes.subarray(whole.end));
      first = false;
      yield* this.#count(bytes.subarray(whole.start, whole.end));
    }
    if (held.length > 0) yield* this.#rest(held, first);
    const { path, role } = this.#source;
    if (this.#size === (this.#bom ? BOM.length : 0)) {
      throw new FileError(diagnostic('empty-file', {}, { path, role }));
    }
  }

  /** Bytes so far. */
  get size(): number {
    return this.#size;
  }

  facts(): TextFacts {
    const feeds = this.#lines - this.#returns;
    const both = feeds > 0 && this.#returns > 0;
    return {
      size: this.#size,
      sha256: this.#hash.copy().digest('hex'),
      byteOrderMark: this.#bom,
      lineEnds: this.#lines === 0 ? 'none' : both ? 'mixed' : this.#returns > 0 ? 'CRLF' : 'LF',
      ended: this.#last === 10,
    };
  }

  *#rest(held: Buffer, first: boolean): Generator<Buffer> {
    const { start, end } = this.#wholeCharacters(held, first);
    if (end < held.length) throw this.#badByte(held, end);
    yield* this.#count(held.subarray(start));
  }

  *#count(text: Buffer): Generator<Buffer> {
    if (text.length === 0) return;
    for (let at = text.indexOf(10); at !== -1; at = text.indexOf(10, at + 1)) {
      this.#lines += 1;
      if ((at === 0 ? this.#last : text[at - 1]) === 13) this.#returns += 1;
    }
    this.#last = text[text.length - 1] ?? 0;
    this.#line = this.#lines + 1;
    yield text;
  }

  #wholeCharacters(bytes: Buffer, first: boolean): { readonly start: number; readonly end: number } {
    if (first) this.#refuseOther(bytes);
    this.#bom ||= first && bytes.subarray(0, BOM.length).equals(BOM);
    const end = bytes.length - openCharacter(bytes);
    const checked = bytes.subarray(0, end);
    if (!isUtf8(checked)) throw this.#badByte(bytes, firstBadByte(checked));
    return { start: first && this.#bom ? BOM.length : 0, end };
  }

  #refuseOther(start: Buffer): void {
    const { path, role } = this.#source;
    const found = knownBinary(start);
    if (found !== null) throw new FileError(diagnostic('not-csv', {}, { path, role, found, format: null }));
    const likely = utf16(start);
    if (likely !== null)
      throw new FileError(encodingError({ path, role, line: 1, offset: 0, byte: start[0] ?? 0, likely }));
    if (looksBinary(start))
      throw new FileError(diagnostic('not-csv', {}, { path, role, found: 'a binary file', format: null }));
    const other = otherText(start);
    if (other !== null) throw new FileError(diagnostic('not-csv', {}, { path, role, ...other }));
  }

  #badByte(bytes: Buffer, at: number): FileError {
    let line = this.#line;
    for (let feed = bytes.indexOf(10); feed !== -1 && feed < at; feed = bytes.indexOf(10, feed + 1))
      line += 1;
    const offset = this.#size - bytes.length + at;
    const byte = bytes[at] ?? 0;
    const { path, role } = this.#source;
    // Windows-1252 has a character at nearly every byte; what breaks UTF-8 in a spreadsheet's file is nearly always it.
    return new FileError(encodingError({ path, role, line, offset, byte, likely: 'Windows-1252' }));
  }
}

interface BadByte {
  readonly path: string;
  readonly role: FileRole;
  readonly line: number;
  readonly offset: number;
  readonly byte: number;
  readonly likely: string;
}

function encodingError({ line, byte, ...at }: BadByte): FileDiagnostic {
  const shown = `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return diagnostic('encoding-error', { line }, { ...at, byte: shown });
}

/** Bytes at the end that begin a character whose rest is still to come: at most 3. */
function openCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}

/** Where the first byte stands that is no UTF-8, found by halving: everything before it is. */
function firstBadByte(bytes: Buffer): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const part = bytes.subarray(0, middle);
    if (isUtf8(part.subarray(0, middle - openCharacter(part)))) good = middle;
    else bad = middle;
  }
  const part = bytes.subarray(0, good);
  return good - openCharacter(part);
}
