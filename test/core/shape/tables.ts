/** Tables as a store's reader tells of them, in few words. */
import type { ForeignKey, TableFacts, Tables } from '../../../src/core/shape/ways.ts';

const list = (names: string): readonly string[] => names.split(' ').filter((name) => name !== '');

/** `key('customer_id', 'customer_entity')`, to its `id`, which is its row ID; `key('a b', 'file', 'x y')` to columns of it. */
export function key(
  columns: string,
  parent: string,
  to = 'id',
  change: Partial<ForeignKey> = {},
): ForeignKey {
  return {
    ...{ columns: list(columns), parent, parentColumns: list(to), toRowId: to === 'id' },
    ...{ mayBeNull: [], unlike: [], collations: list(columns).map(() => null) },
    ...change,
  };
}

/** A table with those keys, their columns, an `id` that is its row ID, and the given columns. */
export function table(
  name: string,
  foreignKeys: readonly ForeignKey[] = [],
  change: Partial<Omit<TableFacts, 'columns'>> & { readonly columns?: string } = {},
): TableFacts {
  const { columns = '', ...others } = change;
  const all = ['id', ...foreignKeys.flatMap((one) => one.columns), ...list(columns)];
  return {
    ...{ table: name, columns: [...new Set(all)], foreignKeys, triggers: [], virtual: null },
    ...{ rowId: 'id', unique: [], notUnique: null },
    ...others,
  };
}

export function tablesOf(...tables: readonly TableFacts[]): Tables {
  return new Map(tables.map((one) => [one.table, one]));
}

/** To the customer's own row. */
export const TO_CUSTOMER = key('customer_id', 'customer_entity');

/** To the loan's. */
export const TO_LOAN = key('loan_id', 'loan_entity');

/** A small store as the migrations make one. */
export const OURS: readonly TableFacts[] = [
  table('customer_entity', [key('status', 'customer_status_entity')], {
    columns: 'first_name last_name company_name email ssn driver_license access_user_name',
  }),
  table('customer_note', [TO_CUSTOMER]),
  table('customer_status_entity', [], { columns: 'title' }),
  table('ledger_run', [], { columns: 'record' }),
  table('loan_customer', [TO_LOAN, TO_CUSTOMER], { rowId: null }),
  table('loan_entity', [], { columns: 'status archived deleted closed_on' }),
  table('loan_payment', [TO_LOAN]),
];

/** Their names. */
export const OWN: ReadonlySet<string> = new Set(OURS.map((one) => one.table));

/** The same store with other tables, each in the place of ours of that name. */
export function storeWith(...tables: readonly TableFacts[]): readonly TableFacts[] {
  const others = new Set(tables.map((one) => one.table));
  return [...OURS.filter((one) => !others.has(one.table)), ...tables];
}
