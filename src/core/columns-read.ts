/** The columns of our own tables that somebody's fate hangs on: without one of them a guard would be off. */
import type { ShapeTrouble } from './shape-trouble.ts';
import { CUSTOMER, LINK, LOAN, type Tables } from './ways.ts';

/** By table: what guards, warnings, names and links are read from. */
export const COLUMNS_READ: ReadonlyMap<string, readonly string[]> = new Map([
  [
    CUSTOMER,
    ['id', 'first_name', 'last_name', 'company_name', 'email', 'ssn', 'driver_license', 'access_user_name'],
  ],
  [LINK, ['customer_id', 'loan_id']],
  [LOAN, ['id', 'status', 'archived', 'deleted', 'closed_on']],
]);

/** The first of those tables that lacks any of them. */
export function lackingColumns(tables: Tables): ShapeTrouble | null {
  for (const [table, wanted] of COLUMNS_READ) {
    const columns = wanted.filter((column) => tables.get(table)?.columns.includes(column) === false);
    if (columns.length > 0) return { why: 'missing-column', table, columns };
  }
  return null;
}
