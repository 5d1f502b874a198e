/** Migration 1: the tables of customers and loans, named as the vendor names them, and the ledger. */

/** A table of records that belong to one customer, with the index that a removal needs. */
function customerTable(name: string, columns: string): string {
  return `CREATE TABLE ${name} (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL REFERENCES customer_entity(id),
    ${columns});
  CREATE INDEX ${name}_by_customer ON ${name} (customer_id);`;
}

/** A table of records that belong to one loan. */
function loanTable(name: string, columns: string): string {
  return `CREATE TABLE ${name} (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    loan_id INTEGER NOT NULL REFERENCES loan_entity(id),
    ${columns});
  CREATE INDEX ${name}_by_loan ON ${name} (loan_id);`;
}

/** AUTOINCREMENT: without it SQLite gives the highest ID out again once its row is removed. */
const PEOPLE = `
CREATE TABLE customer_status_entity (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL UNIQUE);
CREATE TABLE customer_entity (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  import_id TEXT UNIQUE,
  status_id INTEGER REFERENCES customer_status_entity(id),
  customer_type TEXT NOT NULL DEFAULT 'individual' CHECK (customer_type IN ('individual', 'company', 'flooring')),
  customer_id_type TEXT CHECK (customer_id_type IN ('ssn', 'ein', 'sin')),
  ssn TEXT, first_name TEXT, middle_name TEXT, last_name TEXT, generation_code TEXT,
  company_name TEXT, contact_name TEXT, birth_date TEXT, gender TEXT, driver_license TEXT, email TEXT,
  access_user_name TEXT UNIQUE, credit_limit_cents INTEGER,
  ofac_match INTEGER NOT NULL DEFAULT 0, ofac_tested INTEGER NOT NULL DEFAULT 0);
CREATE INDEX customer_entity_by_status ON customer_entity (status_id);
`;

const RECORDS = [
  customerTable(
    'customer_address',
    `kind TEXT NOT NULL CHECK (kind IN ('primary', 'mail')),
    address1 TEXT, address2 TEXT, city TEXT, state TEXT, zipcode TEXT, country TEXT`,
  ),
  customerTable(
    'customer_phone',
    `type TEXT NOT NULL CHECK (type IN ('cell', 'home', 'office', 'fax')), number TEXT NOT NULL`,
  ),
  customerTable(
    'customer_employer',
    `company_name TEXT, title TEXT, phone TEXT, hire_date TEXT, income_cents INTEGER, income_frequency TEXT,
    pay_date TEXT, pay_date_frequency TEXT`,
  ),
  customerTable('customer_reference', 'name TEXT NOT NULL, relation TEXT, phone TEXT'),
  customerTable(
    'customer_credit_score',
    'scored_on TEXT, equifax INTEGER, transunion INTEGER, experian INTEGER',
  ),
  customerTable('customer_social_profile', 'network TEXT NOT NULL, profile TEXT NOT NULL'),
  customerTable('customer_custom_field', 'name TEXT NOT NULL, value TEXT'),
  customerTable('customer_payment_profile', 'token TEXT NOT NULL, title TEXT, last_four TEXT'),
  customerTable('customer_note', 'written_on TEXT, author TEXT, body TEXT NOT NULL'),
  customerTable('customer_document', 'name TEXT NOT NULL, media_type TEXT, content BLOB NOT NULL'),
  customerTable('customer_communication', 'sent_on TEXT, channel TEXT, subject TEXT, body TEXT'),
];

const LOANS = `
CREATE TABLE loan_entity (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  display_id TEXT NOT NULL UNIQUE, status TEXT NOT NULL, sub_status TEXT, opened_on TEXT, closed_on TEXT,
  archived INTEGER NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0, balance_cents INTEGER NOT NULL DEFAULT 0);
CREATE TABLE loan_customer (
  loan_id INTEGER NOT NULL REFERENCES loan_entity(id),
  customer_id INTEGER NOT NULL REFERENCES customer_entity(id),
  role TEXT NOT NULL CHECK (role IN ('primary', 'secondary', 'additional')),
  PRIMARY KEY (loan_id, customer_id));
CREATE INDEX loan_customer_by_customer ON loan_customer (customer_id);
${loanTable('loan_payment', 'paid_on TEXT NOT NULL, amount_cents INTEGER NOT NULL')}
${loanTable('loan_note', 'written_on TEXT, body TEXT NOT NULL')}
${loanTable('loan_document', 'name TEXT NOT NULL, media_type TEXT, content BLOB NOT NULL')}
`;

/** No key leads from here to a customer or a loan: the ledger tells of those that are gone. */
const LEDGER = `
CREATE TABLE ledger_run (
  run INTEGER PRIMARY KEY AUTOINCREMENT, file_sha256 TEXT NOT NULL UNIQUE, committed_at TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE ledger_removed (
  run INTEGER NOT NULL REFERENCES ledger_run(run), row INTEGER NOT NULL, customer_id INTEGER NOT NULL,
  PRIMARY KEY (run, row)) WITHOUT ROWID;
CREATE INDEX ledger_removed_by_customer ON ledger_removed (customer_id);
CREATE TABLE ledger_loan (
  run INTEGER NOT NULL REFERENCES ledger_run(run), loan_id INTEGER NOT NULL, PRIMARY KEY (run, loan_id)) WITHOUT ROWID;
CREATE TABLE ledger_finding (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL REFERENCES ledger_run(run),
  kind TEXT NOT NULL CHECK (kind IN ('scrubbed', 'verified', 'reported')),
  found_at TEXT NOT NULL, finding TEXT NOT NULL);
CREATE INDEX ledger_finding_by_run ON ledger_finding (run);
`;

export const SCHEMA_1 = [PEOPLE, ...RECORDS, LOANS, LEDGER].join('\n');
