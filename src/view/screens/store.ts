/** What `store init` and `store migrate` say. */
import { clean } from '../../core/text/clean.ts';
import type { Migrated } from '../../core/run/history.ts';
import { plural } from '../text/format.ts';
import { hangingIndent, screen } from '../text/layout.ts';
import { shellQuote } from '../text/shell.ts';
import { paint, type Style } from '../text/style.ts';

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
    ...hangingIndent(style, `  ${paint(style, 'green', '✓')} `, `Made ${clean(path, 120)}: ${what}.`),
    `  Next:  lms-import plan FILE --store ${shellQuote(style, path)}`,
  ]);
}

/** Which version a store was of, and is. */
export function migrationScreen(style: Style, path: string, { from, to }: Migrated): string {
  const what =
    from === to
      ? `${clean(path, 120)} is of version ${to}: nothing to do.`
      : `Migrated ${clean(path, 120)} from version ${from} to ${to}. No customer and no loan was changed.`;
  return screen(style, hangingIndent(style, `  ${paint(style, 'green', '✓')} `, what));
}
