import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { customerHeader, removeRow } from '../../src/core/file/template.ts';
import { ask, closedStore, dump, run, runJson, temporaryFolder } from '../tools/program.ts';

/** A file that is written, replaced or taken away while it is read, asked about, or worked on. */
describe('a file that changes', () => {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 400);
  const ids = Array.from({ length: 300 }, (_, at) => 40001 + at);
  const write = () => {
    writeFileSync(join(cwd, 'july.csv'), customerHeader() + ids.map(removeRow).join(''));
    writeFileSync(join(cwd, 'own.csv'), customerHeader());
    writeFileSync(join(cwd, 'names.csv'), `customerId,lastName\n${ids.map((id) => `${id},x\n`).join('')}`);
  };
  write();
  const before = dump(store);
  const ingest = ['ingest', 'july.csv', '--template', 'own.csv', '--confirm-removes', '300'];

  it.each([
    ['written over in place', 'july.csv', 'printf 9 | dd of=july.csv bs=1 seek=20000 conv=notrunc'],
    ['added to', 'july.csv', 'printf "remove,40399\\n" >> july.csv'],
    ['cut', 'july.csv', 'truncate -s 9000 july.csv'],
    ['replaced', 'july.csv', 'cp -p july.csv new.csv && mv new.csv july.csv'],
    ['taken away', 'july.csv', 'rm july.csv'],
    ['touched, and its time set back', 'july.csv', 'touch -r own.csv july.csv'],
    ['the template, added to', 'own.csv', 'printf x >> own.csv'],
  ])('while it is read is refused: %s', (_name, file, command) => {
    write();
    const fault = { before: `read ${file}`, nth: file === 'own.csv' ? 1 : 2, run: command };
    const ran = runJson(ingest, { cwd, fault });
    expect(ran.document).toMatchObject({
      exitCode: 4,
      reason: 'changed',
      retryable: true,
      storeChanged: false,
    });
    expect(ran.document.diagnostics).toMatchObject([{ code: 'file-changed', details: { path: file } }]);
    expect(dump(store)).toBe(before);
  });

  it('is refused where it is the list of names', () => {
    write();
    const fault = { before: 'read names.csv', nth: 2, run: 'printf "40399,x\\n" >> names.csv' };
    const ran = runJson(['validate', 'july.csv', '--check-names', 'names.csv'], { cwd, fault });
    expect(ran.document).toMatchObject({ exitCode: 4, diagnostics: [{ code: 'file-changed' }] });
  });

  it.each([
    ['july.csv', 'exec BEGIN IMMEDIATE', 'mv july.csv old.csv && cp -p old.csv july.csv'],
    [
      'july.csv',
      'prepare INSERT INTO main.ledger_run',
      'printf 9 | dd of=july.csv bs=1 seek=20000 conv=notrunc',
    ],
    ['own.csv', 'exec BEGIN IMMEDIATE', 'touch own.csv'],
    ['the.plan', 'exec BEGIN IMMEDIATE', 'rm the.plan'],
  ])(
    'after it was agreed to is refused under the lock, and all is rolled back: %s before %s',
    (path, at, command) => {
      write();
      rmSync(join(cwd, 'the.plan'), { force: true });
      const planned = run(['plan', 'july.csv', '--template', 'own.csv', '--out', 'the.plan'], { cwd });
      expect(planned.code).toBe(0);
      const line = ['ingest', 'july.csv', '--template', 'own.csv', '--plan', 'the.plan'];
      const ran = runJson(line, { cwd, fault: { before: at, run: command } });
      expect(ran.document, ran.stdout).toMatchObject({ exitCode: 4, storeChanged: false });
      expect(ran.document.diagnostics).toMatchObject([{ code: 'file-changed', details: { path } }]);
      expect(dump(store)).toBe(before);
      expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(0);
      const reports = join(cwd, 'lms-reports');
      expect(existsSync(reports) ? readdirSync(reports) : []).toEqual([]);
    },
  );

  it('and is whole again is read as it is then; a pipe has nothing to compare', () => {
    write();
    const input = customerHeader() + removeRow(40399);
    expect(run(['validate', '-'], { cwd, input }).code).toBe(0);
    expect(run(ingest, { cwd }).code).toBe(0);
  });
});
