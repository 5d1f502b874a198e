/** The scrub: every unused byte is set to zero in place, and the next walk says what is left. */
import { fsyncSync, writeSync } from 'node:fs';
import type { Progress } from '../../../core/progress/progress.ts';
import type { ScrubRecord } from '../../../core/run/report.ts';
import { usedOf } from './known.ts';
import { readUnused } from '../pages/page.ts';
import type { Root } from './trace.ts';
import { Unaccounted } from '../pages/unaccounted.ts';
import { reread, walk, type Walked } from './walk.ts';

/** What a walk says of the file as it is, for the ledger; of the log a descriptor shows nothing. */
export type Proof = Pick<ScrubRecord, 'pages' | 'unusedBytes' | 'unusedPages' | 'left'>;

export interface Cleared extends Pick<ScrubRecord, 'zeroedBytes' | 'zeroedPages'> {
  /** Page 1 was among the pages written. */
  readonly firstPageDirty: boolean;
  /** Where nothing had to be written: what was read is what is there. Null else. */
  readonly proof: Proof | null;
}

/**
 * Clears the file that `fd` is open on for reading and writing. The caller holds the write lock, and the log is empty.
 * Nothing is written unless the whole file has been accounted for; throws `Unaccounted` otherwise.
 */
export function clearUnused(fd: number, roots: readonly Root[], progress: Progress): Cleared {
  progress.step('scrub');
  const walked = walk(fd, roots, (done, total) => progress.count(done, total));
  const page = Buffer.alloc(walked.header.pageSize);
  progress.step('clear');
  for (const [at, number] of walked.dirty.entries()) {
    progress.count(at, walked.dirty.length);
    clear(walked, number, reread(fd, page, number).subarray(0, walked.header.usable));
    writeWhole(fd, page, (number - 1) * page.length);
  }
  // Also where nothing was written now: an earlier scrub may have been ended before its own.
  fsyncSync(fd);
  return {
    zeroedBytes: walked.nonZeroBytes,
    zeroedPages: walked.dirty.length,
    firstPageDirty: walked.dirty[0] === 1,
    proof: walked.dirty.length === 0 ? proofOf(walked) : null,
  };
}

/** Walks the file after it was cleared, under the same lock. */
export function prove(fd: number, roots: readonly Root[], progress: Progress): Proof {
  progress.step('prove');
  return proofOf(walk(fd, roots, (done, total) => progress.count(done, total)));
}

function proofOf({ header, unusedBytes, unusedPages, nonZeroBytes }: Walked): Proof {
  return { pages: header.pages, unusedBytes, unusedPages, left: nonZeroBytes };
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
  const kind = readUnused(page, number, (from, to) => ranges.push([from, to]));
  if (kind === 0) throw new Unaccounted(number, 'a page that changed under the lock');
  for (const [from, to] of ranges) page.fill(0, from, to);
}

function writeWhole(fd: number, page: Buffer, position: number): void {
  for (let at = 0; at < page.length;) at += writeSync(fd, page, at, page.length - at, position + at);
}
