/** The first 100 bytes of a store's file, looked at before SQLite is asked anything (fileformat2.html, 1.3). */
import { readSync, statSync } from 'node:fs';
import { StoreError } from '../../../core/errors.ts';
import type { Db } from './db.ts';
import { asDiskError } from './trouble.ts';

const MAGIC = 'SQLite format 3\0';

/**
 * Throws a `StoreError` (`damaged`) where a SQLite file says of itself what no program writes: SQLite would open some of
 * these all the same, call others something else, and write by what it took them for. What is no SQLite file is left to
 * SQLite, and so is whatever a log that is not empty may still set right.
 */
export function refuseFirstBytes(
  fd: number,
  { file, path }: { readonly file: string; readonly path: string },
): void {
  const header = firstBytes(fd, path);
  if (header.length < 100 || header.toString('latin1', 0, 16) !== MAGIC) return;
  const whole = logIsEmpty(file) && header.readUInt32BE(28) > 1;
  const wrong = FIELDS.find((field) => !field.holds(header, whole));
  if (wrong === undefined) return;
  throw new StoreError({
    reason: 'damaged',
    path,
    page: 1,
    found: `its header has a wrong ${wrong.name}`,
    table: null,
  });
}

interface Field {
  readonly name: string;
  /** `whole`: tables were made, and no log may hold another first page. */
  readonly holds: (header: Buffer, whole: boolean) => boolean;
}

const FIELDS: readonly Field[] = [
  { name: 'page size', holds: (header) => isPageSize(header.readUInt16BE(16)) },
  {
    // Both are 1, or both are 2 where there is a write-ahead log: SQLite never writes one alone.
    name: 'format version',
    holds: (header) => /^(11|22)$/.test(`${header.readUInt8(18)}${header.readUInt8(19)}`),
  },
  { name: 'payload fraction', holds: (header) => header.readUIntBE(21, 3) === 0x402020 },
  { name: 'schema format', holds: (header, whole) => within(header.readUInt32BE(44), whole ? 1 : 0, 4) },
  { name: 'text encoding', holds: (header, whole) => within(header.readUInt32BE(56), whole ? 1 : 0, 3) },
  {
    name: 'mark of incremental vacuum',
    holds: (header) => header.readUInt32BE(64) === 0 || header.readUInt32BE(52) !== 0,
  },
];

function within(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

/** A power of two from 512 on; 65,536 is written as 1. */
function isPageSize(raw: number): boolean {
  return raw === 1 || (raw >= 512 && (raw & (raw - 1)) === 0);
}

/**
 * Throws a `StoreError` (`damaged`) where the header says that pages are moved on a commit (auto_vacuum), and the tables
 * stand where only a file without it has them: the next commit would move pages by a map that is none.
 */
export function refuseFalseVacuum(db: Db, path: string): void {
  if (db.pragma('main.auto_vacuum', { simple: true }) === 0) return;
  // Page 2 is the first page of the map.
  const root = db.prepare('SELECT 1 FROM main.sqlite_schema WHERE rootpage = 2').get();
  if (root === undefined) return;
  const found = 'its header has a wrong mark of auto_vacuum';
  throw new StoreError({ reason: 'damaged', path, page: 1, found, table: null });
}

/** Nothing in a log of its own that is not yet in the file at this path. */
export function logIsEmpty(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

/** As many of the first 100 bytes as there are. */
export function firstBytes(fd: number, path: string): Buffer {
  const bytes = Buffer.alloc(100);
  try {
    return bytes.subarray(0, readSync(fd, bytes, 0, 100, 0));
  } catch (error) {
    throw asDiskError(error, path);
  }
}
