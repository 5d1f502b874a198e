/** A store to try things out on says so wherever it is shown, and stands under a name of its own. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeStore, removalFile, run, runJson, temporaryFolder } from '../tools/program.ts';

const MARK = '  DEMO  The customers of this store are made up.\n\n';

it('is demo.db where no store is named, and each first answer about it begins with DEMO', () => {
  const cwd = temporaryFolder();
  const made = run(['store', 'init', '--demo', '30'], { cwd });
  expect(made.stdout).toContain('--store demo.db');
  expect([existsSync(join(cwd, 'demo.db')), existsSync(join(cwd, 'lms.db'))]).toEqual([true, false]);
  removalFile(cwd, [40001, 40002]);
  const env = { LMS_IMPORT_STORE: 'demo.db' };
  const ingest = ['ingest', 'july.csv', '--confirm-removes', '2', '--reason', 'a try'];
  for (const args of [
    ['validate', 'july.csv'],
    ['plan', 'july.csv'],
    ingest,
    ingest,
    ['history'],
    ['verify', '1'],
  ]) {
    const { code, stdout } = run(args, { cwd, env });
    expect(code, args.join(' ')).toBe(0);
    expect(stdout.startsWith(MARK), args.join(' ')).toBe(true);
    expect(stdout.split('DEMO')).toHaveLength(2);
  }
  const report = readFileSync(join(cwd, 'lms-reports/0001/report.txt'), 'utf8');
  expect(report).toContain('Store      demo.db (DEMO: made-up customers)   customers 30 → 28');
  expect(run(['show', '1'], { cwd, env }).stdout).toBe(report);
  expect(run(['show', '1', '--certificate', '40001'], { cwd, env }).stdout).toContain(
    'demo.db (DEMO: made-up customers)',
  );
  const json = runJson(['show', '1'], { cwd, env });
  expect(json.document.report.evidence.demo).toBe(true);
});

it('is made where it is named, and stays one when another program looks after it', () => {
  const cwd = temporaryFolder();
  expect(run(['store', 'init', '--demo', '5', '--store', 'try.db'], { cwd }).code).toBe(0);
  expect(run(['store', 'migrate', '--store', 'try.db'], { cwd }).code).toBe(0);
  expect(run(['history', '--store', 'try.db'], { cwd }).stdout).toContain('DEMO');
});

it('no other store is one: an empty one that was made here, or a company’s', () => {
  const cwd = temporaryFolder();
  makeStore(cwd, 5);
  expect(run(['store', 'init', '--store', 'empty.db'], { cwd }).code).toBe(0);
  for (const store of ['lms.db', 'empty.db'])
    expect(run(['history', '--store', store], { cwd }).stdout).not.toContain('DEMO');
});
