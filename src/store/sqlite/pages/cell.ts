/** The size of a cell, and what it refers to: a child page, a chain of overflow pages (fileformat2.html, 1.6). */

export const INDEX_INTERIOR = 2;
export const TABLE_INTERIOR = 5;
export const INDEX_LEAF = 10;
export const TABLE_LEAF = 13;

/** One cell, filled anew by each `readCell`: millions are read, and none is kept. */
export interface Cell {
  /** Bytes that the cell's content takes in the page. */
  size: number;
  /** The left child's page, or 0. */
  child: number;
  /** The first overflow page, or 0, and the bytes that the chain holds. */
  overflow: number;
  overflowBytes: number;
}

/** Largest payload that SQLite itself allows. */
const MOST_PAYLOAD = 0x7fffffff;

const varint = { value: 0, end: 0 };

/** Reads a varint of up to 9 bytes; only values below 2^53 are exact, and no larger one is used. */
function readVarint(page: Buffer, at: number): void {
  let value = 0;
  for (let index = 0; index < 9; index += 1) {
    const byte = page.readUInt8(at + index);
    // The ninth byte counts whole: a walk that took eight destroyed the last byte of negative row IDs.
    if (index === 8 || byte < 0x80) {
      varint.value = index === 8 ? value * 256 + byte : value * 128 + byte;
      varint.end = at + index + 1;
      return;
    }
    value = value * 128 + (byte & 0x7f);
  }
}

/** Reads the cell at `at` into `cell`; false where it cannot be one. Throws a `RangeError` past the page's end. */
export function readCell(
  page: Buffer,
  at: number,
  into: { readonly kind: number; readonly cell: Cell },
): boolean {
  const { kind, cell } = into;
  const interior = kind === INDEX_INTERIOR || kind === TABLE_INTERIOR;
  cell.child = interior ? page.readUInt32BE(at) : 0;
  cell.overflow = 0;
  cell.overflowBytes = 0;
  readVarint(page, interior ? at + 4 : at);
  if (kind === TABLE_INTERIOR) {
    cell.size = varint.end - at;
    return true;
  }
  const payload = varint.value;
  if (payload > MOST_PAYLOAD) return false;
  if (kind === TABLE_LEAF) readVarint(page, varint.end);
  const local = localPayload(page.length, kind, payload);
  cell.size = varint.end - at + local;
  if (local < payload) {
    cell.overflow = page.readUInt32BE(at + cell.size);
    cell.overflowBytes = payload - local;
    cell.size += 4;
  }
  return true;
}

/** How much of a payload stays in the page; U, X, M and K as the format names them. */
function localPayload(usable: number, kind: number, payload: number): number {
  const most = kind === TABLE_LEAF ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (payload <= most) return payload;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((payload - least) % (usable - 4));
  return fitting <= most ? fitting : least;
}
