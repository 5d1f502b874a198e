/** Makes a store: whole under a temporary name first, and never over anything that exists. */
import { systemCode } from '../../../core/system-code.ts';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, linkSync, lstatSync, openSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { diagnostic } from '../../../core/findings/diagnostics.ts';
import { FileError } from '../../../core/errors.ts';
import { classify } from '../../../core/shape/shape.ts';
import { CUSTOMER, LOAN } from '../../../core/shape/ways.ts';
import type { Created } from '../../port/rows.ts';
import { countRows } from '../selection/facts.ts';
import { MIGRATION_TABLES, migrate } from './migrations.ts';
import { readTables } from './read-shape.ts';

/** Makes an empty store at `path` and has `fill` fill it; throws a `FileError` where something stands there. */
export function createStore(path: string, fill: (db: Database.Database) => void): Created {
  // better-sqlite3 trims names, so that such a store could never be opened.
  if (path !== path.trim()) throw notWritable(path, 'white space at an end of its name');
  refuseExisting(path);
  if (!existsSync(dirname(path))) throw notWritable(path, 'ENOENT');
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}`);
  try {
    const created = build(temporary, fill);
    // A link, unlike a rename, fails where somebody made the file in the meantime.
    linkSync(temporary, path);
    return created;
  } catch (cause) {
    throw cause instanceof Error && 'code' in cause ? notWritable(path, String(cause.code), cause) : cause;
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(`${temporary}${end}`, { force: true });
  }
}

/** A log that an earlier file of this name left would be played into the new one. */
function refuseExisting(path: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) {
    try {
      if (lstatSync(`${path}${end}`, { throwIfNoEntry: false }) === undefined) continue;
    } catch (cause) {
      throw notWritable(path, systemCode(cause) ?? 'unknown', cause);
    }
    throw notWritable(`${path}${end}`, 'exists');
  }
}

function build(path: string, fill: (db: Database.Database) => void): Created {
  // Made here, because SQLite would follow a link of this name, and let everybody read the file for a moment.
  closeSync(openSync(path, 'wx', 0o640));
  const db = new Database(path);
  try {
    db.pragma('journal_mode = WAL');
    migrate(db);
    fill(db);
    return {
      customers: countRows(db, `main.${CUSTOMER}`),
      loans: countRows(db, `main.${LOAN}`),
      records: countRecords(db),
    };
  } finally {
    db.close();
  }
}

function countRecords(db: Database.Database): number {
  const found = classify(readTables(db), MIGRATION_TABLES);
  const tables = 'trouble' in found ? [] : found.customer;
  return tables.reduce(
    (sum, { table }) => sum + countRows(db, `main.${table}`),
    countRows(db, `main.${CUSTOMER}`),
  );
}

function notWritable(path: string, why: string, cause?: unknown): FileError {
  return new FileError(
    diagnostic('output-not-writable', {}, { path, why: why === 'EEXIST' ? 'exists' : why }),
    cause,
  );
}
