/** The scrub of a store on a connection of its own, in the sequence that was measured (docs/FACTS.md, "Erasing in SQLite", 1 to 7). */
import type { Progress } from '../../../core/progress/progress.ts';
import type { ScrubRecord } from '../../../core/run/report.ts';
import { firstPageLeft } from '../erase/first-page.ts';
import { countsPages, readHeader } from '../pages/header.ts';
import { clearUnused, prove } from '../erase/scrub.ts';
import { closeStore, openStore, type OpenOptions, type Connection } from '../connection/open.ts';
import { emptyLog, logBytes, logOf, touch, waiting, withExclusiveLock } from '../connection/quiet.ts';
import { readRoots } from '../schema/read-shape.ts';

/** What a try wrote that was not the last one: a fresh connection begins again. */
type Again = Pick<ScrubRecord, 'zeroedBytes' | 'zeroedPages'>;

/** Page 1 was cleaned: this connection's own copy of it is old and must never be written. */
class FirstPageCleaned extends Error {
  readonly cleared: Again;
  constructor(cleared: Again) {
    super('page 1 was cleaned');
    this.cleared = cleared;
  }
}

/** Somebody else keeps writing to what a scrub of ours must find clean. */
export class Disturbed extends Error {
  override readonly name = 'Disturbed';
}

/** Throws where the file at this path is not the one to scrub; asked under the lock, before anything is written. */
export type Accept = (store: Connection) => void;

/** Tries before a first page that is never clean is taken for a store that somebody else keeps writing to. */
const TRIES = 5;

/** Scrubs on a fresh connection; no other descriptor on the file may be open in this process. */
export function scrubStore(at: OpenOptions, progress: Progress, accept: Accept): ScrubRecord {
  let [zeroedBytes, zeroedPages, told] = [0, 0, progress];
  // From here on: who waits for a reader waits in this step.
  progress.step('scrub');
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { cleared, proved } = scrubOnce(at, told, accept);
    zeroedBytes += cleared.zeroedBytes;
    zeroedPages += cleared.zeroedPages;
    if (proved !== null) return { ...proved, zeroedBytes, zeroedPages };
    // Whatever else it does: what it reads now is what is left.
    told = proving(progress);
    told.step('proof');
  }
  throw new Disturbed('another program keeps writing to the first page or to the free list');
}

/** Tells of every step as of the proof. */
function proving(progress: Progress): Progress {
  return {
    step: (name) => progress.step(name === 'proof' || name === 'wait for another program' ? name : 'prove'),
    count: (done, total, about) => progress.count(done, total, about),
    end: () => progress.end(),
  };
}

interface Once {
  readonly cleared: Again;
  /** Null where a fresh connection has to begin again. */
  readonly proved: ScrubRecord | null;
}

function scrubOnce(at: OpenOptions, progress: Progress, accept: Accept): Once {
  const store = openStore(at);
  try {
    const work = () => {
      accept(store);
      if (!commitMovesPages(store) && countsPages(store.fd))
        return { sizes: readHeader(store.fd), found: scrubLocked(store, progress) };
      // This commit moves them, and counts them: there is nothing for the next one.
      touch(store);
      return null;
    };
    const done = withExclusiveLock(store, {
      ...{ waitForReaders: false, work, onWait: waiting(progress) },
      beforeCommit: () => undefined,
    });
    // The log now holds page 1 alone; it is emptied where nobody reads, and holds no old value where somebody does.
    emptyLog(store);
    if (done === null) return { cleared: NOTHING, proved: null };
    const { sizes, found } = done;
    // Another scrub, ended before its commit, may have cleaned page 1 after this connection had read it.
    const isClean = firstPageLeft(store.fd, logOf(store), sizes) === 0;
    return { cleared: found, proved: isClean ? found : null };
  } catch (error) {
    if (error instanceof FirstPageCleaned) return { cleared: error.cleared, proved: null };
    throw error;
  } finally {
    closeStore(store);
  }
}

const NOTHING: Again = { zeroedBytes: 0, zeroedPages: 0 };

/**
 * With auto_vacuum FULL a commit moves pages into free ones, from this connection's cache: of some of them it holds
 * what they were before the scrub. There are free ones only where a program asked for it (sqlite3_autovacuum_pages).
 */
function commitMovesPages({ db }: Connection): boolean {
  const full = db.pragma('auto_vacuum', { simple: true }) === 1;
  return full && db.pragma('freelist_count', { simple: true }) !== 0;
}

function scrubLocked(store: Connection, progress: Progress): ScrubRecord {
  const roots = readRoots(store.db);
  const cleared = clearUnused(store.fd, roots, progress);
  // The next connection's walk is the proof.
  if (cleared.firstPageDirty) throw new FirstPageCleaned(cleared);
  progress.step('proof');
  const { left, ...unused } = cleared.proof ?? prove(store.fd, roots, progress);
  const { zeroedBytes, zeroedPages } = cleared;
  const record = { ...unused, zeroedBytes, zeroedPages, left, logBytes: logBytes(store) };
  // In the same transaction, also where nothing was found: it makes every other connection drop its cached pages.
  touch(store);
  return record;
}
