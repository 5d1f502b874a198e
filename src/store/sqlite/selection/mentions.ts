/** Loan notes, and names of loan documents, that name somebody who goes: looked at in memory, told by their IDs. */
import { isMentioned } from '../../../core/plan/mentions.ts';
import { readyIdentity, readyText, type ReadyIdentity } from '../../../core/plan/personal-data.ts';
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

/** Characters of a text that are looked at: a note is a few lines, and whatever it holds, a plan must come to its end. */
const LOOKED_AT = 65_536;

/** Of the loans that were collected (`collectLoans`), the records that name a customer of their loan who goes; the first `most`. */
export function mentionsOf(db: Db, most: number): Mentions {
  const shown: Mention[] = [];
  let records = 0;
  collectCustomers(db);
  const tables = TEXTS.filter(({ table, column }) => hasColumns(db, table, ['id', 'loan_id', column]));
  for (const { table, column } of tables)
    for (const { id, loan } of mentionsIn(db, table, column)) {
      records += 1;
      if (shown.length < most) shown.push({ table, id, loan, displayId: null });
    }
  db.exec('DROP TABLE temp.loan_of; DROP TABLE IF EXISTS temp.mentioned');
  return { tables: tables.map(({ table }) => table), records, shown: withDisplayIds(db, shown) };
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
  /** Told where it is a number: a text may be a name itself. */
  readonly id: number | null;
  readonly text: string | null;
}

/** First the loans with a text that may name somebody, then of those alone every text, ready once for all customers. */
function* mentionsIn(db: Db, table: string, column: string): Generator<Omit<TextRow, 'text'>> {
  db.exec(
    `DROP TABLE IF EXISTS temp.mentioned; CREATE TEMP TABLE mentioned (loan_id INTEGER PRIMARY KEY) WITHOUT ROWID;
     INSERT OR IGNORE INTO temp.mentioned ${loansOf(db, table, column)}`,
  );
  const rows = db.prepare<[], TextRow>(
    `SELECT m.loan_id AS loan, iif(typeof(n.id) = 'integer' AND abs(n.id) <= ${Number.MAX_SAFE_INTEGER}, n.id, NULL) AS id,
       substr(CAST(n.${column} AS TEXT), 1, ${LOOKED_AT}) AS text FROM ${joined(db, 'temp.mentioned', table)}`,
  );
  const namesOf = customersOf(db);
  for (const { loan, id, text } of rows.iterate()) {
    if (text !== null && isMentioned(readyText(text), namesOf(loan))) yield { loan, id };
  }
}

/** The customers of a loan who go, kept for as long as rows of that loan come. */
function customersOf(db: Db): (loan: number) => readonly ReadyIdentity[] {
  const query = db.prepare<[number], { readonly [C in 'first' | 'last' | 'company']: string | null }>(
    `SELECT CAST(c.first_name AS TEXT) AS first, CAST(c.last_name AS TEXT) AS last, CAST(c.company_name AS TEXT) AS company
     FROM temp.loan_of m CROSS JOIN main.${CUSTOMER} c ON c.id = m.customer_id WHERE m.loan_id = ?`,
  );
  let known: { readonly loan: number; readonly names: readonly ReadyIdentity[] } | null = null;
  const no = { email: null, ssn: null, license: null, login: null };
  return (loan) => {
    if (known?.loan !== loan)
      known = { loan, names: query.all(loan).map((name) => readyIdentity({ ...name, ...no })) };
    return known.names;
  };
}

/** The loans with a text that may name one of their customers. */
function loansOf(db: Db, table: string, column: string): string {
  return `SELECT m.loan_id FROM ${joined(db, 'temp.loan_of', table)} CROSS JOIN main.${CUSTOMER} c ON c.id = m.customer_id
    WHERE ${mayMention(`n.${column}`)}`;
}

/**
 * A table of loans, `m`, with the loans' records, `n`. Where no index finds these SQLite would make one, of the texts, which may
 * come to stand in a temporary file: then all records are read, and their loans looked up.
 */
function joined(db: Db, loans: string, table: string): string {
  const byLoan = `${loans} m CROSS JOIN main.${table} n ON n.loan_id = m.loan_id`;
  const steps = db
    .prepare<[], { readonly detail: string }>(`EXPLAIN QUERY PLAN SELECT n.* FROM ${byLoan}`)
    .all();
  return steps.some(({ detail }) => /AUTOMATIC|SCAN n\b/.test(detail))
    ? `main.${table} n CROSS JOIN ${loans} m ON m.loan_id = n.loan_id`
    : byLoan;
}

/**
 * Nearly every text names nobody, and to read each costs ten times as much as this look: three letters with which the name begins
 * stand in it together. What is not ASCII, or coded as in an address, is read.
 */
function mayMention(text: string): string {
  const plain = (value: string) =>
    `(typeof(${value}) <> 'blob' AND octet_length(${value}) = length(${value}))`;
  const begins = (name: string) =>
    `CASE WHEN ${name} IS NULL THEN 0 WHEN ${name} GLOB '[A-Za-z][A-Za-z][A-Za-z]*' AND ${plain(name)}
       THEN instr(upper(${text}), upper(substr(${name}, 1, 3))) ELSE trim(${name}) <> '' END`;
  return `(${begins('c.last_name')} OR ${begins('c.company_name')} OR NOT ${plain(text)} OR instr(${text}, '%'))`;
}

function withDisplayIds(db: Db, shown: readonly Mention[]): readonly Mention[] {
  const sql = `SELECT ${displayIdOf(db)} FROM main.${LOAN} e WHERE e.id = ?`;
  const displayId = db.prepare<[number], string | null>(sql).pluck();
  return shown.map((mention) => ({ ...mention, displayId: displayId.get(mention.loan) ?? null }));
}
