/** The scrub of a store on a connection of its own, in the sequence that was measured (facts: steps 1 to 7). */
import type { Progress } from '../core/progress.ts';
import type { ScrubRecord } from '../core/report.ts';
import { clearUnused, prove, type Cleared } from '../scrub/scrub.ts';
import { closeStore, openStore, type OpenOptions, type Store } from '../store/open.ts';
import { emptyLog, logBytes, touch, whenQuiet } from '../store/quiet.ts';
import { readRoots } from '../store/read-shape.ts';

/** A commit of ours made the file one that can be scrubbed. */
const AGAIN = 'again';

/** Page 1 was cleaned: this connection's own copy of it is old and must never be written. */
class FirstPageCleaned extends Error {
  readonly cleared: Cleared;
  constructor(cleared: Cleared) {
    super('page 1 was cleaned');
    this.cleared = cleared;
  }
}

/** Somebody else keeps writing to what a scrub of ours must find clean. */
export class Disturbed extends Error {
  override readonly name = 'Disturbed';
}

/** Throws where the file at this path is not the one to scrub; asked under the lock, before anything is written. */
export type Accept = (store: Store) => void;

/** Tries before a first page that is never clean is taken for a store that somebody else keeps writing to. */
const TRIES = 5;

/** Scrubs on a fresh connection; no other descriptor on the file may be open in this process. */
export function scrubStore(at: OpenOptions, progress: Progress, accept: Accept): ScrubRecord {
  let [zeroedBytes, zeroedPages] = [0, 0];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = scrubOnce(at, progress, accept);
    if (found === AGAIN) continue;
    const cleared = found instanceof FirstPageCleaned ? found.cleared : found;
    zeroedBytes += cleared.zeroedBytes;
    zeroedPages += cleared.zeroedPages;
    if (!(found instanceof FirstPageCleaned)) return { ...found, zeroedBytes, zeroedPages };
    // Whatever else it does: what it reads now is what is left.
    progress.phase('proof');
  }
  throw new Disturbed('another program keeps writing to the first page or to the free list');
}

type Once = ScrubRecord | FirstPageCleaned | typeof AGAIN;

function scrubOnce(at: OpenOptions, progress: Progress, accept: Accept): Once {
  const store = openStore(at);
  try {
    const work = () => {
      accept(store);
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
  const roots = readRoots(store.db);
  const told = (done: number, total: number) => progress.count(done, total);
  const cleared = clearUnused(store.fd, roots, told);
  // The next connection's walk is the proof.
  if (cleared.firstPageDirty) throw new FirstPageCleaned(cleared);
  progress.phase('proof');
  const { left, ...unused } = cleared.proof ?? prove(store.fd, roots, told);
  const { zeroedBytes, zeroedPages } = cleared;
  const record = { ...unused, zeroedBytes, zeroedPages, left, logBytes: logBytes(store) };
  // In the same transaction, also where nothing was found: it makes every other connection drop its cached pages.
  touch(store);
  return record;
}
