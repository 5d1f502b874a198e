/** Whose row is it? Judges every table of a store by its foreign keys (domain: "Whose row is it?"). */
import type { ShapeTrouble } from './errors.ts';
import { CUSTOMER, LINK, LOAN, countWays, reaches } from './ways.ts';
import type { ForeignKey, TableFacts, Tables } from './ways.ts';

/** A table whose rows go with the customer that `key` leads to, straight or through another such table. */
export interface CustomerTable {
  readonly table: string;
  readonly key: ForeignKey;
}

export interface Shape {
  /** Parents before children, `customer_entity` itself left out. */
  readonly customer: readonly CustomerTable[];
  /** Tables that must never be written in a customer import, by name. */
  readonly loan: readonly string[];
  /** The shortest way from each of them but `loan_entity` to a loan. */
  readonly loanKeys: readonly { readonly table: string; readonly key: ForeignKey }[];
  /** Every other table that the migrations did not make, by name. */
  readonly notExamined: readonly string[];
}

/** The store's shape, or the first reason, tables in order of name, why nobody can know whose rows those are. */
export function classify(
  facts: readonly TableFacts[],
  own: ReadonlySet<string>,
): Shape | { readonly trouble: ShapeTrouble } {
  const tables: Tables = new Map(facts.map((table) => [table.table, table]));
  const missing = [...own].sort().find((table) => !tables.has(table));
  if (missing !== undefined) return { trouble: { why: 'missing-table', table: missing } };
  const names = [...tables.keys()].sort();
  const ways = countWays(tables);
  const loan = new Set(names.filter((name) => reaches(tables, name, LOAN)));
  // The link table last: what is wrong with a table that it leads to shows there, too.
  for (const name of [...names.filter((one) => one !== LINK), LINK]) {
    const trouble = troubleOf({ tables, ways, loan, own }, name);
    if (trouble !== null) return { trouble };
  }
  const customer = inOrder(tables, ways);
  const known = new Set([...customer.map(({ table }) => table), ...loan, ...own, LINK, CUSTOMER]);
  return {
    customer,
    loan: [...loan].sort(),
    loanKeys: loanKeys(tables, loan),
    notExamined: names.filter((name) => !known.has(name)),
  };
}

interface House {
  readonly tables: Tables;
  readonly ways: ReadonlyMap<string, number>;
  readonly loan: ReadonlySet<string>;
  readonly own: ReadonlySet<string>;
}

function troubleOf(house: House, name: string): ShapeTrouble | null {
  const table = house.tables.get(name);
  if (table === undefined) return null;
  if (table.virtual !== null) return { why: 'virtual-table', table: name, holds: table.virtual };
  const why = wayTrouble(house, table) ?? keyTrouble(house, table);
  if (why === 'id-not-row-id') return { why, table: name, columns: ['id'] };
  if (why !== null) return { why, table: name, columns: columnsOf(table, house) };
  const bare = unbacked(house, table);
  if (bare !== null) return { why: 'no-foreign-key', table: name, columns: bare };
  const [trigger] = table.triggers;
  // On a table of ours, too: what a trigger does when the ledger is written comes after the checks.
  const watched = isWays(house, name) || house.loan.has(name) || house.own.has(name);
  return trigger !== undefined && watched ? { why: 'trigger', table: name, trigger } : null;
}

function isWays(house: House, name: string): boolean {
  return (house.ways.get(name) ?? 0) > 0;
}

type KeyWhy = Extract<ShapeTrouble, { readonly columns: unknown }>['why'];

function wayTrouble(house: House, table: TableFacts): KeyWhy | null {
  const name = table.table;
  const parents = table.foreignKeys.map((key) => key.parent);
  const ways = house.ways.get(name) ?? 0;
  if (parents.includes(LINK)) return 'refers-to-link';
  if (name === CUSTOMER) {
    // A text 040002 would be found by the number 40002.
    if (table.rowId !== 'id') return 'id-not-row-id';
    if (parents.includes(CUSTOMER)) return 'refers-to-itself';
    if (house.loan.has(CUSTOMER)) return 'customer-and-loan';
    return parents.some((parent) => isWays(house, parent)) ? 'customer-refers-to-records' : null;
  }
  if (ways === 0) return null;
  if (parents.includes(name)) return 'refers-to-itself';
  if (name !== LINK && house.loan.has(name)) return 'customer-and-loan';
  return ways > 1 ? 'two-ways' : null;
}

function keyTrouble(house: House, table: TableFacts): KeyWhy | null {
  if (table.table === CUSTOMER) return null;
  const key = wayOf(house, table);
  if (key === undefined) return null;
  if (key.mayBeNull) return 'may-be-null';
  if (!table.keysUnique) return 'key-not-unique';
  return key.sameTypes ? null : 'key-types-differ';
}

function wayOf(house: Pick<House, 'ways'>, table: TableFacts): ForeignKey | undefined {
  return table.foreignKeys.find((key) => key.parent === CUSTOMER || (house.ways.get(key.parent) ?? 0) > 0);
}

/** The columns to name in a refusal: those of the foreign keys that lead to a customer, a loan or a link. */
function columnsOf(table: TableFacts, house: House): readonly string[] {
  const leads = (parent: string) =>
    parent === CUSTOMER ||
    parent === LINK ||
    parent === table.table ||
    isWays(house, parent) ||
    house.loan.has(parent);
  return table.foreignKeys
    .filter((key) => leads(key.parent))
    .flatMap((key) => key.columns)
    .sort();
}

/** Columns that say they hold a customer's ID (`customer_id`, `customerId`) and that no foreign key backs. */
function unbacked(house: House, table: TableFacts): readonly string[] | null {
  const name = table.table;
  if (name.startsWith('ledger_') && house.own.has(name)) return null;
  const backed = table.foreignKeys
    .filter((key) => house.tables.has(key.parent))
    .flatMap((key) => key.columns);
  const bare = table.columns.filter(
    (column) => column.replaceAll('_', '') === 'customerid' && !backed.includes(column),
  );
  // A table of ours that was rebuilt without its foreign key would be left behind without a word.
  const ours = house.own.has(name) && (name === LINK || name.startsWith('customer_'));
  const lost = ours && name !== CUSTOMER && name !== 'customer_status_entity' && !isWays(house, name);
  return bare.length > 0 || lost ? bare : null;
}

/** Nearest tables first, so that each hangs on one whose way is known. */
function loanKeys(tables: Tables, loan: ReadonlySet<string>): Shape['loanKeys'] {
  const found = new Map<string, ForeignKey | null>([[LOAN, null]]);
  const nearest = (name: string) => tables.get(name)?.foreignKeys.find((key) => found.has(key.parent));
  for (let size = 0; size < found.size;) {
    size = found.size;
    const next = [...loan].filter((name) => !found.has(name)).map((name) => [name, nearest(name)] as const);
    for (const [name, key] of next) if (key !== undefined) found.set(name, key);
  }
  const keys = [...found].flatMap(([table, key]) => (key === null ? [] : [{ table, key }]));
  return keys.sort((a, b) => (a.table < b.table ? -1 : 1));
}

/** Customer-level tables, each after the one it hangs on. */
function inOrder(tables: Tables, ways: ReadonlyMap<string, number>): readonly CustomerTable[] {
  const level = (name: string): number => {
    const table = tables.get(name);
    const key = table === undefined || name === CUSTOMER ? undefined : wayOf({ ways }, table);
    return key === undefined ? 0 : 1 + level(key.parent);
  };
  const found: (CustomerTable & { readonly level: number })[] = [];
  for (const [name, table] of tables) {
    const key = name === CUSTOMER || name === LINK ? undefined : wayOf({ ways }, table);
    if (key !== undefined) found.push({ table: name, key, level: level(name) });
  }
  found.sort((a, b) => a.level - b.level || (a.table < b.table ? -1 : 1));
  return found.map(({ table, key }) => ({ table, key }));
}
