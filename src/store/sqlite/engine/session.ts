/** A connection as the port's handles ask it: what SQLite refuses comes out as an error of the core. */
import { StaleError } from '../../../core/errors.ts';
import { isMissing, schemaVersion, type Db } from '../connection/db.ts';
import type { Connection } from '../connection/open.ts';
import { asStoreError } from '../connection/trouble.ts';
import { asTemporaryError } from '../schema/temporary.ts';

export interface Session {
  readonly db: Db;
  /** Null where there is no store. */
  readonly store: Connection | null;
  /** Answers at once; the promise is the port's. */
  readonly ask: <T>(work: () => T) => Promise<T>;
  /** Rows of a query that begins with its first one: begun and not read to its end, it would keep the connection busy. */
  readonly rows: <T>(query: () => Iterable<T>) => Generator<T>;
  /**
   * To be called before rows are staged. From here on whoever changes a table makes what misses it stale, and a connection
   * that cannot write to the store writes to temporary files.
   */
  readonly rememberSchema: () => void;
}

/** A session with a store. */
export interface StoreSession extends Session {
  readonly store: Connection;
}

/** The session of an open store. */
export function storeSession(store: Connection): StoreSession {
  const { db } = store;
  let schema: number | null = null;
  const translate = (error: unknown) => {
    // Another program may change a table between two statements: what the next one then misses is no bug of ours.
    if (schema !== null && isMissing(error) && schemaVersion(db) !== schema)
      return new StaleError({ reason: 'store-moved', why: 'written' });
    return asStoreError(schema !== null && db.readonly ? asTemporaryError(error) : error, store);
  };
  return { db, store, ...asking(translate), rememberSchema: () => (schema = schemaVersion(db)) };
}

/** The session of a connection to nothing. */
export function scratchSession(db: Db): Session {
  return { db, store: null, ...asking(asTemporaryError), rememberSchema: () => undefined };
}

function asking(translate: (error: unknown) => unknown): Pick<Session, 'ask' | 'rows'> {
  return {
    ask: (work) =>
      new Promise((resolve) => {
        try {
          resolve(work());
        } catch (error) {
          throw translate(error);
        }
      }),
    *rows(query) {
      try {
        yield* query();
      } catch (error) {
        throw translate(error);
      }
    },
  };
}

/** An answer that needs no open store, or the error, as a promise: SQLite answers at once. */
export function answer<T>(work: () => T | Promise<T>): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}

/**
 * One snapshot of a store for several questions: a transaction that only reads, so that it may be awaited in. TEMP tables
 * that were made in it go with a failure.
 */
export async function snapshot<T>({ db, ask }: StoreSession, work: () => Promise<T>): Promise<T> {
  await ask(() => db.exec('BEGIN DEFERRED'));
  try {
    const result = await work();
    // A commit is a COMMIT: whoever waits for one does not take this for it.
    await ask(() => db.exec('END'));
    return result;
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
}
