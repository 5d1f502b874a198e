/** One snapshot of a store for several questions: a transaction that only reads, so that it may be awaited in. */
import type { StoreSession } from './session.ts';

/** Begins one, works, and ends it whatever happens: TEMP tables that were made in it go with a failure. */
export async function snapshot<T>({ db, ask }: StoreSession, work: () => Promise<T>): Promise<T> {
  await ask(() => db.exec('BEGIN DEFERRED'));
  try {
    const result = await work();
    await ask(() => db.exec('END'));
    return result;
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
}
