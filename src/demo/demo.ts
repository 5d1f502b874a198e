/** Fills a store with made-up customers: believable, reproducible, set-wise in ranges, so that a million is practical. */
import type { Db } from '../store/sqlite/connection/db.ts';
import { customerRange } from './demo-customers.ts';
import { loanRange } from './demo-loans.ts';
import { recordRange } from './demo-records.ts';
import { WORDS } from './demo-words.ts';

/** Customers a statement: few enough that progress moves, many enough that a statement costs nothing. */
const RANGE = 20_000;

const STATUSES = ['Active', 'Inactive', 'In collections', 'Deceased', 'Do not contact'];

/**
 * Adds `customers` (from 1) made-up customers, the first with ID 40001, to an empty store; customer n is the same
 * whatever the number. `onProgress` is called between ranges.
 */
export function fillDemo(
  db: Db,
  customers: number,
  onProgress: (done: number, total: number) => void = () => undefined,
): void {
  const status = db.prepare('INSERT INTO customer_status_entity (title) VALUES (?)');
  for (const title of STATUSES) status.run(title);
  fillWords(db);
  db.exec('CREATE TEMP TABLE demo_key (i INTEGER PRIMARY KEY)');
  for (let first = 1; first <= customers; first += RANGE) {
    const last = Math.min(customers, first + RANGE - 1);
    db.transaction(() => fillRange(db, first, last))();
    onProgress(last, customers);
  }
  db.exec('DROP TABLE temp.demo_key; DROP TABLE temp.demo_word');
}

function fillWords(db: Db): void {
  db.exec(
    'CREATE TEMP TABLE demo_word (kind TEXT, at INTEGER, word TEXT, PRIMARY KEY (kind, at)) WITHOUT ROWID',
  );
  const insert = db.prepare('INSERT INTO temp.demo_word VALUES (?, ?, ?)');
  for (const [kind, list] of Object.entries(WORDS)) list.forEach((word, at) => insert.run(kind, at, word));
}

function fillRange(db: Db, first: number, last: number): void {
  db.exec('DELETE FROM temp.demo_key');
  db.prepare(
    `INSERT INTO temp.demo_key
     WITH RECURSIVE key(i) AS (SELECT @first UNION ALL SELECT i + 1 FROM key WHERE i < @last) SELECT i FROM key`,
  ).run({ first, last });
  for (const sql of [...customerRange(), ...recordRange(), ...loanRange()]) db.exec(sql);
}
