/** Reads what the store's schema says of each table, and has the core judge it. */
import type Database from 'better-sqlite3';
import { StoreError } from '../../../core/errors.ts';
import { classify, type Shape } from '../../../core/shape/shape.ts';
import { virtualTable } from '../../../core/shape/virtual-table.ts';
import type { TableFacts } from '../../../core/shape/ways.ts';
import { refuseLongerFile } from '../connection/longer-file.ts';
import { tablesOf, versionOf } from './migrations.ts';
import type { Connection } from '../connection/open.ts';
import { columnsOf, foreignKeys, parentOf, uniqueColumns, type TableRow } from './read-keys.ts';
import { LEDGER_TRIGGERS } from './schema-2.ts';
import { foldName, quoteName } from './quote.ts';
import { refuseReservedBytes } from '../connection/reserved-bytes.ts';

/** The store's shape; throws a `StoreError` (`shape`) where nobody can know whose rows a table holds. */
export function readShape(store: Connection): Shape {
  const { db, path } = store;
  refuseReservedNames(store);
  refuseReservedBytes(store);
  refuseLongerFile(store);
  const found = classify(readTables(db), tablesOf(versionOf(db)));
  if ('trouble' in found) throw new StoreError({ reason: 'shape', path, shape: found.trouble });
  // Only prepared: an index on a function that SQLite does not know is met before a removal, not by the checks after it.
  db.prepare('PRAGMA integrity_check(1)');
  return found;
}

/** Functions that this program asks as if they were tables, here and elsewhere. */
export const ASKED = [
  'json_each',
  'pragma_foreign_key_list',
  'pragma_index_list',
  'pragma_index_xinfo',
  'pragma_table_list',
  'pragma_table_xinfo',
];

/** Tables that SQLite makes for itself, by names that it gives to nobody. */
const SQLITES_OWN = ['sqlite_sequence', 'sqlite_stat1', 'sqlite_stat2', 'sqlite_stat3', 'sqlite_stat4'];

/**
 * A table or view of such a name stands before the function, which then says nothing of the store. By a name that begins as
 * SQLite's own do there is none but by `writable_schema`, and no trigger may guard it.
 */
function refuseReservedNames({ db, path }: Connection): void {
  const list = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');
  const table = db
    .prepare<[], string>(
      `SELECT name FROM main.sqlite_schema WHERE type IN ('table', 'view') AND (lower(name) IN (${list(ASKED)})
         OR (name LIKE 'sqlite\\_%' ESCAPE '\\' AND lower(name) NOT IN (${list(SQLITES_OWN)})))`,
    )
    .pluck()
    .get();
  if (table !== undefined)
    throw new StoreError({ reason: 'shape', path, shape: { why: 'reserved-name', table } });
}

/** What the schema says of each table of the store, SQLite's own left out; `main` named, for a TEMP table comes first. */
export function readTables(db: Database.Database): readonly TableFacts[] {
  const triggers = readTriggers(db);
  const rows = db
    .prepare<[], TableRow>(
      `SELECT name, type, wr, strict,
         CASE type WHEN 'virtual' THEN (SELECT sql FROM main.sqlite_schema s WHERE s.type = 'table' AND s.name = l.name) END AS sql
       FROM pragma_table_list l WHERE schema = 'main' AND type <> 'view' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all();
  const parents = new Map(rows.map((row) => [foldName(row.name), parentOf(db, row)]));
  return rows.map((row) => ({
    table: foldName(row.name),
    columns: columnsOf(db, row.name).map((column) => foldName(column.name)),
    foreignKeys: foreignKeys(db, row.name, parents),
    triggers: triggers.get(foldName(row.name)) ?? [],
    rowId: parents.get(foldName(row.name))?.rowId ?? null,
    unique: uniqueColumns(db, row.name),
    // Beside a virtual table stand those in which its module keeps what it keeps.
    virtual: row.type === 'table' ? null : (virtualTable(row.sql ?? '')?.holds ?? 'unknown'),
    notUnique: notUnique(db, row.name),
  }));
}

/** The names of the triggers on each table but those of ours, in one reading: a store may have thousands of tables. */
function readTriggers(db: Database.Database): ReadonlyMap<string, readonly string[]> {
  const rows = db
    .prepare<[], { readonly name: string; readonly table: string; readonly sql: string }>(
      `SELECT name, tbl_name AS "table", sql FROM main.sqlite_schema WHERE type = 'trigger' ORDER BY name`,
    )
    .all();
  const found = new Map<string, string[]>();
  for (const { name, table, sql } of rows) {
    if (LEDGER_TRIGGERS.get(name) === sql) continue;
    const list = found.get(foldName(table)) ?? [];
    found.set(foldName(table), list);
    list.push(name);
  }
  return found;
}

/** SQLite says "foreign key mismatch" as soon as it compiles a check of a key whose parent columns are not unique. */
function notUnique(db: Database.Database, table: string): string | null {
  try {
    db.prepare(`PRAGMA main.foreign_key_check(${quoteName(table)})`);
    return null;
  } catch (error) {
    const parent =
      error instanceof Error ? /^foreign key mismatch - .* referencing "(.*)"$/s.exec(error.message) : null;
    if (parent === null) throw error;
    return foldName(parent[1] ?? '');
  }
}

/** Every root page of the store's file, and whether it is a table's or an index's; page 1 is the schema's own. */
export function readRoots(
  db: Database.Database,
): readonly { readonly page: number; readonly kind: 'table' | 'index' }[] {
  const withoutRowId = new Set(
    // The statement, not the function: a store that is only scrubbed may have a table of that name.
    tableList(db).flatMap(({ schema, name, wr }) => (schema === 'main' && wr === 1 ? [name] : [])),
  );
  const rows = db
    .prepare<[], { readonly page: number; readonly name: string; readonly type: string }>(
      'SELECT rootpage AS page, name, type FROM main.sqlite_schema WHERE rootpage > 0 ORDER BY rootpage',
    )
    .all();
  const roots = rows.map(({ page, name, type }) => ({
    page,
    kind: type === 'table' && !withoutRowId.has(name) ? ('table' as const) : ('index' as const),
  }));
  return [{ page: 1, kind: 'table' }, ...roots];
}

function tableList(db: Database.Database) {
  return db
    .prepare<[], { readonly schema: string; readonly name: string; readonly wr: number }>('PRAGMA table_list')
    .all();
}
