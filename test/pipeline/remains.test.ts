/** Records of a customer whose own row is gone, and rows that have no parent: by the real program. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ask, closedStore, removalFile, run, runJson, temporaryFolder, withSql } from '../tools/program.ts';

const NOTE = 'Sphinx of black quartz';
const NOBODYS =
  '2 rows of document_page and 1 row of page_scan have no parent, or one that has none: nobody can say whose';

/** 40002 is gone but for a note, 40003 but for a link, 40004 wholly; 40005 has a page without its file. */
function folder() {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 20);
  withSql(store, (db) => {
    const tables = db
      .prepare(
        `SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'customer_id'
        WHERE m.type = 'table' AND m.name NOT LIKE 'ledger%'`,
      )
      .pluck()
      .all();
    for (const table of tables)
      db.exec(`DELETE FROM "${String(table)}" WHERE customer_id BETWEEN 40002 AND 40004`);
    db.exec(`DELETE FROM customer_entity WHERE id BETWEEN 40002 AND 40004;
      INSERT INTO customer_note (customer_id, body) VALUES (40002, '${NOTE}');
      INSERT OR IGNORE INTO loan_entity (id, display_id, status) VALUES (1, 'L1', 'Closed');
      INSERT INTO loan_customer VALUES (1, 40003, 'primary');
      CREATE TABLE customer_file (customer_id INTEGER NOT NULL REFERENCES customer_entity(id), doc_no INTEGER NOT NULL,
        PRIMARY KEY (customer_id, doc_no));
      CREATE TABLE customer_page (customer_id INTEGER NOT NULL, doc_no INTEGER NOT NULL, body TEXT,
        FOREIGN KEY (customer_id, doc_no) REFERENCES customer_file(customer_id, doc_no));
      CREATE TABLE document_page (document_id INTEGER NOT NULL REFERENCES customer_document(id), code TEXT UNIQUE);
      CREATE TABLE page_scan (code TEXT NOT NULL REFERENCES document_page(code));
      INSERT INTO customer_page VALUES (40005, 7, 'page of 40005'), (40006, 7, 'page of 40006');
      INSERT INTO document_page VALUES (-1, 'a'), (-2, 'b'); INSERT INTO page_scan VALUES ('b')`);
  });
  return { cwd, store };
}

it('what is left of a customer whose own row is gone is removed, told of, counted and verified', () => {
  const { cwd, store } = folder();
  removalFile(cwd, [40002, 40003, 40004, 40005], 'one-too-many.csv');
  const refused = runJson(['plan', 'one-too-many.csv'], { cwd });
  expect(refused.document).toMatchObject({ exitCode: 3 });
  for (const [code, rows] of [
    ['customer-not-found', 1],
    ['customer-remains', 2],
  ])
    expect(refused.document.codes).toContainEqual(expect.objectContaining({ code, rows }));

  removalFile(cwd, [40002, 40003, 40005]);
  const { document } = runJson(['plan', 'july.csv', '--out', 'july.plan', '--list', 'list.csv'], { cwd });
  const { plan } = document;
  expect(plan).toMatchObject({ removals: 3, remains: 2, customers: { before: 17, after: 16 } });
  expect(plan.orphans).toEqual([
    { table: 'document_page', rows: 2 },
    { table: 'page_scan', rows: 1 },
  ]);
  expect(plan.shown).toMatchObject([{ flagged: true }, { flagged: true }, { flagged: false }]);
  expect(plan.tables).toContainEqual({ table: 'customer_page', level: 'customer', rows: 1 });
  expect(readFileSync(join(cwd, 'list.csv'), 'utf8').split('\n')[1]).toBe('2,40002,1,0,');
  const screen = run(['plan', 'july.csv'], { cwd }).stdout;
  expect(screen).toContain('17 − 1 = 16; 2 gone already, and what is left of them goes');
  expect(screen.replaceAll(/\s+/g, ' ')).toContain(NOBODYS);

  const done = runJson(['ingest', 'july.csv', '--plan', 'july.plan'], { cwd });
  expect(done.code).toBe(0);
  expect(done.document.report).toMatchObject({
    verified: true,
    removals: 3,
    remains: 2,
    customers: { before: 17, after: 16 },
    removedIds: [40002, 40003, 40005],
  });
  const report = readFileSync(join(cwd, 'lms-reports/0001/report.txt'), 'utf8').replaceAll(/\s+/g, ' ');
  expect(report).toContain('customers 17 → 16; of 2 of the removed only records were left');
  expect(report).toContain(`${NOBODYS}. They stay.`);
  expect(ask(store, `SELECT group_concat(body) FROM customer_page`)).toBe('page of 40006');
  expect(readFileSync(store).includes(NOTE)).toBe(false);
  expect(run(['verify', '1'], { cwd }).code).toBe(0);
});

it('what came for a customer that an earlier run removed takes a file of its own, and then goes', () => {
  const { cwd, store } = folder();
  removalFile(cwd, [40010]);
  expect(run(['ingest', 'july.csv', '--yes'], { cwd }).code).toBe(0);
  withSql(store, (db) =>
    db.exec(`INSERT INTO customer_note (customer_id, body) VALUES (40010, 'What came since')`),
  );
  removalFile(cwd, [40010, 40011], 'all.csv');
  const { document } = runJson(['validate', 'all.csv'], { cwd });
  expect(document).toMatchObject({
    exitCode: 0,
    diagnostics: [{ code: 'customer-remains', details: { run: 1 } }, { code: 'loan-left-alone' }],
  });
  const done = runJson(['ingest', 'all.csv', '--yes', '--missing-ok'], { cwd });
  expect(done.document.report).toMatchObject({
    verified: true,
    removals: 2,
    remains: 1,
    returned: 0,
    alreadyRemoved: 0,
  });
  expect(ask(store, 'SELECT count(*) FROM customer_note WHERE customer_id = 40010')).toBe(0);
  expect(run(['verify', '--all'], { cwd }).code).toBe(0);
  expect(readFileSync(store).includes('What came since')).toBe(false);
});

it('a customer_id that is none is nobody’s: its row, and what hangs on it, is told and stays, and --strict-tables refuses', () => {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 20);
  // numpy.int64 comes to SQLite as eight bytes; others negate an ID, or write behind it.
  const bytes = Buffer.alloc(8);
  bytes.writeInt32LE(40002);
  withSql(store, (db) => {
    db.exec(`CREATE TABLE kyc (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer_entity(id));
      CREATE TABLE kyc_page (kyc_id INTEGER NOT NULL REFERENCES kyc(id))`);
    const add = db.prepare('INSERT INTO kyc VALUES (?, ?)');
    for (const [at, id] of [bytes, -40002, '40002 (merged)', 0, 40002, '40003', 40019999].entries())
      add.run(at, id);
    db.exec('INSERT INTO kyc_page SELECT id FROM kyc; INSERT INTO kyc_page VALUES (99)');
    db.prepare(`INSERT INTO loan_customer VALUES (1, ?, 'primary')`).run(bytes);
  });
  removalFile(cwd, [40002, 40003]);
  const orphans = [
    { table: 'kyc', rows: 4 },
    { table: 'kyc_page', rows: 5 },
    { table: 'loan_customer', rows: 1 },
  ];
  const { plan } = runJson(['plan', 'july.csv'], { cwd }).document;
  expect(plan.orphans).toEqual(orphans);
  expect(plan.tables).toContainEqual({ table: 'kyc', level: 'customer', rows: 2 });
  expect(runJson(['check'], { cwd }).document.orphans).toEqual(orphans);
  const line = ['ingest', 'july.csv', '--confirm-removes', '2'];
  expect(runJson([...line, '--strict-tables'], { cwd }).document).toMatchObject({ reason: 'strict-tables' });
  expect(run(line, { cwd }).code).toBe(0);
  expect(readFileSync(join(cwd, 'lms-reports/0001/report.txt'), 'utf8').replaceAll(/\s+/g, ' ')).toContain(
    '4 rows of kyc, 5 rows of kyc_page and 1 row of loan_customer have no parent, or one that has none',
  );
  expect(ask(store, 'SELECT group_concat(id) FROM kyc')).toBe('0,1,2,3,6');
  expect(run(['verify', '1'], { cwd }).code).toBe(0);
});

it('a row that holds a customer’s ID beside a tenant’s number goes with that customer, parent or not', () => {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 20);
  withSql(store, (db) =>
    db.exec(`ALTER TABLE customer_entity ADD COLUMN tenant_id INTEGER NOT NULL DEFAULT 1;
      CREATE UNIQUE INDEX ce_t ON customer_entity (tenant_id, id);
      CREATE TABLE ticket (tenant_id INTEGER NOT NULL, customer_id INTEGER NOT NULL, no INTEGER NOT NULL,
        PRIMARY KEY (tenant_id, customer_id, no),
        FOREIGN KEY (tenant_id, customer_id) REFERENCES customer_entity (tenant_id, id));
      CREATE TABLE message (id INTEGER PRIMARY KEY, tenant_id INTEGER NOT NULL, customer_id INTEGER NOT NULL,
        no INTEGER NOT NULL, body TEXT,
        FOREIGN KEY (tenant_id, customer_id, no) REFERENCES ticket (tenant_id, customer_id, no));
      INSERT INTO ticket SELECT 1, id, 1 FROM customer_entity UNION ALL SELECT 1, id, 2 FROM customer_entity;
      INSERT INTO message (tenant_id, customer_id, no, body) SELECT 1, customer_id, no, 'of ' || customer_id FROM ticket;
      -- Another program, without foreign keys: a middle row, and a customer's own.
      DELETE FROM ticket WHERE no = 2; DELETE FROM customer_entity WHERE id = 40005`),
  );
  removalFile(cwd, [40002, 40005]);
  const { document } = runJson(['ingest', 'july.csv', '--confirm-removes', '2'], { cwd });
  expect(document).toMatchObject({ exitCode: 0, report: { remains: 1, orphans: [] } });
  const left = 'SELECT count(*), count(*) FILTER (WHERE customer_id IN (40002, 40005)) FROM';
  for (const [table, rows] of [
    ['ticket', 18],
    ['message', 36],
  ])
    expect(withSql(store, (db) => db.prepare(`${left} ${table}`).raw().get())).toEqual([rows, 0]);
});
