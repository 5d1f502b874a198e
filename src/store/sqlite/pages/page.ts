/** One b-tree page: every byte is a cell's, a pointer's, a header's, or unused; or it is no such page. */
import { INDEX_INTERIOR, INDEX_LEAF, TABLE_INTERIOR, TABLE_LEAF, readCell, type Cell } from './cell.ts';

/** Told of what a page holds while it is read; all of it is void where `readPage` returns 0. */
export interface Visitor {
  /** Bytes `from` to `to` of the page hold nothing. */
  unused(from: number, to: number): void;
  child(page: number): void;
  overflow(page: number, bytes: number): void;
}

/** A cell takes at least 4 bytes, so that it can become a free block. */
const LEAST_CELL = 4;

/** Page 1 begins with the file's header, the end of which is kept for later versions and must be zero. */
const FILE_HEADER = 100;
const EXPANSION = { from: 72, to: 92 };

const cell: Cell = { size: 0, child: 0, overflow: 0, overflowBytes: 0 };

/** What begins at each byte of the page, by its size: cells positive, free blocks negative. All zero between calls. */
const begins = new Int32Array(65536);

/**
 * Reads the usable bytes of a page; returns its kind, or 0 where cells, free blocks, fragments, headers
 * and gap do not add up to it.
 */
export function readPage(page: Buffer, number: number, visitor: Visitor): number {
  const start = number === 1 ? FILE_HEADER : 0;
  const kind = page.readUInt8(start);
  if (kind !== INDEX_INTERIOR && kind !== TABLE_INTERIOR && kind !== INDEX_LEAF && kind !== TABLE_LEAF)
    return 0;
  try {
    if (addsUp(page, { kind, start, visitor })) return kind;
  } catch (error) {
    // A pointer past the page's end: what was read is no b-tree page.
    if (!(error instanceof RangeError)) throw error;
  }
  begins.fill(0, 0, page.length);
  return 0;
}

/** Tells of the unused bytes alone, in a page that is known to be of a b-tree; returns what `readPage` does. */
export function readUnused(page: Buffer, number: number, unused: Visitor['unused']): number {
  return readPage(page, number, { unused, child: () => undefined, overflow: () => undefined });
}

interface Reading {
  readonly kind: number;
  readonly start: number;
  readonly visitor: Visitor;
}

function addsUp(page: Buffer, { kind, start, visitor }: Reading): boolean {
  const interior = kind === INDEX_INTERIOR || kind === TABLE_INTERIOR;
  const cells = page.readUInt16BE(start + 3);
  const content = page.readUInt16BE(start + 5) || 65536;
  const pointers = start + (interior ? 12 : 8);
  const gap = pointers + 2 * cells;
  if (gap > content || content > page.length) return false;
  if (interior) visitor.child(page.readUInt32BE(start + 8));
  for (let at = pointers; at < gap; at += 2) {
    const cellAt = page.readUInt16BE(at);
    if (cellAt < content || !readCell(page, cellAt, { kind, cell })) return false;
    if (interior) visitor.child(cell.child);
    if (cell.overflowBytes > 0) visitor.overflow(cell.overflow, cell.overflowBytes);
    const size = Math.max(LEAST_CELL, cell.size);
    if (!begin(page, cellAt, size)) return false;
    if (cell.size < size) visitor.unused(cellAt + cell.size, cellAt + size);
  }
  const blocks = placeFreeBlocks(page, page.readUInt16BE(start + 1), content);
  if (blocks < 0) return false;
  if (start === FILE_HEADER) visitor.unused(EXPANSION.from, EXPANSION.to);
  visitor.unused(gap, content);
  return hop(page, content, { things: cells + blocks, fragments: page.readUInt8(start + 7), visitor });
}

function begin(page: Buffer, at: number, size: number): boolean {
  if (at + Math.abs(size) > page.length || begins[at] !== 0) return false;
  begins[at] = size;
  return true;
}

/** Free blocks are a chain that goes up; returns how many, or -1. */
function placeFreeBlocks(page: Buffer, first: number, content: number): number {
  let blocks = 0;
  for (let at = first, end = content; at !== 0; blocks += 1) {
    if (at < end) return -1;
    const size = page.readUInt16BE(at + 2);
    if (size < LEAST_CELL || !begin(page, at, -size)) return -1;
    end = at + size;
    at = page.readUInt16BE(at);
  }
  return blocks;
}

interface Expected {
  readonly things: number;
  readonly fragments: number;
  readonly visitor: Visitor;
}

/** From one thing to the next: what nothing begins at is a fragment; what was hopped over overlaps. */
function hop(page: Buffer, content: number, expected: Expected): boolean {
  let [things, fragments] = [0, 0];
  for (let at = content; at < page.length;) {
    const size = begins[at] ?? 0;
    begins[at] = 0;
    if (size === 0) {
      expected.visitor.unused(at, at + 1);
      fragments += 1;
      at += 1;
    } else {
      if (size < 0) expected.visitor.unused(at + 4, at - size);
      things += 1;
      at += Math.abs(size);
    }
  }
  return things === expected.things && fragments === expected.fragments;
}
