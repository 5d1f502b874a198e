/** The sample rows that ANALYZE keeps: copies of index entries, values and all, under the names that tables had then. */
import type { TableRows } from '../core/table-rows.ts';
import type { Db } from './db.ts';
import { countRows } from './facts.ts';
import { quoteName } from './quote.ts';

/** `sqlite_stat2` to `sqlite_stat4` hold values; `sqlite_stat1` counts alone (sqlite.org/fileformat2.html, 2.6). */
const TABLES = `SELECT name FROM main.sqlite_schema
  WHERE type = 'table' AND name IN ('sqlite_stat2', 'sqlite_stat3', 'sqlite_stat4') ORDER BY name`;

function sampleTables(db: Db): readonly string[] {
  return db.prepare<[], string>(TABLES).pluck().all();
}

/**
 * Takes every sample row away, and returns how many there were. Not only those of the tables that lose rows: a sample
 * stays under a table's old name when the table is renamed, and a new table of that name may have an index of the same
 * name, so that nobody can say of any sample whose it is. Queries are answered as before; ANALYZE makes new ones.
 */
export function forgetSamples(db: Db): number {
  return sampleTables(db).reduce(
    (sum, table) => sum + db.prepare(`DELETE FROM main.${quoteName(table)}`).run().changes,
    0,
  );
}

/** How many sample rows each of SQLite's tables of them holds. */
export function sampleRows(db: Db): readonly TableRows[] {
  return sampleTables(db).map((table) => ({ table, rows: countRows(db, `main.${quoteName(table)}`) }));
}

/** Every sample row of the store. */
export function countSamples(db: Db): number {
  return sampleRows(db).reduce((sum, { rows }) => sum + rows, 0);
}

/** Sample rows of an index that their table does not have: of a table that was renamed or dropped. */
export function countStraySamples(db: Db): number {
  // The rows of a table WITHOUT ROWID are sampled under its own name.
  const known = `SELECT 1 FROM main.sqlite_schema i
    WHERE i.name = s.idx COLLATE NOCASE AND i.tbl_name = s.tbl COLLATE NOCASE`;
  return sampleTables(db).reduce(
    (sum, table) => sum + countRows(db, `main.${quoteName(table)} AS s WHERE NOT EXISTS (${known})`),
    0,
  );
}
