/** SQLite's result codes, told as the contract's reasons (docs/CONTRACT.md, "Exit codes", 7). */
import Database from 'better-sqlite3';
import { StoreError, type StoreTrouble } from '../../../core/errors.ts';
import type { Db } from './db.ts';
import { notComputed } from '../schema/not-computed.ts';
import { closedTo, othersFile } from './owner.ts';
import { fewDescriptors, filesLeft, isAtSizeLimit, isDescriptorLimit } from './surroundings.ts';

/** A store by its path as given, and how long to wait for a lock on it. */
export interface FileAt {
  readonly path: string;
  readonly seconds: number;
}

/** The same, with the connection where there is one: then SQLite can be asked what it failed at. */
interface Asked extends FileAt {
  readonly db?: Db;
}

/** The error as a `StoreError` where SQLite's code says that the store is the cause, else as it is. */
export function asStoreError(error: unknown, where: Asked): unknown {
  // Of the library itself, too: it is opened with the first connection.
  if (isDescriptorLimit(error))
    return new StoreError({ reason: 'limit', path: where.path, what: 'open-files' }, error);
  if (!(error instanceof Database.SqliteError)) return error;
  const trouble = troubleOf(error, where);
  if (trouble === null) return error;
  // What SQLite says of the folder is often a file in it that another user left.
  const others = trouble.reason === 'read-only' ? othersFile(trouble.path) : null;
  return new StoreError(others ?? trouble, error);
}

/** A call on the store's descriptor that failed, told as SQLite's own failing calls are; every other error as it is. */
export function asDiskError(error: unknown, path: string): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error;
  if (/^(ENOSPC|EDQUOT):/.test(error.message)) return new StoreError({ reason: 'full', path }, error);
  if (/^EFBIG:/.test(error.message))
    return new StoreError({ reason: 'limit', path, what: 'file-size' }, error);
  return new StoreError({ reason: 'damaged', path, page: null, found: error.message }, error);
}

/** Runs `work`; what SQLite refuses comes out as a `StoreError`. */
export function translateErrors<T>(where: Asked, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asStoreError(error, where);
  }
}

/** What a company's own extension, or a chain of tables too long for one statement, makes SQLite say. */
const NOT_UNDERSTOOD =
  /^no such (function|module|collation sequence)|^unknown function|^Expression tree is too large|^[Rr]ecursion limit|^parser stack overflow|^at most \d+ tables in a join/;

/** A schema that this SQLite cannot read, in a file that may be sound. */
const OTHER_WORDS = /^malformed database schema \(.*\) - (near ".*": syntax error|unknown table option)/s;

/** What EFBIG comes out as. */
const GROWING = /^SQLITE_IOERR_(WRITE|TRUNCATE|SHMSIZE)$/;

function troubleOf(error: InstanceType<typeof Database.SqliteError>, where: Asked): StoreTrouble | null {
  const { path, seconds } = where;
  const code = error.code.replace(/^(SQLITE_[A-Z]+)_.*/, '$1');
  switch (code) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return { reason: 'locked', path, seconds, by: 'writer' };
    case 'SQLITE_NOTADB':
      return { reason: 'not-a-store', path, found: 'not a SQLite file' };
    case 'SQLITE_CORRUPT':
      // libSQL's RANDOM ROWID, and whatever a later SQLite has words for.
      if (OTHER_WORDS.test(error.message))
        return { reason: 'shape', path, shape: { why: 'not-understood', found: error.message } };
      return { reason: 'damaged', path, page: null, found: error.message };
    case 'SQLITE_MISMATCH':
      // Only what the store holds is put where a whole number must be: an ID that is a text.
      return { reason: 'damaged', path, page: null, found: 'an ID in it is no number' };
    case 'SQLITE_CONSTRAINT':
      // The ledger takes no row, or names a customer twice: somebody wrote to it. Our own guards are triggers, and a bug.
      return error.code === 'SQLITE_CONSTRAINT_TRIGGER'
        ? null
        : { reason: 'damaged', path, page: null, found: error.message };
    case 'SQLITE_FULL':
      return { reason: 'full', path };
    case 'SQLITE_READONLY':
      return closedTo(path, error.code === 'SQLITE_READONLY' ? 'file' : 'folder');
    case 'SQLITE_CANTOPEN':
      if (fewDescriptors()) return { reason: 'limit', path, what: 'open-files' };
      // SQLite does not tell ENOSPC from EACCES when it makes a file.
      return filesLeft(path) === 0 ? { reason: 'full', path } : closedTo(path, 'folder');
    case 'SQLITE_IOERR':
      return ioTrouble(error, path);
    case 'SQLITE_ERROR':
      if (error.message === 'unsupported file format')
        return { reason: 'damaged', path, page: 1, found: error.message };
      return NOT_UNDERSTOOD.test(error.message)
        ? { reason: 'shape', path, shape: { why: 'not-understood', found: error.message } }
        : computing(where);
    case 'SQLITE_TOOBIG':
      return computing(where);
    default:
      return null;
  }
}

/** Was it a value that SQLite cannot compute? */
function computing({ db, path }: Asked): StoreTrouble | null {
  const shape = db === undefined ? null : notComputed(db);
  return shape === null ? null : { reason: 'shape', path, shape };
}

function ioTrouble({ code, message }: InstanceType<typeof Database.SqliteError>, path: string): StoreTrouble {
  if (GROWING.test(code) && isAtSizeLimit(path)) return { reason: 'limit', path, what: 'file-size' };
  // The shared memory of the log could not grow: that is the disk's room, too.
  if (code === 'SQLITE_IOERR_SHMSIZE') return { reason: 'full', path };
  return { reason: 'damaged', path, page: null, found: `${message} (${code})` };
}
