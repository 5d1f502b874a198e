/** Erasure, as the port has it: of the store that a run was committed to, and of any SQLite file. */
import { OperationalError, StoreError } from '../../../core/errors.ts';
import type { Progress } from '../../../core/progress/progress.ts';
import type { RunRecord, ScrubRecord } from '../../../core/run/report.ts';
import type { ScrubbedFile } from '../../port/rows.ts';
import { liveCopies } from '../apply/live-copies.ts';
import { refuseLongerFile } from '../connection/longer-file.ts';
import { refuseReservedBytes } from '../connection/reserved-bytes.ts';
import { asDiskError, asStoreError, type FileAt } from '../connection/trouble.ts';
import { asDamaged } from '../erase/damaged.ts';
import { unfinishedNumbers } from '../ledger/any-ledger.ts';
import { holdsRun } from '../ledger/ledger.ts';
import { Disturbed, scrubStore } from './scrub-store.ts';

/** Scrubs the store that holds the run; throws where another store may have been put at the path. */
export function scrubRun(at: FileAt, run: RunRecord, progress: Progress): ScrubRecord {
  return scrubStore({ ...at, mode: 'read-write' }, progress, ({ db }) => {
    if (!holdsRun(db, run)) throw new OperationalError('the store at this path is another one');
  });
}

/**
 * Scrubs any SQLite file whose bytes the walk accounts for; no answer to a query changes, and nothing is noted in a ledger.
 * Throws a `StoreError` or a `StaleError`; where some bytes were set to zero before that, the same call goes on.
 */
export function scrubFile(at: FileAt, progress: Progress): ScrubbedFile {
  let found: Omit<ScrubbedFile, 'scrub'> = { unfinished: [], copies: [] };
  try {
    const scrub = scrubStore({ ...at, mode: 'bytes-only' }, progress, (store) => {
      // First: of reserved bytes that are not zero it says more than the walk, which refuses them, too.
      refuseReservedBytes(store);
      refuseLongerFile(store);
      found = { unfinished: unfinishedNumbers(store.db), copies: liveCopies(store.db) };
    });
    return { scrub, ...found };
  } catch (error) {
    throw asTrouble(error, at);
  }
}

function asTrouble(error: unknown, at: FileAt): unknown {
  const { path, seconds } = at;
  if (error instanceof Disturbed)
    return new StoreError({ reason: 'locked', path, seconds, by: 'writer' }, error);
  return asDiskError(asStoreError(asDamaged(error, path), at), path);
}
