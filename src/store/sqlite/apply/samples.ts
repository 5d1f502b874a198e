/** What ANALYZE keeps under the names that tables had then: sample rows, which are copies of index entries, and counts. */
import type { TableRows } from '../../../core/shape/table-rows.ts';
import type { Db } from '../connection/db.ts';
import { countRows } from '../selection/facts.ts';
import { quoteName } from '../schema/quote.ts';

/** `sqlite_stat2` to `sqlite_stat4` hold values; `sqlite_stat1` counts alone (sqlite.org/fileformat2.html, 2.6). */
const TABLES = `SELECT name FROM main.sqlite_schema
  WHERE type = 'table' AND name IN ('sqlite_stat2', 'sqlite_stat3', 'sqlite_stat4') ORDER BY name`;

function sampleTables(db: Db): readonly string[] {
  return db.prepare<[], string>(TABLES).pluck().all();
}

/** Of an index that the table does not have. The rows of a table WITHOUT ROWID are sampled under its own name. */
const IS_STRAY = `NOT EXISTS (SELECT 1 FROM main.sqlite_schema i WHERE i.type IN ('table', 'index')
  AND i.name = ifnull(s.idx, s.tbl) COLLATE NOCASE AND i.tbl_name = s.tbl COLLATE NOCASE)`;

/** Counts under the name of a table or an index that is not there any more: the name may be somebody's. */
function strayCounts(db: Db): string | null {
  const found = db.prepare(`SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = 'sqlite_stat1'`);
  return found.get() === undefined ? null : `main.sqlite_stat1 AS s WHERE ${IS_STRAY}`;
}

/**
 * Takes every sample row away, and counts under names that are gone; returns how many those were. Not only samples of the
 * tables that lose rows: a sample stays under a table's old name when the table is renamed, and a new table of that name
 * may have an index of the same name, so that nobody can say of any sample whose it is. Queries are answered as before;
 * ANALYZE makes new ones.
 */
export function forgetSamples(db: Db): number {
  const stray = strayCounts(db);
  const all = [
    ...sampleTables(db).map((table) => `main.${quoteName(table)}`),
    ...(stray === null ? [] : [stray]),
  ];
  return all.reduce((sum, from) => sum + db.prepare(`DELETE FROM ${from}`).run().changes, 0);
}

/** How many sample rows each of SQLite's tables of them holds. */
export function sampleRows(db: Db): readonly TableRows[] {
  return sampleTables(db).map((table) => ({ table, rows: countRows(db, `main.${quoteName(table)}`) }));
}

/** All that `forgetSamples` takes away, as it is now. */
export function countSamples(db: Db): number {
  const stray = strayCounts(db);
  return sampleRows(db).reduce((sum, { rows }) => sum + rows, stray === null ? 0 : countRows(db, stray));
}

/** Sample rows of an index that their table does not have: of a table that was renamed or dropped. */
export function countStraySamples(db: Db): number {
  return sampleTables(db).reduce(
    (sum, table) => sum + countRows(db, `main.${quoteName(table)} AS s WHERE ${IS_STRAY}`),
    0,
  );
}
