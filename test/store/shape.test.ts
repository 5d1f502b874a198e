import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/core/shape.ts';
import { MIGRATION_TABLES, migrate } from '../../src/store/migrations.ts';
import { readTables } from '../../src/store/read-shape.ts';

function shapeOf(sql: string) {
  const db = new Database(':memory:');
  migrate(db);
  db.exec(sql);
  return classify(readTables(db), MIGRATION_TABLES);
}

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

  it('takes a table that refers to a loan-level table for loan-level, however far', () => {
    const shape = shapeOf(
      `CREATE TABLE fee (id INTEGER PRIMARY KEY, loan_id INTEGER REFERENCES loan_entity(id));
       CREATE TABLE fee_note (f INTEGER REFERENCES fee(id))`,
    );
    expect(shape).toMatchObject({
      loan: ['fee', 'fee_note', 'loan_document', 'loan_entity', 'loan_note', 'loan_payment'],
    });
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
      null,
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
      ['c', 'up'],
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

  it('leaves a trigger on a table that it never touches alone', () => {
    const shape = shapeOf('CREATE TABLE log (a); CREATE TRIGGER t AFTER INSERT ON log BEGIN SELECT 1; END');
    expect(shape).toMatchObject({ notExamined: ['log'] });
  });
});
