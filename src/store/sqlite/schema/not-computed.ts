/** What SQLite cannot compute for some row: a VIRTUAL generated column, which is stored nowhere, or a condition (CHECK). */
import Database from 'better-sqlite3';
import { StoreError } from '../../../core/errors.ts';
import type { Shape } from '../../../core/shape/shape.ts';
import type { ShapeTrouble } from '../../../core/shape/shape-trouble.ts';
import { CUSTOMER, LINK } from '../../../core/shape/ways.ts';
import type { Db } from '../connection/db.ts';
import { namesToAsk, ofTable } from '../apply/integrity.ts';
import { foldName, quoteName } from './quote.ts';

/** What SQLite's message comes with; it may show a value of the row, and is told nowhere. */
const CODES: ReadonlySet<string> = new Set(['SQLITE_ERROR', 'SQLITE_TOOBIG']);

/** Throws a `StoreError` (`shape`) where it is a column of a table that a plan or a removal reads. */
export function refuseNotComputed(
  { db, path }: { readonly db: Db; readonly path: string },
  read: Shape,
): void {
  const tables = new Set([CUSTOMER, LINK, ...read.customer.map(({ table }) => table), ...read.loan]);
  const shape = firstOdd(
    db,
    virtualColumns(db).filter(({ table }) => tables.has(foldName(table))),
  );
  if (shape !== null) throw new StoreError({ reason: 'shape', path, shape });
}

/** The first such column of the store, else the first table with such a condition; to be asked once something failed. */
export function notComputed(db: Db): ShapeTrouble | null {
  try {
    const column = firstOdd(db, virtualColumns(db));
    if (column !== null) return column;
    const table = namesToAsk(db).find((name) => fails(() => ofTable(db, name)));
    return table === undefined ? null : { why: 'not-computed', table: foldName(table), columns: [] };
  } catch (error) {
    // Whatever else is wrong is told by what failed first.
    if (error instanceof Database.SqliteError) return null;
    throw error;
  }
}

function firstOdd(db: Db, columns: readonly Column[]): ShapeTrouble | null {
  const odd = columns.find(({ table, column }) => {
    const sql = `SELECT count(*) FROM main.${quoteName(table)} WHERE typeof(${quoteName(column)}) = ''`;
    return fails(() => db.prepare(sql).get());
  });
  if (odd === undefined) return null;
  return { why: 'not-computed', table: foldName(odd.table), columns: [foldName(odd.column)] };
}

/** Throws what is no such failure. */
function fails(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch (error) {
    if (error instanceof Database.SqliteError && CODES.has(error.code)) return true;
    throw error;
  }
}

interface Column {
  readonly table: string;
  readonly column: string;
}

function virtualColumns(db: Db): readonly Column[] {
  return db
    .prepare<[], Column>(
      `SELECT l.name AS "table", c.name AS "column" FROM pragma_table_list l, pragma_table_xinfo(l.name, 'main') c
       WHERE l.schema = 'main' AND l.type = 'table' AND c.hidden = 2 ORDER BY l.name, c.cid`,
    )
    .all();
}
