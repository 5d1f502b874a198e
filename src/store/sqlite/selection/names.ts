/** The operator's list beside the staged rows: IDs, lines and initials in TEMP tables, never a name. */
import { NAME_DIFFERENCES } from '../../../core/text/name-difference.ts';
import type { ListedId, NameLine, NamesDiffer, StagedAt, StoreName } from '../../port/rows.ts';
import type { Db } from '../connection/db.ts';

/** Puts lines into `temp.named`. */
export interface NameWriter {
  add(line: NameLine): void;
}

/** Makes the TEMP table and the statement that fills it. Initials are code points, differences their place: numbers, and no text. */
export function openNames(db: Db): NameWriter {
  db.exec(
    `CREATE TEMP TABLE named (
       line INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, list_initial INTEGER, store_initial INTEGER, differ INTEGER)`,
  );
  const insert = db.prepare<[number, number, number | null, number | null, number | null]>(
    'INSERT INTO temp.named VALUES (?, ?, ?, ?, ?)',
  );
  const code = (initial: string | undefined) => initial?.codePointAt(0) ?? null;
  return {
    add: ({ line, customerId, differ }) =>
      void insert.run(
        ...([line, customerId, code(differ?.list), code(differ?.store)] as const),
        differ === null ? null : NAME_DIFFERENCES.indexOf(differ.differ),
      ),
  };
}

/** To be called once, after the last line and before anything is asked. */
export function closeNames(db: Db): void {
  db.exec('CREATE INDEX temp.named_by_customer ON named (customer_id, line)');
}

/** Lines whose customer an earlier line names already, by line. */
export function linesTwice(db: Db): IterableIterator<ListedId & { readonly firstLine: number }> {
  return db
    .prepare<[], ListedId & { readonly firstLine: number }>(
      `SELECT l.line, l.customer_id AS customerId, d.first AS firstLine
       FROM (SELECT customer_id, min(line) AS first FROM temp.named GROUP BY customer_id HAVING count(*) > 1) d
       JOIN temp.named l ON l.customer_id = d.customer_id AND l.line > d.first ORDER BY l.line`,
    )
    .iterate();
}

/** The names of those of the customers that are staged and in the store; a batch at a time, all in memory. */
export function storeNames(db: Db, ids: readonly number[]): readonly StoreName[] {
  return db
    .prepare<[string], StoreName>(
      `SELECT c.id AS customerId, CAST(c.last_name AS TEXT) AS last, CAST(c.company_name AS TEXT) AS company
       FROM json_each(?) j CROSS JOIN main.customer_entity c ON c.id = j.value
       WHERE EXISTS (SELECT 1 FROM temp.staged s WHERE s.customer_id = c.id)`,
    )
    .all(JSON.stringify(ids));
}

const UNLISTED = 's.customer_id NOT IN (SELECT customer_id FROM temp.named)';
const DIFFERS = 's.customer_id IN (SELECT customer_id FROM temp.named WHERE list_initial IS NOT NULL)';

/** Notes which staged rows the list stops: they are told from this, and counted once whatever else is wrong with them.
 * By names alone where the list was not read to its end. */
export function noteOffList(db: Db, by: 'names' | 'names-and-ids'): void {
  const unlisted = by === 'names' ? '' : `OR ${UNLISTED}`;
  db.exec(
    `INSERT INTO temp.off_list SELECT s.row, s.line, s.customer_id FROM temp.staged s WHERE ${DIFFERS} ${unlisted} ORDER BY s.row`,
  );
}

/** Of the rows noted, those whose customer is not in the list, in file order. */
export function unlistedRows(db: Db): IterableIterator<StagedAt> {
  return db
    .prepare<[], StagedAt>(
      `SELECT s.row, s.line, s.customer_id AS customerId FROM temp.off_list s WHERE ${UNLISTED} ORDER BY s.row`,
    )
    .iterate();
}

/** Of the rows noted, those whose customer has another name in the store than in the list, in file order. */
export function* differingRows(db: Db): Generator<StagedAt & NamesDiffer> {
  const rows = db
    .prepare<
      [],
      StagedAt & { readonly listCode: number; readonly storeCode: number; readonly place: number }
    >(
      `SELECT s.row, s.line, s.customer_id AS customerId, l.list_initial AS listCode, l.store_initial AS storeCode,
         l.differ AS place
       FROM temp.off_list s CROSS JOIN temp.named l ON l.customer_id = s.customer_id
       WHERE l.list_initial IS NOT NULL ORDER BY s.row`,
    )
    .iterate();
  for (const { listCode, storeCode, place, ...at } of rows) {
    const [list, store] = [String.fromCodePoint(listCode), String.fromCodePoint(storeCode)];
    yield { ...at, list, store, differ: NAME_DIFFERENCES[place] ?? 'other' };
  }
}

/** IDs of the list that no staged row has, by line. */
export function idsNotInFile(db: Db): IterableIterator<ListedId> {
  return db
    .prepare<[], ListedId>(
      `SELECT line, customer_id AS customerId FROM temp.named
       WHERE customer_id NOT IN (SELECT customer_id FROM temp.staged) ORDER BY line`,
    )
    .iterate();
}

/** How many lines of the list name a customer. */
export function countListed(db: Db): number {
  return db.prepare<[], number>('SELECT count(*) FROM temp.named').pluck().get() ?? 0;
}
