/** What must have stayed of the tables that the migrations made: without it a guard would be off, or a loan's record nobody's. */
import type { ShapeTrouble } from './shape-trouble.ts';
import { CUSTOMER, LINK, LOAN, type TableFacts, type Tables } from './ways.ts';

/** By table: the columns that guards, warnings, names and links are read from. */
export const COLUMNS_READ: ReadonlyMap<string, readonly string[]> = new Map([
  [
    CUSTOMER,
    ['id', 'first_name', 'last_name', 'company_name', 'email', 'ssn', 'driver_license', 'access_user_name'],
  ],
  [LINK, ['customer_id', 'loan_id']],
  [LOAN, ['id', 'status', 'archived', 'deleted', 'closed_on']],
]);

/** The one table beside a customer's records that the migrations make: a list of titles, and nothing of anybody. */
const TITLES = 'customer_status_entity';
const TITLES_HOLDS = ['id', 'title'];

/**
 * Of our tables that lead to no customer: is it the ledger, or that list as the migrations made it? A column that a company
 * added may hold whatever the company wished.
 */
export function isExamined({ table, columns }: TableFacts): boolean {
  return isLedger(table) || (table === TITLES && columns.every((column) => TITLES_HOLDS.includes(column)));
}

/** Is it, among our tables, one of the ledger's? */
export function isLedger(table: string): boolean {
  return table.startsWith('ledger_');
}

/** Is it a table of ours whose rows are somebody's, if it was not changed? */
export function holdsRecords(table: string): boolean {
  return table === LINK || (table.startsWith('customer_') && table !== CUSTOMER && table !== TITLES);
}

/**
 * The first table that lacks wanted columns, with those; null where none does. `columnsOf` gives a table's columns in small
 * letters, and undefined for one that is not there: that is another trouble.
 */
export function firstLacking(
  wanted: ReadonlyMap<string, readonly string[]>,
  columnsOf: (table: string) => readonly string[] | undefined,
): Extract<ShapeTrouble, { readonly columns: unknown }> | null {
  for (const [table, columns] of wanted) {
    const held = columnsOf(table);
    const lacking = held === undefined ? [] : columns.filter((column) => !held.includes(column));
    if (lacking.length > 0) return { why: 'missing-column', table, columns: lacking };
  }
  return null;
}

/** The first of the store's tables that lacks a column that is read. */
export function lackingColumns(tables: Tables): ShapeTrouble | null {
  return firstLacking(COLUMNS_READ, (table) => tables.get(table)?.columns);
}

/**
 * The first of our tables of a loan's records that leads to no loan, or null. Keyed to a customer instead, its rows would go
 * with that one; without any key, nobody would look whether they stay.
 */
export function unkeyedLoanTable(own: ReadonlySet<string>, loan: ReadonlySet<string>): ShapeTrouble | null {
  const records = [...own].filter((name) => name.startsWith('loan_') && name !== LINK).sort();
  const table = records.find((name) => !loan.has(name));
  return table === undefined ? null : { why: 'no-loan-key', table, columns: [] };
}
