/** Rows as text that no two different rows share: what digests are made of. */
import { createHash, type Hash } from 'node:crypto';
import { quoteName } from './quote.ts';
import type { Db } from './db.ts';

/** Bytes from which on a value is large: as hex it is twice as long, and SQLite's texts end at a gigabyte. */
const LARGE = 1 << 20;

const DIGEST = 'lms_import_sha256';

/** Gives a connection the function that `compact` asks for; to be called once, when it opens. */
export function addDigestFunction(db: Db): void {
  db.function(DIGEST, { deterministic: true, directOnly: true }, (bytes) =>
    Buffer.isBuffer(bytes) ? createHash('sha256').update(bytes).digest('hex') : null,
  );
}

/** An SQL expression: the columns' values with their types, exact. Text as hex, because `quote` ends at a NUL. */
export function canonical(columns: readonly string[], alias: string): string {
  return joined(columns, alias, exact);
}

/** The same for rows that may hold anything: of a large value its type and its sha256. */
export function compact(columns: readonly string[], alias: string): string {
  return joined(columns, alias, (value) => {
    const bytes = (letter: string) => `CASE WHEN octet_length(${value}) > ${LARGE}
      THEN '${letter}s' || ${DIGEST}(CAST(${value} AS BLOB)) ELSE '${letter}' || hex(${value}) END`;
    return typed(value, bytes);
  });
}

function joined(columns: readonly string[], alias: string, shown: (value: string) => string): string {
  const values = columns.map((column) => shown(`${alias}.${quoteName(column)}`));
  // One value alone would stay an integer, and a large one would be rounded on its way to here.
  return values.length < 2 ? [...values, `''`].join(' || ') : values.join(` || ',' || `);
}

function exact(value: string): string {
  return typed(value, (letter) => `'${letter}' || hex(${value})`);
}

/** Numbers first, without a call or a look at their length: of millions of rows most values are integers. */
function typed(value: string, bytes: (letter: 't' | 'b') => string): string {
  return `CASE typeof(${value}) WHEN 'integer' THEN ${value} WHEN 'text' THEN ${bytes('t')} WHEN 'blob' THEN ${bytes('b')}
    ELSE quote(${value}) END`;
}

/** Every column of a table of the store, generated ones too, in order of name. */
export function columnNames(db: Db, table: string): readonly string[] {
  const sql = `SELECT name FROM pragma_table_xinfo(?, 'main') ORDER BY name`;
  return db.prepare<[string], string>(sql).pluck().all(table);
}

/** Text that is hashed at once: a call for each row would cost more than the hash. */
const BUFFER = 1 << 16;

interface Query {
  readonly sql: string;
  readonly values: readonly unknown[];
  /** Hears now and then how many rows were fed. */
  readonly told?: (rows: number) => void;
}

/** Feeds a query's only column into a hash, each text with its end marked; returns how many rows there were. */
export function feed(hash: Hash, db: Db, query: Query): number {
  let [rows, held] = [0, ''];
  const texts = db.prepare<unknown[], string>(query.sql).pluck();
  for (const text of texts.iterate(...query.values)) {
    rows += 1;
    held += `${text}\n`;
    if (held.length < BUFFER) continue;
    hash.update(held);
    held = '';
    query.told?.(rows);
  }
  hash.update(held);
  return rows;
}
