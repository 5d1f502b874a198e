/** The scrub of a store after its removal has committed, in the sequence that was measured (facts: steps 1 to 7). */
import type { Progress } from '../core/progress.ts';
import type { RunRecord, ScrubRecord } from '../core/report.ts';
import { scrub } from '../scrub/scrub.ts';
import { closeStore, openStore, type Store } from '../store/open.ts';
import { holdsRun } from '../store/ledger.ts';
import { emptyLog, logBytes, touch, whenQuiet } from '../store/quiet.ts';
import { readRoots } from '../store/read-shape.ts';
import type { StoreAt } from '../store/trouble.ts';

/** A commit of ours made the file one that can be scrubbed. */
const AGAIN = 'again';

/** Page 1 was cleaned: this connection's own copy of it is old and must never be written. */
class FirstPageCleaned extends Error {
  readonly found: ScrubRecord;
  constructor(found: ScrubRecord) {
    super('page 1 was cleaned');
    this.found = found;
  }
}

/** The run whose removal the scrub ends; another store at this path is left alone. */
export type ScrubbedRun = Pick<RunRecord, 'run' | 'file'>;

/** Tries before a first page that is never clean is taken for a store that somebody else keeps writing to. */
const TRIES = 5;

/** Scrubs on a fresh connection; no other descriptor on the file may be open in this process. */
export function scrubStore(at: StoreAt, run: ScrubbedRun, progress: Progress): ScrubRecord {
  let [zeroedBytes, zeroedPages] = [0, 0];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = scrubOnce(at, run, progress);
    if (found === AGAIN) continue;
    const record = found instanceof FirstPageCleaned ? found.found : found;
    zeroedBytes += record.zeroedBytes;
    zeroedPages += record.zeroedPages;
    if (!(found instanceof FirstPageCleaned)) return { ...found, zeroedBytes, zeroedPages };
  }
  throw new Error('another program keeps writing to the first page or to the free list');
}

type Once = ScrubRecord | FirstPageCleaned | typeof AGAIN;

function scrubOnce(at: StoreAt, run: ScrubbedRun, progress: Progress): Once {
  const store = openStore({ ...at, mode: 'read-write' });
  try {
    const work = () => {
      if (!holdsRun(store.db, run)) throw new Error('the store at this path is another one');
      if (!commitMovesPages(store)) return scrubLocked(store, progress);
      // This commit moves them, and there are none for the next one.
      touch(store);
      return AGAIN;
    };
    const found = whenQuiet(store, { alone: false, work, beforeCommit: () => undefined });
    // The log now holds page 1 alone; it is emptied where nobody reads, and holds no old value where somebody does.
    emptyLog(store);
    return found;
  } catch (error) {
    if (error instanceof FirstPageCleaned) return error;
    throw error;
  } finally {
    closeStore(store);
  }
}

/**
 * With auto_vacuum FULL a commit moves pages into free ones, from this connection's cache: of some of them it holds
 * what they were before the scrub. There are free ones only where a program asked for it (sqlite3_autovacuum_pages).
 */
function commitMovesPages({ db }: Store): boolean {
  const full = db.pragma('auto_vacuum', { simple: true }) === 1;
  return full && db.pragma('freelist_count', { simple: true }) !== 0;
}

function scrubLocked(store: Store, progress: Progress): ScrubRecord {
  const { firstPageDirty, ...found } = scrub(store.fd, readRoots(store.db), (done, total) =>
    progress.count(done, total),
  );
  const record = { ...found, logBytes: logBytes(store) };
  if (firstPageDirty) throw new FirstPageCleaned(record);
  // In the same transaction, also where nothing was found: it makes every other connection drop its cached pages.
  touch(store);
  return record;
}
