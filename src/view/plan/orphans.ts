/** Rows that nobody can say the owner of: said in the plan, before the question and in the report. */
import { clean } from '../../core/text/clean.ts';
import type { TableRows } from '../../core/shape/table-rows.ts';
import { listed, plural } from '../text/format.ts';
import { hangingIndent } from '../text/layout.ts';
import type { Style } from '../text/style.ts';

/** `3 rows of customer_page have no parent, or one that has none: nobody can say whose`; empty where there are none. */
export function orphanWords(orphans: readonly TableRows[]): string {
  const some = orphans.filter(({ rows }) => rows > 0);
  if (some.length === 0) return '';
  const named = some.map(({ table, rows }) => `${plural(rows, 'row')} of ${clean(table)}`);
  const have = some.length === 1 && some[0]?.rows === 1 ? 'has' : 'have';
  return `${listed(named)} ${have} no parent, or one that has none: nobody can say whose`;
}

/** The same as lines of a screen. */
export function orphanLines(style: Style, orphans: readonly TableRows[]): string[] {
  const words = orphanWords(orphans);
  return words === '' ? [] : hangingIndent(style, '  No parent      ', words);
}
