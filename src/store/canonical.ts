/** Rows as text that no two different rows share: what digests are made of. */
import type { Hash } from 'node:crypto';
import { quoteName } from './quote.ts';
import type { Db } from './db.ts';

/** An SQL expression: the columns' values with their types, exact. Text as hex, because `quote` ends at a NUL. */
export function canonical(columns: readonly string[], alias: string): string {
  const values = columns.map((column) => {
    const value = `${alias}.${quoteName(column)}`;
    return `CASE typeof(${value}) WHEN 'text' THEN 't' || hex(${value}) WHEN 'blob' THEN 'b' || hex(${value}) ELSE quote(${value}) END`;
  });
  return values.length === 0 ? `''` : values.join(` || ',' || `);
}

/** Every column of a table of the store, generated ones too, in order of name. */
export function columnNames(db: Db, table: string): readonly string[] {
  const sql = `SELECT name FROM pragma_table_xinfo(?, 'main') ORDER BY name`;
  return db.prepare<[string], string>(sql).pluck().all(table);
}

/** Text that is hashed at once: a call for each row would cost more than the hash. */
const BUFFER = 1 << 16;

/** Feeds a query's only column into a hash, each text with its end marked; returns how many rows there were. */
export function feed(
  hash: Hash,
  db: Db,
  query: { readonly sql: string; readonly values: readonly unknown[] },
): number {
  let [rows, held] = [0, ''];
  const texts = db.prepare<unknown[], string>(query.sql).pluck();
  for (const text of texts.iterate(...query.values)) {
    rows += 1;
    held += `${text}\n`;
    if (held.length < BUFFER) continue;
    hash.update(held);
    held = '';
  }
  hash.update(held);
  return rows;
}
