import { describe, expect, it } from 'vitest';
import {
  ask,
  closedStore,
  dump,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
} from '../tools/program.ts';

const INGEST = ['ingest', 'july.csv', '--confirm-removes', '3'];

const cwd = temporaryFolder();
const store = closedStore(cwd, 40);
removalFile(cwd, [40001, 40002, 40003]);

/** Rewrites what the schema says of a table or an index, and leaves its rows as they are. */
const schema = (name: string, from: string, to: string) =>
  `PRAGMA writable_schema = ON;
   UPDATE sqlite_schema SET sql = replace(sql, '${from}', '${to}') WHERE name = '${name}';
   PRAGMA writable_schema = RESET;`;

interface Damage {
  readonly name: string;
  readonly table: string;
  readonly make: string;
  readonly cure: string;
  readonly says: RegExp;
}

const DAMAGE: readonly Damage[] = [
  {
    name: 'an index of a loan table that the removal never touches',
    table: 'loan_note',
    make: `CREATE INDEX loan_note_x ON loan_note (body); ${schema('loan_note_x', '(body)', '(loan_id)')}`,
    cure: 'REINDEX loan_note_x',
    says: /missing from index loan_note_x\. [^]*REINDEX/,
  },
  {
    name: 'an index by which rows of the removed are found',
    table: 'customer_note',
    make: schema('customer_note_by_customer', 'customer_id', 'id'),
    cure: schema('customer_note_by_customer', '(id)', '(customer_id)'),
    says: /index customer_note_by_customer/,
  },
  {
    name: 'two rows in an index that is unique',
    table: 'branch',
    make: `CREATE TABLE branch (id INTEGER, name TEXT); INSERT INTO branch VALUES (1, 'a'), (2, 'a');
      CREATE INDEX branch_x ON branch (name); ${schema('branch_x', 'CREATE INDEX', 'CREATE UNIQUE INDEX')}`,
    cure: 'DELETE FROM branch WHERE rowid = 2',
    says: /non-unique entry in index branch_x/,
  },
  {
    name: 'a row that breaks a CHECK constraint, which a connection that only reads does not see',
    table: 'office',
    make: `CREATE TABLE office (id INTEGER, seats INTEGER CHECK (seats > 0));
      PRAGMA ignore_check_constraints = ON; INSERT INTO office VALUES (1, -1); PRAGMA ignore_check_constraints = OFF`,
    cure: 'UPDATE office SET seats = 1',
    says: /CHECK constraint failed in office\. [^]*correct the rows/,
  },
  {
    name: 'a null where none may be',
    table: 'agent',
    make: `CREATE TABLE agent (id INTEGER, name TEXT); INSERT INTO agent VALUES (1, NULL); ${schema('agent', 'name TEXT', 'name TEXT NOT NULL')}`,
    cure: `UPDATE agent SET name = 'x'`,
    says: /NULL value in agent\.name\. [^]*correct the rows/,
  },
  {
    name: 'an index of the ledger',
    table: 'ledger_removed',
    make: `INSERT INTO ledger_removed VALUES (9, 2, 39999);
      CREATE INDEX ledger_x ON ledger_removed (row); ${schema('ledger_x', '(row)', '(customer_id)')}`,
    cure: 'REINDEX ledger_x',
    says: /index ledger_x/,
  },
];

function sql(text: string): void {
  withSql(store, (db) => {
    db.unsafeMode();
    db.exec(text);
  });
}

describe('damage that is older than the removal', () => {
  it.each(DAMAGE)('$name: refused before, table named; once it is cured, removed', (damage) => {
    sql(damage.make);
    const before = dump(store);
    const { code, document } = runJson(INGEST, { cwd });
    expect({ code, reason: document.reason, changed: document.storeChanged }).toEqual({
      code: 7,
      reason: 'damaged',
      changed: false,
    });
    expect(document.message).toContain(`in table ${damage.table}: `);
    expect(document.message).toMatch(damage.says);
    expect(dump(store)).toBe(before);
    expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(0);
    sql(damage.cure);
    expect(ask(store, 'PRAGMA integrity_check')).toBe('ok');
  });

  it('and then the same line removes', () => {
    expect(run(INGEST, { cwd }).code).toBe(0);
    expect(run(INGEST, { cwd }).code).toBe(0);
    expect(run(['verify', '1'], { cwd }).code).toBe(0);
  });
});
