/** The customers to remove in parts, by ID: while one statement runs nobody can be told how far it is. */
import type { Db } from '../connection/db.ts';
import { countRemovals } from './facts.ts';
import { quoteName } from '../schema/quote.ts';
import type { Chosen, RemovedTable } from './rows-of.ts';

/** Customers to a part: a second or less, and so many that what they share of a page is written once. */
const PART = 20_000;

export interface Part {
  /** The TEMP table that holds its customers. */
  readonly of: Chosen;
  /** Customers in it and in those before it. */
  readonly done: number;
}

/** One part where they are few, or where a table has to be read whole to find their rows: once is enough for that. */
export function* parts(db: Db, tables: readonly RemovedTable[]): Generator<Part> {
  if (tables.length === 0) return;
  const total = countRemovals(db);
  if (total <= PART || tables.some((table) => isReadWhole(db, table))) {
    yield { of: 'temp.removal', done: total };
    return;
  }
  db.exec('CREATE TEMP TABLE part (customer_id INTEGER PRIMARY KEY)');
  const fill = db.prepare<[number]>(
    `INSERT INTO temp.part SELECT customer_id FROM temp.removal NOT INDEXED
     WHERE customer_id > ? ORDER BY customer_id LIMIT ${PART}`,
  );
  const last = db.prepare<[], number>('SELECT max(customer_id) FROM temp.part').pluck();
  let after = Number.MIN_SAFE_INTEGER;
  for (let done = 0; done < total; after = last.get() ?? after) {
    db.exec('DELETE FROM temp.part');
    done += fill.run(after).changes;
    yield { of: 'temp.part', done };
  }
}

/** Has the table, or one that it hangs on, no index that leads to the rows? */
function isReadWhole(db: Db, { table, where }: RemovedTable): boolean {
  const sql = `EXPLAIN QUERY PLAN DELETE FROM main.${quoteName(table)} AS o0 WHERE ${where}`;
  return db
    .prepare<[], { readonly detail: string }>(sql)
    .all()
    .some(({ detail }) => /^SCAN o\d/.test(detail));
}
