/** The real program, fed with text that a terminal would obey in every place that text comes from. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clean } from '../../src/core/text/clean.ts';
import { customerHeader, removeRow } from '../../src/core/file/template.ts';
import { NASTY, expectSeen } from '../tools/nasty.ts';
import {
  makeStore,
  removalFile,
  run,
  temporaryFolder,
  withSql,
  type Ran,
  type RunOptions,
} from '../tools/program.ts';

const HEADER = customerHeader();
const NAME = `a${NASTY}.csv`;
/** What a label may hold: with a line end in it, the file is no template. */
const LABEL = NASTY.replaceAll(/[\r\n\u0085\u2028\u2029]/g, '');

function room(customers = 20) {
  const cwd = temporaryFolder();
  const store = makeStore(cwd, customers);
  withSql(store, (db) => db.exec(`UPDATE loan_entity SET status = 'Closed', closed_on = '2015-01-31'`));
  removalFile(cwd, [40001]);
  return { cwd, store };
}

/** Runs it for people, then for programs: the same exit code, and nothing but what can be seen. */
function expectHarmless(args: readonly string[], options: RunOptions, code: number): void {
  for (const line of [args, [...args, '--json']]) {
    const ran = run(line, options);
    expect(ran.code, shown(line, ran)).toBe(code);
    expectSeen(ran.stdout, 'standard output');
    expectSeen(ran.stderr, 'standard error');
  }
}

/** What ran and what it said, fit for this test's own terminal. */
function shown(args: readonly string[], { stdout, stderr }: Ran): string {
  return clean(`${args.join(' ')}\n${stderr}${stdout}`, 3000);
}

type Line = readonly [args: readonly string[], code: number];

function titled(lines: readonly Line[]): readonly (readonly [string, ...Line])[] {
  return lines.map(([args, code]) => [args.map((one) => clean(one, 20)).join(' '), args, code]);
}

describe('the command line itself', () => {
  const cwd = temporaryFolder();
  it.each(
    titled([
      [[NASTY], 2],
      [['help', NASTY], 2],
      [[`--${NASTY}`], 2],
      [['validate', `--${NASTY}`], 2],
      [['validate', 'a', NASTY], 2],
      [['validate', 'a', '--show', NASTY], 2],
      [['ingest', 'a', '--confirm-removes', NASTY], 2],
      [['ingest', 'a', '--lock-timeout', NASTY], 2],
      [['template', NASTY], 2],
      [['store', NASTY], 2],
      [['store', 'init', '--demo', NASTY], 2],
      [['history', '--since', NASTY], 2],
      [['show', NASTY], 4],
      [['verify', NASTY], 2],
    ]),
  )('%s', (_title, args, code) => expectHarmless(args, { cwd }, code));
});

describe('names of files', () => {
  const { cwd, store } = room();
  writeFileSync(join(cwd, NAME), HEADER + removeRow(40002));
  writeFileSync(join(cwd, `t${NASTY}`), `action,customerId,${NASTY}\n`);
  writeFileSync(join(cwd, `n${NASTY}`), 'customerId,lastName\n40002,x\n');
  it.each(
    titled([
      [['validate', NAME], 0],
      [['plan', NAME], 0],
      [['ingest', NAME], 5],
      [['validate', `none${NASTY}`], 4],
      [['validate', NAME, '--template', `t${NASTY}`], 4],
      [['validate', NAME, '--template', NASTY], 4],
      [['validate', NAME, '--check-names', `n${NASTY}`], 3],
      [['validate', NAME, '--check-names', NASTY], 4],
      [['validate', NAME, '--errors', `e${NASTY}`], 0],
      [['validate', NAME, '--errors', `none/${NASTY}`], 4],
      [['plan', NAME, '--store', NASTY], 7],
      [['plan', 'july.csv', '--store', NAME], 7],
      [['template', 'customer', '-o', `o${NASTY}`, '--force'], 0],
      [['template', 'customer', '-o', `none/${NASTY}`], 4],
      [['template', 'customer', '--remove-ids', NAME], 3],
      [['template', 'customer', '--remove-ids', NASTY], 4],
      [['history', '--store', NASTY], 7],
      [['history', '--check', '--report', NAME], 4],
      [['history', '--file', NASTY], 0],
      [['show', '7', '--store', store], 2],
      [['ingest', NAME, '--confirm-removes', '1', '--report', `${NAME}/${NASTY}`], 4],
    ]),
  )('%s', (_title, args, code) => expectHarmless(args, { cwd }, code));

  it('the store by environment, and what a folder above it is called', () => {
    const folder = join(cwd, `d${NASTY}`);
    mkdirSync(folder);
    expectHarmless(['plan', NAME], { cwd, env: { LMS_IMPORT_STORE: NASTY } }, 7);
    expectHarmless(['store', 'init', '--store', `${folder}/no/lms.db`], { cwd }, 4);
    makeStore(folder, 3);
    expectHarmless(['plan', NAME, '--store', `${folder}/lms.db`], { cwd }, 0);
    expectHarmless(['show', '7', '--store', `${folder}/lms.db`], { cwd }, 2);
  });

  it('that begin with a hyphen are options, and files only where that is said', () => {
    writeFileSync(join(cwd, '-x.csv'), HEADER + removeRow(40002));
    expectHarmless(['validate', '-x.csv'], { cwd }, 2);
    const said = run(['plan', '--', '-x.csv'], { cwd });
    expect(said.code).toBe(0);
    expect(said.stdout).toContain('lms-import ingest ./-x.csv');
  });
});

describe('cells', () => {
  const { cwd } = room();
  it.each([
    ['labels', HEADER.replaceAll(',', `${NASTY.replace('\r\n', '')},`)],
    ['an action', `${HEADER}${NASTY.replace('\r\n', '')},40001\n`],
    ['an ID', `${HEADER}remove,4${NASTY.replace('\r\n', '')}\n`],
    ['cells', `${HEADER}remove,40001,${`"${NASTY}",`.repeat(45)}"${NASTY}"\n`],
    ['a cell too many', `${HEADER}${removeRow(40001).trim()},"${NASTY}"\n`],
    ['bytes', Buffer.from(`${HEADER}remove,40001\n\u009b`, 'latin1')],
  ])('%s, on the screen, in a document and in the errors file', (_name, text) => {
    writeFileSync(join(cwd, 'bad.csv'), text);
    for (const command of ['validate', 'plan', 'ingest'])
      expectHarmless([command, 'bad.csv', '--errors', 'e.csv'], { cwd }, _name === 'bytes' ? 4 : 3);
    expectSeen(readFileSync(join(cwd, 'e.csv'), 'utf8'), 'the errors file');
  });

  it('labels of a template and cells of a list of names', () => {
    writeFileSync(join(cwd, 't.csv'), `action,customerId,"=1${LABEL}"\n`);
    writeFileSync(join(cwd, 'f.csv'), `action,customerId,"=1${LABEL}"\nremove,40001,x\n`);
    expectHarmless(['validate', 'f.csv', '--template', 't.csv', '--errors', 'e.csv'], { cwd }, 3);
    expectSeen(readFileSync(join(cwd, 'e.csv'), 'utf8'), 'the errors file');
    expect(readFileSync(join(cwd, 'e.csv'), 'utf8')).not.toMatch(/,"?=/);
    writeFileSync(join(cwd, 'n.csv'), `customerId,lastName\n"${NASTY}","${NASTY}"\n40001,"${NASTY}"\n`);
    expectHarmless(['validate', 'july.csv', '--check-names', 'n.csv', '--errors', 'e.csv'], { cwd }, 3);
    expectSeen(readFileSync(join(cwd, 'e.csv'), 'utf8'), 'the errors file');
  });
});

const QUOTED = `"t${NASTY}"`;

describe('what a store holds', () => {
  it.each([
    ['a table', `CREATE TABLE ${QUOTED} (x)`, 0],
    ['a table of customers', `CREATE TABLE ${QUOTED} (x INTEGER NOT NULL REFERENCES customer_entity)`, 0],
    ['a column', `CREATE TABLE ${QUOTED} (${QUOTED} INTEGER REFERENCES customer_entity)`, 7],
    ['a trigger', `CREATE TRIGGER ${QUOTED} AFTER DELETE ON customer_entity BEGIN SELECT 1; END`, 7],
    ['a virtual table', `CREATE VIRTUAL TABLE ${QUOTED} USING fts5(x)`, 7],
    ['a view', `CREATE VIEW ${QUOTED} AS SELECT * FROM "no${NASTY}"`, 0],
    [
      'a collation',
      `PRAGMA writable_schema = ON; CREATE TABLE t (x INTEGER NOT NULL REFERENCES customer_entity);
       UPDATE sqlite_schema SET sql = 'CREATE TABLE t (x INTEGER NOT NULL COLLATE ${QUOTED} REFERENCES customer_entity)' WHERE name = 't'`,
      7,
    ],
    ['a status', `UPDATE loan_entity SET status = 'Open${NASTY}'`, 0],
    ['a day', `UPDATE loan_entity SET closed_on = '2999-${NASTY}'`, 0],
    ['names', `UPDATE customer_entity SET last_name = '${NASTY}', first_name = '${NASTY}'`, 0],
  ])('%s', (_name, sql, code) => {
    const { cwd, store } = room();
    withSql(store, (db) => {
      db.unsafeMode();
      db.exec(sql);
    });
    expectHarmless(['plan', 'july.csv'], { cwd }, code);
  });
});

describe('who and why, from the option to the report, and what somebody else wrote to the ledger', () => {
  const { cwd, store } = room();
  const ingest = ['ingest', 'july.csv', '--confirm-removes', '1', '--actor', NASTY, '--reason', `r${NASTY}`];
  const PAST = [['history'], ['history', '--check'], ['show', '1'], ['verify', '--all']];

  it('are harmless in both reports, and in every command that tells of them', () => {
    expectHarmless(ingest, { cwd }, 0);
    for (const name of ['report.txt', 'report.json'])
      expectSeen(readFileSync(join(cwd, 'lms-reports/0001', name), 'utf8'), name);
    for (const args of PAST) expectHarmless(args, { cwd }, 0);
  });

  it.each([
    ['a moment', `UPDATE ledger_run SET committed_at = :nasty`],
    ['a record that is none', `UPDATE ledger_run SET record = :nasty`],
    [
      'a folder',
      `UPDATE ledger_finding SET finding = json_set(finding, '$.folder', :nasty) WHERE kind = 'reported'`,
    ],
    [
      "the chain's store",
      `UPDATE ledger_finding SET finding = json_set(finding, '$.ledger.store', :nasty) WHERE kind = 'reported'`,
    ],
    [
      'a lone surrogate',
      `UPDATE ledger_run SET record = replace(record, '"actor":"', '"actor":"\\ud800\\u202e') WHERE :nasty <> ''`,
    ],
    ['an ID', `UPDATE ledger_removed SET customer_id = :nasty`],
    ['a loan', `INSERT INTO ledger_loan VALUES (1, :nasty)`],
    [
      "a finding's run",
      `INSERT INTO ledger_finding (run, kind, found_at, finding) VALUES (:nasty, 'scrubbed', '', '')`,
    ],
    ["a link's run", `INSERT INTO ledger_chain (run, digest) VALUES (:nasty, :nasty)`],
    ['an identity', `UPDATE ledger_store SET identity = :nasty`],
  ])('%s', (_name, sql) => {
    const copy = `${_name.replace(/\W/g, '')}.db`;
    withSql(store, (db) => db.exec(`VACUUM INTO '${join(cwd, copy)}'`));
    withSql(join(cwd, copy), (db) => {
      db.pragma('journal_mode = WAL');
      const triggers = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all();
      for (const name of triggers) db.exec(`DROP TRIGGER ${String(name)}`);
      db.prepare(sql).run({ nasty: `n${NASTY}` });
    });
    for (const args of [...PAST, ['show', '1', '--json'], ['history', '--json'], ['plan', 'july.csv']]) {
      const ran = run([...args, '--store', copy], { cwd });
      expect([0, 3, 7, 9], shown(args, ran)).toContain(ran.code);
      expectSeen(ran.stdout + ran.stderr, args.join(' '));
      if (args.includes('--json')) JSON.parse(ran.stdout);
    }
  });
});

describe('a bug', () => {
  it('is told with its message and its stack', () => {
    const { cwd } = room();
    const fault = { before: 'prepare', throw: `bug${NASTY}` };
    expectHarmless(['plan', 'july.csv'], { cwd, fault }, 1);
  });
});
