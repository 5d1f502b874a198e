/** Runs the real program, from `bin/`, in a temporary folder, as a script would: no terminal, no standard input. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll } from 'vitest';
import { removeRow, customerHeader } from '../../src/core/file/template.ts';
import { APPLICATION_ID } from '../../src/store/sqlite/schema/migrations.ts';
import { requirePublished } from './published.ts';

export const BIN = new URL('../../bin/lms-import.js', import.meta.url).pathname;

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly input?: string | Buffer;
  readonly env?: Record<string, string>;
  /** Something that happens right before the program does a certain thing: see `fault.mjs`. */
  readonly fault?: Fault | readonly Fault[];
  /** Gets a line for each thing that the program does to store and files. */
  readonly faultLog?: string;
  readonly uid?: number;
}

export interface Fault {
  readonly at?: number;
  readonly before?: string;
  readonly nth?: number;
  /** Nothing is counted before a thing that begins so. */
  readonly after?: string;
  readonly signal?: NodeJS.Signals;
  /** A shell command, run in the program's folder while it waits. */
  readonly run?: string;
  /** An error that is nobody's but a bug's. */
  readonly throw?: string;
}

const FAULT = new URL('./fault.mjs', import.meta.url).pathname;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own, gone when the test file has ended. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lms-import-test-'));
  folders.push(folder);
  return folder;
}

/** Runs `lms-import` with these arguments. */
export function run(args: readonly string[], options: RunOptions): Ran {
  const { fault, faultLog, cwd, uid } = options;
  const preload = fault === undefined && faultLog === undefined ? [] : ['--import', FAULT];
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [...preload, BIN, ...args], {
    cwd,
    input: options.input ?? '',
    env: {
      PATH: process.env.PATH,
      HOME: cwd,
      LANG: 'C.UTF-8',
      ...(fault === undefined ? {} : { FAULT: JSON.stringify(fault) }),
      ...(faultLog === undefined ? {} : { FAULT_LOG: faultLog }),
      ...options.env,
    },
    maxBuffer: 1 << 28,
    ...(uid === undefined ? {} : { uid }),
  });
  return { code: status, signal, stdout: stdout.toString(), stderr: stderr.toString() };
}

/** Runs it with `--json` and reads the document, which must be one that is published. */
export function runJson(args: readonly string[], options: RunOptions): Ran & { readonly document: any } {
  const ran = run([...args, '--json'], options);
  const document = JSON.parse(ran.stdout);
  requirePublished(document);
  return { ...ran, document };
}

/** Makes a store with made-up customers, the first of which is 40001. */
export function makeStore(cwd: string, customers: number, name = 'lms.db'): string {
  const made = run(['store', 'init', '--demo', String(customers), '--store', name], { cwd });
  if (made.code !== 0) throw new Error(made.stderr);
  // A company's own store: of made-up customers every screen says that they are.
  withSql(join(cwd, name), (db) => db.pragma(`application_id = ${APPLICATION_ID}`));
  return join(cwd, name);
}

/** The same with every loan closed long ago: no guard refuses, and no row is warned of for that. */
export function closedStore(cwd: string, customers: number): string {
  const store = makeStore(cwd, customers);
  withSql(store, (db) => db.exec(`UPDATE loan_entity SET status = 'Closed', closed_on = '2015-01-31'`));
  return store;
}

/** A removal file of the built-in template. */
export function removalFile(cwd: string, ids: readonly number[], name = 'july.csv'): string {
  writeFileSync(join(cwd, name), customerHeader() + ids.map(removeRow).join(''));
  return name;
}

/** Works with the store by SQL, as another program would; foreign keys off, so that anything can be built. */
export function withSql<T>(path: string, work: (db: Database.Database) => T): T {
  const db = new Database(path);
  try {
    db.pragma('foreign_keys = OFF');
    return work(db);
  } finally {
    db.close();
  }
}

/** One value of a query. */
export function ask(path: string, sql: string): unknown {
  return withSql(path, (db) => db.prepare(sql).pluck().get());
}

/** Everything the store says of customers and loans, the ledger left out: equal texts, equal answers. */
export function dump(path: string): string {
  return withSql(path, (db) => {
    const tables = db
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'ledger_%' ORDER BY name`,
      )
      .pluck()
      .all() as string[];
    return tables.map((table) => tableText(db, table)).join('\n');
  });
}

/** The loan-level tables alone. */
export function dumpLoans(path: string): string {
  return withSql(path, (db) =>
    ['loan_entity', 'loan_payment', 'loan_note', 'loan_document']
      .map((table) => tableText(db, table))
      .join('\n'),
  );
}

function tableText(db: Database.Database, table: string): string {
  const rows = db.prepare(`SELECT * FROM "${table}" ORDER BY 1, 2`).raw().all() as unknown[][];
  const cell = (value: unknown) =>
    Buffer.isBuffer(value) ? `x'${value.toString('hex')}'` : JSON.stringify(value);
  return [table, ...rows.map((row) => row.map(cell).join(','))].join('\n');
}

/** A file's bytes, for "as it was". */
export function bytesOf(path: string): string {
  return readFileSync(path).toString('base64');
}

/** Can the program be run as another user? Root alone can, and only where that user may read the checkout. */
export function runsAsOthers(): boolean {
  if (process.getuid?.() !== 0) return false;
  return spawnSync(process.execPath, [BIN, '--version'], { uid: 65534, stdio: 'ignore' }).status === 0;
}

/** Is a program of the machine there? Some tests need `sqlite3` or `strace`. */
export function hasProgram(name: string): boolean {
  try {
    execFileSync('which', [name], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
