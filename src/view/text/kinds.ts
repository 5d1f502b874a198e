/** What a row of each table is called when it is counted; a company's own tables keep their names. */
import { clean } from '../../core/text/clean.ts';
import { plural, thousands } from './format.ts';

interface Kind {
  readonly table: string;
  readonly one: string;
  readonly many: string;
}

/** In the order in which they are worth reading for one customer: what is hardest to make again comes first. */
const KINDS: readonly Kind[] = [
  { table: 'customer_entity', one: 'customer', many: 'customers' },
  { table: 'customer_note', one: 'note', many: 'notes' },
  { table: 'customer_document', one: 'document', many: 'documents' },
  { table: 'customer_communication', one: 'communication', many: 'communications' },
  { table: 'customer_reference', one: 'reference', many: 'references' },
  { table: 'customer_payment_profile', one: 'payment profile', many: 'payment profiles' },
  { table: 'customer_employer', one: 'employer', many: 'employers' },
  { table: 'customer_credit_score', one: 'credit score', many: 'credit scores' },
  { table: 'customer_social_profile', one: 'social profile', many: 'social profiles' },
  { table: 'customer_custom_field', one: 'custom field', many: 'custom fields' },
  { table: 'customer_address', one: 'address', many: 'addresses' },
  { table: 'customer_phone', one: 'phone', many: 'phones' },
  { table: 'loan_customer', one: 'link to a loan', many: 'links to loans' },
];

interface Counted {
  readonly table: string;
  readonly rows: number;
}

/** `4 notes`; for a company's own table `2 customer_kyc_check`. */
export function kindCount({ table, rows }: Counted): string {
  const kind = KINDS.find((known) => known.table === table);
  return kind === undefined ? `${thousands(rows)} ${clean(table)}` : plural(rows, kind.one, kind.many);
}

/** `notes`; a company's own table keeps its name. */
export function kindName(table: string): string {
  return KINDS.find((known) => known.table === table)?.many ?? clean(table);
}

/** Sorted by what is worth reading first; a company's own tables come right after the documents. */
export function byWorth<T extends Counted>(counted: readonly T[]): readonly T[] {
  return counted.toSorted((a, b) => displayOrder(a.table) - displayOrder(b.table));
}

function displayOrder(table: string): number {
  const index = KINDS.findIndex((kind) => kind.table === table);
  return index === -1 ? 2.5 : index;
}
