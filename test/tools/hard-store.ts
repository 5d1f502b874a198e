/** A store made to be hard to erase from: random order, many transactions, updates, and a marker in every value. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from '../../src/store/sqlite/schema/migrations.ts';
import { makeEmptyFile, type Kind } from './any-file.ts';
import { numbers } from './numbers.ts';

export interface HardOptions extends Kind {
  readonly customers: number;
  readonly secureDelete: boolean;
  readonly analyze: boolean;
}

function shuffled(length: number, random: (below: number) => number): number[] {
  const list = Array.from({ length }, (_, index) => index);
  for (let at = length - 1; at > 0; at -= 1) {
    const other = random(at + 1);
    [list[at], list[other]] = [list[other]!, list[at]!];
  }
  return list;
}

const FIRST = 1000;

/** Every value's marker names its customer: `~0001234:56:0001234~`; twice, so that two halves at a page's edge make none. */
const MARKER = /~(\d{7}):\d+:\1~/g;

interface Column {
  readonly name: string;
  readonly type: string;
}

/** Fills a new store; customer `FIRST + i` for i below `customers`. Returns the customers' IDs. */
export function makeHardStore(path: string, options: HardOptions): number[] {
  makeEmptyFile(path, options);
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  db.pragma(`secure_delete = ${options.secureDelete ? 'ON' : 'OFF'}`);
  migrate(db);
  const random = numbers(JSON.stringify(options));
  const tables = customerTables(db);
  const writers = new Map(tables.map((table) => [table, writer(db, table, random)]));
  const order = shuffled(options.customers, random);
  for (let from = 0; from < order.length; from += 50) {
    db.transaction(() => {
      for (const index of order.slice(from, from + 50)) addCustomer(db, FIRST + index, writers, random);
    })();
  }
  for (const index of shuffled(options.customers, random).slice(0, options.customers / 3)) {
    writers.get('customer_note')!(FIRST + index);
    db.prepare('UPDATE customer_document SET content = ? WHERE customer_id = ?').run(
      value(FIRST + index, random, 1 + random(3000)),
      FIRST + index,
    );
    db.prepare('UPDATE customer_entity SET last_name = ? WHERE id = ?').run(
      String(value(FIRST + index, random, 40)),
      FIRST + index,
    );
  }
  if (options.analyze) db.exec('ANALYZE');
  db.close();
  return order.map((index) => FIRST + index);
}

function customerTables(db: Database.Database): string[] {
  return db
    .prepare(
      `SELECT m.name FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
       WHERE f."table" = 'customer_entity' AND m.name <> 'loan_customer' ORDER BY m.name`,
    )
    .pluck()
    .all() as string[];
}

let marks = 0;

function value(customer: number, random: (below: number) => number, length: number): Buffer {
  const name = String(customer).padStart(7, '0');
  const mark = `~${name}:${(marks += 1)}:${name}~`;
  if (length < 2 * mark.length)
    return Buffer.from(length < 20 ? 'x'.repeat(Math.max(1, length)) : mark + mark);
  const filler = mark.repeat(Math.ceil(length / mark.length));
  return Buffer.from(filler.slice(0, length - (random(2) === 0 ? 0 : 1)));
}

function writer(
  db: Database.Database,
  table: string,
  random: (below: number) => number,
): (customer: number) => void {
  const columns = (db.pragma(`table_info(${table})`) as Column[]).filter(({ name }) => name !== 'id');
  const insert = db.prepare(
    `INSERT INTO ${table} (${columns.map(({ name }) => name).join()}) VALUES (${columns.map(() => '?').join()})`,
  );
  return (customer) => {
    insert.run(columns.map((column) => cell(column, customer, random)));
  };
}

/** Sizes from 1 byte to 100 kB, mostly small. */
function size(random: (below: number) => number): number {
  const dice = random(1000);
  if (dice < 3) return 100_000;
  return dice < 50 ? random(20_000) + 1 : dice < 500 ? random(1500) + 1 : random(60) + 1;
}

const FIXED: Readonly<Record<string, string>> = { kind: 'primary', type: 'cell' };

function cell({ name, type }: Column, customer: number, random: (below: number) => number): unknown {
  if (name === 'customer_id') return customer;
  if (FIXED[name] !== undefined) return FIXED[name];
  if (type === 'BLOB') return value(customer, random, size(random));
  if (type === 'INTEGER') return random(1000) + 300;
  return String(value(customer, random, name === 'body' || name === 'text' ? size(random) : 30));
}

function addCustomer(
  db: Database.Database,
  customer: number,
  writers: ReadonlyMap<string, (customer: number) => void>,
  random: (below: number) => number,
): void {
  db.prepare(
    `INSERT INTO customer_entity (id, import_id, customer_type, first_name, last_name, email) VALUES (?, ?, 'individual', ?, ?, ?)`,
  ).run(customer, ...[30, 30, 30, 60].map((length) => String(value(customer, random, length))));
  for (const [table, write] of writers) {
    if (random(3) === 0) continue;
    write(customer);
    if (table === 'customer_note' || table === 'customer_document') write(customer);
  }
}

/** The customers whose markers stand in any file below the folders, whole names of files too. */
export function markedCustomers(folders: readonly string[]): Set<number> {
  const found = new Set<number>();
  const look = (path: string) => {
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path)) look(join(path, name));
      return;
    }
    const bytes = readFileSync(path);
    for (let from = 0; from < bytes.length; from += 1 << 24) {
      const text = bytes.toString('latin1', from, from + (1 << 24) + 64);
      for (const [, id] of text.matchAll(MARKER)) found.add(Number(id));
    }
  };
  folders.forEach(look);
  return found;
}
