/** Holds the store's write lock with an empty write-ahead log: then the file alone is the store (docs/FACTS.md, "Erasing in SQLite", 3 to 7). */
import { fstatSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StaleError, StoreError } from '../../../core/errors.ts';
import type { OnProgress, Progress } from '../../../core/progress/progress.ts';
import type { Connection } from './open.ts';
import { translateErrors } from './trouble.ts';

/** How long to sleep between two tries; short, because a checkpoint cannot be waited for. */
const PAUSE_MS = 20;

export interface Quiet<T> {
  /** Wait also for readers that the empty log does not show: after the commit they would keep it from being emptied. False waits for writers alone. */
  readonly waitForReaders: boolean;
  /** Told of whole seconds from the first on while another program is in the way, and of how many there are at most. */
  readonly onWait: OnProgress;
  /** Called under the lock; a throw rolls back. */
  readonly work: () => T;
  /** Called right before COMMIT, when nothing can go wrong any more but the commit itself. */
  readonly beforeCommit: (result: T) => void;
}

/**
 * Waits until no reader keeps the log from being emptied, takes the write lock, and works in that one transaction.
 * Throws a `StoreError` (`locked`) when the store's `seconds` are over, everything rolled back.
 */
export function withExclusiveLock<T>(store: Connection, quiet: Quiet<T>): T {
  return translateErrors(store, () => {
    begin(store, quiet);
    try {
      refuseMoved(store);
      const result = quiet.work();
      refuseMoved(store);
      quiet.beforeCommit(result);
      store.db.exec('COMMIT');
      return result;
    } catch (error) {
      if (store.db.inTransaction) store.db.exec('ROLLBACK');
      throw error;
    }
  });
}

/** Shows a wait from its first whole second on: most locks are had at once. */
export function waiting(progress: Progress): OnProgress {
  let shown = false;
  return (done, total) => {
    if (!shown) progress.step('wait for another program');
    shown = true;
    progress.count(done, total);
  };
}

/** A store that was replaced while it was read or asked about, or a link to it that was turned to another. */
function refuseMoved({ fd, file, path }: Connection): void {
  const held = fstatSync(fd);
  const isHeld = (name: string) => {
    const named = statSync(name, { throwIfNoEntry: false });
    return held.ino === named?.ino && held.dev === named.dev;
  };
  if (!isHeld(file) || !isHeld(path)) throw new StaleError({ reason: 'store-moved', why: 'written' });
}

/** Empties the log and cuts it to 0 bytes; false while a reader is in the way. */
export function emptyLog(store: Connection): boolean {
  const [row] = store.db.prepare<[], { readonly busy: number }>('PRAGMA main.wal_checkpoint(TRUNCATE)').all();
  return row?.busy === 0;
}

/** Bytes of the write-ahead log; a stat is safe where opening and closing it would not be. */
export function logBytes(store: Connection): number {
  return statSync(logOf(store), { throwIfNoEntry: false })?.size ?? 0;
}

/** The path of the write-ahead log. */
export function logOf({ file }: Connection): string {
  return `${file}-wal`;
}

/** Tries without SQLite's own waiting, which does not wait for a checkpoint and would count twice for a lock. */
function begin(
  store: Connection,
  { waitForReaders, onWait }: Pick<Quiet<unknown>, 'waitForReaders' | 'onWait'>,
): void {
  const began = Date.now();
  const deadline = began + store.seconds * 1000;
  store.db.pragma('busy_timeout = 0');
  try {
    let shown = !waitForReaders;
    for (;;) {
      const by = shown ? tryToBegin(store) : showReaders(store);
      if (by === null && shown) return;
      shown ||= by === null;
      if (by === null) continue;
      if (Date.now() >= deadline) {
        throw new StoreError({ reason: 'locked', path: store.path, seconds: store.seconds, by });
      }
      const waited = Math.floor((Date.now() - began) / 1000);
      if (waited > 0) onWait(waited, store.seconds);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  } finally {
    store.db.pragma(`busy_timeout = ${Math.round(store.seconds * 1000)}`);
  }
}

/**
 * Puts one page into the log, so that a reader of the state before it keeps the log from being emptied. By a connection of
 * its own: ours forgets what it has read then, also where the file's bytes were written over (`cp`) since it read them.
 */
function showReaders(store: Connection): 'writer' | null {
  refuseMoved(store);
  const db = new Database(store.file, { fileMustExist: true, timeout: 0 });
  try {
    db.transaction(() => touch({ db })).immediate();
    return null;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return 'writer';
    throw error;
  } finally {
    db.close();
  }
}

/** Null where the lock is had and the log is empty, else who is in the way. */
function tryToBegin(store: Connection): 'reader' | 'writer' | null {
  // Before the log is touched: another store's would be played into this one.
  refuseMoved(store);
  const emptied = emptyLog(store);
  try {
    store.db.exec('BEGIN IMMEDIATE');
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return 'writer';
    throw error;
  }
  if (emptied && logBytes(store) === 0) return null;
  store.db.exec('ROLLBACK');
  return 'reader';
}

/** A real change that changes nothing, so that the commit is one that other connections see. */
export function touch({ db }: Pick<Connection, 'db'>): void {
  db.pragma(`user_version = ${Number(db.pragma('user_version', { simple: true }))}`);
}
