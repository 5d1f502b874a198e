/** The first 100 bytes of a store's file: what the walk must know of it (fileformat2.html, 1.3). */
import { fstatSync, readSync } from 'node:fs';
import { Unaccounted } from './unaccounted.ts';

export interface FileHeader {
  readonly pageSize: number;
  /** Bytes of each page that are SQLite's; those after them are reserved for extensions and always zero here. */
  readonly usable: number;
  readonly pages: number;
  /** The first trunk page of the free list; 0 where there is none. */
  readonly firstTrunk: number;
  readonly freePages: number;
  /** The page that holds the lock bytes at 1 GiB and nothing else; 0 where the file is smaller. */
  readonly lockPage: number;
  /** The last page that is a root, which auto_vacuum keeps; 0 without auto_vacuum. */
  readonly largestRoot: number;
}

/** The byte whose page SQLite keeps for its locks. */
const LOCK_BYTE = 0x40000000;

/** Fewer usable bytes than these SQLite itself refuses. */
const LEAST_USABLE = 480;

/** Reads the header; throws `Unaccounted` where it is not one that the walk knows whole. */
export function readHeader(fd: number): FileHeader {
  const bytes = Buffer.alloc(100);
  if (readSync(fd, bytes, 0, 100, 0) !== 100) throw new Unaccounted(1, 'the file is too short');
  if (bytes.toString('latin1', 0, 16) !== 'SQLite format 3\0') throw new Unaccounted(1, 'not a SQLite file');
  const raw = bytes.readUInt16BE(16);
  const pageSize = raw === 1 ? 65536 : raw;
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0) throw new Unaccounted(1, 'no page size');
  const usable = pageSize - bytes.readUInt8(20);
  if (usable < LEAST_USABLE) throw new Unaccounted(1, 'too many reserved bytes in each page');
  const pages = bytes.readUInt32BE(28);
  if (!countIsTrue(bytes) || fstatSync(fd).size !== pages * pageSize) {
    throw new Unaccounted(1, 'the number of pages is not the size of the file');
  }
  const lock = lockPageOf(pageSize);
  return {
    pageSize,
    usable,
    pages,
    firstTrunk: bytes.readUInt32BE(32),
    freePages: bytes.readUInt32BE(36),
    lockPage: lock <= pages ? lock : 0,
    largestRoot: bytes.readUInt32BE(52),
  };
}

/** False where a program wrote last that does not keep the count of pages; SQLite's next commit sets it right. */
export function countsPages(fd: number): boolean {
  const bytes = Buffer.alloc(100);
  readSync(fd, bytes, 0, 100, 0);
  return countIsTrue(bytes);
}

/** The count is of the commit that the counter names. */
function countIsTrue(header: Buffer): boolean {
  return header.readUInt32BE(24) === header.readUInt32BE(92);
}

/** The page that the lock bytes stand on, were the file that large. */
export function lockPageOf(pageSize: number): number {
  return LOCK_BYTE / pageSize + 1;
}
