/** A store in which any 16 bytes of any value name its customer, so that no piece of one is nobody's, wherever it was cut. */
import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from '../../src/store/sqlite/schema/migrations.ts';
import { makeEmptyFile, type Kind } from './any-file.ts';

/** The first customer's ID; the others follow. */
export const FIRST = 10_000;

/** Values that one customer may have. */
const VALUES = 100;

/** A mark: eight bytes, and a value is one mark over and over. Of 16 bytes one whole mark is always part. */
export function mark(customer: number, value: number): string {
  return `~${String(customer - FIRST).padStart(5, '0')}${String(value).padStart(2, '0')}`;
}

/** Columns that take only certain words. */
const FIXED: Readonly<Record<string, string>> = {
  customer_type: 'individual',
  customer_id_type: 'ssn',
  kind: 'primary',
  type: 'cell',
};

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

/** Every text and blob column of every customer table that holds what it is given. */
export function markedColumns(db: Database.Database): readonly Column[] {
  const columns = db
    .prepare(
      `SELECT m.name AS "table", c.name, c.type FROM sqlite_schema m JOIN pragma_table_info(m.name) c
       WHERE m.type = 'table' AND m.name LIKE 'customer\\_%' ESCAPE '\\' AND m.name <> 'customer_status_entity'
         AND c.type IN ('TEXT', 'BLOB') ORDER BY m.name = 'customer_entity' DESC, m.name, c.cid`,
    )
    .all() as Column[];
  return columns.filter(({ name }) => FIXED[name] === undefined);
}

interface Row {
  readonly table: string;
  readonly columns: readonly Column[];
}

/** One row of each table, and a second note and document. */
function rowsOf(db: Database.Database): readonly Row[] {
  const columns = markedColumns(db);
  const rows = [...new Set(columns.map(({ table }) => table))].map((table) => {
    return { table, columns: columns.filter((column) => column.table === table) };
  });
  return [...rows, ...rows.filter(({ table }) => /note|document/.test(table))];
}

/** Makes it, in an order that is nobody's, with updates that leave old values behind. Each customer has a closed loan. */
export function makeMarkedStore(
  path: string,
  { customers, ...kind }: Kind & { readonly customers: number },
): void {
  makeEmptyFile(path, kind);
  const db = new Database(path);
  for (const pragma of ['journal_mode = WAL', 'synchronous = OFF', 'secure_delete = OFF']) db.pragma(pragma);
  migrate(db);
  const add = adder(db);
  const change = changer(db);
  const order = Array.from({ length: customers }, (_, at) => FIRST + ((at * 7919) % customers));
  for (let from = 0; from < customers; from += 100) {
    const some = order.slice(from, from + 100);
    db.transaction(() => some.forEach(add))();
    db.transaction(() => some.filter((customer) => customer % 3 === 0).forEach(change))();
  }
  db.close();
}

/** From 24 bytes to 16 kB, mostly short, and never the same twice in a row. */
function length(customer: number, value: number): number {
  const dice = (Math.imul(customer * VALUES + value, 2_654_435_761) >>> 8) % 1000;
  const most = dice < 40 ? 16_000 : dice < 150 ? 3000 : 300;
  return 24 + ((dice * 7919) % most);
}

function valueOf({ name, type }: Column, customer: number, value: number): string | Buffer {
  const long = name === 'body' || name === 'content';
  const text = mark(customer, value);
  const bytes = long ? length(customer, value) : 24;
  const filled = text.repeat(Math.ceil(bytes / 8)).slice(0, bytes);
  return type === 'BLOB' ? Buffer.from(filled) : filled;
}

function adder(db: Database.Database): (customer: number) => void {
  const rows = rowsOf(db).map(({ table, columns }) => {
    const key = table === 'customer_entity' ? 'id' : 'customer_id';
    const fixed = Object.keys(FIXED).filter((name) =>
      db.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, name),
    );
    const names = [key, ...columns.map(({ name }) => name), ...fixed];
    const words = fixed.map((name) => `'${FIXED[name]!}'`);
    const places = [key, ...columns].map(() => '?');
    return {
      columns,
      insert: db.prepare(`INSERT INTO ${table} (${names.join()}) VALUES (${[...places, ...words].join()})`),
    };
  });
  const loan = db.prepare(
    `INSERT INTO loan_entity (id, display_id, status, closed_on) VALUES (?, ?, 'Closed', '2015-01-31')`,
  );
  const link = db.prepare(`INSERT INTO loan_customer (loan_id, customer_id, role) VALUES (?, ?, 'primary')`);
  return (customer) => {
    let value = 0;
    for (const { insert, columns } of rows) {
      insert.run(customer, ...columns.map((column) => valueOf(column, customer, (value += 1))));
    }
    loan.run(customer, `LN-${customer}`);
    link.run(customer, customer);
  };
}

/** New values for some columns, of other lengths: the old ones stay in gaps until somebody clears them. */
function changer(db: Database.Database): (customer: number) => void {
  const changes = markedColumns(db)
    .filter(({ name }) => ['last_name', 'body', 'content'].includes(name))
    .map((column) => {
      const key = column.table === 'customer_entity' ? 'id' : 'customer_id';
      return { column, update: db.prepare(`UPDATE ${column.table} SET ${column.name} = ? WHERE ${key} = ?`) };
    });
  return (customer) => {
    changes.forEach(({ column, update }, at) => update.run(valueOf(column, customer, 80 + at), customer));
  };
}

/** Which values of which customers there are: one entry for each mark, 1 where it was seen. */
export class Marks {
  readonly #seen: Uint8Array;
  constructor(customers: number) {
    this.#seen = new Uint8Array(customers * VALUES);
  }

  /** Looks at every byte. */
  look(bytes: Uint8Array): void {
    const last = bytes.length - 8;
    for (let at = 0; at <= last; at += 1) {
      if (bytes[at] !== 0x7e) continue;
      let place = 0;
      for (let next = 1; next < 8; next += 1) {
        const digit = bytes[at + next]! - 0x30;
        place = digit >= 0 && digit <= 9 ? place * 10 + digit : Infinity;
      }
      if (place < this.#seen.length) this.#seen[place] = 1;
    }
  }

  /** Looks at every file below a folder, links and pipes left out. */
  lookBelow(folder: string): this {
    for (const name of readdirSync(folder, { recursive: true }) as string[]) {
      const path = join(folder, name);
      if (lstatSync(path).isFile()) this.look(readFileSync(path));
    }
    return this;
  }

  /** Looks at every value of every customer table, as SQL tells them. */
  lookIn(path: string): this {
    const db = new Database(path, { readonly: true });
    for (const { table, name } of markedColumns(db)) {
      const cells = db
        .prepare(`SELECT CAST(${name} AS BLOB) FROM ${table} WHERE ${name} IS NOT NULL`)
        .pluck();
      for (const cell of cells.iterate() as Iterable<Buffer>) this.look(cell);
    }
    db.close();
    return this;
  }

  customers(): Set<number> {
    const found = new Set<number>();
    this.#seen.forEach((seen, place) => {
      if (seen === 1) found.add(FIRST + Math.floor(place / VALUES));
    });
    return found;
  }

  /** Marks seen here and not there, each as its text. */
  without(other: Marks): string[] {
    const more: string[] = [];
    this.#seen.forEach((seen, place) => {
      if (seen === 1 && other.#seen[place] === 0) more.push(`~${String(place).padStart(7, '0')}`);
    });
    return more;
  }
}
