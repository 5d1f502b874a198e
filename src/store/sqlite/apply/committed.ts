/** After a commit that failed: does the store hold it all the same? A log that was written and not flushed is read again. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { RunRecord } from '../../../core/run/report.ts';
import { holdsRun } from '../ledger/ledger.ts';
import { storeFiles, withStore } from '../connection/open.ts';
import { touch } from '../connection/quiet.ts';
import type { FileAt } from '../connection/trouble.ts';

/** No descriptor on the store may be open in this process. Where the store cannot be opened, its log alone is asked. */
export function isCommitted(at: FileAt, run: Pick<RunRecord, 'run' | 'file'>): boolean {
  try {
    return withStore({ ...at, mode: 'read-write' }, (store) => {
      if (holdsRun(store.db, run)) return true;
      // Writes over what the failed commit left in the log: nobody who opens the store later may find it there.
      touch(store);
      return false;
    });
  } catch {
    return storeFiles(at.path).some((file) => file.endsWith('-wal') && holdsCommit(file));
  }
}

/** Big-endian, at these bytes (sqlite.org/fileformat2.html, "The WAL File Format"). */
const LOG = { header: 32, pageSize: 8, frame: 24, pagesAfterCommit: 4 };

/** The log was empty when the removal began: a whole frame that ends a transaction is its commit. Unreadable, it may be. */
function holdsCommit(log: string): boolean {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LOG.header) return false;
  try {
    return someFrame(log, size);
  } catch {
    return true;
  }
}

function someFrame(log: string, size: number): boolean {
  const fd = openSync(log, 'r');
  try {
    const number = Buffer.alloc(4);
    const numberAt = (at: number) => (readSync(fd, number, 0, 4, at) === 4 ? number.readUInt32BE() : 0);
    const frame = LOG.frame + numberAt(LOG.pageSize);
    for (let at = LOG.header; at + frame <= size; at += frame) {
      if (numberAt(at + LOG.pagesAfterCommit) !== 0) return true;
    }
    return false;
  } finally {
    closeSync(fd);
  }
}
