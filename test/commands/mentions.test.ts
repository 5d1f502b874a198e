/** Texts that stay with the loans, and name somebody who goes: told before, kept by ID, shown nowhere. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ask, closedStore, removalFile, run, runJson, temporaryFolder, withSql } from '../tools/program.ts';

const INGEST = ['ingest', 'july.csv', '--confirm-removes', '3'];

/** 40001 is Kira Quillfeather, 40002 the company Marrowgate; both have loans. The note of a loan of 40001 names her. */
function room(sql = '') {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 30);
  removalFile(cwd, [40001, 40002, 40003]);
  const loanOf = (id: number) => `(SELECT min(loan_id) FROM loan_customer WHERE customer_id = ${id})`;
  withSql(store, (db) =>
    db.exec(
      `UPDATE customer_entity SET last_name = 'Quillfeather', first_name = 'Kira' WHERE id = 40001;
       UPDATE customer_entity SET last_name = NULL, company_name = 'Marrowgate & Daughters Ltd' WHERE id = 40002;
       INSERT INTO loan_note (id, loan_id, body) VALUES (9001, ${loanOf(40001)}, 'Kira Quillfeather called.'),
         (9002, ${loanOf(40001)}, 'Mrs. Quillfeather called.'), (9003, ${loanOf(40003)}, 'Kira Quillfeather is another''s.');
       INSERT INTO loan_document (id, loan_id, name, content) VALUES (9004, ${loanOf(40002)}, 'marrowgate-daughters-statement.pdf', x'00');
       ${sql}`,
    ),
  );
  const display = (id: number) =>
    String(ask(store, `SELECT display_id FROM loan_entity WHERE id = ${loanOf(id)}`));
  return { cwd, store, loans: [display(40001), display(40002)] as const };
}

it('are told by ID in plan, document, report and ledger, and none of their words anywhere', () => {
  const { cwd, store, loans } = room();
  const planned = run(['plan', 'july.csv'], { cwd });
  expect(planned.stdout.replaceAll(/\s+/g, ' ')).toContain(
    `2 records of loans that stay name a customer of theirs who goes: loan_note 9001 (${loans[0]}), loan_document 9004 (${loans[1]}). Look at them first`,
  );
  const { plan } = runJson(['plan', 'july.csv'], { cwd }).document;
  expect(plan.mentions).toEqual({
    tables: ['loan_note', 'loan_document'],
    records: 2,
    shown: [
      { table: 'loan_note', id: 9001, loan: expect.any(Number), displayId: loans[0] },
      { table: 'loan_document', id: 9004, loan: expect.any(Number), displayId: loans[1] },
    ],
  });
  expect(run(INGEST, { cwd }).code).toBe(0);
  const [text, json] = ['txt', 'json'].map((end) =>
    readFileSync(join(cwd, `lms-reports/0001/report.${end}`), 'utf8'),
  );
  expect(text?.replaceAll(/\s+/g, ' ')).toContain(
    `loan_note 9001 (${loans[0]}), loan_document 9004 (${loans[1]}).`,
  );
  expect(JSON.parse(json!).report.evidence.mentions).toEqual(plan.mentions);
  for (const said of [planned.stdout, text!, json!]) expect(said).not.toMatch(/quillfeather|marrowgate/i);
  expect(String(ask(store, 'SELECT record FROM ledger_run'))).not.toMatch(/quillfeather|marrowgate/i);
});

it('are none where nobody is named: the plan is silent, the report says so', () => {
  const { cwd } = room(`DELETE FROM loan_note WHERE id > 9000; DELETE FROM loan_document WHERE id > 9000`);
  expect(run(['plan', 'july.csv'], { cwd }).stdout).not.toContain('of loans that stay name');
  expect(run(INGEST, { cwd }).code).toBe(0);
  expect(readFileSync(join(cwd, 'lms-reports/0001/report.txt'), 'utf8').replaceAll(/\s+/g, ' ')).toContain(
    'Mentions None: no text of these loans names a removed customer of theirs. Looked at: loan_note and loan_document.',
  );
});

it('are found once where a loan has several customers who go, and without an index of its records', () => {
  const { cwd } = room(
    `INSERT OR IGNORE INTO loan_customer SELECT loan_id, 40003, 'secondary' FROM loan_customer WHERE customer_id = 40001;
     UPDATE customer_entity SET last_name = 'Quillfeather', first_name = 'Kira' WHERE id = 40003;
     DROP INDEX loan_note_by_loan; DROP INDEX loan_document_by_loan`,
  );
  const { plan } = runJson(['plan', 'july.csv'], { cwd }).document;
  // The note of a loan of 40003 names her namesake.
  const shown: { table: string; id: number }[] = plan.mentions.shown;
  expect(shown.map(({ table, id }) => `${table} ${id}`).sort()).toEqual([
    'loan_document 9004',
    'loan_note 9001',
    'loan_note 9003',
  ]);
  expect(plan.mentions.records).toBe(3);
});

it('need no such column: a store that a company made may have others', () => {
  const { cwd } = room(
    `ALTER TABLE loan_note RENAME COLUMN body TO words; ALTER TABLE loan_document RENAME COLUMN name TO title`,
  );
  const { code, document } = runJson(['plan', 'july.csv'], { cwd });
  expect({ code, mentions: document.plan.mentions }).toEqual({
    code: 0,
    mentions: { tables: [], records: 0, shown: [] },
  });
});

it('are of the loan’s own customers; a record whose ID is no number, or none, is told by its loan alone', () => {
  const { cwd } = room(
    `DROP TABLE loan_note; CREATE TABLE loan_note (id TEXT PRIMARY KEY, loan_id INTEGER REFERENCES loan_entity(id), body);
     INSERT INTO loan_note SELECT n.id, l.loan_id, n.body
       FROM (SELECT min(loan_id) AS loan_id FROM loan_customer WHERE customer_id = 40001) l,
         (SELECT 'kira-quillfeather-1' AS id, 'Kira Quillfeather' AS body UNION ALL SELECT NULL, 'Quillfeather, Kira'
          UNION ALL SELECT NULL, CAST('Kíra Quillfeather' AS BLOB) UNION ALL SELECT x'ff00', 'kira quillfeather'
          UNION ALL SELECT 'n5', 'Marrowgate and Daughters is another loan''s') n`,
  );
  const { document, stdout } = runJson(['plan', 'july.csv'], { cwd });
  expect(document.plan.mentions.records).toBe(5);
  const shown: { id: number | null }[] = document.plan.mentions.shown;
  expect(shown.map(({ id }) => id)).toEqual([null, null, null, null, 9004]);
  expect(run(['plan', 'july.csv'], { cwd }).stdout).toMatch(/a loan_note \(LN-/);
  expect(run(INGEST, { cwd }).code).toBe(0);
  const report = readFileSync(join(cwd, 'lms-reports/0001/report.json'), 'utf8');
  for (const said of [stdout, report]) expect(said).not.toMatch(/quillfeather/i);
});

it('a report says where nothing was looked at', () => {
  const { cwd } = room(`ALTER TABLE loan_note RENAME COLUMN body TO words;
     ALTER TABLE loan_document RENAME COLUMN name TO title`);
  expect(run(INGEST, { cwd }).code).toBe(0);
  expect(readFileSync(join(cwd, 'lms-reports/0001/report.txt'), 'utf8').replaceAll(/\s+/g, ' ')).toContain(
    'Mentions Not looked for: the store has no loan_note.body and no loan_document.name.',
  );
});
