/** The first page alone: every commit of a scrub writes it, from a cache that may be older than the file. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { FileHeader } from '../pages/header.ts';
import { readUnused } from '../pages/page.ts';
import { reread } from './walk.ts';
import { nonZero } from '../pages/zeros.ts';

/** Before the first frame of a log, and before each page in it (fileformat2.html, 4.1). */
const LOG_HEADER = 32;
const FRAME_HEADER = 24;

/**
 * Unused bytes of the first page that are not zero, after this process committed to an empty log: the page is the log's
 * first, or has gone into the file already. Others may write again, so the sizes are from before.
 */
export function firstPageLeft(
  fd: number,
  log: string,
  { pageSize, usable }: Pick<FileHeader, 'pageSize' | 'usable'>,
): number {
  const page = firstOfLog(log, pageSize) ?? reread(fd, Buffer.alloc(pageSize), 1);
  let left = 0;
  const kind = readUnused(page.subarray(0, usable), 1, (from, to) => (left += nonZero(page, from, to)));
  return kind === 0 ? usable : left;
}

/** No lock is on the log itself, so that it may be opened and closed beside SQLite. */
function firstOfLog(log: string, pageSize: number): Buffer | null {
  const fd = openSync(log, 'r');
  try {
    const frame = Buffer.alloc(FRAME_HEADER + pageSize);
    if (fstatSync(fd).size < LOG_HEADER + frame.length) return null;
    readSync(fd, frame, 0, frame.length, LOG_HEADER);
    return frame.readUInt32BE(0) === 1 ? frame.subarray(FRAME_HEADER) : null;
  } finally {
    closeSync(fd);
  }
}
