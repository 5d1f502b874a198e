/** Whose row is it? Judges every table of a store by its foreign keys (docs/DOMAIN.md, "Whose row is it?"). */
import { besideOf, type Beside } from './beside.ts';
import { holdsRecords, isExamined, isLedger, lackingColumns, unkeyedLoanTable } from './own-tables.ts';
import type { ShapeTrouble } from './shape-trouble.ts';
import { bareColumns, saysCustomerId, saysLoanId } from './says-id.ts';
import { CUSTOMER, LINK, LOAN, countWays, idColumns, leading, reaches } from './ways.ts';
import type { ForeignKey, TableFacts, Tables } from './ways.ts';

/** A table whose rows go with the customer that `key` leads to, straight or through another such table. */
export interface CustomerTable {
  readonly table: string;
  readonly key: ForeignKey;
  /** The column that holds the customer's own ID, by which its rows go, parent or not; null where they have only a parent. */
  readonly idColumn: string | null;
}

export interface Shape {
  /** Parents before children, `customer_entity` itself left out. */
  readonly customer: readonly CustomerTable[];
  /** Tables that must never be written in a customer import, by name. */
  readonly loan: readonly string[];
  /** The keys by which rows of each of them but `loan_entity` hang on loans; none for a table whose keys compare nothing. */
  readonly loanKeys: readonly { readonly table: string; readonly keys: readonly ForeignKey[] }[];
  /** Every other table that the migrations did not make, or not with those columns, by name. */
  readonly notExamined: readonly string[];
  /** What each of those is to a customer's records. */
  readonly beside: readonly Beside[];
}

/** The store's shape, or the first reason, tables in order of name, why nobody can know whose rows those are. */
export function classify(
  facts: readonly TableFacts[],
  own: ReadonlySet<string>,
): Shape | { readonly trouble: ShapeTrouble } {
  const tables: Tables = new Map(facts.map((table) => [table.table, table]));
  const missing = [...own].sort().find((table) => !tables.has(table));
  if (missing !== undefined) return { trouble: { why: 'missing-table', table: missing } };
  const lacking = lackingColumns(tables);
  if (lacking !== null) return { trouble: lacking };
  const names = [...tables.keys()].sort();
  const ways = countWays(tables);
  const loan = new Set(names.filter((name) => reaches(tables, name, LOAN)));
  const context = { tables, ways, loan, own };
  const ours = loanTrouble(context) ?? unkeyedLoanTable(own, loan);
  if (ours !== null) return { trouble: ours };
  for (const name of toBlameFirst(context, names)) {
    const trouble = troubleOf(context, name);
    if (trouble !== null) return { trouble };
  }
  const found = inOrder(context);
  const deepest = found.find(({ level }) => level > MOST_LEVELS);
  if (deepest !== undefined)
    return { trouble: { why: 'too-deep', table: deepest.table, levels: deepest.level, most: MOST_LEVELS } };
  const customer = found.map(({ level: _level, ...table }) => table);
  const records = customer.map(({ table }) => table);
  const known = new Set([...records, ...loan, LINK, CUSTOMER]);
  const notExamined = facts
    .filter((table) => !known.has(table.table) && !(own.has(table.table) && isExamined(table)))
    .map(({ table }) => table)
    .sort();
  return {
    customer,
    loan: [...loan],
    loanKeys: loanKeys(tables, loan),
    notExamined,
    beside: besideOf(tables, notExamined, records),
  };
}

interface Context {
  readonly tables: Tables;
  readonly ways: ReadonlyMap<string, number>;
  readonly loan: ReadonlySet<string>;
  readonly own: ReadonlySet<string>;
}

/** The link table last, and before it those that lead to a customer by loan-level tables alone: what is wrong there shows in them, too. */
function toBlameFirst(context: Context, names: readonly string[]): readonly string[] {
  const inherits = (name: string) => {
    const ways = (context.tables.get(name)?.foreignKeys ?? []).filter(({ parent }) => leads(context, parent));
    return ways.length > 0 && ways.every(({ parent }) => context.loan.has(parent));
  };
  const others = names.filter((name) => name !== LINK);
  return [...others.filter((name) => !inherits(name)), ...others.filter(inherits), LINK];
}

/** Is this a customer, or a table that leads to one? */
function leads(context: Context, name: string): boolean {
  return name === CUSTOMER || isWays(context, name);
}

function troubleOf(context: Context, name: string): ShapeTrouble | null {
  const table = context.tables.get(name);
  if (table === undefined) return null;
  if (table.virtual !== null) return { why: 'virtual-table', table: name, holds: table.virtual };
  const trouble = name === CUSTOMER ? customerTrouble(context, table) : wayTrouble(context, table);
  if (trouble !== null) return trouble;
  const bare = unbacked(context, table) ?? unbackedLoan(context, table);
  if (bare !== null) return bare;
  const [trigger] = table.triggers;
  // On a table of ours, too: what a trigger does when the ledger is written comes after the checks.
  const watched = isWays(context, name) || context.loan.has(name) || context.own.has(name);
  return trigger !== undefined && watched ? { why: 'trigger', table: name, trigger } : null;
}

function isWays(context: Context, name: string): boolean {
  return (context.ways.get(name) ?? 0) > 0;
}

type ColumnTrouble = Extract<ShapeTrouble, { readonly columns: unknown }>;

/** A trouble that names the columns of these keys; none where there is no such key. */
function byKeys(
  why: ColumnTrouble['why'],
  { table }: TableFacts,
  keys: readonly ForeignKey[],
): ShapeTrouble | null {
  const columns = new Set(keys.flatMap((key) => key.columns));
  return keys.length === 0 ? null : { why, table, columns: [...columns].sort() };
}

function customerTrouble(context: Context, table: TableFacts): ShapeTrouble | null {
  // A text 040002 would be found by the number 40002.
  if (table.rowId !== 'id') return { why: 'id-not-row-id', table: CUSTOMER, columns: ['id'] };
  const to = (why: ColumnTrouble['why'], isMeant: (parent: string) => boolean) =>
    byKeys(
      why,
      table,
      table.foreignKeys.filter((key) => isMeant(key.parent)),
    );
  return (
    to('refers-to-link', (parent) => parent === LINK) ??
    to('refers-to-itself', (parent) => parent === CUSTOMER) ??
    to('customer-and-loan', (parent) => context.loan.has(parent)) ??
    to('customer-refers-to-records', (parent) => isWays(context, parent))
  );
}

/** A loan whose ID is not its own, or that leads to a customer itself: every loan-level table would, and none of them is to blame. */
function loanTrouble(context: Context): ShapeTrouble | null {
  const table = context.tables.get(LOAN);
  if (table === undefined) return null;
  // With a branch or a version beside it, two loans could be of one ID, which links, guards and digests go by.
  if (table.rowId !== 'id' && !table.unique.includes('id'))
    return { why: 'id-not-unique', table: LOAN, columns: ['id'] };
  const ways = table.foreignKeys.filter(
    ({ parent }) => leads(context, parent) && parent !== LINK && !context.loan.has(parent),
  );
  return byKeys('customer-and-loan', table, ways);
}

function wayTrouble(context: Context, table: TableFacts): ShapeTrouble | null {
  const { table: name, foreignKeys } = table;
  const toLink = foreignKeys.filter((key) => key.parent === LINK);
  if (toLink.length > 0) return byKeys('refers-to-link', table, toLink);
  if (!isWays(context, name)) return null;
  const keys = leading(context.tables, name);
  const ways = keys.filter(({ parent }) => leads(context, parent));
  const itself = keys.filter((key) => key.parent === name);
  if (itself.length > 0) return byKeys('refers-to-itself', table, itself);
  const loans = name === LINK ? [] : foreignKeys.filter((key) => context.loan.has(key.parent));
  if (loans.length > 0) return byKeys('customer-and-loan', table, [...ways, ...loans]);
  if ((context.ways.get(name) ?? 0) > 1) return byKeys('two-ways', table, ways);
  const [key] = ways;
  return key === undefined ? null : keyTrouble(table, key);
}

function keyTrouble(table: TableFacts, key: ForeignKey): ShapeTrouble | null {
  const { table: name, notUnique } = table;
  if (key.mayBeNull.length > 0) return { why: 'may-be-null', table: name, columns: key.mayBeNull };
  if (notUnique !== null)
    return byKeys(
      'key-not-unique',
      table,
      table.foreignKeys.filter((one) => one.parent === notUnique && !one.toRowId),
    );
  if (key.unlike.length > 0) return { why: 'key-types-differ', table: name, columns: key.unlike };
  return name === LINK ? linkTrouble(table, key) : null;
}

/** Links are found by the customer's own ID in one column, and loans by their own in the other. */
function linkTrouble(table: TableFacts, key: ForeignKey): ShapeTrouble | null {
  const loans = table.foreignKeys.filter(({ parent }) => parent === LOAN);
  const keyed = table.foreignKeys.filter(({ columns }) => columns.includes('loan_id'));
  if (keyed.length > 0 && !keyed.some((loan) => loans.includes(loan)))
    return byKeys('other-loans', table, keyed);
  const others = loans.filter(({ columns }) => !columns.includes('loan_id'));
  const strange = loans.filter(
    (loan) => !others.includes(loan) && loan.parentColumns[loan.columns.indexOf('loan_id')] !== 'id',
  );
  const ids = key.toRowId && key.columns[0] === 'customer_id' ? [] : [key];
  return byKeys('id-not-row-id', table, [...ids, ...strange]) ?? byKeys('second-loan', table, others);
}

/** A customer's ID that no foreign key backs. */
function unbacked(context: Context, table: TableFacts): ShapeTrouble | null {
  const name = table.table;
  if (context.own.has(name) && isLedger(name)) return null;
  const columns = bareColumns(context.tables, table, saysCustomerId);
  // A table of ours that was rebuilt without its foreign key would be left behind without a word.
  const lost = context.own.has(name) && holdsRecords(name) && !isWays(context, name);
  return columns.length > 0 || lost ? { why: 'no-foreign-key', table: name, columns } : null;
}

/** A loan's ID that no foreign key backs, where rows go with a customer: with its key they would be the loan's, too. */
function unbackedLoan(context: Context, table: TableFacts): ShapeTrouble | null {
  if (table.table === LINK || !leads(context, table.table)) return null;
  const columns = bareColumns(context.tables, table, saysLoanId);
  return columns.length > 0 ? { why: 'no-loan-key', table: table.table, columns } : null;
}

function loanKeys(tables: Tables, loan: ReadonlySet<string>): Shape['loanKeys'] {
  const keysOf = (name: string) =>
    (tables.get(name)?.foreignKeys ?? []).filter((key) => loan.has(key.parent) && isWhole(tables, key));
  const keys = [...loan].map((table) => ({ table, keys: table === LOAN ? [] : keysOf(table) }));
  return keys.filter(({ keys }) => keys.length > 0);
}

/** Is each column of the key in the parent? SQLite lets a key be declared that no row can be compared by. */
function isWhole(tables: Tables, { columns, parent, parentColumns }: ForeignKey): boolean {
  const held = tables.get(parent)?.columns ?? [];
  return columns.length === parentColumns.length && parentColumns.every((column) => held.includes(column));
}

/** Customer-level tables, each after the one it hangs on, with how many keys lead to the customer. */
function inOrder({ tables, ways }: Context): readonly (CustomerTable & { readonly level: number })[] {
  const wayOf = (name: string) =>
    leading(tables, name).find((key) => key.parent === CUSTOMER || (ways.get(key.parent) ?? 0) > 0);
  const level = (name: string): number => {
    const key = name === CUSTOMER ? undefined : wayOf(name);
    return key === undefined ? 0 : 1 + level(key.parent);
  };
  const idBy = idColumns(tables);
  const found = [...tables.keys()].flatMap((table) => {
    const key = table === CUSTOMER || table === LINK ? undefined : wayOf(table);
    return key === undefined ? [] : [{ table, key, idColumn: idBy(key), level: level(table) }];
  });
  return found.sort((a, b) => a.level - b.level || (a.table < b.table ? -1 : 1));
}

/** SQLite ends a statement that is nested some thirty tables deep ("Expression tree is too large"). */
export const MOST_LEVELS = 20;
