/** What is said of a customer's loans, compared with SQL of the store. */
import { expect, it } from 'vitest';
import { closedStore, removalFile, run, runJson, temporaryFolder, withSql } from '../tools/program.ts';

it('names each status, and counts a row once whatever loans its customer has', () => {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 20);
  withSql(store, (db) =>
    db.exec(`DELETE FROM loan_customer WHERE customer_id = 40009;
      INSERT INTO loan_entity (id, display_id, status, archived, deleted) VALUES (901, 'a', 'Charged Off', 0, 0),
        (902, 'b', 'Active', 0, 0), (903, 'c', 'Active', 0, 0), (904, 'd', 'Late, 30 days', 1, 0), (905, 'e', 'Void', 0, 1);
      INSERT INTO loan_customer SELECT id, 40009, 'primary' FROM loan_entity WHERE id > 900`),
  );
  removalFile(cwd, [40009], 'a.csv');
  const { document } = runJson(['validate', 'a.csv'], { cwd });
  expect(document.counts).toMatchObject({ rows: 1, warnings: expect.any(Number) });
  expect(document.codes).toContainEqual({
    code: 'open-loan',
    severity: 'warning',
    rows: 1,
    cells: 1,
    shown: 3,
  });
  expect(document.truncated).toBe(false);
  const found = document.diagnostics as readonly { readonly details: object }[];
  for (const details of [
    { state: 'open', loans: 3, status: 'Active, Charged Off' },
    { state: 'archived', loans: 1, status: 'Late, 30 days' },
    { state: 'deleted', loans: 1, status: 'Void' },
  ])
    expect(found.map((one) => one.details)).toContainEqual(details);
  expect(run(['validate', 'a.csv'], { cwd }).stdout).toMatch(/open-loan .* 1 row\n/);
  expect(run(['plan', 'a.csv'], { cwd }).stdout).toContain(
    '1 row: the customer has a loan that is not closed (B2)',
  );
});
