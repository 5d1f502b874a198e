/** The customer template: which labels the header row must hold, and in which order. */
import { CUSTOMER_COLUMNS } from './customer-columns.ts';

export interface Template {
  /** `customer` for the built-in one, else the file's name. */
  readonly name: string;
  readonly labels: readonly string[];
  /** Of the file's bytes for a company's own sample file, else of the built-in header row. */
  readonly sha256: string;
  readonly actionIndex: number;
  readonly customerIdIndex: number;
}

/** The header row of the built-in template, byte for byte `templates/customer.csv`. */
export function customerHeader(): string {
  return `${CUSTOMER_COLUMNS.map((column) => column.label).join(',')}\n`;
}

/** A row that teaches: its action says to delete it, and it holds no ID, so that it can never remove anybody. */
export function exampleRow(): string {
  return `${CUSTOMER_COLUMNS.map((column) => column.example).join(',')}\n`;
}

/** A remove row of the built-in template for one customer. */
export function removeRow(customerId: number): string {
  return `remove,${customerId}${','.repeat(CUSTOMER_COLUMNS.length - 2)}\n`;
}

/** The sha256 of `customerHeader()`; a test holds it true, because the core has no crypto. */
export const CUSTOMER_TEMPLATE_SHA256 = 'b7e170375bdad6fbbe48274cda2b64d5b1c2cf53a8f0847b664d3f7ac4317678';

/** The built-in customer template. */
export const CUSTOMER_TEMPLATE: Template = {
  name: 'customer',
  labels: CUSTOMER_COLUMNS.map((column) => column.label),
  sha256: CUSTOMER_TEMPLATE_SHA256,
  actionIndex: 0,
  customerIdIndex: 1,
};

/** Is it the built-in template, whatever the file is called? A company's file may be called `customer`. */
export function isBuiltIn({ sha256 }: Pick<Template, 'sha256'>): boolean {
  return sha256 === CUSTOMER_TEMPLATE_SHA256;
}

/** A column's letters as a spreadsheet names it: 0 is `A`, 27 is `AB`. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest < 0 ? '' : columnLetters(rest)) + String.fromCharCode(65 + (index % 26));
}

/** A cell as a spreadsheet names it: `B77`. */
export function cellName(index: number, row: number): string {
  return `${columnLetters(index)}${row}`;
}
