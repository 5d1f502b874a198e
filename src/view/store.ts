/** What `store init` says when it has made a store. */
import { clean } from '../core/clean.ts';
import { plural } from './format.ts';
import { hang, screen } from './layout.ts';
import { shellQuote } from './shell.ts';
import { paint, type Style } from './style.ts';

export interface MadeStore {
  /** As given. */
  readonly path: string;
  /** Made-up ones; 0 without `--demo`. */
  readonly customers: number;
  readonly loans: number;
  readonly records: number;
}

/** What was made, and how the other commands find it. */
export function storeScreen(style: Style, { path, customers, loans, records }: MadeStore): string {
  const what =
    customers === 0
      ? 'an empty store'
      : `a store with ${plural(customers, 'made-up customer')}, ${plural(loans, 'loan')}, ${plural(records, 'record')}`;
  return screen(style, [
    ...hang(style, `  ${paint(style, 'green', '✓')} `, `Made ${clean(path, 120)}: ${what}.`),
    `  Next:  lms-import plan FILE --store ${shellQuote(style, path)}`,
  ]);
}
