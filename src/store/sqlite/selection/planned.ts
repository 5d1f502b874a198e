/** The lines of a saved plan in a TEMP table, and what moved since: IDs, counts and digests, never a value. */
import { movementsOf, type Moved, type Movements, type SavedRemoval } from '../../../core/plan/saved-plan.ts';
import type { Shape } from '../../../core/shape/shape.ts';
import { customerFacts } from './customer-facts.ts';
import type { Db } from '../connection/db.ts';
import { countRows } from './facts.ts';

/** Customers whose facts are asked at once: enough for SQL to be set-wise, few enough for memory to be flat. */
const CHUNK = 4096;

/** Makes the table; the function it returns adds a line. A line that comes twice is one: the seal tells. */
export function openPlanned(db: Db): (line: SavedRemoval) => void {
  db.exec(
    `CREATE TEMP TABLE planned (row INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL UNIQUE, linked INTEGER NOT NULL,
       open INTEGER NOT NULL, customer TEXT NOT NULL, loans TEXT NOT NULL)`,
  );
  const insert = db.prepare('INSERT OR IGNORE INTO temp.planned VALUES (?, ?, ?, ?, ?, ?)');
  return ({ row, customerId, linkedLoans, openLoans, customer, loans }) =>
    void insert.run(row, customerId, linkedLoans, openLoans, customer, loans);
}

/** The first removals of the plan, by row; all of them for `Infinity`. */
export function firstPlanned(db: Db, most: number): readonly SavedRemoval[] {
  const sql = `SELECT ${PLANNED} FROM temp.planned ORDER BY row LIMIT ?`;
  return db.prepare<[number], SavedRemoval>(sql).all(Number.isFinite(most) ? most : -1);
}

const PLANNED = 'row, customer_id AS customerId, linked AS linkedLoans, open AS openLoans, customer, loans';

/** How many removals the plan has. */
export function countPlanned(db: Db): number {
  return countRows(db, 'temp.planned');
}

/** A line for each customer in `temp.removal`, in file order, with the facts as they are now. */
export function* removalsWithFacts(db: Db, shape: Shape): Generator<SavedRemoval> {
  const columns = 'row, customer_id AS customerId';
  for (const chunk of chunks<Pick<SavedRemoval, 'row' | 'customerId'>>(db, 'temp.removal', columns)) {
    const facts = customerFacts(
      db,
      shape,
      chunk.map(({ customerId }) => customerId),
    );
    for (const { row, customerId } of chunk) {
      const found = facts.get(customerId);
      if (found === undefined) continue;
      const { there: _there, ...planned } = found;
      yield { row, customerId, ...planned };
    }
  }
}

/** What moved since the plan was made. `chosen` says that `temp.removal` holds what the file would remove now. */
export function movements(
  db: Db,
  shape: Shape,
  { most, chosen }: { most: number; chosen: boolean },
): Movements {
  const shown: Moved[] = [];
  let customers = 0;
  const note = (moved: Moved) => {
    customers += 1;
    if (shown.length < most) shown.push(moved);
  };
  for (const moved of movedOf(db, shape)) note(moved);
  if (chosen) for (const moved of notPlanned(db)) note(moved);
  return { customers, shown };
}

function* movedOf(db: Db, shape: Shape): Generator<Moved> {
  for (const chunk of chunks<SavedRemoval>(db, 'temp.planned', PLANNED)) {
    const facts = customerFacts(
      db,
      shape,
      chunk.map(({ customerId }) => customerId),
    );
    for (const planned of chunk) {
      const what = movementsOf(planned, facts.get(planned.customerId) ?? null);
      if (what.length > 0) yield { row: planned.row, customerId: planned.customerId, what };
    }
  }
}

/** Customers of the file that came back since: nobody agreed to their removal. */
function* notPlanned(db: Db): Generator<Moved> {
  const rows = db
    .prepare<[], Omit<Moved, 'what'>>(
      `SELECT row, customer_id AS customerId FROM temp.removal
       WHERE customer_id NOT IN (SELECT customer_id FROM temp.planned) ORDER BY row`,
    )
    .iterate();
  for (const found of rows) yield { ...found, what: ['not-planned'] };
}

/** Rows in order of `row`, some at a time: a statement that is still running would keep the connection busy. */
function* chunks<Row extends { readonly row: number }>(
  db: Db,
  table: 'temp.removal' | 'temp.planned',
  columns: string,
): Generator<readonly Row[]> {
  const next = db.prepare<[number, number], Row>(
    `SELECT ${columns} FROM ${table} WHERE row > ? ORDER BY row LIMIT ?`,
  );
  let chunk = next.all(-1, CHUNK);
  for (; chunk.length > 0; chunk = next.all(chunk.at(-1)?.row ?? 0, CHUNK)) yield chunk;
}
