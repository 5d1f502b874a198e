/** The way from a loan's records to their loan, which must have stayed in the tables that the migrations made. */
import type { ShapeTrouble } from './shape-trouble.ts';
import { LINK } from './ways.ts';

/**
 * The first of our tables of a loan's records that leads to no loan, or null. Keyed to a customer instead, its rows would go
 * with that one; without any key, nobody would look whether they stay.
 */
export function unkeyedLoanTable(own: ReadonlySet<string>, loan: ReadonlySet<string>): ShapeTrouble | null {
  const records = [...own].filter((name) => name.startsWith('loan_') && name !== LINK).sort();
  const table = records.find((name) => !loan.has(name));
  return table === undefined ? null : { why: 'no-loan-key', table };
}
