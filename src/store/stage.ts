/** The file's rows in TEMP tables: IDs and counts, never text (facts: "Erasing in SQLite"). */
import type { Presence } from '../core/decide.ts';
import type { RemoveRow } from '../core/rows.ts';
import type { Db } from './db.ts';

/** Puts rows into `temp.staged`; `clean` says whether the row itself had no error. */
export interface Stage {
  add(row: RemoveRow, clean: boolean): void;
}

/** Makes the TEMP tables, and the statement that fills the first; `names.ts` fills the other. */
export function openStage(db: Db): Stage {
  // Who cannot write to the store need not keep millions of IDs in memory, and asks for no text in another order than
  // it is found in. Set before the first TEMP table: to set it later drops them.
  if (db.readonly) db.pragma('temp_store = FILE');
  db.exec(
    `CREATE TEMP TABLE staged (
       row INTEGER PRIMARY KEY, line INTEGER NOT NULL, customer_id INTEGER NOT NULL, clean INTEGER NOT NULL);
     CREATE TEMP TABLE off_list (row INTEGER PRIMARY KEY)`,
  );
  const insert = db.prepare<[number, number, number, number]>('INSERT INTO temp.staged VALUES (?, ?, ?, ?)');
  return { add: (row, clean) => void insert.run(row.row, row.line, row.customerId, clean ? 1 : 0) };
}

/** Runs one batch of staging inserts as one transaction on the TEMP tables; the store is not touched. */
export function inBatch(db: Db, work: () => void): void {
  db.transaction(work)();
}

/** To be called once, after the last row and before anything is asked. */
export function closeStage(db: Db): void {
  db.exec('CREATE INDEX temp.staged_by_customer ON staged (customer_id, row)');
}

export interface DuplicateRow {
  readonly row: number;
  readonly customerId: number;
  readonly line: number;
  readonly firstRow: number;
  readonly firstLine: number;
}

/** Rows whose customer an earlier row names already, in file order. */
export function duplicates(db: Db): IterableIterator<DuplicateRow> {
  return db
    .prepare<[], DuplicateRow>(
      `SELECT s.row, s.line, s.customer_id AS customerId, f.row AS firstRow, f.line AS firstLine
       FROM (SELECT customer_id, min(row) AS first FROM temp.staged GROUP BY customer_id HAVING count(*) > 1) d
       JOIN temp.staged s ON s.customer_id = d.customer_id AND s.row > d.first
       JOIN temp.staged f ON f.row = d.first ORDER BY s.row`,
    )
    .iterate();
}

const PRESENCE = `CASE WHEN s.customer_id IN (SELECT id FROM main.customer_entity) THEN 'present'
  WHEN EXISTS (SELECT 1 FROM main.ledger_removed r WHERE r.customer_id = s.customer_id) THEN 'removed'
  ELSE 'unknown' END`;

/** Staged rows by what the store knows of their customer. */
export function countPresence(db: Db): ReadonlyMap<Presence, number> {
  const rows = db
    .prepare<[], { readonly presence: Presence; readonly rows: number }>(
      `SELECT ${PRESENCE} AS presence, count(*) AS rows FROM temp.staged s GROUP BY presence`,
    )
    .all();
  return new Map(rows.map(({ presence, rows: count }) => [presence, count]));
}

export interface AbsentRow {
  readonly row: number;
  readonly line: number;
  readonly customerId: number;
  readonly run: number | null;
  readonly at: string | null;
}

/** Staged rows of one presence, in file order, with the last run that removed the customer. */
export function rowsOfPresence(db: Db, presence: Presence): IterableIterator<AbsentRow> {
  return db
    .prepare<[Presence], AbsentRow>(
      `SELECT s.row, s.line, s.customer_id AS customerId, l.run, l.committed_at AS at
       FROM temp.staged s LEFT JOIN main.ledger_run l
         ON l.run = (SELECT max(r.run) FROM main.ledger_removed r WHERE r.customer_id = s.customer_id)
       WHERE ${PRESENCE} = ? ORDER BY s.row`,
    )
    .iterate(presence);
}

/** Rows without an error of their own that are stopped all the same: a duplicate, off the operator's list, or
 * a presence that stops. */
export function countStopped(db: Db, stopping: readonly Presence[] | null): number {
  const later = `s.row <> (SELECT min(d.row) FROM temp.staged d WHERE d.customer_id = s.customer_id)`;
  const offList = 's.row IN (SELECT row FROM temp.off_list)';
  const absent = stopping === null ? '0' : `${PRESENCE} IN (SELECT value FROM json_each(?))`;
  const sql = `SELECT count(*) FROM temp.staged s WHERE s.clean AND (${later} OR ${offList} OR ${absent})`;
  const count = db.prepare<unknown[], number>(sql).pluck();
  return (stopping === null ? count.get() : count.get(JSON.stringify(stopping))) ?? 0;
}
