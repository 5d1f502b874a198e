/** Does the ledger have the columns that this program reads? Asked as a store opens: every command reads the ledger. */
import { StoreError } from '../core/errors.ts';
import type { Db } from './db.ts';

const COLUMNS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ledger_run', ['run', 'file_sha256', 'committed_at', 'record']],
  ['ledger_removed', ['run', 'row', 'customer_id']],
  ['ledger_loan', ['run', 'loan_id']],
  ['ledger_finding', ['id', 'run', 'kind', 'found_at', 'finding']],
  ['ledger_store', ['id', 'identity', 'key']],
  ['ledger_chain', ['link', 'run', 'finding', 'digest']],
]);

/** The first table of the ledger that lacks a column, with those that it lacks; one that is not there is another matter. */
export function lackingInLedger(
  db: Db,
): { readonly table: string; readonly columns: readonly string[] } | null {
  for (const [table, wanted] of COLUMNS) {
    // The statement, not the function: whether a table of the store hides that one is asked later.
    const rows = db.prepare<[], { readonly name: string }>(`PRAGMA main.table_xinfo(${table})`).all();
    const held = new Set(rows.map(({ name }) => name.toLowerCase()));
    const columns = wanted.filter((column) => !held.has(column));
    if (held.size > 0 && columns.length > 0) return { table, columns };
  }
  return null;
}

/** Throws a `StoreError` (`shape`) where one does. */
export function refuseLackingLedger(db: Db, path: string): void {
  const lacking = lackingInLedger(db);
  if (lacking === null) return;
  throw new StoreError({ reason: 'shape', path, shape: { why: 'missing-column', ...lacking } });
}
