/** SQLite files of every kind that the format knows, filled and half emptied by a seed; all by SQLite itself. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { SILENT } from '../../src/core/progress/progress.ts';
import { clearUnused, prove, type Cleared, type Proof } from '../../src/store/sqlite/erase/scrub.ts';
import type { Root } from '../../src/store/sqlite/erase/trace.ts';
import { readRoots } from '../../src/store/sqlite/schema/read-shape.ts';
import { numbers } from './numbers.ts';

export interface Kind {
  readonly pageSize: number;
  /** Bytes at the end of each page that are left to extensions. */
  readonly reserved: number;
  /** As the pragma: 0 none, 1 full, 2 incremental. */
  readonly autoVacuum: number;
}

/** A file with no table. No pragma reserves bytes, so the header of an empty file says it. */
export function makeEmptyFile(path: string, { pageSize, reserved, autoVacuum }: Kind): void {
  const db = new Database(path);
  db.pragma(`page_size = ${pageSize}`);
  db.pragma(`auto_vacuum = ${autoVacuum}`);
  db.exec('CREATE TABLE passing (x); DROP TABLE passing; VACUUM');
  db.close();
  const bytes = readFileSync(path);
  bytes.writeUInt8(reserved, 20);
  // Where the cells of page 1 would begin: at the end of what is left; 65,536 is written as 0.
  bytes.writeUInt16BE((pageSize - reserved) % 65_536, 105);
  writeFileSync(path, bytes);
}

const SCHEMA = `
  CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b BLOB);
  CREATE TABLE w (k TEXT, n INTEGER, v TEXT, PRIMARY KEY (k, n)) WITHOUT ROWID;
  CREATE TABLE auto (id INTEGER PRIMARY KEY AUTOINCREMENT, x);
  CREATE TABLE made (id INTEGER PRIMARY KEY, a INT, s INT GENERATED ALWAYS AS (a * 2) STORED, u INT AS (a + 1));
  CREATE TABLE bit (b INTEGER PRIMARY KEY) WITHOUT ROWID;
  INSERT INTO bit VALUES (0), (1);
  CREATE TABLE empty (x);
  CREATE TABLE gone (x TEXT);
  CREATE TABLE dropped (x TEXT UNIQUE);
  CREATE INDEX t_a ON t (a);
  CREATE INDEX t_part ON t (a, b) WHERE id % 2;
  CREATE INDEX w_expression ON w (upper(v), n);
  CREATE UNIQUE INDEX made_u ON made (u, id);
  CREATE VIEW v AS SELECT a FROM t;`;

export interface Fill {
  readonly seed: string;
  readonly turns: number;
  readonly rows: number;
}

/** Inserts, replaces, updates and deletes in random order, and leaves old values in gaps and free pages. */
export function fillFile(path: string, { seed, turns, rows }: Fill): void {
  const db = new Database(path);
  db.pragma('secure_delete = OFF');
  db.pragma('synchronous = OFF');
  db.exec(SCHEMA);
  const random = numbers(seed);
  for (let turn = 0; turn < turns; turn += 1) turnOver(db, rows, random);
  db.exec('ANALYZE; DELETE FROM gone; DELETE FROM auto WHERE id % 3 > 0; DROP TABLE dropped');
  if (random(2) === 0) db.exec('PRAGMA incremental_vacuum(7)');
  db.close();
}

/** A file goes on being used: integrity_check answers. */
export function useOn(path: string, { seed, turns, rows }: Fill): unknown {
  const db = new Database(path);
  const random = numbers(`${seed} later`);
  db.exec('CREATE TABLE dropped (x TEXT UNIQUE)');
  for (let turn = 0; turn < turns; turn += 1) turnOver(db, rows, random);
  const answer = db.pragma('integrity_check', { simple: true });
  db.close();
  return answer;
}

/** One transaction, as a program makes it. */
function turnOver(db: Database.Database, rows: number, random: (below: number) => number): void {
  db.exec('BEGIN');
  for (let at = 0; at < rows; at += 1) {
    const id = random(100) === 0 ? -random(2 ** 31) * 2 ** 20 : random(4000);
    const long = random(60) === 0 ? 30_000 : random(12) === 0 ? 2500 : 40;
    const text = (mark: string) => mark.repeat(1 + random(long / 8));
    db.prepare('INSERT OR REPLACE INTO t VALUES (?, ?, ?)').run(
      id,
      text(`~${id}~`),
      Buffer.from(text(`=${id}=`)),
    );
    db.prepare('INSERT OR REPLACE INTO w VALUES (?, ?, ?)').run(text(`~w${id}~`), random(9), `=w${id}=`);
    db.prepare('INSERT INTO auto (x) VALUES (?)').run(`~x${id}~`.repeat(random(30)));
    db.prepare('INSERT OR REPLACE INTO made (id, a) VALUES (?, ?)').run(id, random(9));
    db.prepare('INSERT INTO gone VALUES (?)').run(text(`~gone${id}~`));
    db.prepare('INSERT OR IGNORE INTO dropped VALUES (?)').run(text(`~gone${id}~`));
  }
  db.prepare('UPDATE t SET a = ? WHERE id % 11 = ?').run('~short~', random(11));
  db.prepare('DELETE FROM t WHERE id % 7 = ?').run(random(7));
  db.prepare('DELETE FROM w WHERE length(k) % 5 = ?').run(random(5));
  db.exec('COMMIT');
}

/** A digest of every row of every table and of the schema, and what SQLite itself says of the file. */
export function contents(path: string): string {
  const db = new Database(path, { readonly: true });
  try {
    const hash = createHash('sha256');
    // Where a table's root is, is no row of anybody's, and VACUUM changes it.
    hash.update(JSON.stringify(db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY 2').all()));
    const tables = db
      .prepare(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND name <> 'sqlite_schema' ORDER BY 1`,
      )
      .pluck();
    for (const table of tables.all() as string[]) {
      const rows = db.prepare(`SELECT * FROM "${table}"`).raw().safeIntegers().iterate() as Iterable<
        unknown[]
      >;
      hash.update(table);
      for (const row of rows)
        for (const cell of row) hash.update(Buffer.isBuffer(cell) ? cell : String(cell)).update(typeof cell);
    }
    return `${hash.digest('hex')} ${String(db.pragma('integrity_check', { simple: true }))}`;
  } finally {
    db.close();
  }
}

/** Works on the file under no lock: nobody else has it. The roots are read first and their connection closed. */
export function withFile<T>(path: string, work: (fd: number, roots: ReturnType<typeof readRoots>) => T): T {
  const db = new Database(path, { readonly: true });
  const roots = readRoots(db);
  db.close();
  const fd = openSync(path, 'r+');
  try {
    return work(fd, roots);
  } finally {
    closeSync(fd);
  }
}

export const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Clears the file, and walks it again to say what is left. */
export function scrub(fd: number, roots: readonly Root[]): Cleared & Proof {
  return { ...clearUnused(fd, roots, SILENT), ...prove(fd, roots, SILENT) };
}
