/** The file's rows in TEMP tables: IDs and counts, never text (docs/FACTS.md, "Erasing in SQLite"). */
import type { Presence } from '../../../core/plan/decide.ts';
import type { RemoveRow } from '../../../core/file/rows.ts';
import type { Shape } from '../../../core/shape/shape.ts';
import type { DuplicateRow, OddRow, StagedRows } from '../../port/rows.ts';
import type { Db } from '../connection/db.ts';
import { countRows } from './facts.ts';
import { LAST_RUN, REMOVED_BEFORE, inStore, ownersAmong } from './rows-of.ts';

/** Puts rows into `temp.staged`; `clean` says whether the row itself had no error. */
export interface Stage {
  add(row: RemoveRow, clean: boolean): void;
  /** Writes what is held back, where that is much: to be called after each batch of rows. */
  flush(): void;
  /** Writes what is held back: once, after the last row and before anything is asked. */
  close(): void;
}

/** Rows that are sorted before they are written: in order of their IDs they cost half of what a table and an index do. */
const RUN = 1 << 16;

/** Room for a run and a batch. */
const ROOM = RUN + (1 << 13);

/** Rows to a statement: a call for each row would cost as much as reading it. */
const PER_STATEMENT = 50;

/** Rows to a transaction: a whole run would keep a copy of every page that it meets, and it meets them all. */
const PER_TRANSACTION = 4000;

/** Makes the TEMP tables, and the statements that fill the first; `names.ts` fills the other. */
export function openStage(db: Db): Stage {
  // Who cannot write to the store need not keep millions of IDs in memory, and asks for no text in another order than
  // it is found in. Set before the first TEMP table: to set it later drops them.
  if (db.readonly) db.pragma('temp_store = FILE');
  db.exec(
    `CREATE TEMP TABLE staged (customer_id INTEGER, row INTEGER, line INTEGER NOT NULL, clean INTEGER NOT NULL,
       PRIMARY KEY (customer_id, row)) WITHOUT ROWID;
     CREATE TEMP TABLE remains (customer_id INTEGER PRIMARY KEY);
     CREATE TEMP TABLE off_list (row INTEGER PRIMARY KEY, line INTEGER NOT NULL, customer_id INTEGER NOT NULL)`,
  );
  const write = writer(db);
  const column = () => new Float64Array(ROOM);
  const columns: Columns = [column(), column(), column(), column()];
  const [ids, rows, lines, clean] = columns;
  let held = 0;
  const flush = () => {
    const order = Uint32Array.from({ length: held }, (_, at) => at);
    order.sort((a, b) => (ids[a] ?? 0) - (ids[b] ?? 0) || a - b);
    for (let from = 0; from < held; from += PER_TRANSACTION)
      inBatch(db, () => write(order.subarray(from, from + PER_TRANSACTION), columns));
    held = 0;
  };
  return {
    add({ row, line, customerId }, isClean) {
      [ids[held], rows[held], lines[held], clean[held]] = [customerId, row, line, isClean ? 1 : 0];
      held += 1;
      if (held === ROOM) flush();
    },
    flush() {
      if (held >= RUN) flush();
    },
    close: flush,
  };
}

type Columns = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

/** Inserts rows in the order given, many to a statement. */
function writer(db: Db): (order: Uint32Array, columns: Columns) => void {
  const inserting = (rows: number) =>
    db.prepare<[number[]]>(
      `INSERT INTO temp.staged VALUES ${Array<string>(rows).fill('(?, ?, ?, ?)').join(', ')}`,
    );
  const [many, one] = [inserting(PER_STATEMENT), inserting(1)];
  const values: number[] = [];
  const take = (at: number, [ids, rows, lines, clean]: Columns) =>
    values.push(ids[at] ?? 0, rows[at] ?? 0, lines[at] ?? 0, clean[at] ?? 0);
  return (order, columns) => {
    for (let from = 0; from < order.length;) {
      const rows = order.length - from < PER_STATEMENT ? 1 : PER_STATEMENT;
      for (let at = from; at < from + rows; at += 1) take(order[at] ?? 0, columns);
      (rows === 1 ? one : many).run(values);
      values.length = 0;
      from += rows;
    }
  };
}

/** Runs one batch of staging inserts as one transaction on the TEMP tables; the store is not touched. */
export function inBatch(db: Db, work: () => void): void {
  db.transaction(work)();
}

/** Finds the rows whose customer an earlier row names already; to be called once, before they are asked for or counted. */
export function noteLater(db: Db): void {
  const twice =
    'SELECT customer_id, min(row) AS first FROM temp.staged GROUP BY customer_id HAVING count(*) > 1';
  db.exec(
    `CREATE TEMP TABLE later (row INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, first INTEGER NOT NULL);
     INSERT INTO temp.later SELECT s.row, s.customer_id, d.first FROM (${twice}) d
       JOIN temp.staged s ON s.customer_id = d.customer_id AND s.row > d.first`,
  );
}

/** The rows that `noteLater` found, in file order. */
export function duplicates(db: Db): IterableIterator<DuplicateRow> {
  return db
    .prepare<[], DuplicateRow>(
      `SELECT s.row, s.line, s.customer_id AS customerId, f.row AS firstRow, f.line AS firstLine FROM temp.later l
       JOIN temp.staged s ON s.customer_id = l.customer_id AND s.row = l.row
       JOIN temp.staged f ON f.customer_id = l.customer_id AND f.row = l.first ORDER BY l.row`,
    )
    .iterate();
}

const PRESENT = inStore('r.customer_id');
const REMAINS = 'r.customer_id IN (SELECT customer_id FROM temp.remains)';
const PRESENCE = `CASE WHEN ${PRESENT} THEN iif(${REMOVED_BEFORE}, 'returned', 'present') WHEN ${REMAINS} THEN 'remains'
  WHEN ${REMOVED_BEFORE} THEN 'removed' ELSE 'unknown' END`;

/** Staged rows by what the store knows of their customer, or all of them as present where there is no store. */
export function countPresence(db: Db, shape: Shape | null): ReadonlyMap<Presence, StagedRows> {
  const all = countStaged(db, '1');
  if (shape === null) return new Map([['present', all]]);
  const there = countStaged(db, PRESENT);
  const returned = countStaged(db, `${PRESENT} AND ${REMOVED_BEFORE}`);
  const here = [
    ['present', less(there, returned)],
    ['returned', returned],
  ] as const;
  // Nearly always everybody is there: to ask who is not costs another look at all rows.
  if (there.rows === all.rows) return new Map(here);
  noteRemains(db, shape);
  const remains = countStaged(db, REMAINS);
  const removed = countStaged(db, `NOT ${PRESENT} AND NOT ${REMAINS} AND ${REMOVED_BEFORE}`);
  const unknown = less(less(less(all, there), remains), removed);
  return new Map([...here, ['remains', remains], ['removed', removed], ['unknown', unknown]]);
}

/** Of the customers that are not in the store, those of whom records or links are. */
function noteRemains(db: Db, shape: Shape): void {
  db.exec(
    `CREATE TEMP TABLE absent (customer_id INTEGER PRIMARY KEY);
     INSERT INTO temp.absent SELECT DISTINCT r.customer_id FROM temp.staged r WHERE NOT ${PRESENT}`,
  );
  for (const owners of ownersAmong(shape, 'temp.absent'))
    db.exec(`INSERT OR IGNORE INTO temp.remains ${owners}`);
  db.exec('DROP TABLE temp.absent');
}

function less(all: StagedRows, some: StagedRows): StagedRows {
  return {
    rows: all.rows - some.rows,
    clean: all.clean - some.clean,
    stopped: all.stopped - some.stopped,
  };
}

function countStaged(db: Db, where: string): StagedRows {
  const stopped = '(r.row IN (SELECT row FROM temp.later) OR r.row IN (SELECT row FROM temp.off_list))';
  const sql = `SELECT count(*) AS rows, count(*) FILTER (WHERE r.clean) AS clean,
    count(*) FILTER (WHERE r.clean AND ${stopped}) AS stopped FROM temp.staged r WHERE ${where}`;
  const found = db.prepare<[], StagedRows>(sql).get();
  if (found === undefined) throw new Error('a count without an answer');
  return found;
}

/** Staged rows of one presence, in file order, with the last run that removed the customer. */
export function rowsOfPresence(db: Db, presence: Presence): IterableIterator<OddRow> {
  return db
    .prepare<[Presence], OddRow>(
      `SELECT r.row, r.line, r.customer_id AS customerId, l.run, l.committed_at AS at
       FROM temp.staged r LEFT JOIN main.ledger_run l ON l.run = (${LAST_RUN})
       WHERE ${PRESENCE} = ? ORDER BY r.row`,
    )
    .iterate(presence);
}

/** Staged customers that are in the store: of a file that was ingested before, whichever run removed them. */
export function countThere(db: Db): number {
  return countRows(db, `temp.staged WHERE ${inStore('customer_id')}`);
}
