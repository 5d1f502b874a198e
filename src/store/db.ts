/** A connection to SQLite. */
import type Database from 'better-sqlite3';

export type Db = Database.Database;

/** A number that changes whenever another connection has committed to the store (sqlite.org/pragma.html). */
export function dataVersion(db: Db): number {
  return Number(db.pragma('main.data_version', { simple: true }));
}
