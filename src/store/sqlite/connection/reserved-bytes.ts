/** Bytes at the end of each page that SQLite leaves to extensions and never writes (fileformat2.html, 1.3.4). */
import { fstatSync, readSync } from 'node:fs';
import { StoreError } from '../../../core/errors.ts';
import type { Connection } from './open.ts';
import { asDiskError } from './trouble.ts';

/**
 * Throws a `StoreError` (`shape`) where an extension keeps something in them: nobody can know what it is, and a page
 * that is scrubbed without the extension would be a damaged one to it. Zeros are nobody's.
 */
export function refuseReservedBytes(store: Connection): void {
  try {
    refuse(store);
  } catch (error) {
    throw asDiskError(error, store.path);
  }
}

function refuse({ db, fd, path }: Connection): void {
  const reserved = reservedBytes(fd);
  if (reserved.length === 0) return;
  const pageSize = Number(db.pragma('page_size', { simple: true }));
  const pages = Math.floor(fstatSync(fd).size / pageSize);
  for (let page = 1; page <= pages; page += 1) {
    readSync(fd, reserved, 0, reserved.length, page * pageSize - reserved.length);
    if (reserved.every((byte) => byte === 0)) continue;
    const shape = { why: 'reserved-bytes', bytes: reserved.length, page } as const;
    throw new StoreError({ reason: 'shape', path, shape });
  }
}

/** As many as the header says; no pragma tells. */
function reservedBytes(fd: number): Buffer {
  const byte = Buffer.alloc(1);
  readSync(fd, byte, 0, 1, 20);
  return Buffer.alloc(byte.readUInt8(0));
}
