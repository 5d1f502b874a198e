/** What the store answers about the chosen customers, as counts. SQL finds them; `decide.ts` and `guards.ts` judge. */
import type { TableCount } from './plan.ts';
import type { Shape } from '../shape/shape.ts';
import type { TableRows } from '../shape/table-rows.ts';
import { CUSTOMER } from '../shape/ways.ts';

export interface Facts {
  /** Customers in the store now. */
  readonly customers: number;
  /** Rows that go, `customer_entity` first. */
  readonly tables: readonly TableCount[];
  /** Customers to be removed whose own row is gone: records or links of them are there. */
  readonly remains: number;
  /** Rows without a parent, by table whose rows have nothing else that says whose they are; 0 too. */
  readonly orphans: readonly TableRows[];
  /** Customers to be removed whose ID an earlier run removed. */
  readonly returned: number;
  /** What SQLite does with IDs: `once` with AUTOINCREMENT; else `highestGoes` is the ID to be removed that comes next again. */
  readonly ids: { readonly once: boolean; readonly highestGoes: number | null };
  readonly loans: { readonly linked: number; readonly customersWithOpen: number; readonly leftAlone: number };
  readonly shape: Shape;
  /** sha256 over all of this, the IDs and the loans it rests on; nothing of a name. Published. */
  readonly digest: string;
  /** The same over the names of those who go, too: equal ones, equal facts. Never to be written anywhere. */
  readonly names: string;
}

/** Customers to be removed whose own row is there. */
export function customersThere({ tables }: Pick<Facts, 'tables'>): number {
  return tables.find(({ table }) => table === CUSTOMER)?.rows ?? 0;
}
