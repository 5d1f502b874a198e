/** Nothing is written through a symbolic link; folders above what is written may be links. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openOutput } from '../../src/files/file.ts';
import { writeReport } from '../../src/files/report-folder.ts';
import {
  BIN,
  ask,
  makeStore,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
} from '../tools/program.ts';

function room() {
  const cwd = temporaryFolder();
  const store = makeStore(cwd, 20);
  withSql(store, (db) => db.exec(`UPDATE loan_entity SET status = 'Closed'`));
  removalFile(cwd, [40001]);
  writeFileSync(join(cwd, 'victim'), 'as it was');
  mkdirSync(join(cwd, 'elsewhere'));
  const victim = () => readFileSync(join(cwd, 'victim'), 'utf8');
  const elsewhere = () => readdirSync(join(cwd, 'elsewhere'));
  const link = (to: string, from: string) => symlinkSync(to, join(cwd, from));
  const sha8 = createHash('sha256')
    .update(readFileSync(join(cwd, 'july.csv')))
    .digest('hex')
    .slice(0, 8);
  return { cwd, store, victim, elsewhere, link, sha8 };
}

const INGEST = ['ingest', 'july.csv', '--confirm-removes', '1'];
const WRITING = [
  ['template', 'customer', '-o', 'out'],
  ['template', 'customer', '-o', 'out', '--force'],
  ['validate', 'july.csv', '--errors', 'out'],
  ['plan', 'july.csv', '--errors', 'out'],
  [...INGEST, '--errors', 'out'],
  ['store', 'init', '--store', 'out'],
  ['store', 'init', '--demo', '3', '--store', 'out'],
];

describe('a link in the place of an output', () => {
  const { cwd, store, victim, link } = room();
  it.each(WRITING.map((args) => [args.join(' '), args] as const))('is refused: %s', (_title, args) => {
    for (const to of ['victim', 'not-there', '/dev/null', 'out']) {
      link(to, 'out');
      const ran = runJson(args, { cwd });
      expect(ran.document).toMatchObject({ exitCode: 4, storeChanged: false });
      expect(lstatSync(join(cwd, 'out')).isSymbolicLink()).toBe(true);
      unlinkSync(join(cwd, 'out'));
    }
    expect(victim()).toBe('as it was');
    expect(existsSync(join(cwd, 'not-there'))).toBe(false);
    expect(readdirSync(cwd).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(20);
  });

  it('that comes while the file is written is replaced, and what it leads to is not touched', () => {
    for (const args of WRITING.slice(1, 4)) {
      const fault = { before: 'renameSync', run: 'ln -s victim out' };
      expect(run(args, { cwd, fault }).code).toBe(0);
      expect(lstatSync(join(cwd, 'out')).isFile()).toBe(true);
      expect(victim()).toBe('as it was');
      unlinkSync(join(cwd, 'out'));
    }
  });

  it('in a folder above it is followed', () => {
    link('elsewhere', 'folder');
    expect(run(['template', 'customer', '-o', 'folder/out'], { cwd }).code).toBe(0);
    expect(run(['store', 'init', '--store', 'folder/new.db'], { cwd }).code).toBe(0);
    expect(readdirSync(join(cwd, 'elsewhere')).sort()).toEqual(['new.db', 'out']);
  });
});

describe('what is neither a file nor a folder', () => {
  const cwd = temporaryFolder();
  it('may be a pipe, and is never a disk', () => {
    spawnSync('mkfifo', ['pipe'], { cwd });
    // Into a file: on one pipe, the words of the program could come before what the other reads.
    const shell = `cat pipe >came & "${process.execPath}" "${BIN}" template customer -o pipe; wait`;
    expect(spawnSync('bash', ['-c', shell], { cwd }).status).toBe(0);
    expect(readFileSync(join(cwd, 'came'), 'utf8')).toMatch(/^action,customerId/);
    // Some machines let nobody make such a node.
    if (spawnSync('mknod', ['disk', 'b', '7', '250'], { cwd }).status !== 0) return;
    expect(() => openOutput(join(cwd, 'disk'), { inputs: [], replace: () => true })).toThrow();
    expect(runJson(['template', 'customer', '-o', 'disk', '--force'], { cwd }).document).toMatchObject({
      exitCode: 4,
      diagnostics: [{ details: { why: 'block-device' } }],
    });
  });
});

it('a pipe in the place of a report is no report, and nobody waits for it', async () => {
  const dir = join(temporaryFolder(), 'reports');
  const run1 = { run: 1, sha256: 'a'.repeat(64), committedAt: '2026-07-01T00:00:00.000Z' };
  const files = [{ name: 'report.json', chunks: ['{}'] }];
  const pending = `.pending-aaaaaaaa-${process.pid}`;
  mkdirSync(join(dir, '0001'), { recursive: true });
  mkdirSync(join(dir, pending));
  spawnSync('mkfifo', ['0001/report.json', '0001-aaaaaaaa', `${pending}/report.json`], { cwd: dir });
  expect(await writeReport(dir, run1, files)).toBe(join(dir, '0001-aaaaaaaa-2'));
  expect(readFileSync(join(dir, '0001-aaaaaaaa-2/report.json'), 'utf8')).toBe('{}');
  expect(lstatSync(join(dir, '0001/report.json')).isFIFO()).toBe(true);
  expect(readdirSync(dir).sort()).toEqual(['0001', '0001-aaaaaaaa', '0001-aaaaaaaa-2']);
}, 10_000);

describe('the folder of reports', () => {
  it('may be a link itself', () => {
    const { cwd, link, elsewhere } = room();
    link('elsewhere', 'lms-reports');
    expect(run(INGEST, { cwd }).code).toBe(0);
    expect(elsewhere()).toEqual(['0001']);
  });

  it.each(['elsewhere', 'not-there', 'victim'])('holds a link where the run’s folder goes: %s', (to) => {
    const { cwd, link, elsewhere, sha8 } = room();
    mkdirSync(join(cwd, 'lms-reports'));
    link(`../${to}`, 'lms-reports/0001');
    expect(run(INGEST, { cwd }).code).toBe(0);
    expect(elsewhere()).toEqual([]);
    expect(existsSync(join(cwd, 'not-there'))).toBe(false);
    expect(readdirSync(join(cwd, 'lms-reports')).sort()).toEqual(['0001', `0001-${sha8}`]);
    expect(readdirSync(join(cwd, `lms-reports/0001-${sha8}`)).sort()).toEqual(['report.json', 'report.txt']);
  });

  it('where the names of the run are links gets the report under another name', () => {
    const { cwd, link, elsewhere, sha8 } = room();
    mkdirSync(join(cwd, 'lms-reports'));
    for (const name of ['0001', `0001-${sha8}`]) link('../elsewhere', `lms-reports/${name}`);
    expect(runJson(INGEST, { cwd }).document).toMatchObject({
      exitCode: 0,
      folder: `lms-reports/0001-${sha8}-2`,
    });
    expect(elsewhere()).toEqual([]);
    expect(lstatSync(join(cwd, `lms-reports/0001-${sha8}-2`)).isDirectory()).toBe(true);
  });

  it('holds a link where the pending folder goes: nothing is removed', () => {
    const { cwd, store, elsewhere, sha8 } = room();
    const plant = `mkdir lms-reports; ln -s ../elsewhere lms-reports/.pending-${sha8}-$PPID`;
    const ran = runJson(INGEST, { cwd, fault: { before: 'mkdirSync', run: plant } });
    expect(ran.document).toMatchObject({ exitCode: 4, storeChanged: false });
    expect(elsewhere()).toEqual([]);
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(20);
  });

  it('is rid of a link that looks like an abandoned folder, not of what it leads to', () => {
    const { cwd, link, elsewhere } = room();
    mkdirSync(join(cwd, 'lms-reports'));
    writeFileSync(join(cwd, 'elsewhere/kept'), '');
    link('../elsewhere', 'lms-reports/.pending-00000000-999999999');
    expect(run(INGEST, { cwd }).code).toBe(0);
    expect(elsewhere()).toEqual(['kept']);
    expect(readdirSync(join(cwd, 'lms-reports'))).toEqual(['0001']);
  });

  it('has a report in it that is a link: it is replaced', () => {
    const { cwd, link, victim } = room();
    expect(run(INGEST, { cwd }).code).toBe(0);
    unlinkSync(join(cwd, 'lms-reports/0001/report.txt'));
    link('../../victim', 'lms-reports/0001/report.txt');
    expect(run(['show', '1', '--report', 'lms-reports'], { cwd }).code).toBe(0);
    expect(victim()).toBe('as it was');
    expect(lstatSync(join(cwd, 'lms-reports/0001/report.txt')).isFile()).toBe(true);
  });
});

describe('a store', () => {
  it.each(['-wal', '-shm', '-journal'])('with a link for its %s is refused, read or written', (end) => {
    const { cwd, store, victim, link } = room();
    withSql(store, (db) => db.pragma('wal_checkpoint(TRUNCATE)'));
    for (const place of [
      () => link('victim', `lms.db${end}`),
      () => linkSync(join(cwd, 'victim'), `${store}${end}`),
    ]) {
      place();
      for (const args of [['plan', 'july.csv'], INGEST, ['history']])
        expect(runJson(args, { cwd }).document).toMatchObject({ exitCode: 7, reason: 'not-a-store' });
      expect(victim()).toBe('as it was');
      unlinkSync(`${store}${end}`);
    }
    expect(run(['plan', 'july.csv'], { cwd }).code).toBe(0);
  });

  it('may be named by a link: it is the file itself that is opened', () => {
    const { cwd, store, link } = room();
    link('lms.db', 'link.db');
    expect(run([...INGEST, '--store', 'link.db'], { cwd }).code).toBe(0);
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(19);
    expect(readdirSync(cwd).filter((name) => name.startsWith('link.db'))).toEqual(['link.db']);
  });
});

it('what is written is for owner and group at most, whatever the umask', () => {
  const { cwd } = room();
  const script = `umask 000; l() { "${process.execPath}" "${BIN}" "$@" > /dev/null; }
    l store init --store open.db; l template customer -o t.csv; l plan july.csv --errors e.csv; l ${INGEST.join(' ')}
    umask 077; l store init --store closed.db; l template customer -o closed.csv`;
  expect(spawnSync('bash', ['-c', script], { cwd }).stderr.toString()).toBe('');
  const mode = (name: string) => (statSync(join(cwd, name)).mode & 0o777).toString(8);
  for (const name of [
    'open.db',
    't.csv',
    'e.csv',
    'lms-reports/0001/report.json',
    'lms-reports/0001/report.txt',
  ])
    expect(mode(name), name).toBe('640');
  for (const name of ['lms-reports', 'lms-reports/0001']) expect(mode(name), name).toBe('750');
  for (const name of ['closed.db', 'closed.csv']) expect(mode(name), name).toBe('600');
});
