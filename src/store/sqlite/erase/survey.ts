/** Reads the file once, in order: what each page may be, and what it would then refer to. Judged by `trace.ts`. */
import { readSync } from 'node:fs';
import type { OnProgress } from '../../../core/progress/progress.ts';
import type { FileHeader } from '../pages/header.ts';
import { usedOf, type Known } from './known.ts';
import { readPage, type Visitor } from '../pages/page.ts';
import { Unaccounted } from '../pages/unaccounted.ts';
import { endOfBytes, nonZero } from '../pages/zeros.ts';

/** What is known of every page, by its number; flat arrays, because a store may have millions. */
export interface Survey {
  /** The b-tree kind that the page's bytes add up to, else 0. Known pages are not looked at. */
  readonly kind: Uint8Array;
  readonly unused: Uint32Array;
  readonly nonZero: Uint32Array;
  /** The first four bytes: the next page, were this one of an overflow chain. */
  readonly next: Uint32Array;
  /** After the last byte that is not zero. */
  readonly end: Uint32Array;
  /** Where the page's references begin in `references`; those of page `n` end where `n + 1`'s begin. */
  readonly firstReference: Uint32Array;
  /** Pairs: a page, and the bytes of an overflow chain that begins there, or 0 for a child. */
  readonly references: Float64Array;
}

const CHUNK = 1 << 20;

/** A list of numbers that grows by doubling, which leaves as much behind: give it the length that it will likely have. */
class Numbers {
  length = 0;
  #held: Float64Array;
  constructor(likely: number) {
    this.#held = new Float64Array(likely);
  }
  push(value: number): void {
    if (this.length === this.#held.length) {
      const larger = new Float64Array(2 * this.length);
      larger.set(this.#held);
      this.#held = larger;
    }
    this.#held[this.length] = value;
    this.length += 1;
  }
  taken(): Float64Array {
    return this.#held.subarray(0, this.length);
  }
}

/** Surveys every page of the file; writes nothing. */
export function survey(
  fd: number,
  file: { header: FileHeader; known: Known },
  onProgress: OnProgress,
): Survey {
  const { header, known } = file;
  const found = new Surveyor(header, known);
  const perChunk = Math.max(1, CHUNK / header.pageSize);
  const chunk = Buffer.alloc(perChunk * header.pageSize);
  for (let first = 1; first <= header.pages; first += perChunk) {
    const read = readSync(fd, chunk, 0, chunk.length, (first - 1) * header.pageSize);
    const last = Math.min(header.pages, first + perChunk - 1);
    if (read < (last - first + 1) * header.pageSize) throw new Unaccounted(first, 'the file ends before it');
    for (let page = first; page <= last; page += 1) {
      const at = (page - first) * header.pageSize;
      found.look(page, chunk.subarray(at, at + header.pageSize));
    }
    onProgress(last, header.pages);
  }
  return found.result();
}

class Surveyor implements Visitor {
  readonly #header: FileHeader;
  readonly #known: Known;
  readonly #survey: Omit<Survey, 'references'>;
  readonly #references: Numbers;
  #bytes: Buffer = Buffer.alloc(0);
  #unused = 0;
  #nonZero = 0;

  constructor(header: FileHeader, known: Known) {
    this.#header = header;
    this.#known = known;
    // A pair for each page but the first: in a sound file each one is referred to once.
    this.#references = new Numbers(2 * header.pages);
    const numbers = () => new Uint32Array(header.pages + 2);
    const kind = new Uint8Array(header.pages + 2);
    const [unused, left, next, end, firstReference] = [numbers(), numbers(), numbers(), numbers(), numbers()];
    this.#survey = { kind, unused, nonZero: left, next, end, firstReference };
  }

  look(page: number, whole: Buffer): void {
    const { usable, pageSize } = this.#header;
    // An extension's: a page that is written without it, as a scrub does, would be a damaged one to it.
    if (nonZero(whole, usable, pageSize) > 0) throw new Unaccounted(page, 'reserved bytes that are not zero');
    this.#look(page, whole.subarray(0, usable));
  }

  #look(page: number, bytes: Buffer): void {
    const { kind, unused, nonZero: left, next, end, firstReference } = this.#survey;
    this.#bytes = bytes;
    [this.#unused, this.#nonZero] = [0, 0];
    const before = this.#references.length;
    firstReference[page] = before;
    if (!this.#lookKnown(page)) {
      kind[page] = readPage(bytes, page, this);
      if (kind[page] === 0) {
        [this.#unused, this.#nonZero, this.#references.length] = [0, 0, before];
      }
      next[page] = bytes.readUInt32BE(0);
      end[page] = endOfBytes(bytes);
    }
    unused[page] = this.#unused;
    left[page] = this.#nonZero;
    firstReference[page + 1] = this.#references.length;
  }

  #lookKnown(page: number): boolean {
    const used = usedOf(this.#known, page);
    if (used !== undefined) this.unused(used, this.#header.usable);
    return used !== undefined;
  }

  unused(from: number, to: number): void {
    this.#unused += to - from;
    this.#nonZero += nonZero(this.#bytes, from, to);
  }

  child(page: number): void {
    this.#references.push(page);
    this.#references.push(0);
  }

  overflow(page: number, bytes: number): void {
    this.#references.push(page);
    this.#references.push(bytes);
  }

  result(): Survey {
    return { ...this.#survey, references: this.#references.taken() };
  }
}
