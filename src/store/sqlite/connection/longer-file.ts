/** A file that goes on behind its last page. */
import { fstatSync } from 'node:fs';
import { StoreError } from '../../../core/errors.ts';
import { firstBytes, logIsEmpty } from './first-bytes.ts';
import type { Connection } from './open.ts';

/**
 * Throws a `StoreError` (`shape`) where the file goes on behind its last page, as a program that lets it grow in chunks
 * leaves it: no page holds what stands there, and SQLite never clears it. Asked only of an empty log.
 */
export function refuseLongerFile({ db, fd, file, path }: Connection): void {
  if (!logIsEmpty(file)) return;
  const { size } = fstatSync(fd);
  const header = firstBytes(fd, path);
  // SQLite itself takes the size of the file where these differ.
  if (header.readUInt32BE(24) !== header.readUInt32BE(92)) return;
  const pages = header.readUInt32BE(28) * Number(db.pragma('main.page_size', { simple: true }));
  // Somebody may have written in between.
  if (size <= pages || !logIsEmpty(file) || fstatSync(fd).size !== size) return;
  throw new StoreError({ reason: 'shape', path, shape: { why: 'longer-file', bytes: size - pages } });
}
