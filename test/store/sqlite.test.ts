import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createStore } from '../../src/store/sqlite/schema/create.ts';
import { sqlite } from '../../src/store/sqlite/engine/engine.ts';
import { temporaryFolder } from '../tools/program.ts';
import { conformance } from './conformance.ts';
import type { Loan, ModelRows } from './model.ts';

const cwd = temporaryFolder();
let stores = 0;

function make({ customers, loans, links, notes }: ModelRows): string {
  stores += 1;
  const path = join(cwd, `${stores}.db`);
  createStore(path, (db) => {
    const customer = db.prepare('INSERT INTO customer_entity (id, last_name) VALUES (?, ?)');
    for (const row of customers) customer.run(...row);
    const loan = db.prepare(
      'INSERT INTO loan_entity (id, display_id, status, archived, deleted) VALUES (?, ?, ?, ?, ?)',
    );
    for (const [id, { status, archived, deleted }] of loans)
      loan.run(id, `L${id}`, status, Number(archived), Number(deleted));
    const link = db.prepare(`INSERT INTO loan_customer VALUES (?, ?, 'primary')`);
    for (const row of links) link.run(...row);
    const note = db.prepare(`INSERT INTO customer_note (id, customer_id, body) VALUES (?, ?, 'told')`);
    for (const row of notes) note.run(...row);
  });
  return path;
}

function withDb<T>(path: string, work: (db: Database.Database) => T): T {
  const db = new Database(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

function read(path: string): ModelRows {
  return withDb(path, (db) => {
    const all = <Row>(sql: string) => db.prepare(sql).raw().all() as Row[];
    const loans = all<[number, Loan['status'], number, number]>(
      'SELECT id, status, archived, deleted FROM loan_entity ORDER BY id',
    );
    return {
      customers: new Map(all<[number, string]>('SELECT id, last_name FROM customer_entity')),
      loans: new Map(
        loans.map(([id, status, archived, deleted]) => [
          id,
          { status, archived: archived === 1, deleted: deleted === 1 },
        ]),
      ),
      links: all<[number, number]>('SELECT loan_id, customer_id FROM loan_customer ORDER BY rowid'),
      notes: new Map(all<[number, number]>('SELECT id, customer_id FROM customer_note ORDER BY id')),
    };
  });
}

conformance('SQLite', {
  engine: sqlite,
  make,
  read,
  rename: (path, customer, name) =>
    withDb(path, (db) =>
      db.prepare('UPDATE customer_entity SET last_name = ? WHERE id = ?').run(name, customer),
    ),
});
