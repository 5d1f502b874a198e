import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { customerHeader, removeRow } from '../../src/core/file/template.ts';
import { SILENT } from '../../src/core/progress/progress.ts';
import { load } from '../../src/pipeline/load/load.ts';
import { closeStore, openStore } from '../../src/store/sqlite/connection/open.ts';
import { storeOf } from '../../src/store/sqlite/engine/engine.ts';
import {
  ask,
  BIN,
  bytesOf,
  dump,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
  closedStore,
} from '../tools/program.ts';

const TERMINAL = new URL('../tools/terminal.py', import.meta.url).pathname;

/** 40001 is Bennett, 40002 the company Northern Flooring, 40003 Evans. */
function folder() {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 60);
  removalFile(cwd, [40001, 40002, 40003]);
  list(cwd, ['40001,Bennett', '40002,Northern Flooring', '40003,Evans']);
  return { cwd, store };
}

function list(cwd: string, lines: readonly string[], name = 'names.csv'): void {
  writeFileSync(join(cwd, name), ['customerId,lastName', ...lines, ''].join('\n'));
}

const NAMES = ['--check-names', 'names.csv'];

function codesOf(args: readonly string[], cwd: string): readonly string[] {
  const { document } = runJson([...args, '--show', '100'], { cwd });
  const found: { code: string; severity: string; row: number | null; line: number | null }[] =
    document.diagnostics;
  return found
    .filter(({ severity }) => severity === 'error')
    .map(({ code, row, line }) => `${code} ${row ?? `line ${line}`}`);
}

describe('a list that agrees', () => {
  it('is said to, by validate, plan and ingest, and the next line repeats it', () => {
    const { cwd, store } = folder();
    const validated = run(['validate', 'july.csv', ...NAMES], { cwd });
    expect(validated.stdout).toContain('✓ 3 IDs and 3 names agree with names.csv.');
    expect(validated.stdout).toContain('Next:  lms-import plan july.csv --check-names names.csv\n');
    const planned = run(['plan', 'july.csv', ...NAMES], { cwd });
    expect(planned.stdout).toContain('Names      3 IDs and 3 names agree with names.csv.');
    expect(planned.stdout).toContain('Next:  lms-import ingest july.csv --check-names names.csv\n');
    expect(runJson(['plan', 'july.csv', ...NAMES], { cwd }).document.counts).toMatchObject({
      listed: 3,
      namesCompared: 3,
    });
    expect(run(['ingest', 'july.csv', ...NAMES, '--confirm-removes', '3'], { cwd }).code).toBe(0);
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(57);
  });

  it.each([
    [
      'a byte order mark and CRLF',
      '\uFEFFcustomerId,lastName\r\n40001,Bennett\r\n40002,Northern Flooring\r\n40003,Evans\r\n',
    ],
    [
      'another order, quotes, blank lines',
      'lastName,customerId\n\n"EVANS",40003\n,\n"northern\nflooring",40002\nBénnètt ,40001\n',
    ],
  ])('%s', (_how, text) => {
    const { cwd } = folder();
    writeFileSync(join(cwd, 'names.csv'), text);
    expect(run(['validate', 'july.csv', ...NAMES], { cwd })).toMatchObject({ code: 0 });
    expect(run(['validate', 'july.csv', '--check-names', '-'], { cwd, input: text })).toMatchObject({
      code: 0,
    });
  });

  it('without a store is compared by its IDs alone, and says so', () => {
    const { cwd } = folder();
    const alone = temporaryFolder();
    writeFileSync(join(alone, 'july.csv'), readFileSync(join(cwd, 'july.csv')));
    list(alone, ['40001,Another', '40002,Name', '40003,Each']);
    const said = run(['validate', 'july.csv', ...NAMES], { cwd: alone });
    expect(said).toMatchObject({ code: 0 });
    expect(said.stdout).toContain('✓ 3 IDs agree with names.csv; without a store no name was compared.');
    list(alone, ['40001,Another', '40004,Name']);
    const codes = codesOf(['validate', 'july.csv', ...NAMES], alone);
    expect(codes).toEqual(['name-missing 3', 'name-missing 4', 'name-not-in-file line 3']);
    expect(run(['validate', '--help'], { cwd }).stdout.replaceAll(/\s+/g, ' ')).toContain(
      'without a store the IDs alone are compared',
    );
  });
});

describe('a list that differs', () => {
  it('refuses the import with exit 3, and counts each row once whatever is wrong with it', () => {
    const { cwd, store } = folder();
    const before = bytesOf(store);
    removalFile(cwd, [40001, 40002, 40003, 40001, 99]);
    list(cwd, ['40001,Kowalski', '40002,Northern Flooring', '40004,Thomas', '99,Nobody']);
    for (const args of [['validate'], ['plan'], ['ingest', '--confirm-removes', '5']]) {
      const { document } = runJson([...args, 'july.csv', ...NAMES], { cwd });
      expect(document).toMatchObject({ exitCode: 3, outcome: 'invalid', storeChanged: false });
      expect(document.counts).toMatchObject({ rows: 5, clean: 1, withErrors: 4, errors: 6 });
    }
    expect(codesOf(['validate', 'july.csv', ...NAMES], cwd)).toEqual([
      'customer-not-found 6',
      'duplicate-customer 5',
      'name-mismatch 2',
      'name-mismatch 5',
      'name-missing 4',
      'name-not-in-file line 4',
    ]);
    expect(bytesOf(store)).toBe(before);
  });

  it('a customer without any name in the store is another one than any on the list', () => {
    const { cwd, store } = folder();
    withSql(store, (db) =>
      db.exec('UPDATE customer_entity SET last_name = NULL, company_name = NULL WHERE id = 40001'),
    );
    expect(codesOf(['validate', 'july.csv', ...NAMES], cwd)).toEqual(['name-mismatch 2']);
  });

  it('a customer that an earlier run removed is compared by the ID alone', () => {
    const { cwd } = folder();
    expect(run(['ingest', 'july.csv', '--confirm-removes', '3'], { cwd }).code).toBe(0);
    removalFile(cwd, [40001, 40005], 'august.csv');
    const args = ['plan', 'august.csv', '--missing-ok', ...NAMES];
    list(cwd, ['40001,Whoever', '40005,Morris']);
    expect(runJson(args, { cwd }).document).toMatchObject({
      exitCode: 0,
      counts: { listed: 2, namesCompared: 1 },
    });
    list(cwd, ['40005,Morris']);
    expect(codesOf(args, cwd)).toEqual(['name-missing 2']);
  });

  it('is not looked for where the file was ingested: the same line again is done', () => {
    const { cwd } = folder();
    const args = ['ingest', 'july.csv', '--confirm-removes', '3', '--check-names', 'gone.csv'];
    expect(runJson(args, { cwd }).document).toMatchObject({ exitCode: 4, storeChanged: false });
    list(cwd, ['40001,Bennett', '40002,Northern Flooring', '40003,Evans'], 'gone.csv');
    expect(run(args, { cwd }).code).toBe(0);
    list(cwd, [], 'gone.csv');
    expect(run(args, { cwd })).toMatchObject({ code: 0 });
  });

  it('what was not read is not said to be missing', () => {
    const { cwd } = folder();
    writeFileSync(join(cwd, 'open.csv'), `${customerHeader()}${removeRow(40001)}remove,"40003\n`);
    expect(codesOf(['validate', 'open.csv', ...NAMES], cwd)).toEqual(['quote-error 3']);
    // Behind a wrong quote in a whole line reading goes on: whom that row names nobody knows, either.
    writeFileSync(
      join(cwd, 'open.csv'),
      `${customerHeader()}${removeRow(40001).replace('40001', '40001"')}${removeRow(40003)}`,
    );
    expect(codesOf(['validate', 'open.csv', ...NAMES], cwd)).toEqual(['quote-error 2']);
    writeFileSync(
      join(cwd, 'names.csv'),
      'customerId,lastName\n40001,Bennett\n40002,"North"ern\n40003,Evans\n',
    );
    expect(codesOf(['validate', 'july.csv', ...NAMES], cwd)).toEqual(['names-line-invalid line 3']);
  });
});

describe('a file that is no such list is exit 4, named', () => {
  const { cwd } = folder();
  symlinkSync('july.csv', join(cwd, 'link.csv'));
  removalFile(cwd, [40001, 40002, 40003], 'ours.csv');
  it.each([
    ['names-file-invalid', 'no-customer-id', 'CustomerId,lastName\n'],
    ['names-file-invalid', 'no-last-name', 'customerId,surname\n40001,Bennett\n'],
    ['names-file-invalid', 'twice', 'customerId,lastName,lastName\n'],
    ['names-file-invalid', 'not-readable-as-csv', 'customerId,"lastName\n40001,Bennett\n'],
    ['names-file-invalid', 'no-customer-id', '\ncustomerId,lastName\n'],
    ['empty-file', undefined, ''],
    ['encoding-error', undefined, Buffer.from('customerId,lastName\n40001,B\xe9\n', 'latin1')],
    ['not-csv', undefined, Buffer.from('PK\x03\x04')],
  ])('%s %s: %j', (code, why, bytes) => {
    writeFileSync(join(cwd, 'names.csv'), bytes);
    const { document } = runJson(['validate', 'july.csv', ...NAMES], { cwd });
    expect(document).toMatchObject({ exitCode: 4, diagnostics: [{ code, details: { path: 'names.csv' } }] });
    expect(document.diagnostics[0].details.why).toBe(why);
    const said = run(['validate', 'july.csv', ...NAMES], { cwd }).stderr;
    expect(said).toContain('names.csv');
    expect(said).not.toMatch(/july|Bennett|Kim/);
  });

  it.each([
    ['names-file-invalid', ['validate', 'july.csv', '--check-names', './july.csv']],
    ['names-file-invalid', ['ingest', 'july.csv', '--check-names', 'link.csv']],
    ['names-file-invalid', ['validate', '-', '--check-names', '-']],
    ['names-file-invalid', ['plan', 'july.csv', '--template', 'ours.csv', '--check-names', 'ours.csv']],
    ['template-invalid', ['validate', '-', '--template', '-']],
    ['not-csv', ['validate', 'july.csv', '--check-names', 'lms.db']],
    ['not-csv', ['ingest', 'july.csv', '--check-names', 'lms.db']],
    ['file-not-found', ['validate', 'july.csv', '--check-names', 'none.csv']],
    ['file-not-readable', ['validate', 'july.csv', '--check-names', '.']],
    [
      'output-not-writable',
      ['validate', 'july.csv', '--check-names', 'names.csv', '--errors', './names.csv'],
    ],
  ])('%s: %j', (code, args) => {
    // As an earlier `--errors` would have left it: such a file is replaced, but never where it is read.
    const text = 'code,severity,row,line,cell,label,value,message,remedy\n';
    writeFileSync(join(cwd, 'names.csv'), text);
    expect(runJson(args, { cwd }).document).toMatchObject({ exitCode: 4, diagnostics: [{ code }] });
    expect(readFileSync(join(cwd, 'names.csv'), 'utf8')).toBe(text);
  });
});

describe('nothing of a name is told but its initial', () => {
  const hostile = [
    'Zweigelt\u0007\u001b[2J',
    '\u202eZweigelt',
    '\u115fZweigelt',
    '=Zweigelt()',
    'Zweigelt'.repeat(50_000),
    'Zweigelt"Quote',
    "Zweigelt' OR 1=1 --",
    'Zweigelt\nZweigelt',
    '\ufdfaZweigelt',
  ];
  const telling = /weigel|wiebelkorn|[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u115f]/i;
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

  it('on the screen, in JSON, in --errors, in ledger and report', () => {
    const { cwd, store } = folder();
    const ids = hostile.map((_name, at) => 40005 + at);
    removalFile(cwd, ids);
    withSql(store, (db) => {
      const rename = db.prepare('UPDATE customer_entity SET last_name = ? WHERE id = ?');
      hostile.forEach((name, at) => rename.run(name.replaceAll('Zweigelt', 'Zwiebelkorn'), 40005 + at));
    });
    list(cwd, [
      ...ids.map((id, at) => `${id},${quoted(hostile[at] ?? '')}`),
      'Zweigelt,40005',
      '40001,Zweigelt,Zweigelt',
    ]);
    const args = ['july.csv', ...NAMES, '--errors', 'errors.csv'];
    for (const command of ['validate', 'plan', 'ingest']) {
      const { code, stdout, stderr } = run([command, ...args], { cwd });
      expect(code).toBe(3);
      expect(stdout.length).toBeLessThan(10_000);
      expect(stdout).toContain('the list says Z•••, the store Z•••');
      expect(stdout + stderr).not.toMatch(telling);
      expect(readFileSync(join(cwd, 'errors.csv'), 'utf8')).not.toMatch(telling);
      const json = runJson([command, ...args], { cwd });
      expect(json.document.diagnostics).toContainEqual(
        expect.objectContaining({
          code: 'name-mismatch',
          details: { list: 'Z', store: 'Z', differ: 'other' },
        }),
      );
      expect(json.stdout).not.toMatch(telling);
    }
    // The first holds controls, as a lost letter does: nobody can say that such a name is the same.
    const sure = ids.slice(1);
    withSql(store, (db) => db.exec(`UPDATE customer_entity SET last_name = 'Z' WHERE id = 40005`));
    removalFile(cwd, sure);
    list(
      cwd,
      sure.map((id, at) => `${id},${quoted((hostile[at + 1] ?? '').replaceAll('Zweigelt', 'ZWIEBELKORN'))}`),
    );
    expect(run(['ingest', ...args, '--confirm-removes', String(sure.length)], { cwd }).code).toBe(0);
    for (const file of readdirSync(join(cwd, 'lms-reports/0001'))) {
      expect(readFileSync(join(cwd, 'lms-reports/0001', file), 'utf8')).not.toMatch(/wiebelkorn|names\.csv/i);
    }
    expect(readFileSync(store).toString('latin1')).not.toMatch(/wiebelkorn/i);
    expect(dump(store)).not.toMatch(/wiebelkorn/i);
  });

  it('TEMP tables hold whole numbers alone', async () => {
    const { cwd, store } = folder();
    list(cwd, ['40001,Zweigelt', '40002,Northern Flooring', '40009,Mendoza', '40003,Evans']);
    const open = openStore({ path: store, seconds: 1, mode: 'read-only' });
    try {
      const port = storeOf(open);
      await load(
        { staging: await port.stage(), store: port },
        {
          file: join(cwd, 'july.csv'),
          template: null,
          checkNames: join(cwd, 'names.csv'),
          missingOk: false,
          returnedOk: false,
          sha256: null,
          keep: 20,
          now: new Date(),
          progress: SILENT,
          learn: () => undefined,
          onDiagnostic: () => undefined,
        },
      );
      const tables = open.db
        .prepare(`SELECT name FROM temp.sqlite_schema WHERE type = 'table'`)
        .pluck()
        .all();
      expect(tables).toEqual(expect.arrayContaining(['staged', 'named', 'off_list']));
      for (const table of tables) {
        const rows = open.db
          .prepare(`SELECT * FROM temp."${String(table)}"`)
          .raw()
          .all() as unknown[][];
        for (const value of rows.flat()) expect(value === null || Number.isInteger(value)).toBe(true);
      }
    } finally {
      closeStore(open);
    }
  });
});

it('a name whose letters nobody can read is nobody’s: another one looks the same', () => {
  const { cwd, store } = folder();
  // Two names of six letters, as a program of the last century wrote them.
  withSql(store, (db) => {
    db.prepare("UPDATE customer_entity SET last_name = CAST(x'C8E2E0EDEEE2' AS TEXT) WHERE id = 40001").run();
    db.prepare("UPDATE customer_entity SET last_name = 'Iv?nov' WHERE id = 40003").run();
  });
  list(cwd, [`40001,${'\ufffd'.repeat(6)}`, '40002,Northern Flooring', '40003,Iv?nov']);
  const args = ['ingest', 'july.csv', ...NAMES, '--confirm-removes', '3'];
  expect(codesOf(args, cwd)).toEqual(['name-mismatch 2', 'name-mismatch 4']);
  expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(60);
});

it.each([
  [
    'semicolons',
    'lastName;customerId;city\r\nBennett;40001;"Wexcombe, Lower"\r\nNorthern Flooring;40002;x\r\nEvans;40003;\r\n',
  ],
  [
    'tabs',
    'loan\tcustomerId\tlastName\nL1\t40001\tBennett\nL2\t40002\tNorthern Flooring\nL3\t40003\tEvans\n',
  ],
  [
    'commas',
    '"customerId","lastName","city"\n"40001","Bennett","a"\n"40002","Northern Flooring","b;c"\n"40003","Evans","d"\n',
  ],
])('one list of several columns, by %s, makes the file and is compared with it', (_name, text) => {
  const { cwd, store } = folder();
  writeFileSync(join(cwd, 'names.csv'), text);
  const made = run(['template', 'customer', '--remove-ids', 'names.csv', '-o', 'made.csv'], { cwd });
  expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
  expect(readFileSync(join(cwd, 'made.csv'), 'utf8')).toBe(
    customerHeader() + [40001, 40002, 40003].map(removeRow).join(''),
  );
  expect(run(['ingest', 'made.csv', ...NAMES, '--confirm-removes', '3'], { cwd }).code).toBe(0);
  expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(57);
});

it('shows both names at a terminal, and nowhere else', () => {
  const { cwd } = folder();
  list(cwd, ['40001,Bennet', '40002,Northern Flooring', '40003,Evans']);
  const env = { PATH: process.env.PATH, HOME: cwd, LANG: 'C.UTF-8', TERM: 'xterm' };
  for (const verb of ['validate', 'plan', 'ingest']) {
    const line = [process.execPath, BIN, verb, 'july.csv', ...NAMES];
    const { stdout } = spawnSync('python3', [TERMINAL, '', 'never shown', '', ...line], {
      ...{ cwd, env },
      encoding: 'utf8',
    });
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'the list says "Bennet", the store "Bennett": one letter differs',
    );
    const { stdout: piped, stderr } = run([verb, 'july.csv', ...NAMES], { cwd });
    expect(piped).toContain('the list says B•••, the store B•••: one letter differs');
    expect(piped + stderr + runJson([verb, 'july.csv', ...NAMES], { cwd }).stdout).not.toMatch(/Bennet/);
  }
});

it('an empty list of columns whose header was cut is none', () => {
  const { cwd } = folder();
  writeFileSync(join(cwd, 'cut.csv'), 'lastName;customerId');
  const { document } = runJson(['template', 'customer', '--remove-ids', 'cut.csv'], { cwd });
  expect(document).toMatchObject({ exitCode: 3, diagnostics: [{ code: 'truncated-row', line: 1 }] });
});

it('says in what little two names differ, and who has none', () => {
  const { cwd, store } = folder();
  withSql(store, (db) =>
    db.exec(`UPDATE customer_entity SET last_name = 'O’Brien' WHERE id = 40001;
      UPDATE customer_entity SET company_name = ' ', last_name = NULL WHERE id = 40002;
      UPDATE customer_entity SET last_name = 'Meyer-Lund' WHERE id = 40003`),
  );
  list(cwd, ["40001,O'Brien", '40002,Northern Flooring', '40003,Meyer Lund']);
  const stdout = run(['validate', 'july.csv', ...NAMES], { cwd }).stdout.replaceAll(/\s+/g, ' ');
  expect(stdout).toContain('the list says N•••, in the store the customer has no name');
  expect(stdout).toContain('the list says M•••, the store M•••: only marks between letters differ');
  expect(codesOf(['validate', 'july.csv', ...NAMES], cwd)).toEqual(['name-mismatch 3', 'name-mismatch 4']);
});
