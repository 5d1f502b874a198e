/** Loan notes, and names of loan documents, that name somebody who goes: looked at in memory, told by their IDs. */
import { isMentioned } from '../../../core/plan/mentions.ts';
import type { Mention, Mentions } from '../../../core/plan/plan.ts';
import { CUSTOMER, LOAN } from '../../../core/shape/ways.ts';
import type { Db } from '../connection/db.ts';
import { hasColumns } from '../schema/read-keys.ts';
import { displayIdOf } from './loan-state.ts';

/** Texts that people write about a loan, and that stay with it. */
const TEXTS = [
  { table: 'loan_note', column: 'body' },
  { table: 'loan_document', column: 'name' },
] as const;

/** Of the loans that were collected (`collectLoans`), the records that name one of their customers who go; `most` of them by ID. */
export function mentionsOf(db: Db, most: number): Mentions {
  const shown: Mention[] = [];
  let records = 0;
  collectCustomers(db);
  for (const { table, column } of TEXTS) {
    if (!hasColumns(db, table, ['id', 'loan_id', column])) continue;
    for (const { id, loan } of mentionsIn(db, table, column)) {
      records += 1;
      if (shown.length < most) shown.push({ table, id, loan, displayId: null });
    }
  }
  db.exec('DROP TABLE temp.loan_of');
  return { records, shown: withDisplayIds(db, shown) };
}

/** The customers of each loan, found by the loan. */
function collectCustomers(db: Db): void {
  db.exec(
    `DROP TABLE IF EXISTS temp.loan_of;
     CREATE TEMP TABLE loan_of (loan_id INTEGER, customer_id INTEGER, PRIMARY KEY (loan_id, customer_id)) WITHOUT ROWID;
     INSERT INTO temp.loan_of SELECT loan_id, customer_id FROM temp.removal_loan`,
  );
}

interface TextRow {
  readonly loan: number;
  readonly id: string;
  readonly text: string | null;
  readonly last: string | null;
  readonly first: string | null;
  readonly company: string | null;
}

/** Rows of one loan come together, with each of its customers: a record is told once. */
function* mentionsIn(
  db: Db,
  table: string,
  column: string,
): Generator<{ readonly loan: number; readonly id: string }> {
  const rows = db.prepare<[], TextRow>(textsOf(db, table, column));
  const told = new Set<string>();
  let current: number | null = null;
  for (const { loan, id, text, ...who } of rows.iterate()) {
    if (loan !== current) told.clear();
    current = loan;
    if (text === null || told.has(id) || !isMentioned(text, who)) continue;
    told.add(id);
    yield { loan, id };
  }
}

/**
 * The texts with the names. Where no index finds a loan's records SQLite would make one, of the texts, which may come to stand
 * in a temporary file: then all records are read, and their loans looked up.
 */
function textsOf(db: Db, table: string, column: string): string {
  const select = `SELECT m.loan_id AS loan, CAST(n.id AS TEXT) AS id, CAST(n.${column} AS TEXT) AS text,
    CAST(c.last_name AS TEXT) AS last, CAST(c.first_name AS TEXT) AS first, CAST(c.company_name AS TEXT) AS company`;
  const customers = `CROSS JOIN main.${CUSTOMER} c ON c.id = m.customer_id WHERE ${mayMention(`n.${column}`)}`;
  const byLoan = `${select} FROM temp.loan_of m CROSS JOIN main.${table} n ON n.loan_id = m.loan_id ${customers}`;
  const steps = db.prepare<[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${byLoan}`).all();
  return steps.some(({ detail }) => /AUTOMATIC|SCAN n\b/.test(detail))
    ? `${select} FROM main.${table} n CROSS JOIN temp.loan_of m ON m.loan_id = n.loan_id ${customers}`
    : byLoan;
}

/**
 * Nearly every text names nobody, and to read each costs ten times as much as this look: three letters with which the name begins
 * stand in it together. What is not ASCII, or coded as in an address, is read.
 */
function mayMention(text: string): string {
  const plain = (value: string) => `octet_length(${value}) = length(${value})`;
  const begins = (name: string) =>
    `CASE WHEN ${name} IS NULL THEN 0 WHEN ${name} GLOB '[A-Za-z][A-Za-z][A-Za-z]*' AND ${plain(name)}
       THEN instr(upper(${text}), upper(substr(${name}, 1, 3))) ELSE trim(${name}) <> '' END`;
  return `(${begins('c.last_name')} OR ${begins('c.company_name')} OR NOT (${plain(text)}) OR instr(${text}, '%'))`;
}

function withDisplayIds(db: Db, shown: readonly Mention[]): readonly Mention[] {
  const sql = `SELECT ${displayIdOf(db)} FROM main.${LOAN} e WHERE e.id = ?`;
  const displayId = db.prepare<[number], string | null>(sql).pluck();
  return shown.map((mention) => ({ ...mention, displayId: displayId.get(mention.loan) ?? null }));
}
