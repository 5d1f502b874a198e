/** SQL for "the rows that belong to these customers", made from the foreign keys that the shape found. */
import type { CustomerTable, Shape } from '../../../core/shape/shape.ts';
import { CUSTOMER, LINK, LOAN } from '../../../core/shape/ways.ts';
import type { Db } from '../connection/db.ts';
import { quoteName } from '../schema/quote.ts';

/** A table with its rows to remove: `where` chooses those of the customers in a TEMP table; the table is `o0`. */
export interface RemovedTable {
  readonly table: string;
  readonly level: 'customer' | 'link';
  readonly where: string;
}

/** Is this customer, or loan, in the store? With the sign it is looked up by its ID, and not every one of the store is. */
export function inStore(id: string, table: typeof CUSTOMER | typeof LOAN = CUSTOMER): string {
  return `+${id} IN (SELECT id FROM main.${table})`;
}

/** Is there a customer of this ID? */
export function isThere(db: Db, customerId: number): boolean {
  const sql = `SELECT EXISTS (SELECT 1 FROM main.${CUSTOMER} WHERE id = ?)`;
  return db.prepare<[number], number>(sql).pluck().get(customerId) === 1;
}

/** Has an earlier run removed the customer of the row `r`? */
export const REMOVED_BEFORE =
  'EXISTS (SELECT 1 FROM main.ledger_removed g WHERE g.customer_id = r.customer_id)';

/** The last run that removed the customer of the row `r`; a query. */
export const LAST_RUN = 'SELECT max(g.run) FROM main.ledger_removed g WHERE g.customer_id = r.customer_id';

/** Whose rows: everybody to be removed, or a part of them. */
export type Chosen = 'temp.removal' | 'temp.part';

interface Owned {
  readonly shape: Shape;
  /** The customers' IDs, as SQL. */
  readonly ids: string;
}

/** Every table that loses rows, children before parents, `customer_entity` last. */
export function removedTables(shape: Shape, of: Chosen): readonly RemovedTable[] {
  const children = [...shape.customer].reverse();
  const ids = `(SELECT customer_id FROM ${of})`;
  return [
    ...children.map((table) => ({
      table: table.table,
      level: 'customer' as const,
      where: whereOwned(table, { shape, ids }, { depth: 0, sign: '' }),
    })),
    { table: LINK, level: 'link', where: `o0.customer_id IN ${ids}` },
    { table: CUSTOMER, level: 'customer', where: `o0.id IN ${ids}` },
  ];
}

/**
 * Each level has an alias of its own: a company's table may have any name, also that of another one's alias. A row that
 * is looked up by its key is only compared with the list: without the sign SQLite takes the list into the look-up, and
 * walks the whole of it for each row.
 */
function whereOwned(table: CustomerTable, of: Owned, { depth, sign }: Level): string {
  const { key, idColumn } = table;
  const [child, above] = [`o${depth}`, `o${depth + 1}`];
  const [column, parentColumn] = [key.columns[0] ?? '', key.parentColumns[0] ?? ''];
  if (idColumn !== null) return `${sign}${child}.${quoteName(idColumn)} IN ${of.ids}`;
  const parent = parentOf(table, of.shape);
  const up: Level = { depth: depth + 1, sign: key.toRowId ? '' : '+' };
  const owned = parent === undefined ? `${up.sign}${above}.id IN ${of.ids}` : whereOwned(parent, of, up);
  const from = `main.${quoteName(key.parent)} AS ${above}`;
  return key.toRowId
    ? `${sign}${child}.${quoteName(column)} IN (SELECT ${above}.${quoteName(parentColumn)} FROM ${from} WHERE ${owned})`
    : `EXISTS (SELECT 1 FROM ${from} WHERE ${matches(key, above, child)} AND ${owned})`;
}

interface Level {
  readonly depth: number;
  /** `+` where the row is there already, and its column no way to it. */
  readonly sign: '' | '+';
}

/**
 * The rows that a foreign key leads from one to the other: the parent stands left, whose collation is the key's, and a
 * column of another type is given the parent's (sqlite.org/foreignkeys.html, 3; datatype3.html, 4.2, of an expression).
 */
export function matches(key: CustomerTable['key'], parent: string, child: string): string {
  return key.parentColumns
    .map((column, at) => {
      const own = key.columns[at] ?? '';
      const sign = key.unlike.includes(own) ? '+' : '';
      const collation = key.collations[at] ?? null;
      const by = collation === null ? '' : ` COLLATE ${quoteName(collation)}`;
      return `${parent}.${quoteName(column)}${by} = ${sign}${child}.${quoteName(own)}`;
    })
    .join(' AND ');
}

/**
 * A query for `owner` (a customer's ID) and `rows`, for the customers in a TEMP table. Grouped by the first column, without
 * a name: that would be a column of the table first, where it has one of that name.
 */
export function countByOwner(
  db: Db,
  table: CustomerTable,
  { shape, of }: { readonly shape: Shape; readonly of: 'temp.shown' | 'temp.removal' },
): string {
  const { from, owner, ...by } = ownersOf(table, shape);
  const sql = (key: string) => `SELECT ${owner} AS owner, count(*) AS rows FROM ${from}
    WHERE ${key} IN (SELECT customer_id FROM ${of}) GROUP BY 1`;
  return withoutWalks(db, by, sql);
}

/** A query for `owner` and `text`: an expression over the table, `t0`, for each row that one of the customers owns. */
export function rowsByOwner(
  db: Db,
  table: CustomerTable,
  { shape, select, of }: { readonly shape: Shape; readonly select: string; readonly of: string },
): string {
  const { from, owner, ...by } = ownersOf(table, shape);
  const sql = (key: string) =>
    `SELECT ${owner} AS owner, ${select} AS text FROM ${from} WHERE ${key} IN ${of}`;
  return withoutWalks(db, by, sql);
}

/**
 * The query as it is where SQLite goes from the list of customers to their rows. Where it goes through the rows of a table,
 * it would take the list into the look-up of each, and walk the whole of it: there the key is only compared.
 */
function withoutWalks(
  db: Db,
  { key, top }: Pick<Owners, 'key' | 'top'>,
  sqlFor: (key: string) => string,
): string {
  const sql = sqlFor(key);
  const [first] = db.prepare<[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
  return first?.detail.split(' ')[1] === top ? sql : sqlFor(`+${key}`);
}

/** A query for the rows that are owned by the customers in `temp.removal`, in another form than the removal's own. */
export function countOwned(table: CustomerTable, shape: Shape): string {
  const { from, key } = ownersOf(table, shape);
  return `SELECT count(*) FROM ${from} JOIN temp.removal r ON r.customer_id = ${key}`;
}

function parentOf(table: CustomerTable, shape: Shape): CustomerTable | undefined {
  return shape.customer.find((one) => one.table === table.key.parent);
}

interface Owners {
  /** The table, joined with all that it hangs on up to a column that holds a customer's ID. */
  readonly from: string;
  /** The customer's ID as a number. */
  readonly owner: string;
  /** What is compared with customers' IDs, by the column's own affinity: a text `040001` is customer 40001. */
  readonly key: string;
  /** The alias of the table that has it. */
  readonly top: string;
}

/** A table that holds the ID is read alone: one without an index on it is read once, not once a customer. */
function ownersOf(table: CustomerTable, shape: Shape): Owners {
  const joins = [`main.${quoteName(table.table)} AS t0`];
  let next: CustomerTable | undefined = table;
  for (; next !== undefined && next.idColumn === null; next = parentOf(next, shape)) {
    const [below, above] = [`t${joins.length - 1}`, `t${joins.length}`];
    joins.push(`JOIN main.${quoteName(next.key.parent)} AS ${above} ON ${matches(next.key, above, below)}`);
  }
  const top = `t${joins.length - 1}`;
  const key = `${top}.${quoteName(next?.idColumn ?? 'id')}`;
  return { from: joins.join(' '), owner: asId(key), key, top };
}

/** A column that equals a customer's ID, as that number. */
export function asId(column: string): string {
  return `CAST(CAST(${column} AS NUMERIC) AS INTEGER)`;
}

/** Queries for those of the customers in a TEMP table of whom something is there beside their own row, by `customer_id`. */
export function ownersAmong(shape: Shape, of: string): readonly string[] {
  const held = shape.customer.flatMap(({ table, idColumn }) =>
    idColumn === null ? [] : { table, column: quoteName(idColumn) },
  );
  return [...held, { table: LINK, column: 'customer_id' }].map(
    ({ table, column }) => `SELECT DISTINCT ${asId(column)} AS customer_id FROM main.${quoteName(table)}
      WHERE ${column} IN (SELECT customer_id FROM ${of})`,
  );
}

/**
 * The rows of a table that lead to nobody: they hold no customer's ID, and their parent, or one further up their way, is
 * not there. What stands after FROM.
 */
export function orphansOf(table: CustomerTable, shape: Shape): string {
  const from = `main.${quoteName(table.table)} AS c0 WHERE`;
  const noParent = `NOT ${leadsOn(table, shape, 0)}`;
  return table.idColumn === null
    ? `${from} ${noParent}`
    : `${from} (${isNoId(`c0.${quoteName(table.idColumn)}`)}) AND ${noParent}`;
}

/** A row that holds a customer's ID is somebody's, and so is what hangs on it: no further step is asked. */
function leadsOn(table: CustomerTable, shape: Shape, depth: number): string {
  const [child, above] = [`c${depth}`, `c${depth + 1}`];
  const parent = parentOf(table, shape);
  const further = parent === undefined ? '' : ` AND ${isSomebodys(parent, shape, depth + 1)}`;
  return `EXISTS (SELECT 1 FROM main.${quoteName(table.key.parent)} AS ${above}
    WHERE ${matches(table.key, above, child)}${further})`;
}

function isSomebodys(table: CustomerTable, shape: Shape, depth: number): string {
  const leads = leadsOn(table, shape, depth);
  if (table.idColumn === null) return leads;
  return `(NOT (${isNoId(`c${depth}.${quoteName(table.idColumn)}`)}) OR ${leads})`;
}

/** Bytes, words, and numbers that no customer has: what stands behind every number is greater. By an index on it, where one is. */
function isNoId(column: string): string {
  return `${column} < CAST(1 AS INTEGER) OR ${column} > CAST(${Number.MAX_SAFE_INTEGER} AS INTEGER)`;
}
