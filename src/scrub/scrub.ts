/** The scrub: every unused byte is set to zero in place, and a second walk says what is left. */
import { fsyncSync, writeSync } from 'node:fs';
import type { ScrubRecord } from '../core/report.ts';
import { usedOf } from './known.ts';
import { readPage } from './page.ts';
import type { Told } from './survey.ts';
import type { Root } from './trace.ts';
import { Unaccounted } from './unaccounted.ts';
import { reread, walk, type Walked } from './walk.ts';

/** What the ledger notes of a scrub, but for the log, which a descriptor does not show. */
export interface Scrubbed extends Omit<ScrubRecord, 'logBytes'> {
  /** Page 1 was among the pages written. */
  readonly firstPageDirty: boolean;
}

/** Who is told how far it is, and when the second walk, the proof, begins. */
export interface Watching {
  readonly told?: Told;
  readonly proving?: () => void;
}

/**
 * Scrubs the file that `fd` is open on for reading and writing. The caller holds the write lock, and the log is empty.
 * Nothing is written unless the whole file has been accounted for; throws `Unaccounted` otherwise.
 */
export function scrub(fd: number, roots: readonly Root[], { told, proving }: Watching = {}): Scrubbed {
  const before = walk(fd, roots, told);
  const page = Buffer.alloc(before.header.pageSize);
  for (const number of before.dirty) {
    clear(before, number, reread(fd, page, number).subarray(0, before.header.usable));
    writeWhole(fd, page, (number - 1) * page.length);
  }
  // Also where nothing was written now: an earlier scrub may have been ended before its own.
  fsyncSync(fd);
  proving?.();
  const after = walk(fd, roots, told);
  return {
    pages: after.header.pages,
    unusedBytes: after.unusedBytes,
    unusedPages: after.unusedPages,
    zeroedBytes: before.nonZeroBytes,
    zeroedPages: before.dirty.length,
    left: after.nonZeroBytes,
    firstPageDirty: before.dirty[0] === 1,
  };
}

/** Sets to zero exactly what the walk counted as unused; `page` holds the usable bytes. */
function clear({ known, chained }: Walked, number: number, page: Buffer): void {
  const used = usedOf(known, number) ?? (chained[number] || undefined);
  if (used !== undefined) {
    page.fill(0, used);
    return;
  }
  // Collected first: a page must not change while it is read.
  const ranges: [number, number][] = [];
  const unused = (from: number, to: number) => ranges.push([from, to]);
  const kind = readPage(page, number, {
    unused,
    child: () => undefined,
    overflow: () => undefined,
  });
  if (kind === 0) throw new Unaccounted(number, 'a page that changed under the lock');
  for (const [from, to] of ranges) page.fill(0, from, to);
}

function writeWhole(fd: number, page: Buffer, position: number): void {
  for (let at = 0; at < page.length;) at += writeSync(fd, page, at, page.length - at, position + at);
}
