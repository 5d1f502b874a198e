/** Reads what the store's schema says of a table's columns and foreign keys. */
import type Database from 'better-sqlite3';
import { comparesAlike, type DeclaredColumn } from '../../../core/shape/affinity.ts';
import type { ForeignKey } from '../../../core/shape/ways.ts';
import { foldName } from './quote.ts';

/** A row of `pragma_table_list`. */
export interface TableRow {
  readonly name: string;
  readonly type: string;
  readonly wr: number;
  readonly strict: number;
  /** Of a virtual table alone. */
  readonly sql: string | null;
}

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

interface KeyRow {
  readonly id: number;
  readonly table: string;
  readonly from: string;
  readonly to: string | null;
}

/** The columns that have a unique index of their own over all rows. */
export function uniqueColumns(db: Database.Database, table: string): readonly string[] {
  const sql = `SELECT (SELECT group_concat(x.name) FROM pragma_index_xinfo(l.name, 'main') x WHERE x."key" = 1 HAVING count(*) = 1)
    FROM pragma_index_list(?, 'main') l WHERE l."unique" = 1 AND l.partial = 0`;
  const found = db.prepare<[string], string | null>(sql).pluck().all(table);
  return found.flatMap((column) => (column === null ? [] : [foldName(column)]));
}

/** A table as a foreign key may lead to it. */
export interface Parent {
  readonly columns: readonly ColumnRow[];
  readonly strict: boolean;
  readonly primaryKey: readonly string[];
  /** Of the primary key's own index, which compares where a child names no columns; empty where there is none. */
  readonly collations: readonly string[];
  readonly rowId: string | null;
}

/** Every column, generated ones too, in their order. */
export function columnsOf(db: Database.Database, table: string): readonly ColumnRow[] {
  return db
    .prepare<[string], ColumnRow>(`SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?, 'main')`)
    .all(table);
}

/** Whether the table has all of the columns, in whichever letters: a company's own store may lack what this program does not need. */
export function hasColumns(db: Database.Database, table: string, columns: readonly string[]): boolean {
  const names = new Set(columnsOf(db, table).map(({ name }) => foldName(name)));
  return columns.every((column) => names.has(foldName(column)));
}

/** The table as a parent. */
export function parentOf(db: Database.Database, { name, wr, strict }: TableRow): Parent {
  const columns = columnsOf(db, name);
  const keys = columns.filter((column) => column.pk > 0).sort((a, b) => a.pk - b.pk);
  // A primary key that is the row ID has no index of its own.
  const collations = db
    .prepare<[string], string>(
      `SELECT x.coll FROM pragma_index_list(?, 'main') l JOIN pragma_index_xinfo(l.name, 'main') x
       WHERE l.origin = 'pk' AND x."key" = 1 ORDER BY x.seqno`,
    )
    .pluck()
    .all(name);
  const [only] = keys;
  const alias = wr === 0 && collations.length === 0 && keys.length === 1 && only !== undefined;
  return {
    columns,
    strict: strict === 1,
    primaryKey: keys.map((column) => foldName(column.name)),
    collations,
    rowId: alias ? foldName(only.name) : null,
  };
}

/** Its foreign keys, each once, in SQLite's order. */
export function foreignKeys(
  db: Database.Database,
  table: string,
  parents: ReadonlyMap<string, Parent>,
): readonly ForeignKey[] {
  const rows = db
    .prepare<[string], KeyRow>(
      `SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?, 'main') ORDER BY id, seq`,
    )
    .all(table);
  const own = parents.get(foldName(table));
  const keys = new Map<string, ForeignKey>();
  for (const id of new Set(rows.map((row) => row.id))) {
    const key = foreignKey(
      rows.filter((row) => row.id === id),
      own,
      parents,
    );
    keys.set(JSON.stringify([key.columns, key.parent, key.parentColumns]), key);
  }
  return [...keys.values()];
}

function foreignKey(
  rows: readonly KeyRow[],
  own: Parent | undefined,
  parents: ReadonlyMap<string, Parent>,
): ForeignKey {
  const parent = foldName(rows[0]?.table ?? '');
  const held = parents.get(parent);
  const columns = rows.map((row) => foldName(row.from));
  const named = rows.flatMap((row) => (row.to === null ? [] : [foldName(row.to)]));
  const parentColumns = named.length === 0 ? (held?.primaryKey ?? []) : named;
  const collations = columns.map((_, at) => (named.length === 0 ? (held?.collations[at] ?? null) : null));
  // A key of two columns may name a parent whose key has one: SQLite says "mismatch", and not which of them is meant.
  const one = columns.length === 1 && parentColumns.length === 1;
  const toRowId = one && held?.rowId != null && parentColumns[0] === held.rowId;
  const mayBeNull = columns.filter((name) => columnOf(own, name)?.notnull !== 1 && own?.rowId !== name);
  const unlike = columns.filter((name, at) => {
    const [above, below] = [columnOf(held, parentColumns[at] ?? ''), columnOf(own, name)];
    return above === undefined || below === undefined || !comparesAlike(above, below);
  });
  return { columns, parent, parentColumns, toRowId, mayBeNull, unlike: toRowId ? [] : unlike, collations };
}

function columnOf(of: Parent | undefined, name: string): (ColumnRow & DeclaredColumn) | undefined {
  const column = of?.columns.find((one) => foldName(one.name) === name);
  return of === undefined || column === undefined ? undefined : { ...column, strict: of.strict };
}
