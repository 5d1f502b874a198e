/** A scrub alone: of any SQLite file whose bytes the walk accounts for. No answer to a query changes. */
import { StoreError } from '../../core/errors.ts';
import type { Progress } from '../../core/run/progress.ts';
import type { ScrubbedStore } from '../../core/run/report.ts';
import { checkScrub } from '../../core/run/run-record.ts';
import { unfinishedNumbers } from '../../store/sqlite/ledger/any-ledger.ts';
import { refuseLongerFile } from '../../store/sqlite/connection/longer-file.ts';
import { liveCopies } from '../../store/sqlite/apply/live-copies.ts';
import { refuseReservedBytes } from '../../store/sqlite/connection/reserved-bytes.ts';
import { asDiskError, asStoreError, type StoreAt } from '../../store/sqlite/connection/trouble.ts';
import { asDamaged } from '../finish/damaged.ts';
import { Disturbed, scrubStore } from '../finish/scrub-store.ts';

/**
 * Scrubs the file and asks check 7. Nothing is noted in a ledger: to finish a run is `ingest`'s.
 * Throws a `StoreError` or a `StaleError`; where some bytes were set to zero before that, the same call goes on.
 */
export function scrubAlone(at: StoreAt, progress: Progress): ScrubbedStore {
  let found: Pick<ScrubbedStore, 'unfinished' | 'copies'> = { unfinished: [], copies: [] };
  try {
    const scrub = scrubStore({ ...at, mode: 'bytes-only' }, progress, (store) => {
      // First: of reserved bytes that are not zero it says more than the walk, which refuses them, too.
      refuseReservedBytes(store);
      refuseLongerFile(store);
      found = { unfinished: unfinishedNumbers(store.db), copies: liveCopies(store.db) };
    });
    return { scrub, check: checkScrub(scrub), ...found };
  } catch (error) {
    throw asTrouble(error, at);
  }
}

function asTrouble(error: unknown, at: StoreAt): unknown {
  const { path, seconds } = at;
  if (error instanceof Disturbed)
    return new StoreError({ reason: 'locked', path, seconds, by: 'writer' }, error);
  return asDiskError(asStoreError(asDamaged(error, path), at), path);
}
