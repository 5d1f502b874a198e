/** Tables that are not examined, with their rows: in the plan, before the question, in the report. */
import { clean } from '../../core/text/clean.ts';
import type { TableRows } from '../../core/shape/table-rows.ts';
import type { BesideRows } from '../../core/shape/beside.ts';
import { plural, thousands } from '../text/format.ts';
import { orphanWords } from './orphans.ts';

/** `2 tables: audit_log (3 rows), settings (1 row)`. */
export function notExaminedWords(tables: readonly BesideRows[]): string {
  const named = tables.map(({ table, rows }) => `${clean(table)} (${plural(rows, 'row')})`);
  return `${plural(tables.length, 'table')}: ${named.join(', ')}`;
}

/** A sentence for each table that has rows, and that is more to a customer's records than just beside them. */
export function besideSentences(tables: readonly BesideRows[]): readonly string[] {
  return tables.flatMap((one) => {
    const why = one.rows === 0 || one.by === null ? null : reason(one, clean(one.by));
    return why === null ? [] : [`${rowsOf(one)} ${one.rows === 1 ? 'stays' : 'stay'}: ${why}.`];
  });
}

function rowsOf({ table, rows }: BesideRows): string {
  return `${rows === 1 ? '1 row' : `${thousands(rows)} rows`} of ${clean(table)}`;
}

function reason({ why }: BesideRows, by: string): string | null {
  switch (why) {
    case 'referred-to':
      return `${by} refers to it, and it may tell of the removed`;
    case 'parallel':
      return `its customer_id leads to ${by}, and not to customer_entity`;
    case 'hangs-on':
      return `it hangs on ${by}, and may tell of the removed`;
    case 'other':
      return null;
  }
}

/** What `--strict-tables` refuses: what was not looked at, and what nobody can look up. */
export function strictWords({
  notExamined,
  orphans,
}: {
  readonly notExamined: readonly string[];
  readonly orphans: readonly TableRows[];
}): string {
  const tables = notExamined.map((table) => clean(table)).join(', ');
  const rows = orphanWords(orphans);
  const said = [
    ...(tables === '' ? [] : [`${plural(notExamined.length, 'table')} would not be examined: ${tables}`]),
    ...(rows === '' ? [] : [rows]),
  ];
  return `--strict-tables is given, and ${said.join('; ')}`;
}
