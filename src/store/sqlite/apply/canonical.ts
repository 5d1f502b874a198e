/** Rows as text that no two different rows share: what digests are made of. */
import { createHash, type Hash } from 'node:crypto';
import type { Db } from '../connection/db.ts';
import { ENCODINGS, encodingOf, transcode, type Encoding } from './encoding.ts';
import { quoteName } from '../schema/quote.ts';

/** Bytes from which on a value is large: as hex it is twice as long, and SQLite's texts end at a gigabyte. */
const LARGE = 1 << 20;

const DIGEST = 'lms_import_sha256';
const TEXT = 'lms_import_text';

/** Gives a connection the functions that digests ask for; to be called once, when it opens. */
export function addDigestFunctions(db: Db): void {
  const pure = { deterministic: true, directOnly: true };
  db.function(DIGEST, pure, (bytes) =>
    Buffer.isBuffer(bytes) ? createHash('sha256').update(bytes).digest('hex') : null,
  );
  db.function(TEXT, pure, (bytes, to, large) => {
    const as = ENCODINGS.find((one) => one === to);
    if (!Buffer.isBuffer(bytes) || as === undefined) return null;
    return textIn(bytes, { from: encodingOf(db), as, large: large === 1 });
  });
}

/** As SQL writes a text, `t` and hex or `ts` and a sha256; `u` before bytes that are no text and stay as they are. */
function textIn(
  bytes: Buffer,
  { from, as, large }: { from: Encoding; as: Encoding; large: boolean },
): string {
  const text = transcode(bytes, from, as);
  const letter = text === null ? 'u' : 't';
  const held = text ?? bytes;
  if (!large || held.length <= LARGE) return letter + held.toString('hex').toUpperCase();
  return `${letter}s${createHash('sha256').update(held).digest('hex')}`;
}

/** The columns of a table, by the name that it has in the statement. */
export interface Columns {
  readonly columns: readonly string[];
  readonly alias: string;
}

/**
 * An SQL expression: the columns' values with their types, exact. Text as hex, because `quote` ends at a NUL, and as
 * UTF-8 whatever the store's encoding is; another one is for a digest that an earlier version noted.
 */
export function canonical(db: Db, { columns, alias }: Columns, as: Encoding = 'UTF-8'): string {
  const text = textBy(db, as, 0);
  const exact = (value: string, letter: 't' | 'b') =>
    letter === 't' && text !== null ? text(value) : `'${letter}' || hex(${value})`;
  return joined({ columns, alias }, (value) => typed(value, (letter) => exact(value, letter)));
}

/** The same for rows that may hold anything: of a large value its type and its sha256. */
export function compact(db: Db, { columns, alias }: Columns, as: Encoding = 'UTF-8'): string {
  const text = textBy(db, as, 1);
  const short = (value: string, letter: 't' | 'b') =>
    letter === 't' && text !== null
      ? text(value)
      : `CASE WHEN octet_length(${value}) > ${LARGE}
      THEN '${letter}s' || ${DIGEST}(CAST(${value} AS BLOB)) ELSE '${letter}' || hex(${value}) END`;
  return joined({ columns, alias }, (value) => typed(value, (letter) => short(value, letter)));
}

/** SQL for a text in an encoding that is not the store's; null where it is: a call for each value is dear. */
function textBy(db: Db, as: Encoding, large: 0 | 1): ((value: string) => string) | null {
  if (encodingOf(db) === as) return null;
  return (value) => `${TEXT}(CAST(${value} AS BLOB), '${as}', ${large})`;
}

function joined({ columns, alias }: Columns, shown: (value: string) => string): string {
  const values = columns.map((column) => shown(`${alias}.${quoteName(column)}`));
  // One value alone would stay an integer, and a large one would be rounded on its way to here.
  return values.length < 2 ? [...values, `''`].join(' || ') : together(values);
}

/** Values to a piece: SQLite takes no expression of a thousand operators, one inside the other. */
const PIECE = 100;

/** The values with commas between them, of a table of many columns in halves of halves. */
function together(values: readonly string[]): string {
  if (values.length <= PIECE) return values.join(` || ',' || `);
  const half = values.length >> 1;
  return `(${together(values.slice(0, half))}) || ',' || (${together(values.slice(half))})`;
}

/** Numbers first, without a call or a look at their length: of millions of rows most values are integers. */
function typed(value: string, bytes: (letter: 't' | 'b') => string): string {
  return `CASE typeof(${value}) WHEN 'integer' THEN ${value} WHEN 'text' THEN ${bytes('t')} WHEN 'blob' THEN ${bytes('b')}
    ELSE quote(${value}) END`;
}

/**
 * The terms by which rows are ordered by a column, equal in every encoding. BINARY compares bytes, and those of UTF-16
 * are in another order; every other collation of SQLite's compares UTF-8.
 */
export function orderBy(db: Db, value: string, collation: string): readonly string[] {
  if (encodingOf(db) === 'UTF-8' || collation !== 'BINARY') return [value];
  const kind = `CASE typeof(${value}) WHEN 'null' THEN 0 WHEN 'text' THEN 2 WHEN 'blob' THEN 3 ELSE 1 END`;
  const text = `${TEXT}(CAST(${value} AS BLOB), 'UTF-8', 0)`;
  return [kind, `CASE typeof(${value}) WHEN 'text' THEN ${text} ELSE ${value} END`];
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
  readonly onProgress?: (rows: number) => void;
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
    query.onProgress?.(rows);
  }
  hash.update(held);
  return rows;
}
