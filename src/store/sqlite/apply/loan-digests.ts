/** Digests of the loan rows that a removal could reach: those linked to its customers, and what hangs on them. */
import { createHash } from 'node:crypto';
import type { LoanDigests, TableDigest } from '../../../core/run/report.ts';
import { waysToLoan, type Way } from '../../../core/shape/loan-ways.ts';
import type { Shape } from '../../../core/shape/shape.ts';
import { LOAN } from '../../../core/shape/ways.ts';
import { columnNames, compact, feed, orderBy } from './canonical.ts';
import type { Db } from '../connection/db.ts';
import { encodingOf, type Encoding } from './encoding.ts';
import { countRows } from '../selection/facts.ts';
import { quoteName } from '../schema/quote.ts';
import { inStore, matches } from '../selection/rows-of.ts';

/** From this part of all loans on a table is read as it lies: where its key is the row ID nothing of it is sorted then. */
const MANY = 1 / 8;

const REACHED = '(SELECT loan_id FROM temp.reached_loan)';

/**
 * A digest of each loan-level table, over the rows reachable from `temp.reached_loan`, in order of their keys.
 * Two tables that hold equal rows have equal digests, wherever in the file the rows lie, and in whatever encoding.
 */
export function digestLoans(
  db: Db,
  shape: Shape,
  onProgress: (rows: number) => void,
): readonly TableDigest[] {
  return digestsIn(db, shape, { as: 'UTF-8', ways: 'all', onProgress });
}

/** The same as earlier versions made them, by the shortest ways: of texts in UTF-8, and of the bytes that they have in this store. */
export function digestLoansAsEarlier(db: Db, shape: Shape): readonly (readonly TableDigest[])[] {
  const by = (as: Encoding) => digestsIn(db, shape, { as, ways: 'shortest', onProgress: () => undefined });
  return [...new Set<Encoding>(['UTF-8', encodingOf(db)])].map(by);
}

interface Digesting {
  readonly as: Encoding;
  readonly ways: LoanDigests['ways'];
  readonly onProgress: (rows: number) => void;
}

function digestsIn(db: Db, shape: Shape, { as, ways, onProgress }: Digesting): readonly TableDigest[] {
  const many = countRows(db, 'temp.reached_loan') > MANY * countRows(db, `main.${LOAN}`);
  const reached = { shape, all: reachedAreThere(db), ways };
  let before = 0;
  return shape.loan.map((table) => {
    const asItLies = many && isRowIdKeyed(db, table);
    const from = `main.${quoteName(table)} AS o0${asItLies ? ' NOT INDEXED' : ''}`;
    const where = reachable(table, reached);
    const found = digestTable(db, {
      table,
      from: `${from} WHERE ${where}`,
      asItLies,
      as,
      onProgress: (rows) => onProgress(before + rows),
    });
    before += found.rows;
    return found;
  });
}

interface Digested extends Omit<Digesting, 'ways'> {
  readonly table: string;
  readonly from: string;
  /** Nothing is sorted. */
  readonly asItLies: boolean;
}

function digestTable(db: Db, { table, from, asItLies, as, onProgress }: Digested): TableDigest {
  const hash = createHash('sha256');
  const columns = columnNames(db, table);
  const key = keyOf(db, table).flatMap(({ column, collation }) =>
    as === 'UTF-8' ? orderBy(db, `o0.${column}`, collation) : [`o0.${column}`],
  );
  const text = compact(db, { columns, alias: 'o0' }, as);
  const rowId = asItLies ? null : rowIdName(db, table, columns);
  // By the text itself last: a key that may be null is no key, a column may be called `rowid`, and its collation may take
  // two keys for equal.
  const sql =
    rowId === null
      ? `SELECT ${text} FROM ${from} ORDER BY ${[...key, '1'].join(', ')}`
      : inPlaces(db, { table, rowId, from, key, text });
  const rows = feed(hash, db, { sql, values: [], onProgress });
  return { table, rows, sha256: hash.digest('hex') };
}

interface Placed {
  readonly table: string;
  readonly rowId: string;
  readonly from: string;
  readonly key: readonly string[];
  readonly text: string;
}

/**
 * A query for the texts of rows in their order, that sorts row IDs, and texts only of rows with equal keys: those of a
 * few customers' scanned documents would take a gigabyte of memory.
 */
function inPlaces(db: Db, { table, rowId, from, key, text }: Placed): string {
  db.exec(`DROP TABLE IF EXISTS temp.digested;
    CREATE TEMP TABLE digested (place INTEGER, id INTEGER, PRIMARY KEY (place, id)) WITHOUT ROWID;
    INSERT INTO temp.digested SELECT dense_rank() OVER (ORDER BY ${key.join(', ')}), o0.${rowId} FROM ${from}`);
  return `SELECT ${text} FROM temp.digested d CROSS JOIN main.${quoteName(table)} AS o0 ON o0.${rowId} = d.id ORDER BY d.place, 1`;
}

/** A name of the row ID that no column has; null where there is none, or the table has no row ID. */
function rowIdName(db: Db, table: string, columns: readonly string[]): string | null {
  const taken = new Set(columns.map((column) => column.toLowerCase()));
  const sql = `SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'`;
  const hasNone = db.prepare<[string], number>(sql).pluck().get(table) === 1;
  return hasNone ? null : (['rowid', '_rowid_', 'oid'].find((name) => !taken.has(name)) ?? null);
}

/** Is the row ID the key? Every other key has an index of its own. */
function isRowIdKeyed(db: Db, table: string): boolean {
  const sql = `SELECT count(*) FROM pragma_index_list(?, 'main') WHERE origin = 'pk'`;
  return db.prepare<[string], number>(sql).pluck().get(table) === 0;
}

interface KeyColumn {
  readonly column: string;
  readonly collation: string;
}

/** The primary key's columns, or the row ID. */
function keyOf(db: Db, table: string): readonly KeyColumn[] {
  const sql = `SELECT t.name AS "column", coalesce((SELECT x.coll FROM pragma_index_list(@table, 'main') l
      JOIN pragma_index_xinfo(l.name, 'main') x ON x.cid = t.cid WHERE l.origin = 'pk'), 'BINARY') AS collation
    FROM pragma_table_xinfo(@table, 'main') t WHERE t.pk > 0 ORDER BY t.pk`;
  const columns = db.prepare<{ table: string }, KeyColumn>(sql).all({ table });
  if (columns.length === 0) return [{ column: 'rowid', collation: 'BINARY' }];
  return columns.map(({ column, collation }) => ({ column: quoteName(column), collation }));
}

/** Is none of the links that led to the loans one to a loan that is not there? */
function reachedAreThere(db: Db): boolean {
  return countRows(db, `temp.reached_loan WHERE NOT ${inStore('loan_id', LOAN)}`) === 0;
}

interface Reached {
  readonly shape: Shape;
  /** Every loan of `temp.reached_loan` is in the store. */
  readonly all: boolean;
  readonly ways: LoanDigests['ways'];
}

/** The rows of a table that lead to one of the loans; what hangs on no loan, or in too many ways, leads to one. */
function reachable(table: string, { shape, all, ways }: Reached): string {
  if (table === LOAN) return `o0.id IN ${REACHED}`;
  const found = waysToLoan(shape.loanKeys, table);
  const taken = ways === 'all' ? found : found.slice(0, 1);
  return taken.length === 0 ? '1' : `(${taken.map((way) => along(way, { depth: 0, all })).join(' OR ')})`;
}

/** The rows that a way leads from. By a row ID their index serves; any other key compares as the foreign key does. */
function along([key, ...up]: Way, { depth, all }: Pick<Reached, 'all'> & { readonly depth: number }): string {
  const [child, above] = [`o${depth}`, `o${depth + 1}`];
  if (key === undefined) return `${child}.id IN ${REACHED}`;
  const [column, parentColumn] = [key.columns[0] ?? '', key.parentColumns[0] ?? ''].map(quoteName);
  // Without a look at the loan itself: a set of all loans would be made in memory for each table.
  if (all && key.parent === LOAN && key.parentColumns.join() === 'id')
    return `${child}.${column} IN ${REACHED}`;
  const from = `main.${quoteName(key.parent)} AS ${above}`;
  const rows = along(up, { depth: depth + 1, all });
  return key.toRowId
    ? `${child}.${column} IN (SELECT ${above}.${parentColumn} FROM ${from} WHERE ${rows})`
    : `EXISTS (SELECT 1 FROM ${from} WHERE ${matches(key, above, child)} AND ${rows})`;
}
