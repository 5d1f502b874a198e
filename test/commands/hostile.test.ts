import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerHeader, removeRow } from '../../src/core/file/template.ts';
import { BIN, bytesOf, makeStore, removalFile, run, runJson, temporaryFolder } from '../tools/program.ts';

const cwd = temporaryFolder();
const store = makeStore(cwd, 30);
const HEADER = customerHeader();
const CODES = new Set([0, 3, 4, 5]);
/** What a terminal would obey, or hide. */
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;

function expectHarmless(bytes: Buffer | string): void {
  writeFileSync(join(cwd, 'hostile.csv'), bytes);
  const before = bytesOf(store);
  const said = run(['validate', 'hostile.csv'], { cwd });
  expect(CODES).toContain(said.code);
  expect(said.stdout + said.stderr).not.toMatch(OBEYED);
  expect(said.stdout + said.stderr).not.toMatch(/\n\s+at .*\.js/);
  const told = runJson(['ingest', 'hostile.csv', '--confirm-removes', '999'], { cwd });
  expect(CODES).toContain(told.code);
  // A file of blank rows alone asks for nothing.
  if (told.code === 0) expect(told.document.plan.removals).toBe(0);
  expect(bytesOf(store)).toBe(before);
}

describe('a file, however broken, gets a code and leaves the store as it was', () => {
  it('any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => expectHarmless(Buffer.from(bytes))),
      { numRuns: 12 },
    );
  });

  it('any bytes behind a right header', () => {
    const part = fc.constantFrom(
      'remove',
      '40001',
      ',',
      '"',
      '\n',
      '\r',
      '\r\n',
      '\0',
      '\x1b[2J',
      '\u202e',
      '=1+1',
      'é',
      ','.repeat(46),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 40 }), (parts) =>
        expectHarmless(HEADER + parts.join('')),
      ),
      { numRuns: 15 },
    );
  });

  it.each([
    ['100,000 columns', Array.from({ length: 100_000 }, (_, at) => `c${at}`).join(',') + '\n'],
    ['100,000 commas in a row', `${HEADER}remove,40001${','.repeat(100_000)}\n`],
    ['100,000 filled cells', `${HEADER}remove,40001${',x'.repeat(100_000)}\n`],
    [
      'an unclosed quote before ten megabytes',
      `${HEADER}remove,"40001${'\n'.repeat(10)}${'x'.repeat(10_000_000)}`,
    ],
    ['NUL bytes', `${HEADER}remove,"40001"\0,${'\0'.repeat(100)}\n`],
    [
      'terminal escapes in every cell',
      `${HEADER}${Array.from({ length: 48 }, () => '\x1b]0;owned\x07\x1b[2J').join(',')}\n`,
    ],
    ['carriage returns alone', HEADER.replaceAll('\n', '\r') + 'remove,40001\rremove,40002\r'],
    ['a header alone without its line break', HEADER.trim()],
    ['blank lines alone', '\n\n\n\n'],
    ['a hundred thousand blank rows', HEADER + '\n'.repeat(100_000)],
  ])('%s', (_name, text) => {
    if (/blank rows|header alone/.test(_name)) {
      writeFileSync(join(cwd, 'hostile.csv'), text);
      expect(run(['validate', 'hostile.csv'], { cwd }).code).toBe(0);
    } else expectHarmless(text);
  });
});

describe('streams', () => {
  removalFile(cwd, [40001]);

  it('standard input is read, by validate, plan and a list of IDs, and by ingest without a question', () => {
    const input = HEADER + removeRow(40001);
    expect(run(['validate', '-'], { cwd, input }).code).toBe(0);
    expect(run(['plan', '-'], { cwd, input }).code).toBe(0);
    expect(runJson(['ingest', '-'], { cwd, input }).document).toMatchObject({
      exitCode: 5,
      reason: 'consent',
    });
    const made = run(['template', 'customer', '--remove-ids', '-'], { cwd, input: '40001\r\n\n40003\n' });
    expect(made).toMatchObject({ code: 0, stdout: HEADER + removeRow(40001) + removeRow(40003) });
  });

  it.each([
    ['40001\nBrandt\n4e4\n', [2, 3]],
    ['40001', [1]],
    ['40001,40002\n', [1]],
    ['loanId\n40001\n', [1]],
    ['40001\n40001\n', [2]],
  ])('a list with a line that is no ID is refused by its number: %j', (input, lines) => {
    const ran = runJson(['template', 'customer', '--remove-ids', '-'], { cwd, input });
    expect(ran.document).toMatchObject({ exitCode: 3, outcome: 'invalid' });
    const found: { line: number }[] = ran.document.diagnostics;
    expect(found.map(({ line }) => line)).toEqual(lines);
    const said = run(['template', 'customer', '--remove-ids', '-'], { cwd, input });
    expect(said).toMatchObject({ code: 3, stdout: '' });
    expect(said.stderr).toContain(`line ${lines[0]}`);
    expect(said.stderr).not.toContain('Brandt');
  });

  it('a closed pipe is no crash', () => {
    const shell = `"${process.execPath}" "${BIN}" plan july.csv | true; echo "\${PIPESTATUS[0]}"`;
    const ran = spawnSync('bash', ['-c', shell], { cwd });
    expect(ran.stderr.toString()).toBe('');
    expect(Number(ran.stdout.toString())).toBe(0);
  });

  it('an errors file is CSV that a spreadsheet cannot run, replaced by the next one, and nothing else is replaced', () => {
    writeFileSync(join(cwd, 'formula.csv'), `${HEADER}=cmd|' /C calc'!A0,40001\nremove,1\nremove,2\n`);
    for (const args of [['validate'], ['plan'], ['ingest']]) {
      expect(run([...args, 'formula.csv', '--errors', 'errors.csv', '--show', '1'], { cwd }).code).toBe(3);
      expect(run(['validate', 'formula.csv', '--errors', '/dev/null'], { cwd }).code).toBe(3);
      const lines = readErrors();
      expect(lines).toHaveLength(4);
      expect(lines.join('\n')).not.toMatch(/^[=+@-]|,[=+@-]/m);
    }
  });

  function readErrors(): string[] {
    return spawnSync('cat', ['errors.csv'], { cwd }).stdout.toString().trim().split('\n');
  }
});

it('names of files and folders that are not UTF-8 are told as such, and no damage or bug', () => {
  const inside = temporaryFolder();
  makeStore(inside, 5);
  removalFile(inside, [40001]);
  const program = `'${process.execPath}' '${BIN}'`;
  // Latin-1, as an old share or an archive has it.
  const script = (line: string) =>
    `dir=$(printf 'd\\351p'); mkdir -p "$dir"; cp -n lms.db july.csv "$dir"; cp july.csv "$dir.csv"; ${line.replaceAll('lms-import', program)}`;
  for (const [line, code] of [
    ['lms-import validate "$dir.csv"', 4],
    ['lms-import history --store "$dir/lms.db"', 7],
    ...['check', 'validate july.csv', 'plan july.csv', 'ingest july.csv --yes', 'history', 'store scrub'].map(
      (verb) => [`cd "$dir" && lms-import ${verb}`, 7] as const,
    ),
  ] as const) {
    const ran = spawnSync('sh', ['-c', script(line)], {
      cwd: inside,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8' },
    });
    expect({ line, code: ran.status }).toEqual({ line, code });
    expect(ran.stdout + ran.stderr).toMatch(/not UTF-8/);
  }
});
