/** Temporary files are no part of a store: where they cannot grow, their folder is named, and not the store. */
import { accessSync, constants, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { diagnostic } from '../../../core/findings/diagnostics.ts';
import { FileError } from '../../../core/errors.ts';

/** An error of a connection that cannot write to a store, which writes to temporary files alone; every other as it is. */
export function asTemporaryError(error: unknown): unknown {
  const why = error instanceof Database.SqliteError ? TEMPORARY[error.code] : undefined;
  if (why === undefined) return error;
  return new FileError(diagnostic('output-not-writable', {}, { path: temporaryFolder(), why }), error);
}

const TEMPORARY: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'temporary-full',
  SQLITE_IOERR_GETTEMPPATH: 'temporary-none',
};

/** The one that SQLite takes, in its order (sqlite.org/tempfiles.html); where none will do, the first of them. */
function temporaryFolder(): string {
  const { SQLITE_TMPDIR, TMPDIR } = process.env;
  const named = [SQLITE_TMPDIR, TMPDIR].filter((path) => path !== undefined);
  const folders = [...named, '/var/tmp', '/usr/tmp', '/tmp', '.'];
  return folders.find(isUsable) ?? folders[0] ?? '.';
}

function isUsable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
