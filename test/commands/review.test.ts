/** `plan --review`: the approver's sheet, which alone of all files holds names. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
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

const PLAN = ['plan', 'july.csv', '--review', 'review.txt'];

function room() {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 30);
  removalFile(cwd, [40003, 40001, 40002]);
  return { cwd, store, sheet: () => readFileSync(join(cwd, 'review.txt'), 'utf8') };
}

it('names each customer and each loan, in file order, to its owner alone; the answer holds no name', () => {
  const { cwd, store, sheet } = room();
  withSql(store, (db) =>
    db.exec(
      `UPDATE customer_entity SET last_name = 'Quillfeather', first_name = 'Ottoline', birth_date = '1961-05-09' WHERE id = 40001;
       UPDATE customer_address SET city = 'Wexcombe' WHERE customer_id = 40001 AND kind = 'primary';
       UPDATE customer_entity SET last_name = NULL, first_name = ' ', company_name = 'Marrowgate & Daughters Ltd' WHERE id = 40002`,
    ),
  );
  const before = dump(store);
  const { stdout, document } = runJson(PLAN, { cwd });
  expect(document.exitCode).toBe(0);
  expect(stdout).not.toMatch(/Quillfeather|Marrowgate|Wexcombe/);
  expect(statSync(join(cwd, 'review.txt')).mode & 0o777).toBe(0o600);
  const text = sheet();
  expect(text).toMatch(/^  REVIEW SHEET +PERSONAL DATA/);
  expect(text).toContain('40001  Quillfeather, Ottoline, born 1961, Wexcombe');
  expect(text).toContain('Marrowgate & Daughters Ltd');
  expect([...text.matchAll(/row (\d) +(\d+)/g)].map(([, row, id]) => `${row} ${id}`)).toEqual([
    '2 40003',
    '3 40001',
    '4 40002',
  ]);
  const loans = String(
    ask(
      store,
      `SELECT group_concat(display_id) FROM loan_entity JOIN loan_customer ON loan_id = id WHERE customer_id BETWEEN 40001 AND 40003`,
    ),
  );
  for (const loan of loans.split(',')) expect(text).toContain(loan);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  expect(dump(store)).toBe(before);
  // Made again it is replaced, and stays its owner's.
  expect(run(PLAN, { cwd }).code).toBe(0);
  expect(statSync(join(cwd, 'review.txt')).mode & 0o777).toBe(0o600);
});

it('is never written over a file that is none, nor over an input', () => {
  const { cwd } = room();
  writeFileSync(join(cwd, 'review.txt'), 'our own list');
  expect(runJson(PLAN, { cwd }).document).toMatchObject({ exitCode: 4, reason: 'output' });
  expect(readFileSync(join(cwd, 'review.txt'), 'utf8')).toBe('our own list');
  const over = ['plan', 'july.csv', '--review', 'july.csv'];
  expect(runJson(over, { cwd }).document).toMatchObject({ exitCode: 4, reason: 'output' });
});

it('a store without cities and days of birth has its customers named all the same', () => {
  const { cwd, store, sheet } = room();
  withSql(store, (db) =>
    db.exec(`ALTER TABLE customer_address DROP COLUMN city; ALTER TABLE customer_entity DROP COLUMN birth_date;
      UPDATE customer_entity SET last_name = 'Quillfeather', first_name = NULL WHERE id = 40001`),
  );
  const { code, stderr } = run(PLAN, { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(sheet()).toMatch(/40001 {2}Quillfeather\n/);
});

it('a loan without a display ID, or without a status, is named by its own ID', () => {
  const { cwd, store, sheet } = room();
  withSql(store, (db) =>
    db.exec(
      `UPDATE loan_entity SET display_id = ' ' || id, status = ' '; UPDATE loan_entity SET display_id = ' ' WHERE id = (SELECT min(loan_id) FROM loan_customer WHERE customer_id = 40001)`,
    ),
  );
  expect(run(PLAN, { cwd }).code).toBe(0);
  expect(sheet()).toMatch(/loan \d+ \(no status\), closed /);
});

it('nor does it need the column of display IDs', () => {
  const { cwd, store, sheet } = room();
  withSql(store, (db) => db.exec(`ALTER TABLE loan_entity RENAME COLUMN display_id TO reference`));
  const { code, stderr } = run(PLAN, { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(sheet()).toMatch(/loan \d+ Closed, closed /);
});
