/** What the checks count, and what it was before the removal. */
import type { Progress } from '../../../core/progress/progress.ts';
import type { TableDigest } from '../../../core/run/report.ts';
import type { CustomerTable, Shape } from '../../../core/shape/shape.ts';
import { CUSTOMER, LINK, LOAN } from '../../../core/shape/ways.ts';
import type { Db } from '../connection/db.ts';
import { countRows } from '../selection/facts.ts';
import { digestLoans } from './loan-digests.ts';
import { MIGRATION_TABLES } from '../schema/migrations.ts';
import { quoteName } from '../schema/quote.ts';
import { countOwned } from '../selection/rows-of.ts';

/** What was counted before the removal, in its own transaction. */
export interface Before {
  /** Rows of every table of the store but the ledger. */
  readonly rows: ReadonlyMap<string, number>;
  readonly linksToNobody: number;
  /** Digests of the loan rows that the removal could reach. */
  readonly loans: readonly TableDigest[];
  /** Rows of the customers to be removed, by table, asked by joins and not as the removal asks. */
  readonly owned: ReadonlyMap<string, number>;
}

/** Counts what the checks will be compared with; to be called under the removal's lock, before it. */
export function countBefore(db: Db, shape: Shape, progress: Progress): Before {
  progress.step('count');
  const rows = countTables(db, shape);
  const counted = { rows, linksToNobody: linksToNobody(db) };
  const owned = new Map<string, number>();
  for (const table of shape.customer) {
    progress.count(owned.size, shape.customer.length);
    owned.set(table.table, ownedRows(db, table, shape));
  }
  progress.step('hash loans');
  const likely = likelyRows(db, shape, rows);
  const loans = digestLoans(db, shape, (done) => progress.count(done, likely, 'about'));
  return { ...counted, owned, loans };
}

/** About how many rows the digests are over, were every loan like the others: only for whoever watches. */
function likelyRows(db: Db, shape: Shape, rows: ReadonlyMap<string, number>): number {
  const all = shape.loan.reduce((sum, table) => sum + (rows.get(table) ?? 0), 0);
  const part = countRows(db, 'temp.reached_loan') / Math.max(1, rows.get(LOAN) ?? 0);
  return Math.round(all * part);
}

/** How many rows the digests are over. */
export function digestedRows(digests: readonly TableDigest[]): number {
  return digests.reduce((sum, { rows }) => sum + rows, 0);
}

function ownedRows(db: Db, table: CustomerTable, shape: Shape): number {
  return db.prepare<[], number>(countOwned(table, shape)).pluck().get() ?? 0;
}

/** Rows of every table of the store but the ledger. */
export function countTables(db: Db, shape: Shape): ReadonlyMap<string, number> {
  const own = [...MIGRATION_TABLES].filter((table) => !table.startsWith('ledger_'));
  const companys = [...shape.customer.map(({ table }) => table), ...shape.loan, ...shape.notExamined];
  const tables = [...new Set([...own, ...companys])];
  return new Map(tables.map((table) => [table, countRows(db, `main.${quoteName(table)}`)]));
}

/** Links of the loans that the removed customers had, which lead to no customer or to no loan. */
export function linksToNobody(db: Db): number {
  return countRows(
    db,
    `temp.reached_loan d CROSS JOIN main.${LINK} l ON l.loan_id = d.loan_id
     WHERE NOT EXISTS (SELECT 1 FROM main.${CUSTOMER} c WHERE c.id = l.customer_id)
        OR NOT EXISTS (SELECT 1 FROM main.${LOAN} e WHERE e.id = l.loan_id)`,
  );
}
