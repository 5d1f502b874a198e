/** What must have stayed of the tables that the migrations made: columns that are read, and the way from a loan's records to it. */
import type { ShapeTrouble } from './errors.ts';
import { CUSTOMER, LINK, LOAN, type Tables } from './ways.ts';

/** Columns that facts, guards and names are read from; what else a company drops is its own affair. */
const READ: readonly (readonly [table: string, columns: readonly string[]])[] = [
  [CUSTOMER, ['id', 'first_name', 'last_name', 'company_name', 'email', 'ssn']],
  [LINK, ['customer_id', 'loan_id']],
  [LOAN, ['id', 'status', 'closed_on', 'archived', 'deleted']],
];

/** The first column that this program reads and that is not there, or null. */
export function missingColumn(tables: Tables): ShapeTrouble | null {
  for (const [table, columns] of READ) {
    const held = tables.get(table)?.columns;
    const column = held === undefined ? undefined : columns.find((one) => !held.includes(one));
    if (column !== undefined) return { why: 'missing-column', table, column };
  }
  return null;
}

/**
 * The first of our tables of a loan's records that leads to no loan, or null. Keyed to a customer instead, its rows would go
 * with that one; without any key, nobody would look whether they stay.
 */
export function unkeyedLoanTable(own: ReadonlySet<string>, loan: ReadonlySet<string>): ShapeTrouble | null {
  const records = [...own].filter((name) => name.startsWith('loan_') && name !== LINK).sort();
  const table = records.find((name) => !loan.has(name));
  return table === undefined ? null : { why: 'no-loan-key', table };
}
