/** Tables that a removal does not examine: told by name, rows and why; `--strict-tables` refuses them. By the real program. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { classify } from '../../src/core/shape/shape.ts';
import { MIGRATION_TABLES } from '../../src/store/sqlite/schema/migrations.ts';
import { readTables } from '../../src/store/sqlite/schema/read-shape.ts';
import { closedStore, dump, removalFile, run, runJson, temporaryFolder, withSql } from '../tools/program.ts';

const TABLES = `
  CREATE TABLE customer_profile (id INTEGER PRIMARY KEY, passport TEXT);
  CREATE TABLE passport_scan (id INTEGER PRIMARY KEY, profile_id INTEGER REFERENCES customer_profile(id));
  CREATE TABLE stored_file (id INTEGER PRIMARY KEY, name TEXT);
  ALTER TABLE customer_entity ADD COLUMN profile_id INTEGER REFERENCES customer_profile(id);
  CREATE TABLE customer_scan (customer_id INTEGER NOT NULL REFERENCES customer_entity(id), file INTEGER REFERENCES stored_file(id));
  CREATE TABLE customer_archive (id INTEGER PRIMARY KEY, name TEXT);
  CREATE TABLE archive_note (customer_id INTEGER NOT NULL REFERENCES customer_archive(id), body TEXT);
  CREATE TABLE settings (k TEXT, v TEXT)`;

const FOUND = [
  { table: 'archive_note', why: 'parallel', by: 'customer_archive', rows: 2 },
  { table: 'customer_archive', why: 'referred-to', by: 'archive_note', rows: 1 },
  { table: 'customer_profile', why: 'referred-to', by: 'customer_entity', rows: 1 },
  { table: 'passport_scan', why: 'hangs-on', by: 'customer_profile', rows: 1 },
  { table: 'settings', why: 'other', by: null, rows: 0 },
  { table: 'stored_file', why: 'referred-to', by: 'customer_scan', rows: 0 },
];

function folder() {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 20);
  withSql(store, (db) => {
    db.exec(TABLES);
    db.exec(`INSERT INTO customer_profile VALUES (1, 'P1'); INSERT INTO passport_scan VALUES (1, 1);
      UPDATE customer_entity SET profile_id = 1 WHERE id = 40001; INSERT INTO customer_archive VALUES (1, 'A');
      INSERT INTO archive_note VALUES (1, 'a'), (1, 'b')`);
  });
  removalFile(cwd, [40001]);
  return { cwd, store };
}

it('a table that points outwards, a parallel one, and what hangs on them are told with their rows, and stay', () => {
  const { cwd, store } = folder();
  const { plan } = runJson(['plan', 'july.csv'], { cwd }).document;
  expect(plan.beside).toEqual(FOUND);
  expect(plan.notExamined).toEqual(FOUND.map(({ table }) => table));
  const screen = run(['plan', 'july.csv'], { cwd }).stdout.replaceAll(/\s+/g, ' ');
  for (const said of [
    '6 tables: archive_note (2 rows), customer_archive (1 row)',
    '2 rows of archive_note stay: its customer_id leads to customer_archive, and not to customer_entity.',
    '1 row of customer_profile stays: customer_entity refers to it, and it may tell of the removed.',
    '1 row of passport_scan stays: it hangs on customer_profile, and may tell of the removed.',
  ])
    expect(screen).toContain(said);
  const strict = ['ingest', 'july.csv', '--strict-tables', '--confirm-removes', '1'];
  const before = dump(store);
  expect(runJson(strict, { cwd }).document).toMatchObject({ exitCode: 5, reason: 'strict-tables' });
  expect(dump(store)).toBe(before);
  const shown = run(['plan', 'july.csv', '--strict-tables'], { cwd });
  expect(shown.code).toBe(0);
  // The line that would be refused is nobody's next step.
  expect(shown.stdout).not.toContain('Next:');
  expect(shown.stdout.replaceAll(/\s+/g, ' ')).toContain(
    'Would be refused: --strict-tables is given, and 6 tables would not be examined: archive_note,',
  );
  const done = runJson(['ingest', 'july.csv', '--confirm-removes', '1'], { cwd });
  expect(done.document.report).toMatchObject({ verified: true, beside: FOUND });
  const report = readFileSync(join(cwd, 'lms-reports/0001/report.txt'), 'utf8').replaceAll(/\s+/g, ' ');
  expect(report).toContain('1 row of customer_profile stays: customer_entity refers to it');
});

it('--strict-tables lets a store pass whose every table is examined, and refuses rows that have no parent', () => {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 20);
  withSql(store, (db) =>
    db.exec('CREATE TABLE document_page (document_id INTEGER NOT NULL REFERENCES customer_document(id))'),
  );
  removalFile(cwd, [40001]);
  expect(run(['plan', 'july.csv', '--strict-tables', '--out', 'july.plan'], { cwd }).stdout).not.toContain(
    'refused',
  );
  expect(run(['show', 'july.plan'], { cwd }).stdout).toContain('--strict-tables --plan july.plan');
  withSql(store, (db) => db.exec('INSERT INTO document_page VALUES (-1)'));
  const strict = ['ingest', 'july.csv', '--strict-tables', '--plan', 'july.plan'];
  const refused = run(strict, { cwd });
  expect(refused.code).toBe(5);
  expect(refused.stderr.replaceAll(/\s+/g, ' ')).toContain(
    '1 row of document_page has no parent, or one that has none: nobody can say whose',
  );
  withSql(store, (db) => db.exec('DELETE FROM document_page'));
  expect(run(strict, { cwd }).code).toBe(0);
});

it('the list of titles is a table like another once a company added a column to it', () => {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 20);
  removalFile(cwd, [40001]);
  const asked = ['plan', 'july.csv', '--strict-tables'];
  expect(runJson(asked, { cwd }).document.plan).toMatchObject({ notExamined: [], beside: [] });
  withSql(store, (db) => db.exec('ALTER TABLE customer_status_entity ADD COLUMN remark TEXT'));
  const { plan } = runJson(asked, { cwd }).document;
  expect(plan.beside).toMatchObject([
    { table: 'customer_status_entity', why: 'referred-to', by: 'customer_entity' },
  ]);
  const strict = ['ingest', 'july.csv', '--strict-tables', '--confirm-removes', '1'];
  expect(runJson(strict, { cwd }).document).toMatchObject({ exitCode: 5, reason: 'strict-tables' });
  const done = runJson(['ingest', 'july.csv', '--confirm-removes', '1'], { cwd });
  expect(done).toMatchObject({ code: 0, document: { report: { verified: true, beside: plan.beside } } });
});

it('circles end, ties are followed in both directions, and a column of a loan table tells of a parallel table, too', () => {
  const { store } = folder();
  const shape = withSql(store, (db) => {
    db.exec(`CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b(id), p INTEGER REFERENCES Customer_Profile(id));
      CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a(id));
      CREATE TABLE c (id INTEGER PRIMARY KEY);
      ALTER TABLE passport_scan ADD COLUMN c INTEGER REFERENCES c(id);
      CREATE TABLE d (id INTEGER PRIMARY KEY);
      ALTER TABLE loan_note ADD COLUMN "customerId" INTEGER REFERENCES d(id)`);
    return classify(readTables(db), MIGRATION_TABLES);
  });
  if ('trouble' in shape) throw new Error(JSON.stringify(shape));
  expect(shape.beside.filter(({ table }) => table.length === 1)).toEqual([
    { table: 'a', why: 'hangs-on', by: 'customer_profile' },
    { table: 'b', why: 'referred-to', by: 'a' },
    { table: 'c', why: 'referred-to', by: 'passport_scan' },
    { table: 'd', why: 'referred-to', by: 'loan_note' },
  ]);
});
