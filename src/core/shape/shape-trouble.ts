/** Every shape of a store that is refused, as a value (exit 7, `shape`). */
import type { Holds } from './virtual-table.ts';

/**
 * Those that are told by columns of a table; `missing-column`: of a table of ours, and this program reads them; `not-computed`:
 * SQLite cannot compute them for every row, or, where none is named, a condition of the table.
 */
export const COLUMN_SHAPES = [
  'two-ways',
  'may-be-null',
  'customer-and-loan',
  'refers-to-link',
  'second-loan',
  'other-loans',
  'customer-refers-to-records',
  'no-foreign-key',
  'no-loan-key',
  'refers-to-itself',
  'key-not-unique',
  'key-types-differ',
  'id-not-row-id',
  'id-not-unique',
  'missing-column',
  'not-computed',
] as const;

/** What may have a name, tables aside. */
export const NAMED_PARTS = ['view', 'index', 'trigger'] as const;

export type NamedPart = (typeof NAMED_PARTS)[number];

/** Why nobody can know whose rows a table holds (docs/DOMAIN.md, "Whose row is it?"), or the file cannot be scrubbed. */
export type ShapeTrouble =
  | {
      readonly why: (typeof COLUMN_SHAPES)[number];
      readonly table: string;
      readonly columns: readonly string[];
    }
  | { readonly why: 'reserved-name'; readonly table: string }
  /** The customer with the highest ID would go, and SQLite gives that one to the next. */
  | { readonly why: 'id-given-out-again'; readonly table: string; readonly customerId: number }
  | { readonly why: 'not-understood'; readonly found: string }
  /** By something of the store's: a name that `store migrate` gives. */
  | { readonly why: 'name-taken'; readonly kind: NamedPart; readonly name: string }
  | { readonly why: 'trigger'; readonly table: string; readonly trigger: string }
  | { readonly why: 'virtual-table'; readonly table: string; readonly holds: Holds }
  | { readonly why: 'missing-table'; readonly table: string }
  /** Keys from the table to a customer, one after the other, and how many this program follows. */
  | { readonly why: 'too-deep'; readonly table: string; readonly levels: number; readonly most: number }
  | { readonly why: 'reserved-bytes'; readonly bytes: number; readonly page: number }
  /** As many bytes stand behind its last page. */
  | { readonly why: 'longer-file'; readonly bytes: number };
