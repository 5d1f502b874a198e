/** What SQLite itself says of the store: whether its file is sound, and which table is not. */
import Database from 'better-sqlite3';
import { StoreError } from '../../../core/errors.ts';
import { useLargeCache, type Db } from '../connection/db.ts';
import { quoteName } from '../schema/quote.ts';

/** `integrity_check`'s first answer: `ok`, or the first complaint. */
export function integrity(db: Db): string {
  useLargeCache(db);
  return db.prepare<[], string>('PRAGMA main.integrity_check(1)').pluck().get() ?? 'no answer';
}

/**
 * Throws a `StoreError` (`damaged`) where SQLite finds anything wrong in the file. The connection has to be one that may
 * write: of one that only reads SQLite does not ask the CHECK constraints.
 */
export function refuseDamaged({ db, path }: { readonly db: Db; readonly path: string }): void {
  const found = integrity(db);
  if (found === 'ok') return;
  const table = damagedTable(db);
  throw new StoreError({ reason: 'damaged', path, page: null, found: complaint(found), table });
}

/** The first table that is not sound, by itself or by an index of it; null where what is wrong is no table's. */
export function damagedTable(db: Db): string | null {
  try {
    return namesToAsk(db).find((table) => ofTable(db, table) !== 'ok') ?? null;
  } catch (error) {
    if (error instanceof Database.SqliteError) return null;
    throw error;
  }
}

/** The tables that can be asked by themselves: a name that begins like a number would be one to the pragma. */
export function namesToAsk(db: Db): readonly string[] {
  const sql = `SELECT name FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT GLOB '[0-9+-]*'`;
  return db.prepare<[], string>(sql).pluck().all();
}

/** `integrity_check`'s first answer for one table. */
export function ofTable(db: Db, table: string): string | undefined {
  return db
    .prepare<[], string>(`PRAGMA main.integrity_check(${quoteName(table)})`)
    .pluck()
    .get();
}

/** Without the heading that a complaint about pages has: one line, as all the others. */
function complaint(found: string): string {
  return found.replace(/^\*\*\* in database main \*\*\*\n/, '');
}
