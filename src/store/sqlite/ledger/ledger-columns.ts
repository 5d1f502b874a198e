/** Does the ledger have the columns that this program reads? Asked as a store opens: every command reads the ledger. */
import { StoreError } from '../../../core/errors.ts';
import { firstLacking } from '../../../core/shape/own-tables.ts';
import type { ShapeTrouble } from '../../../core/shape/shape-trouble.ts';
import type { Db } from '../connection/db.ts';

const COLUMNS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ledger_run', ['run', 'file_sha256', 'committed_at', 'record']],
  ['ledger_removed', ['run', 'row', 'customer_id']],
  ['ledger_loan', ['run', 'loan_id']],
  ['ledger_finding', ['id', 'run', 'kind', 'found_at', 'finding']],
  ['ledger_store', ['id', 'identity', 'key']],
  ['ledger_chain', ['link', 'run', 'finding', 'digest']],
]);

/** Why the ledger cannot be read: the first of its tables that lacks a column; one that is not there is another matter. */
export function lackingInLedger(db: Db): ShapeTrouble | null {
  return firstLacking(COLUMNS, (table) => {
    // The statement, not the function: whether a table of the store hides that one is asked later.
    const rows = db.prepare<[], { readonly name: string }>(`PRAGMA main.table_xinfo(${table})`).all();
    return rows.length === 0 ? undefined : rows.map(({ name }) => name.toLowerCase());
  });
}

/** Throws a `StoreError` (`shape`) where one does. */
export function refuseLackingLedger(db: Db, path: string): void {
  const shape = lackingInLedger(db);
  if (shape !== null) throw new StoreError({ reason: 'shape', path, shape });
}
