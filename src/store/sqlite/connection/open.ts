/** Opens a store, and refuses what is none: the descriptor first, then the connection (docs/FACTS.md, "Erasing in SQLite"). */
import { systemCode } from '../../../core/system-code.ts';
import { closeSync, openSync, realpathSync, statSync, type Stats } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreError } from '../../../core/errors.ts';
import { refuseJournal, refuseLinks, refuseMounted } from './beside.ts';
import { addDigestFunctions } from '../apply/canonical.ts';
import { logIsEmpty, refuseFalseVacuum, refuseFirstBytes } from './first-bytes.ts';
import { refuseLackingLedger } from '../ledger/ledger-columns.ts';
import { isStore, SCHEMA_VERSION, tablesAfter, tablesOf, versionOf } from '../schema/migrations.ts';
import { refuseTakenNames } from '../schema/names-taken.ts';
import { useLargeCache } from './db.ts';
import { closedTo, othersFile } from './owner.ts';
import { isDescriptorLimit } from './surroundings.ts';
import { translateErrors, type FileAt } from './trouble.ts';

/** An open store. Close it with `closeStore` alone: the descriptor must outlive the connection. */
export interface Connection extends FileAt {
  readonly db: Database.Database;
  /** The file itself, links followed. */
  readonly file: string;
  readonly fd: number;
}

export interface OpenOptions extends FileAt {
  readonly mode: 'read-only' | 'read-write' | 'bytes-only' | 'asking';
}

/**
 * Opens a store of ours, of any version up to this program's, and migrates nothing: who writes to the ledger does that.
 * `read-only` cannot write. `bytes-only` is for a scrub: it opens any SQLite file with a write-ahead log, whoever made it.
 * `asking` may write, for whoever may not is told less, and does not.
 * Throws a `StoreError` with the contract's reason for everything else.
 */
export function openStore(options: OpenOptions): Connection {
  const { path, seconds } = options;
  const file = existing(path);
  const readonly = options.mode === 'read-only';
  // Closing any descriptor on the file drops SQLite's locks in this process, so it opens first and closes last.
  const fd = openFile(file, path, readonly ? 'r' : 'r+');
  try {
    refuseJournal(fd, file, path);
    refuseFirstBytes(fd, { file, path });
    const others = readonly ? null : othersFile(file);
    if (others !== null) throw new StoreError({ ...others, path });
    return translateErrors({ path, seconds }, () => ({ ...connect(options, file), path, seconds, file, fd }));
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** Closes the connection, then the descriptor. */
export function closeStore(store: Connection): void {
  store.db.close();
  closeSync(store.fd);
}

/** A connection to nothing, for a file that is checked without a store. */
export function openScratch(): Database.Database {
  return new Database(':memory:');
}

function existing(path: string): string {
  const stats = statOf(path);
  if (stats === undefined) throw new StoreError({ reason: 'missing', path });
  if (!stats.isFile()) throw new StoreError({ reason: 'not-a-store', path, found: 'not a file' });
  if (stats.size === 0) throw new StoreError({ reason: 'not-a-store', path, found: 'an empty file' });
  // Under another name another log would stand beside it, and nobody would see what is in it.
  if (stats.nlink > 1)
    throw new StoreError({ reason: 'not-a-store', path, found: 'a file with a second name (a hard link)' });
  const file = wholeName(path);
  // better-sqlite3 trims names: the connection would be to another file than the descriptor.
  if (file !== file.trim())
    throw new StoreError({ reason: 'not-a-store', path, found: 'a name that ends in white space' });
  refuseLinks(file, path);
  refuseMounted(file, path);
  return file;
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    const code = systemCode(cause) ?? 'unknown';
    if (code === 'EACCES') throw new StoreError({ reason: 'read-only', path, what: 'folder' }, cause);
    throw new StoreError({ reason: 'not-a-store', path, found: `not to be looked at (${code})` }, cause);
  }
}

/** Links followed. The system gives a folder's name as bytes, and those that are not UTF-8 cannot be given back to it. */
function wholeName(path: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    const found = 'not to be looked at by its whole name, as where a folder has one that is not UTF-8';
    throw new StoreError({ reason: 'not-a-store', path, found }, cause);
  }
}

/** The files that SQLite keeps for a store: to open and close any of them beside it would drop its locks. */
export function storeFiles(path: string): readonly string[] {
  const file = statOf(path) === undefined ? path : wholeName(path);
  return ['', '-wal', '-shm', '-journal'].map((end) => `${file}${end}`);
}

/** Opens a store, works with it, and closes it whatever happens. */
export function withStore<T>(options: OpenOptions, work: (store: Connection) => T): T {
  const store = openStore(options);
  try {
    return translateErrors(store, () => work(store));
  } finally {
    closeStore(store);
  }
}

/** Asks a store what only a connection that may write is told (CHECK constraints), and leaves file and log as they are. */
export function withAsked<T>(at: FileAt, work: (store: Connection) => T): T {
  const store = openStore({ ...at, mode: 'asking' });
  // The last connection plays the log into the file as it closes, unless that one only reads.
  const last = logIsEmpty(store.file) ? null : new Database(store.file, { readonly: true });
  try {
    last?.pragma('schema_version');
    return translateErrors(store, () => work(store));
  } finally {
    store.db.close();
    last?.close();
    closeSync(store.fd);
  }
}

function openFile(file: string, path: string, flags: 'r' | 'r+'): number {
  try {
    return openSync(file, flags);
  } catch (cause) {
    if (isDescriptorLimit(cause)) throw new StoreError({ reason: 'limit', path, what: 'open-files' }, cause);
    throw new StoreError(closedTo(path, 'file'), cause);
  }
}

function connect(options: OpenOptions, file: string): { readonly db: Database.Database } {
  const readonly = options.mode === 'read-only';
  const db = new Database(file, {
    readonly,
    fileMustExist: true,
    timeout: Math.round(options.seconds * 1000),
  });
  try {
    db.pragma('trusted_schema = OFF');
    addDigestFunctions(db);
    // Nothing of the store's rows may reach a temporary file: to read loans in order is to sort them.
    db.pragma('temp_store = MEMORY');
    if (options.mode === 'bytes-only') requireLog(db, options.path);
    else identify(db, options);
    refuseFalseVacuum(db, options.path);
    if (options.mode === 'asking') db.pragma('query_only = ON');
    else if (!readonly) prepareToWrite(db);
    return { db };
  } catch (error) {
    db.close();
    throw error;
  }
}

function identify(db: Database.Database, { path }: FileAt): void {
  if (!isStore(db)) {
    throw new StoreError({
      reason: 'not-a-store',
      path,
      found: 'a SQLite file that lms-import did not make',
    });
  }
  const found = versionOf(db);
  if (found > SCHEMA_VERSION) throw new StoreError({ reason: 'version', path, found, known: SCHEMA_VERSION });
  requireTables(db, path, found);
  refuseTakenNames(db, path, found);
  refuseLackingLedger(db, path);
  requireLog(db, path);
}

/** Throws a `StoreError` (`version`) where the store has no chain and no key yet. */
export function requireUpToDate({ db, path }: Pick<Connection, 'db' | 'path'>): void {
  const found = versionOf(db);
  if (found < SCHEMA_VERSION) throw new StoreError({ reason: 'version', path, found, known: SCHEMA_VERSION });
}

/** The sequence that keeps others out while bytes are compared or cleared was measured with a write-ahead log alone. */
function requireLog(db: Database.Database, path: string): void {
  const journal = String(db.pragma('journal_mode', { simple: true }));
  if (journal !== 'wal') throw new StoreError({ reason: 'journal-mode', path, found: journal });
}

/** The ledger is asked before the shape is read: a table of ours that was dropped must not come up as a bug. */
function requireTables(db: Database.Database, path: string, version: number): void {
  const held = new Set(
    db.prepare<[], string>(`SELECT lower(name) FROM main.sqlite_schema WHERE type = 'table'`).pluck().all(),
  );
  refuseFalseVersion(held, path, version);
  const missing = [...tablesOf(version)].sort().find((table) => !held.has(table));
  if (missing === undefined) return;
  throw new StoreError({ reason: 'shape', path, shape: { why: 'missing-table', table: missing } });
}

/** A migration would make what is there already: it is not the tables that are of an earlier version. */
function refuseFalseVersion(held: ReadonlySet<string>, path: string, version: number): void {
  const later = tablesAfter(version).some((table) => held.has(table));
  if (version > 0 && !later) return;
  const found = `its header says version ${version}, and its tables are of another`;
  throw new StoreError({ reason: 'damaged', path, page: 1, found, table: null });
}

/** Nothing of the removed may be left behind, and a removal must survive power loss (docs/FACTS.md, "SQLite"). */
function prepareToWrite(db: Database.Database): void {
  useLargeCache(db);
  db.pragma('secure_delete = ON');
  db.pragma('synchronous = FULL');
  // With foreign keys on, a set-wise DELETE spills old page images into an unlinked temporary file.
  db.pragma('foreign_keys = OFF');
  db.pragma('recursive_triggers = OFF');
}
