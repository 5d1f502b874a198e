/** A connection to SQLite. */
import Database from 'better-sqlite3';

export type Db = Database.Database;

/** MiB; what more of it gave is in docs/PERFORMANCE.md. */
const CACHE = 64;

/** For work that comes back to the same pages: of 2.4 GB, integrity_check then reads a third of what it reads with 16 MiB. */
export function useLargeCache(db: Db): void {
  db.pragma(`cache_size = ${-1024 * CACHE}`);
}

/** A number that changes whenever another connection has committed to the store (sqlite.org/pragma.html). */
export function dataVersion(db: Db): number {
  return Number(db.pragma('main.data_version', { simple: true }));
}

/** A number that changes whenever somebody changes a table (sqlite.org/pragma.html). */
export function schemaVersion(db: Db): number {
  return Number(db.pragma('main.schema_version', { simple: true }));
}

/** Does a statement fail for want of a column or a table? */
export function isMissing(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^no such (column|table)/.test(error.message);
}
