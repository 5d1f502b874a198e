/** Columns that say by their name whose ID they hold, whether a foreign key backs them or not. */
import type { TableFacts, Tables } from './ways.ts';

/** Does a column say that it holds a customer's ID (`customer_id`, `customerId`)? */
export function saysCustomerId(column: string): boolean {
  return column.replaceAll('_', '') === 'customerid';
}

/** Does a column say that it holds a loan's ID (`loan_id`, `loanId`)? */
export function saysLoanId(column: string): boolean {
  return column.replaceAll('_', '') === 'loanid';
}

/** Those of a table's columns that say so, and that no foreign key to a table which is there backs. */
export function bareColumns(
  tables: Tables,
  { columns, foreignKeys }: TableFacts,
  says: (column: string) => boolean,
): readonly string[] {
  const backed = foreignKeys.filter((key) => tables.has(key.parent)).flatMap((key) => key.columns);
  return columns.filter((column) => says(column) && !backed.includes(column));
}
