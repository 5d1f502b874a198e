import { cpSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CODES } from '../src/core/findings/diagnostics.ts';
import { dump, makeStore, run, runJson, temporaryFolder, withSql, type Fault } from './tools/program.ts';

const FOLDER = new URL('./cases/', import.meta.url).pathname;

interface Case {
  readonly args: readonly string[];
  /** What is done to the demo store first. */
  readonly sql?: string;
  /** What happens while it is run. */
  readonly fault?: Fault;
}

/** Folders hold a case: the file, what is run, and what it prints (`npm run golden` writes that, to be looked at). */
describe('every diagnostic code has a case', () => {
  const origin = temporaryFolder();
  makeStore(origin, 20);

  it('and no folder is of another code', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(CODES).sort());
  });

  it.each(Object.keys(CODES))('%s', async (code) => {
    const cwd = join(temporaryFolder(), 'case');
    cpSync(join(FOLDER, code), cwd, { recursive: true });
    cpSync(join(origin, 'lms.db'), join(cwd, 'lms.db'));
    const { args, sql, fault }: Case = JSON.parse(readFileSync(join(cwd, 'case.json'), 'utf8'));
    if (sql !== undefined) withSql(join(cwd, 'lms.db'), (db) => db.exec(sql));
    const before = dump(join(cwd, 'lms.db'));

    const options = { cwd, ...(fault === undefined ? {} : { fault }) };
    const said = run(args, options);
    const { exitCode, outcome, counts, diagnostics } = runJson(args, options).document;
    expect(said.code).toBe(exitCode);
    expect(diagnostics).toContainEqual(expect.objectContaining({ code }));
    await expect(said.stdout + said.stderr).toMatchFileSnapshot(join(FOLDER, code, 'expected.txt'));
    const part = `${JSON.stringify({ exitCode, outcome, counts, diagnostics }, null, 2)}\n`;
    await expect(part).toMatchFileSnapshot(join(FOLDER, code, 'expected.json'));
    // Nothing that a terminal obeys is ever printed, whatever a file holds.
    expect(said.stdout + said.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(dump(join(cwd, 'lms.db'))).toBe(before);
  });
});
