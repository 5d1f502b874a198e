import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { customerHeader } from '../../src/core/file/template.ts';
import { ask, closedStore, removalFile, run, runJson, temporaryFolder, withSql } from '../tools/program.ts';

/** Three customers go; the first of them is Zelda Grantaire, and nobody else has a name of hers. */
function folder() {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 30);
  withSql(store, (db) =>
    db.exec(
      `UPDATE customer_entity SET first_name = 'Zelda', last_name = 'Grantaire', email = 'zg@example.org', ssn = '900-12-3456',
         driver_license = 'D400-7788-99', access_user_name = 'zgrantaire', company_name = NULL WHERE id = 40001`,
    ),
  );
  removalFile(cwd, [40001, 40002, 40003]);
  return { cwd, store };
}

it('a name of somebody who goes, in what the ledger keeps, is refused before anything is removed, and never told', () => {
  const { cwd, store } = folder();
  const given = ['--confirm-removes', '3', '--actor', 'Zelda Grantaire'];
  const refused = [
    ['july.csv', '--reason', 'asked by Zelda Grantaire'],
    ['july.csv', '--reason', 'zg@example.org, 1 July'],
    ['july.csv', '--reason', 'SSN 900123456'],
    ['july.csv', '--reason', 'licence D400778899'],
    ['july.csv', '--reason', 'who logs in as ZGrantaire'],
  ];
  for (const args of refused) {
    const { code, document, stdout } = runJson(['ingest', ...args, ...given], { cwd });
    expect(document).toMatchObject({ exitCode: 5, reason: 'personal-data', storeChanged: false });
    expect({ code, message: document.message }).toEqual({
      code: 5,
      message: expect.stringContaining('--reason names somebody') as string,
    });
    expect(stdout).not.toMatch(/Zelda|Grantaire|zg@|900|D400/i);
  }
  // The ledger keeps where the report is.
  const elsewhere = run(['ingest', 'july.csv', '--report', 'for-zelda-grantaire', ...given], { cwd });
  expect(elsewhere.code).toBe(5);
  expect(elsewhere.stderr).toContain('Refused (personal-data): --report names somebody');
  renameSync(join(cwd, 'july.csv'), join(cwd, 'grantaire_zelda.csv'));
  const planned = runJson(['plan', 'grantaire_zelda.csv'], { cwd });
  expect(planned).toMatchObject({ code: 0 });
  expect(planned.document.plan.guards).toContainEqual({
    guard: 'personal-data',
    where: 'file',
    named: 'names',
    refuses: true,
  });
  const said = run(['ingest', 'grantaire_zelda.csv', ...given], { cwd });
  expect(said.code).toBe(5);
  // Once, where the refusal is.
  expect(said.stdout).not.toContain('Would be refused');
  expect(said.stderr).toMatch(/Refused \(personal-data\): the file's name[^]*Nothing was changed/);
  expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(0);
});

it('a last name alone is a warning, and an actor is nobody who goes', () => {
  const { cwd } = folder();
  const args = ['ingest', 'july.csv', '--actor', 'Zelda Grantaire', '--reason', 'Grantaire street, closed'];
  const { document } = runJson([...args, '--dry-run'], { cwd });
  expect(document.plan.guards).toContainEqual({
    guard: 'personal-data',
    where: 'reason',
    named: 'surname',
    refuses: false,
  });
  const done = run([...args, '--confirm-removes', '3'], { cwd });
  expect(done.code).toBe(0);
  expect(done.stdout).toContain('! A word of --reason is the last name of somebody who goes');
});

it('what a customer is known by since the plan is looked for under the lock', () => {
  const { cwd, store } = folder();
  const fault = {
    before: 'prepare PRAGMA main.wal_checkpoint',
    run: `sqlite3 lms.db "UPDATE customer_entity SET email = 'july.1@example.org' WHERE id = 40003"`,
  };
  const args = ['ingest', 'july.csv', '--reason', 'asked by july.1@example.org', '--confirm-removes', '3'];
  const { document } = runJson(args, { cwd, fault });
  expect(document).toMatchObject({ exitCode: 5, reason: 'personal-data', storeChanged: false });
  expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(30);
});

it("a folder of the store's that names somebody who goes, where the reports go there: the ledger keeps it", () => {
  const { cwd } = folder();
  const named = join(cwd, 'for Zelda Grantaire');
  mkdirSync(named);
  for (const file of readdirSync(cwd))
    if (file.startsWith('lms.db')) renameSync(join(cwd, file), join(named, file));
  const line = ['ingest', join(cwd, 'july.csv'), '--confirm-removes', '3'];
  const far = runJson([...line, '--store', 'for Zelda Grantaire/lms.db'], { cwd });
  expect(far).toMatchObject({ code: 5, document: { reason: 'personal-data', storeChanged: false } });
  expect(far.document.message).toContain("the store's path names somebody");
  // The whole path is kept, from wherever it is named; with a name of nobody's, as the remedy has it, the removal goes on.
  expect(run(line, { cwd: named }).code).toBe(5);
  const nobody = join(cwd, 'store of ours');
  renameSync(named, nobody);
  expect(run(line, { cwd: nobody }).code).toBe(0);
  expect(readFileSync(join(nobody, 'lms.db')).includes('Grantaire')).toBe(false);
});

it('what is kept of a run is no way to try names: it is the same for whoever had that ID', () => {
  const digests = ['Grantaire', 'Brandt'].map((last) => {
    const { cwd, store } = folder();
    withSql(store, (db) => db.prepare('UPDATE customer_entity SET last_name = ? WHERE id = 40001').run(last));
    const planned = runJson(['plan', 'july.csv'], { cwd }).document.plan.digest as string;
    const { document } = runJson(['ingest', 'july.csv', '--confirm-removes', '3'], { cwd });
    expect(document.report.planDigest).toBe(planned);
    return planned;
  });
  expect(new Set(digests).size).toBe(1);
});

it('a copy of the built-in template is looked at by its name: the ledger keeps it', () => {
  const { cwd } = folder();
  writeFileSync(join(cwd, 'Zelda Grantaire.csv'), customerHeader());
  const args = ['ingest', 'july.csv', '--template', 'Zelda Grantaire.csv', '--confirm-removes', '3'];
  expect(runJson(args, { cwd }).document).toMatchObject({ exitCode: 5, reason: 'personal-data' });
});
