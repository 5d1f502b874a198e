/** Which IDs SQLite gives to customers to come: never one that was removed, as far as the store lets us see to that. */
import { CUSTOMER } from '../../../core/shape/ways.ts';
import type { Db } from '../connection/db.ts';

export interface Raised {
  /** What the sequence says now. */
  readonly to: number;
  /** Its rows that were written; there is one, but for what somebody added. */
  readonly rows: number;
}

/** The highest ID that a customer to be removed can have. */
const MOST = Number.MAX_SAFE_INTEGER;

/**
 * Does the table of customers have AUTOINCREMENT? Asked of SQLite's own program for an insert, because comments, names and
 * defaults may hold the word: only with AUTOINCREMENT a new row ID has a register for the highest one ever given
 * (sqlite.org/opcode.html, NewRowid, P3).
 */
export function givesIdsOnce(db: Db): boolean {
  const steps = db.prepare<[], { readonly opcode: string; readonly p3: number }>(
    `EXPLAIN INSERT INTO main.${CUSTOMER} DEFAULT VALUES`,
  );
  return steps.all().some(({ opcode, p3 }) => opcode === 'NewRowid' && p3 > 0);
}

/** The customer in `temp.removal` whose ID is the highest of all, so that SQLite would give it to the next one; else null. */
export function highestThatGoes(db: Db): number | null {
  const highest = `(SELECT max(id) FROM main.${CUSTOMER})`;
  const sql = `SELECT customer_id FROM temp.removal WHERE customer_id = ${highest}`;
  return db.prepare<[], number>(sql).pluck().get() ?? null;
}

/** The highest ID of a customer that is removed, or to be removed now; 0 for none. */
function highestRemoved(db: Db): number {
  return Math.max(highestIn(db, 'main.ledger_removed'), highestIn(db, 'temp.removal'));
}

function highestIn(db: Db, table: 'main.ledger_removed' | 'temp.removal'): number {
  const sql = `SELECT max(customer_id) FROM ${table} WHERE customer_id <= ?`;
  return db.prepare<[number], number | null>(sql).pluck().get(MOST) ?? 0;
}

/** The table as the schema names it: SQLite compares letter by letter. */
const TABLE = `type = 'table' AND lower(name) = '${CUSTOMER}'`;

/** Rows of the sequence that are the table's; SQLite takes the first, whatever is in it, and none for 0. */
const OWN = `name = (SELECT name FROM main.sqlite_schema WHERE ${TABLE})`;

/** As SQLite reads what somebody wrote there. */
const SEQ = 'coalesce(CAST(seq AS INTEGER), 0)';

/**
 * Raises the sequence of a table with AUTOINCREMENT to the highest ID removed, where it was set back or dropped; it is never
 * lowered. Null where nothing was to be written. Inside the removal's transaction.
 */
export function raiseSequence(db: Db): Raised | null {
  if (!givesIdsOnce(db)) return null;
  const to = highestRemoved(db);
  const held = db.prepare(`SELECT 1 FROM main.sqlite_sequence WHERE ${OWN}`).get() !== undefined;
  const sql = held
    ? `UPDATE main.sqlite_sequence SET seq = CAST(@to AS INTEGER) WHERE ${OWN} AND ${SEQ} < @to`
    : `INSERT INTO main.sqlite_sequence (name, seq) SELECT name, CAST(@to AS INTEGER) FROM main.sqlite_schema WHERE ${TABLE}`;
  const rows = db.prepare(sql).run({ to }).changes;
  return rows === 0 ? null : { to, rows };
}

/** Would SQLite still give out an ID that was removed, or is to be, although the table has AUTOINCREMENT? */
export function isSequenceShort(db: Db): boolean {
  return givesIdsOnce(db) && lastGiven(db) < highestRemoved(db);
}

/** The highest ID that an earlier run removed, where SQLite, going by sequence and table, has that one still to give out. */
export function removedAboveSequence(db: Db): number | null {
  if (!givesIdsOnce(db)) return null;
  const removed = highestIn(db, 'main.ledger_removed');
  const there = db.prepare<[], number | null>(`SELECT max(id) FROM main.${CUSTOMER}`).pluck().get() ?? 0;
  return Math.max(lastGiven(db), there) < removed ? removed : null;
}

/** What the sequence says; 0 where it says nothing. */
function lastGiven(db: Db): number {
  const sql = `SELECT ${SEQ} FROM main.sqlite_sequence WHERE ${OWN} ORDER BY rowid LIMIT 1`;
  return db.prepare<[], number | null>(sql).pluck().get() ?? 0;
}
