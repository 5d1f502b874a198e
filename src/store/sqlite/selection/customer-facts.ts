/** What the store holds of customers, as keyed digests: equal digests, equal rows, and nothing to guess from. */
import { createHash, createHmac } from 'node:crypto';
import type { FactsNow } from '../../../core/plan/saved-plan.ts';
import type { Shape } from '../../../core/shape/shape.ts';
import { CUSTOMER, LINK, LOAN } from '../../../core/shape/ways.ts';
import { compact, columnNames } from '../apply/canonical.ts';
import { storeKey } from '../ledger/chain.ts';
import type { Db } from '../connection/db.ts';
import { OPEN } from './loan-state.ts';
import { asId, rowsByOwner } from './rows-of.ts';

interface Found {
  there: boolean;
  /** A sha256 of each row, in any order. */
  readonly own: string[];
  readonly loans: string[];
  readonly linked: Set<number>;
  readonly open: Set<number>;
}

/**
 * The facts about those of the customers of whom the store holds anything. A plain hash of a birth date can be guessed, so the
 * digests are HMACs with the store's key. Rows are hashed one by one and their hashes sorted here: sorted by SQLite,
 * their values could reach a temporary file.
 */
export function customerFacts(db: Db, shape: Shape, ids: readonly number[]): ReadonlyMap<number, FactsNow> {
  choose(db, ids);
  const found = new Map<number, Found>();
  // Also of a customer whose own row is gone: what is left of it is what would go.
  const of = (owner: number): Found => {
    const facts = found.get(owner) ?? {
      there: false,
      own: [],
      loans: [],
      linked: new Set(),
      open: new Set(),
    };
    found.set(owner, facts);
    return facts;
  };
  ownRows(
    db,
    `SELECT t0.id AS owner, ${text(db, CUSTOMER)} AS text FROM main.${CUSTOMER} AS t0 WHERE t0.id IN ${ASKED}`,
    (owner, row) => {
      of(owner).there = true;
      of(owner).own.push(hashOf(CUSTOMER, row));
    },
  );
  for (const table of shape.customer) {
    const sql = rowsByOwner(db, table, { shape, select: text(db, table.table), of: ASKED });
    ownRows(db, sql, (owner, row) => of(owner).own.push(hashOf(table.table, row)));
  }
  loanRows(db, of);
  const key = storeKey(db);
  return new Map([...found].map(([id, facts]) => [id, digested(key, id, facts)]));
}

const ASKED = '(SELECT customer_id FROM temp.asked)';

function choose(db: Db, ids: readonly number[]): void {
  db.exec(`DROP TABLE IF EXISTS temp.asked; CREATE TEMP TABLE asked (customer_id INTEGER PRIMARY KEY)`);
  db.prepare('INSERT INTO temp.asked SELECT value FROM json_each(?)').run(JSON.stringify(ids));
}

function text(db: Db, table: string): string {
  return compact(db, { columns: columnNames(db, table), alias: 't0' });
}

function ownRows(db: Db, sql: string, onRow: (owner: number, text: string) => void): void {
  const rows = db.prepare<[], { readonly owner: number; readonly text: string }>(sql);
  for (const { owner, text: row } of rows.iterate()) onRow(owner, row);
}

interface LoanRow {
  readonly owner: number;
  readonly loan: number;
  readonly text: string;
  readonly open: number;
}

/** The links, and of each loan what a guard or a warning reads. */
function loanRows(db: Db, of: (owner: number) => Found): void {
  const columns = ['id', 'status', 'archived', 'deleted', 'closed_on'];
  const loan = compact(db, { columns, alias: 'e' });
  const sql = `SELECT ${asId('t0.customer_id')} AS owner, t0.loan_id AS loan, ${text(db, LINK)} || ';' || ${loan} AS text,
      e.id IS NOT NULL AND ${OPEN} AS open
    FROM main.${LINK} AS t0 LEFT JOIN main.${LOAN} AS e ON e.id = t0.loan_id WHERE t0.customer_id IN ${ASKED}`;
  for (const row of db.prepare<[], LoanRow>(sql).iterate()) {
    const facts = of(row.owner);
    facts.loans.push(hashOf(LINK, row.text));
    facts.linked.add(row.loan);
    if (row.open === 1) facts.open.add(row.loan);
  }
}

function hashOf(table: string, row: string): string {
  return createHash('sha256').update(`${table}\n${row}`).digest('base64');
}

function digested(key: Buffer, id: number, { there, own, loans, linked, open }: Found): FactsNow {
  const digest = (kind: string, hashes: readonly string[]) =>
    createHmac('sha256', key)
      .update(JSON.stringify([kind, id, [...hashes].sort()]))
      .digest('hex')
      .slice(0, 32);
  return {
    there,
    linkedLoans: linked.size,
    openLoans: open.size,
    customer: digest('customer', own),
    loans: digest('loans', loans),
  };
}
