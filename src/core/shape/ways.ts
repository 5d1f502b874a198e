/** Where a store's foreign keys lead: how many ways from a table to a customer, and whether one leads to a loan. */
import type { Holds } from './virtual-table.ts';

/** One foreign key as the store declares it; names in lower case, because SQLite folds them. */
export interface ForeignKey {
  readonly columns: readonly string[];
  readonly parent: string;
  readonly parentColumns: readonly string[];
  /** The parent's key is its row ID: an integer, unique, never null. */
  readonly toRowId: boolean;
  /** Those of its columns that may be null: then it leads nowhere. */
  readonly mayBeNull: readonly string[];
  /** Those of its columns that SQLite does not always compare with the parent's as the foreign key does. */
  readonly unlike: readonly string[];
  /** The collation by which each column of the parent is compared, where it is not that column's own. */
  readonly collations: readonly (string | null)[];
}

/** What the store says of one table. */
export interface TableFacts {
  readonly table: string;
  readonly columns: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly triggers: readonly string[];
  /** What a virtual table keeps; null for a table of its own. */
  readonly virtual: Holds | null;
  /** The column that is the row ID by another name, if one is. */
  readonly rowId: string | null;
  /** Every other column that alone tells each row from all others, by an index. */
  readonly unique: readonly string[];
  /** The first table that a foreign key leads to by columns that are not unique there, if one does. */
  readonly notUnique: string | null;
}

export const CUSTOMER = 'customer_entity';
export const LINK = 'loan_customer';
export const LOAN = 'loan_entity';

/** The customer's row ID, by the name that it must have. */
const ID = 'id';

export type Tables = ReadonlyMap<string, TableFacts>;

/** Ways from each table to a customer; 2 stands for two or more, a circle of tables included. */
export function countWays(tables: Tables): ReadonlyMap<string, number> {
  const ways = new Map<string, number>();
  const open = new Set<string>();
  const count = (name: string): number => {
    if (name === CUSTOMER) return 1;
    if (open.has(name)) return reaches(tables, name, CUSTOMER) ? 2 : 0;
    const known = ways.get(name);
    if (known !== undefined) return known;
    open.add(name);
    const sum = leading(tables, name).reduce((total, key) => total + count(key.parent), 0);
    const most = Math.min(sum, 2);
    open.delete(name);
    ways.set(name, most);
    return most;
  };
  for (const name of tables.keys()) count(name);
  return ways;
}

/**
 * The foreign keys by which a table's rows could be somebody's. A key of several columns to a record of the customer whose
 * ID the row holds anyway says nothing new: it takes the ID along, and the record holds it in the same column of the key.
 */
export function leading(tables: Tables, name: string): readonly ForeignKey[] {
  const table = tables.get(name);
  if (table === undefined) return [];
  const own = idKey(table);
  if (own === null) return table.foreignKeys;
  return table.foreignKeys.filter((key) => key === own.key || !repeats(tables, key, own.column));
}

/** Does the key take this column, which holds the customer's own ID, to the one that holds it in a record of that customer? */
function repeats(
  tables: Tables,
  { columns, parent, parentColumns, unlike }: ForeignKey,
  column: string,
): boolean {
  const above = tables.get(parent);
  const id = above === undefined ? null : idKey(above);
  return id !== null && unlike.length === 0 && parentColumns[columns.indexOf(column)] === id.column;
}

/** The one key by whose column every row of the table holds its customer's own ID, if there is exactly one. */
function idKey({ foreignKeys }: TableFacts): { readonly key: ForeignKey; readonly column: string } | null {
  const [key, second] = foreignKeys.filter(({ parent, toRowId }) => parent === CUSTOMER && toRowId);
  const column = key?.columns[0];
  if (column === undefined || second !== undefined) return null;
  return key?.mayBeNull.length === 0 ? { key, column } : null;
}

/**
 * The column of a key that holds the ID of a customer itself: keyed to the customer's row ID, alone or with a tenant's
 * number beside it, or, as a part of a key, to such a column of the parent. Null where whose row it is stands in the parent alone.
 */
export function idColumns(tables: Tables): (key: ForeignKey) => string | null {
  const open = new Set<string>();
  const columnOf = (key: ForeignKey): string | null => {
    if (key.parent === CUSTOMER) return key.columns[key.parentColumns.indexOf(ID)] ?? null;
    if (open.has(key.parent)) return null;
    open.add(key.parent);
    const held = (tables.get(key.parent)?.foreignKeys ?? []).flatMap((one) => columnOf(one) ?? []);
    open.delete(key.parent);
    const at = key.parentColumns.findIndex((column) => held.includes(column));
    return key.columns[at] ?? null;
  };
  return columnOf;
}

/** Does a chain of foreign keys lead from `from` to `to`? Not past a customer, and not past the link table. */
export function reaches(tables: Tables, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === to) return true;
    if (seen.has(name) || name === LINK || (name === CUSTOMER && from !== CUSTOMER)) continue;
    seen.add(name);
    open.push(...(tables.get(name)?.foreignKeys ?? []).map((key) => key.parent));
  }
  return false;
}
