/** TEMPORARY until the schema branch lands. */
import type Database from 'better-sqlite3';

export const APPLICATION_ID = 0x4c4d5349;
export const SCHEMA_VERSION = 1;
const records: Record<string, string> = {
  customer_address:
    'kind TEXT NOT NULL, address1 TEXT, address2 TEXT, city TEXT, state TEXT, zipcode TEXT, country TEXT',
  customer_phone: 'type TEXT NOT NULL, number TEXT',
  customer_employer:
    'company_name TEXT, title TEXT, phone TEXT, hire_date TEXT, income_cents INTEGER, income_frequency TEXT, pay_date TEXT, pay_date_frequency TEXT',
  customer_reference: 'name TEXT, phone TEXT',
  customer_credit_score: 'equifax INTEGER, transunion INTEGER, experian INTEGER',
  customer_social_profile: 'network TEXT, handle TEXT',
  customer_custom_field: 'name TEXT, value TEXT',
  customer_payment_profile: 'token TEXT, title TEXT, last_four TEXT',
  customer_note: 'body TEXT',
  customer_document: 'name TEXT, media_type TEXT, content BLOB',
  customer_communication: 'subject TEXT, body TEXT',
};
const SQL = `
CREATE TABLE customer_status_entity (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL);
CREATE TABLE customer_entity (id INTEGER PRIMARY KEY AUTOINCREMENT, import_id TEXT UNIQUE, status_id INTEGER REFERENCES customer_status_entity(id),
 customer_type TEXT, customer_id_type TEXT, ssn TEXT, first_name TEXT, middle_name TEXT, last_name TEXT, generation_code TEXT, company_name TEXT, contact_name TEXT,
 birth_date TEXT, gender TEXT, driver_license TEXT, email TEXT, access_user_name TEXT UNIQUE, credit_limit_cents INTEGER, ofac_match INTEGER, ofac_tested INTEGER);
${Object.entries(records)
  .map(
    ([t, c]) =>
      `CREATE TABLE ${t} (id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer_entity(id), ${c}); CREATE INDEX ${t}_by_customer ON ${t}(customer_id);`,
  )
  .join('\n')}
CREATE TABLE loan_entity (id INTEGER PRIMARY KEY AUTOINCREMENT, display_id TEXT NOT NULL, status TEXT NOT NULL, sub_status TEXT, opened_on TEXT, closed_on TEXT, archived INTEGER NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0, balance_cents INTEGER NOT NULL DEFAULT 0);
CREATE TABLE loan_customer (loan_id INTEGER NOT NULL REFERENCES loan_entity(id), customer_id INTEGER NOT NULL REFERENCES customer_entity(id), role TEXT NOT NULL, PRIMARY KEY (loan_id, customer_id));
CREATE INDEX loan_customer_by_customer ON loan_customer(customer_id);
${['payment', 'note', 'document'].map((t) => `CREATE TABLE loan_${t} (id INTEGER PRIMARY KEY AUTOINCREMENT, loan_id INTEGER NOT NULL REFERENCES loan_entity(id), body TEXT); CREATE INDEX loan_${t}_by_loan ON loan_${t}(loan_id);`).join('\n')}
CREATE TABLE ledger_run (run INTEGER PRIMARY KEY AUTOINCREMENT, file_sha256 TEXT NOT NULL UNIQUE, committed_at TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE ledger_removed (run INTEGER NOT NULL REFERENCES ledger_run(run), row INTEGER NOT NULL, customer_id INTEGER NOT NULL, PRIMARY KEY (run, row)) WITHOUT ROWID;
CREATE INDEX ledger_removed_by_customer ON ledger_removed(customer_id);
CREATE TABLE ledger_loan (run INTEGER NOT NULL REFERENCES ledger_run(run), loan_id INTEGER NOT NULL, PRIMARY KEY (run, loan_id)) WITHOUT ROWID;
CREATE TABLE ledger_finding (id INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL REFERENCES ledger_run(run), kind TEXT NOT NULL, found_at TEXT NOT NULL, finding TEXT NOT NULL);
CREATE INDEX ledger_finding_by_run ON ledger_finding(run);
`;
export const MIGRATION_TABLES: ReadonlySet<string> = new Set(
  [...SQL.matchAll(/CREATE TABLE (\w+)/g)].map((m) => m[1] ?? ''),
);
export function migrate(db: Database.Database): void {
  db.transaction(() => {
    db.exec(SQL);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  })();
}
