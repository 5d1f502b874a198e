import { readFileSync, readdirSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../../src/core/shape/shape.ts';
import { MIGRATION_TABLES, migrate } from '../../../../src/store/sqlite/schema/migrations.ts';
import { ASKED, readShape, readTables } from '../../../../src/store/sqlite/schema/read-shape.ts';

function shapeOf(sql: string) {
  const db = new Database(':memory:');
  migrate(db);
  db.exec(sql);
  return classify(readTables(db), MIGRATION_TABLES);
}

/** A key by which the rows of a table go with a customer. */
const KEYED = 'customer_id INTEGER NOT NULL REFERENCES customer_entity(id)';

/** `loan_entity` made again with other columns before the rest, and what follows the last. */
const loansAs = (
  id: string,
  last: string,
) => `PRAGMA foreign_keys = OFF; DROP TABLE loan_entity; CREATE TABLE loan_entity (${id},
  display_id TEXT NOT NULL UNIQUE, status TEXT NOT NULL, sub_status TEXT, opened_on TEXT, closed_on TEXT,
  archived INTEGER NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0, balance_cents INTEGER NOT NULL DEFAULT 0${last}`;

describe('loans', () => {
  const branches = `DROP TABLE loan_customer; CREATE TABLE loan_customer (branch INTEGER, loan_id INTEGER, customer_id INTEGER NOT NULL
    REFERENCES customer_entity(id), role, FOREIGN KEY (branch, loan_id) REFERENCES loan_entity(branch, id));`;
  it.each([
    ['a branch', `${branches}${loansAs('branch INTEGER, id INTEGER', ', PRIMARY KEY (branch, id));')}`],
    ['a version', loansAs('id INTEGER, version INTEGER', ', PRIMARY KEY (id, version)) WITHOUT ROWID;')],
    [
      'an index on a part',
      `${loansAs('id INTEGER', ');')} CREATE UNIQUE INDEX i ON loan_entity (id) WHERE archived = 0`,
    ],
    ['no key', loansAs('id INTEGER', ');')],
  ])('whose ID is not their own are refused: %s beside it', (_name, sql) => {
    const trouble = { why: 'id-not-unique', table: 'loan_entity', columns: ['id'] };
    expect(shapeOf(sql)).toEqual({ trouble });
  });

  it.each([
    [
      'with a branch that follows from the ID',
      `${branches}${loansAs('branch INTEGER, id INTEGER PRIMARY KEY', ', UNIQUE (branch, id));')}`,
    ],
    ['by a key that is no row ID', loansAs('id INT PRIMARY KEY', ');')],
    ['without row IDs', loansAs('id INTEGER PRIMARY KEY', ') WITHOUT ROWID;')],
    [
      'by an index of their own',
      `${loansAs('id INTEGER', ');')} CREATE UNIQUE INDEX i ON loan_entity (ID DESC)`,
    ],
  ])('whose ID is: %s', (_name, sql) => {
    expect(shapeOf(sql)).not.toHaveProperty('trouble');
  });
});

describe('whose row is it', () => {
  it('finds every customer-level, link and loan-level table of the store that migrations make', () => {
    const shape = shapeOf('');
    expect(shape).toMatchObject({ notExamined: [] });
    if ('trouble' in shape) throw new Error('refused');
    expect(shape.customer.map(({ table }) => table)).toEqual([
      'customer_address',
      'customer_communication',
      'customer_credit_score',
      'customer_custom_field',
      'customer_document',
      'customer_employer',
      'customer_note',
      'customer_payment_profile',
      'customer_phone',
      'customer_reference',
      'customer_social_profile',
    ]);
    expect(shape.loan).toEqual(['loan_document', 'loan_entity', 'loan_note', 'loan_payment']);
  });

  it.each([
    [
      'a table nobody thought of',
      'CREATE TABLE kyc (id INTEGER PRIMARY KEY, c INTEGER NOT NULL REFERENCES customer_entity)',
      ['kyc'],
    ],
    [
      'a name in other letters',
      'CREATE TABLE KYC (c INTEGER NOT NULL REFERENCES Customer_Entity(ID))',
      ['kyc'],
    ],
    [
      'a key that is the row ID, which cannot be null',
      'CREATE TABLE vip (id INTEGER PRIMARY KEY REFERENCES customer_entity(id))',
      ['vip'],
    ],
    [
      'a table two levels down',
      `CREATE TABLE page (id INTEGER PRIMARY KEY, d INTEGER NOT NULL REFERENCES customer_document(id));
       CREATE TABLE stamp (p INTEGER NOT NULL REFERENCES page(id))`,
      ['page', 'stamp'],
    ],
    [
      'a text key of a record in between',
      `CREATE TABLE kyc (id TEXT PRIMARY KEY NOT NULL, c INTEGER NOT NULL REFERENCES customer_entity(id));
       CREATE TABLE kyc_page (k TEXT NOT NULL REFERENCES kyc(id))`,
      ['kyc', 'kyc_page'],
    ],
    [
      'the same key declared twice',
      `CREATE TABLE kyc (c INTEGER NOT NULL REFERENCES customer_entity(id), FOREIGN KEY (c) REFERENCES customer_entity(id))`,
      ['kyc'],
    ],
    [
      'a key that a column in between holds, too, so that both say the same customer',
      `CREATE TABLE kyc (c INTEGER NOT NULL REFERENCES customer_entity(id), n INTEGER NOT NULL, PRIMARY KEY (c, n));
       CREATE TABLE kyc_page (c INTEGER NOT NULL REFERENCES customer_entity(id), n INTEGER, FOREIGN KEY (c, n) REFERENCES kyc(c, n))`,
      ['kyc', 'kyc_page'],
    ],
    [
      'a table WITHOUT ROWID',
      'CREATE TABLE w (c INTEGER NOT NULL REFERENCES customer_entity, k TEXT, PRIMARY KEY (c, k)) WITHOUT ROWID',
      ['w'],
    ],
  ])('takes for customer-level: %s', (_name, sql, tables) => {
    const shape = shapeOf(sql);
    if ('trouble' in shape) throw new Error(JSON.stringify(shape));
    const found = shape.customer.map(({ table }) => table).filter((table) => !MIGRATION_TABLES.has(table));
    expect(found).toEqual(tables);
  });

  it('knows the column that holds the ID of the customer itself, alone or as a part of a key', () => {
    const shape = shapeOf(
      `CREATE TABLE a (c INTEGER NOT NULL REFERENCES customer_entity(id), n INTEGER NOT NULL, PRIMARY KEY (n, c));
       CREATE TABLE b (id INTEGER PRIMARY KEY, who INTEGER NOT NULL, n INTEGER NOT NULL, FOREIGN KEY (n, who) REFERENCES a(n, c));
       CREATE TABLE d (b INTEGER NOT NULL REFERENCES b(id));
       CREATE TABLE e (t TEXT NOT NULL REFERENCES customer_entity(import_id))`,
    );
    if ('trouble' in shape) throw new Error(JSON.stringify(shape));
    const columns = new Map(shape.customer.map(({ table, idColumn }) => [table, idColumn]));
    expect(['customer_note', 'a', 'b', 'd', 'e'].map((table) => columns.get(table))).toEqual([
      'customer_id',
      'c',
      'who',
      null,
      null,
    ]);
  });

  it('takes a table that refers to a loan-level table for loan-level, however far', () => {
    const shape = shapeOf(
      `CREATE TABLE fee (id INTEGER PRIMARY KEY, loan_id INTEGER REFERENCES loan_entity(id));
       CREATE TABLE fee_note (f INTEGER REFERENCES fee(id))`,
    );
    expect(shape).toMatchObject({
      loan: ['fee', 'fee_note', 'loan_document', 'loan_entity', 'loan_note', 'loan_payment'],
    });
  });

  it('follows no key from a loan-level table that compares nothing', () => {
    const shape = shapeOf(
      `CREATE TABLE two (a, b, l INTEGER REFERENCES loan_entity(id), PRIMARY KEY (a, b));
       CREATE TABLE x (a INTEGER REFERENCES loan_entity(nope));
       CREATE TABLE y (a INTEGER, b INTEGER, FOREIGN KEY (a, b) REFERENCES loan_entity);
       CREATE TABLE z (a INTEGER REFERENCES two)`,
    );
    if ('trouble' in shape) throw new Error(JSON.stringify(shape));
    expect(shape.loan).toEqual(expect.arrayContaining(['two', 'x', 'y', 'z']));
    expect(shape.loanKeys.map(({ table }) => table)).toEqual([
      'loan_document',
      'loan_note',
      'loan_payment',
      'two',
    ]);
  });

  const FILE = `CREATE TABLE file (customer_id INTEGER NOT NULL REFERENCES customer_entity, no INTEGER, UNIQUE (customer_id, no));`;
  it.each([
    [
      'a page that repeats the ID in the key to its file',
      `CREATE TABLE page (customer_id INTEGER NOT NULL REFERENCES customer_entity, no INTEGER NOT NULL,
         FOREIGN KEY (customer_id, no) REFERENCES file(customer_id, no))`,
    ],
    [
      'one that may be without a file',
      `CREATE TABLE page (customer_id INTEGER NOT NULL REFERENCES customer_entity, no INTEGER,
         FOREIGN KEY (no, customer_id) REFERENCES file(no, customer_id))`,
    ],
    [
      'one that follows another page of the same customer',
      `CREATE TABLE page (customer_id INTEGER NOT NULL REFERENCES customer_entity, no INTEGER, before INTEGER, UNIQUE (customer_id, no),
         FOREIGN KEY (customer_id, before) REFERENCES page(customer_id, no))`,
    ],
  ])('says the same customer twice: %s', (_name, sql) => {
    const shape = shapeOf(FILE + sql);
    if ('trouble' in shape) throw new Error(JSON.stringify(shape));
    const page = shape.customer.find(({ table }) => table === 'page');
    expect(page?.key).toMatchObject({ columns: ['customer_id'], parent: 'customer_entity' });
  });

  it.each([
    [
      'another column takes the ID along',
      `CREATE TABLE page (customer_id INTEGER NOT NULL REFERENCES customer_entity, of INTEGER NOT NULL, no INTEGER NOT NULL,
         FOREIGN KEY (of, no) REFERENCES file(customer_id, no))`,
      ['customer_id', 'no', 'of'],
    ],
    [
      'the column leads to another one of the file',
      `CREATE UNIQUE INDEX u ON file (no, customer_id);
       CREATE TABLE page (customer_id INTEGER NOT NULL REFERENCES customer_entity, no INTEGER NOT NULL,
         FOREIGN KEY (customer_id, no) REFERENCES file(no, customer_id))`,
      ['customer_id', 'no'],
    ],
    [
      'the ID may be null',
      `CREATE TABLE page (customer_id INTEGER REFERENCES customer_entity, no INTEGER NOT NULL,
         FOREIGN KEY (customer_id, no) REFERENCES file(customer_id, no))`,
      ['customer_id', 'no'],
    ],
    [
      'the page holds two IDs',
      `CREATE TABLE page (customer_id INTEGER NOT NULL REFERENCES customer_entity, by INTEGER NOT NULL REFERENCES customer_entity,
         no INTEGER NOT NULL, FOREIGN KEY (customer_id, no) REFERENCES file(customer_id, no))`,
      ['by', 'customer_id', 'no'],
    ],
    [
      'the file holds its ID elsewhere',
      `CREATE TABLE folder (customer_id INTEGER NOT NULL, no INTEGER, file INTEGER NOT NULL, UNIQUE (customer_id, no),
         FOREIGN KEY (file, no) REFERENCES file(customer_id, no));
       CREATE TABLE page (customer_id INTEGER NOT NULL REFERENCES customer_entity, no INTEGER NOT NULL,
         FOREIGN KEY (customer_id, no) REFERENCES folder(customer_id, no))`,
      null,
    ],
  ])('does not take for the same customer where %s', (_name, sql, columns) => {
    const shape = shapeOf(FILE + sql);
    expect(shape).toHaveProperty('trouble');
    if (columns !== null) expect(shape).toEqual({ trouble: { why: 'two-ways', table: 'page', columns } });
  });

  it('is asked through twenty tables, and no further', () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, at) => {
        const [above, key] = at === 0 ? ['customer_entity', 'id'] : [`t${at - 1}`, 'k'];
        return `CREATE TABLE t${at} (k TEXT NOT NULL UNIQUE, up ${at === 0 ? 'INTEGER' : 'TEXT'} NOT NULL REFERENCES ${above}(${key}))`;
      }).join(';');
    expect(shapeOf(chain(20))).not.toHaveProperty('trouble');
    expect(shapeOf(chain(21))).toEqual({ trouble: { why: 'too-deep', table: 't20', levels: 21, most: 20 } });
  });

  it('names every other table, views aside', () => {
    const shape = shapeOf(
      'CREATE TABLE settings (k); CREATE TABLE audit_log (who); CREATE VIEW v AS SELECT 1',
    );
    expect(shape).toMatchObject({ notExamined: ['audit_log', 'settings'] });
  });

  it.each([
    [
      'two-ways',
      'CREATE TABLE t (a INTEGER NOT NULL REFERENCES customer_entity, b INTEGER NOT NULL REFERENCES customer_entity)',
      ['a', 'b'],
    ],
    [
      'two-ways',
      'CREATE TABLE t (a INTEGER NOT NULL REFERENCES customer_entity, b INTEGER REFERENCES customer_note)',
      ['a', 'b'],
    ],
    [
      'two-ways',
      'ALTER TABLE customer_employer ADD COLUMN referred_by INTEGER REFERENCES customer_entity(id)',
      ['customer_id', 'referred_by'],
    ],
    [
      'two-ways',
      'ALTER TABLE loan_customer ADD COLUMN co_signer INTEGER REFERENCES customer_entity(id)',
      null,
    ],
    [
      'two-ways',
      `CREATE TABLE a (id INTEGER PRIMARY KEY, c INTEGER NOT NULL REFERENCES customer_entity, b INTEGER NOT NULL REFERENCES b);
       CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER NOT NULL REFERENCES a)`,
      null,
    ],
    [
      'two-ways',
      `CREATE TABLE a (c INTEGER NOT NULL REFERENCES customer_entity, n INTEGER NOT NULL, PRIMARY KEY (c, n));
       CREATE TABLE t (c INTEGER NOT NULL REFERENCES customer_entity, o INTEGER NOT NULL, n INTEGER NOT NULL, FOREIGN KEY (o, n) REFERENCES a(c, n))`,
      ['c', 'n', 'o'],
    ],
    ['may-be-null', 'CREATE TABLE t (a INTEGER REFERENCES customer_entity)', ['a']],
    ['may-be-null', 'CREATE TABLE t (a INTEGER REFERENCES customer_document)', ['a']],
    ['may-be-null', 'CREATE TABLE t (a TEXT PRIMARY KEY REFERENCES customer_entity)', ['a']],
    [
      'customer-and-loan',
      'CREATE TABLE t (a INTEGER NOT NULL REFERENCES customer_entity, l INTEGER NOT NULL REFERENCES loan_entity)',
      ['a', 'l'],
    ],
    [
      'customer-and-loan',
      'ALTER TABLE loan_entity ADD COLUMN owner INTEGER REFERENCES customer_entity(id)',
      ['owner'],
    ],
    [
      'customer-and-loan',
      'ALTER TABLE loan_entity ADD COLUMN paid_by INTEGER REFERENCES customer_payment_profile(id)',
      ['paid_by'],
    ],
    [
      'customer-and-loan',
      `ALTER TABLE loan_entity ADD COLUMN last_payment INTEGER REFERENCES loan_payment(id);
       ALTER TABLE loan_payment ADD COLUMN payer INTEGER REFERENCES customer_entity(id)`,
      ['loan_id', 'payer'],
    ],
    [
      'key-not-unique',
      'CREATE TABLE t (a INTEGER NOT NULL, b INTEGER NOT NULL, FOREIGN KEY (a, b) REFERENCES customer_entity)',
      ['a', 'b'],
    ],
    [
      'customer-and-loan',
      'ALTER TABLE customer_entity ADD COLUMN last_loan INTEGER REFERENCES loan_entity(id)',
      null,
    ],
    [
      'refers-to-link',
      'CREATE TABLE t (l INTEGER, c INTEGER, FOREIGN KEY (l, c) REFERENCES loan_customer(loan_id, customer_id))',
      ['c', 'l'],
    ],
    [
      'customer-refers-to-records',
      'ALTER TABLE customer_entity ADD COLUMN main_address INTEGER REFERENCES customer_address(id)',
      ['main_address'],
    ],
    ['no-foreign-key', 'CREATE TABLE t (customer_id INTEGER)', ['customer_id']],
    ['no-foreign-key', 'CREATE TABLE t (CustomerId INTEGER)', ['customerid']],
    [
      'no-foreign-key',
      'CREATE TABLE t (customer_id INTEGER NOT NULL REFERENCES customers_of_old(id))',
      ['customer_id'],
    ],
    [
      'refers-to-itself',
      'ALTER TABLE customer_entity ADD COLUMN spouse INTEGER REFERENCES customer_entity(id)',
      ['spouse'],
    ],
    [
      'refers-to-itself',
      'CREATE TABLE t (id INTEGER PRIMARY KEY, c INTEGER NOT NULL REFERENCES customer_entity, up INTEGER REFERENCES t)',
      ['up'],
    ],
    [
      'may-be-null',
      `CREATE TABLE file (c INTEGER NOT NULL REFERENCES customer_entity, n INTEGER, UNIQUE (c, n));
       CREATE TABLE page (c INTEGER NOT NULL, n INTEGER, FOREIGN KEY (c, n) REFERENCES file(c, n))`,
      ['n'],
    ],
    [
      'key-types-differ',
      `CREATE TABLE file (c INTEGER NOT NULL REFERENCES customer_entity, n TEXT, UNIQUE (c, n));
       CREATE TABLE page (c INTEGER NOT NULL, n INTEGER NOT NULL, FOREIGN KEY (c, n) REFERENCES file(c, n))`,
      ['n'],
    ],
    [
      'key-not-unique',
      'CREATE TABLE u (a); CREATE TABLE t (c INTEGER NOT NULL REFERENCES customer_entity, b REFERENCES u(a))',
      ['b'],
    ],
    [
      'customer-and-loan',
      `CREATE TABLE t (c INTEGER NOT NULL REFERENCES customer_entity, s INTEGER REFERENCES customer_status_entity,
         l INTEGER NOT NULL REFERENCES loan_note)`,
      ['c', 'l'],
    ],
    [
      'id-not-row-id',
      `DROP TABLE loan_customer; CREATE TABLE loan_customer (loan_id INTEGER, customer_id TEXT NOT NULL REFERENCES customer_entity(import_id))`,
      ['customer_id'],
    ],
    [
      'id-not-row-id',
      `DROP TABLE loan_customer; CREATE TABLE loan_customer (loan_id TEXT REFERENCES loan_entity(display_id), customer_id INTEGER NOT NULL REFERENCES customer_entity(id))`,
      ['loan_id'],
    ],
    [
      'other-loans',
      `CREATE TABLE account (no INTEGER PRIMARY KEY, loan INTEGER); DROP TABLE loan_customer;
       CREATE TABLE loan_customer (loan_id INTEGER REFERENCES account(no), ${KEYED})`,
      ['loan_id'],
    ],
    [
      'second-loan',
      `DROP TABLE loan_customer; CREATE TABLE loan_customer (loan_id INTEGER REFERENCES loan_entity(id), refinanced_by INTEGER REFERENCES loan_entity(id), ${KEYED})`,
      ['refinanced_by'],
    ],
    ['key-not-unique', 'CREATE TABLE t (n TEXT NOT NULL REFERENCES customer_entity(last_name))', ['n']],
    ['key-types-differ', 'CREATE TABLE t (n INTEGER NOT NULL REFERENCES customer_entity(import_id))', ['n']],
    [
      'key-types-differ',
      `CREATE TABLE customer_file (customer_id INTEGER NOT NULL REFERENCES customer_entity(id), code ANY NOT NULL UNIQUE) STRICT;
       CREATE TABLE customer_file_page (code INTEGER NOT NULL REFERENCES customer_file(code), body TEXT)`,
      ['code'],
    ],
    ['key-types-differ', 'CREATE TABLE t (ref NOT NULL REFERENCES customer_entity(import_id))', ['ref']],
    [
      'key-types-differ',
      `CREATE TABLE customer_file (customer_id INTEGER NOT NULL REFERENCES customer_entity(id), code INTEGER NOT NULL UNIQUE);
       CREATE TABLE customer_file_page (code TEXT NOT NULL REFERENCES customer_file(code))`,
      ['code'],
    ],
    ['trigger', 'CREATE TRIGGER keep AFTER DELETE ON customer_note BEGIN SELECT 1; END', null],
    ['trigger', 'CREATE TRIGGER keep AFTER DELETE ON Loan_Customer BEGIN SELECT 1; END', null],
    ['trigger', 'CREATE TRIGGER keep AFTER UPDATE ON loan_payment BEGIN SELECT 1; END', null],
    ['virtual-table', 'CREATE VIRTUAL TABLE search USING fts5(body)', null],
    ['virtual-table', 'CREATE VIRTUAL TABLE box USING rtree(id, a, b)', null],
    ['missing-table', 'DROP TABLE customer_note', null],
    [
      'no-foreign-key',
      'DROP TABLE customer_note; CREATE TABLE customer_note (id INTEGER PRIMARY KEY, body TEXT)',
      [],
    ],
  ])('refuses: %s (%s)', (why, sql, columns) => {
    const shape = shapeOf(sql);
    expect(shape).toMatchObject({ trouble: { why } });
    if (columns !== null) expect(shape).toMatchObject({ trouble: { columns } });
  });

  it.each([
    ['customer_entity', 'last_name', 'ALTER TABLE customer_entity DROP COLUMN last_name'],
    ['loan_entity', 'archived', 'ALTER TABLE loan_entity DROP COLUMN archived'],
    [
      'loan_customer',
      'loan_id',
      `DROP TABLE loan_customer;
       CREATE TABLE loan_customer (loan INTEGER, customer_id INTEGER NOT NULL REFERENCES customer_entity(id))`,
    ],
  ])('refuses a table of ours without a column that is read: %s.%s', (table, column, sql) => {
    expect(shapeOf(sql)).toEqual({ trouble: { why: 'missing-column', table, columns: [column] } });
  });

  it.each(['loan_document', 'loan_note', 'loan_payment'])(
    'refuses %s without a key to a loan: keyed to a customer, the rows would go; keyed to nobody, nobody would look',
    (table) => {
      for (const key of ['', ', payer INTEGER NOT NULL REFERENCES customer_entity(id)']) {
        const sql = `DROP TABLE ${table}; CREATE TABLE ${table} (id INTEGER PRIMARY KEY, loan_id INTEGER NOT NULL${key})`;
        expect(shapeOf(sql)).toEqual({ trouble: { why: 'no-loan-key', table, columns: [] } });
      }
    },
  );

  it.each([
    ['beside a key to the customer', `CREATE TABLE t (loan_id INTEGER, ${KEYED})`],
    ['as its own key', `CREATE TABLE t (loan_id INTEGER PRIMARY KEY, ${KEYED})`],
    ['in other letters', `CREATE TABLE T ("Loan_ID" TEXT, ${KEYED})`],
    ['without the line', `CREATE TABLE t (loanId INTEGER, ${KEYED})`],
    ['computed', `CREATE TABLE t (n INTEGER, loan_id INTEGER AS (n + 1), ${KEYED})`],
    ['keyed to no table', `CREATE TABLE t (loan_id INTEGER REFERENCES loans_of_old(id), ${KEYED})`],
    [
      'below a record',
      'CREATE TABLE t (loan_id INTEGER, note INTEGER NOT NULL REFERENCES customer_note(id))',
    ],
    [
      'two levels below a record',
      `CREATE TABLE page (id INTEGER PRIMARY KEY, d INTEGER NOT NULL REFERENCES customer_document(id));
       CREATE TABLE t (page INTEGER NOT NULL REFERENCES page(id), loan_id INTEGER)`,
    ],
    [
      'beside a key of the parent',
      `CREATE TABLE t (loan_id INTEGER, ref TEXT NOT NULL REFERENCES customer_entity(import_id))`,
    ],
  ])('refuses a loan’s ID without a key to the loan where rows go with a customer: %s', (_name, sql) => {
    const shape = shapeOf(sql);
    expect(shape).toMatchObject({ trouble: { why: 'no-loan-key', table: 't' } });
    if (!('trouble' in shape) || !('columns' in shape.trouble)) throw new Error('not refused');
    expect(shape.trouble.columns).toEqual([sql.includes('loanId') ? 'loanid' : 'loan_id']);
  });

  it.each(['customer_entity', 'customer_note'])('refuses it in %s, too', (table) => {
    expect(shapeOf(`ALTER TABLE ${table} ADD COLUMN loan_id INTEGER`)).toEqual({
      trouble: { why: 'no-loan-key', table, columns: ['loan_id'] },
    });
  });

  it.each([
    ['a table that no row goes from', 'CREATE TABLE t (loan_id INTEGER)'],
    ['a table of a loan’s', 'CREATE TABLE t (loan_id INTEGER, l INTEGER REFERENCES loan_entity(id))'],
    [
      'a record of the customer’s own that it is keyed to',
      `CREATE TABLE ask (id INTEGER PRIMARY KEY, ${KEYED});
       CREATE TABLE t (loan_id INTEGER NOT NULL REFERENCES ask(id))`,
    ],
    [
      'another name',
      `CREATE TABLE t (loan_identifier, loan, loans_id, loan_ids, old_loan_id, loan_id_old, ${KEYED})`,
    ],
    ['the links', `DROP TABLE loan_customer; CREATE TABLE loan_customer (loan_id INTEGER, role, ${KEYED})`],
  ])('takes no offence at %s', (_name, sql) => {
    expect(shapeOf(sql)).not.toHaveProperty('trouble');
  });

  it.each([
    ['a table', 'CREATE TABLE pragma_TABLE_xinfo (a)'],
    ['a view', 'CREATE VIEW pragma_index_list AS SELECT 1 AS value'],
    ['a table', 'CREATE TABLE pragma_foreign_key_list (a)'],
    ['a view', 'CREATE VIEW "json_each" AS SELECT 1 AS value'],
    [
      'a table',
      'PRAGMA writable_schema = ON; CREATE TABLE SQLite_stat4_old (customer_id REFERENCES customer_entity)',
    ],
  ])('refuses %s of a name that is SQLite’s: %s', (_what, sql) => {
    const db = new Database(':memory:').unsafeMode();
    migrate(db);
    db.exec(sql);
    const store = { db, path: 'lms.db', file: 'lms.db', fd: -1, seconds: 1 };
    expect(() => readShape(store)).toThrow('shape');
  });

  it('knows every function of SQLite’s that this program asks as if it were a table', () => {
    const folder = new URL('../../../../src/', import.meta.url);
    const asked = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap(
        (file) =>
          readFileSync(new URL(file, folder), 'utf8').match(/\b(pragma_\w+|json_each|json_tree|dbstat)\b/g) ??
          [],
      );
    expect(ASKED).toEqual([...new Set(asked)].sort());
  });

  it('leaves a trigger on a table that it never touches alone', () => {
    const shape = shapeOf('CREATE TABLE log (a); CREATE TRIGGER t AFTER INSERT ON log BEGIN SELECT 1; END');
    expect(shape).toMatchObject({ notExamined: ['log'] });
  });
});
