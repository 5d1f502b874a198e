/** `verify` where the store is not as the runs left it: another shape, an older copy, a file that SQLite finds damaged. */
import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { customerHeader, removeRow } from '../../src/core/file/template.ts';
import {
  BIN,
  closedStore,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
  runsAsOthers,
} from '../tools/program.ts';

const origin = temporaryFolder();
closedStore(origin, 40);
const ingest = (cwd: string, ids: readonly number[], name: string) => {
  removalFile(cwd, ids, name);
  expect(run(['ingest', name, '--confirm-removes', String(ids.length)], { cwd })).toMatchObject({ code: 0 });
};
ingest(origin, [40001, 40002], 'july.csv');

function room() {
  const cwd = temporaryFolder();
  cpSync(origin, cwd, { recursive: true });
  return { cwd, store: join(cwd, 'lms.db') };
}

it('asks what it can of a store whose shape is refused today, and is not green', () => {
  const { cwd, store } = room();
  withSql(store, (db) => db.exec('CREATE TABLE customer_scan (customer_id INTEGER)'));
  const { document } = runJson(['verify', '1'], { cwd });
  expect(document).toMatchObject({
    exitCode: 9,
    reason: 'not-asked',
    runs: [{ run: 1, checks: [{ check: 2, passed: true }] }],
    integrity: 'ok',
    notAsked: [1, 3, 4, 5, 6, 7],
    trouble: expect.stringContaining('customer_scan'),
  });
  const said = run(['verify', '1'], { cwd }).stdout.replace(/\s+/g, ' ');
  expect(said).toMatch(/2 customers still gone; whether anything is left of them was not asked/);
  expect(said).toMatch(/Could not be asked: checks 3 and 5\. .*customer_scan/);
  expect(said).not.toMatch(/damaged|nothing left/);
  withSql(store, (db) => db.exec('INSERT INTO customer_entity (id) VALUES (40002)'));
  expect(runJson(['verify', '1'], { cwd }).document).toMatchObject({
    exitCode: 9,
    reason: 'check-failed',
    runs: [{ back: [40002] }],
  });
});

it('is not green where an ID was taken out of the ledger: of that customer nothing could be asked', () => {
  const { cwd, store } = room();
  withSql(store, (db) =>
    db.exec(`DROP TRIGGER ledger_removed_no_delete; DELETE FROM ledger_removed WHERE customer_id = 40002;
      INSERT INTO customer_entity (id) VALUES (40002)`),
  );
  for (const line of [
    ['verify', '1'],
    ['verify', '--all'],
  ]) {
    const { document } = runJson(line, { cwd });
    expect(document).toMatchObject({ exitCode: 9, reason: 'ledger-changed', run: 1 });
    expect(document.message).toContain('it lists 1 of 2 customers');
  }
});

it.each(['scrubbed', 'verified', 'reported'])(
  'what was noted as %s and cannot be read is no bug of ours',
  (kind) => {
    const { cwd, store } = room();
    for (const text of ['', '{}', '[1']) {
      withSql(store, (db) => {
        db.exec('DROP TRIGGER IF EXISTS ledger_finding_no_update');
        db.prepare('UPDATE ledger_finding SET finding = ? WHERE kind = ?').run(text, kind);
      });
      for (const line of [
        ['show', '1'],
        ['ingest', 'july.csv', '--confirm-removes', '2'],
      ])
        expect(runJson(line, { cwd }).document).toMatchObject({
          exitCode: 9,
          reason: 'ledger-changed',
          run: 1,
        });
    }
  },
);

it('is told of CHECK constraints, which SQLite does not ask for a connection that only reads', () => {
  const { cwd, store } = room();
  withSql(store, (db) => {
    db.exec('CREATE TABLE office (seats INTEGER CHECK (seats > 0))');
    db.pragma('ignore_check_constraints = ON');
    db.exec('INSERT INTO office VALUES (-1)');
  });
  expect(runJson(['verify', '1'], { cwd }).document).toMatchObject({
    exitCode: 9,
    reason: 'integrity',
    integrity: 'CHECK constraint failed in office',
  });
});

it('names the reports whose runs an older copy does not hold, until their customers are removed again', () => {
  const { cwd, store } = room();
  withSql(store, (db) => db.pragma('wal_checkpoint(TRUNCATE)'));
  cpSync(store, join(cwd, 'backup.db'));
  ingest(cwd, [40005, 40006], 'august.csv');
  expect(runJson(['verify', '--all'], { cwd }).document).toMatchObject({
    exitCode: 0,
    counts: { runs: 2, customers: 4, back: 0, unfinished: 0, lacking: 0 },
  });
  for (const end of ['', '-wal', '-shm']) writeFileSync(`${store}${end}`, '');
  cpSync(join(cwd, 'backup.db'), store);
  const folder = 'lms-reports/0002';
  expect(runJson(['verify', '--all'], { cwd }).document).toMatchObject({
    exitCode: 9,
    reason: 'ledger-changed',
    counts: { runs: 1, lacking: 1 },
    lacking: [{ folder, run: 2 }],
  });
  expect(run(['verify', '1'], { cwd })).toMatchObject({ code: 9, stdout: expect.stringContaining(folder) });
  renameSync(join(cwd, 'lms-reports'), join(cwd, 'kept'));
  expect(run(['verify', '1'], { cwd }).code).toBe(0);
  expect(run(['verify', '1', '--report', 'kept'], { cwd }).code).toBe(9);
  // Done again, as the README has it, with a run between.
  ingest(cwd, [40009], 'september.csv');
  expect(run(['verify', '1', '--report', 'kept'], { cwd }).code).toBe(9);
  writeFileSync(join(cwd, 'again.csv'), customerHeader() + [40005, 40006].map(removeRow).join(''));
  expect(run(['ingest', 'again.csv', '--confirm-removes', '2'], { cwd }).code).toBe(0);
  expect(run(['verify', '--all', '--report', 'kept'], { cwd })).toMatchObject({ code: 0 });
});

it('says that reports could not be looked at, and counts none of them', () => {
  const { cwd } = room();
  for (const [dir, code] of [
    ['none', 'file-not-found'],
    ['lms.db', 'file-not-readable'],
  ] as const) {
    const { document } = runJson(['verify', '--all', '--report', dir], { cwd });
    expect(document).toMatchObject({ exitCode: 4, reason: 'input', diagnostics: [{ code }] });
    expect(document.diagnostics[0].details).toMatchObject({ path: dir, role: 'reports' });
  }
  renameSync(join(cwd, 'lms-reports'), join(cwd, 'kept'));
  const green = { exitCode: 0, counts: { lacking: 0 }, unread: [] };
  expect(runJson(['verify', '1'], { cwd }).document).toMatchObject(green);
  symlinkSync('kept/0001/report.json', join(cwd, 'lms-reports'));
  const { document } = runJson(['verify', '1'], { cwd });
  const unread = [{ path: 'lms-reports', why: 'ENOTDIR' }];
  expect(document).toMatchObject({ exitCode: 9, reason: 'not-asked', counts: { unread: 1 }, unread });
  expect(document.counts).not.toHaveProperty('lacking');
  const said = run(['verify', '1'], { cwd }).stdout.replace(/\s+/g, ' ');
  expect(said).toMatch(/Could not be read: lms-reports \(ENOTDIR\)\. .* not asked\. .*Ask again as a user/);
  expect(said).not.toContain('After a restore');
});

it('says so of a report that is cut or empty, and what to do about it', () => {
  const { cwd } = room();
  const path = join(cwd, 'lms-reports/0001/report.json');
  const whole = readFileSync(path, 'utf8');
  for (const text of ['', whole.slice(0, 700)]) {
    writeFileSync(path, text);
    const { document } = runJson(['verify', '--all'], { cwd });
    const unread = [{ path: 'lms-reports/0001/report.json', why: 'not-a-report' }];
    expect(document).toMatchObject({ exitCode: 9, reason: 'not-asked', unread });
    expect(run(['verify', '1'], { cwd }).stdout.replace(/\s+/g, ' ')).toMatch(
      /no whole report: put another copy/,
    );
  }
  writeFileSync(path, whole);
  expect(run(['verify', '1'], { cwd }).code).toBe(0);
});
it.skipIf(!runsAsOthers())('says so of one report that this user may not read', () => {
  const { cwd, store } = room();
  withSql(store, (db) => db.pragma('wal_checkpoint(TRUNCATE)'));
  chmodSync(cwd, 0o777);
  chmodSync(store, 0o666);
  chmodSync(join(cwd, 'lms-reports'), 0o755);
  for (const end of ['-wal', '-shm']) rmSync(`${store}${end}`, { force: true });
  for (const [closed, path] of [
    ['lms-reports/0001', 'lms-reports/0001/report.json'],
    ['lms-reports', 'lms-reports'],
  ] as const) {
    chmodSync(join(cwd, closed), 0o700);
    const { document } = runJson(['verify', '--all'], { cwd, uid: 65534 });
    expect(document).toMatchObject({ exitCode: 9, reason: 'not-asked', unread: [{ path, why: 'EACCES' }] });
  }
});

it('says of an unfinished run what is left of it, step by step, and `plan` of its file does', () => {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 40);
  removalFile(cwd, [40001, 40002], 'july.csv');
  const at = { before: 'prepare INSERT INTO main.ledger_finding', signal: 'SIGKILL' } as const;
  const line = ['ingest', 'july.csv', '--confirm-removes', '2'];
  const says = (missing: readonly string[], words: RegExp) => {
    const { document } = runJson(['verify', '1'], { cwd });
    expect(document).toMatchObject({ exitCode: 9, runs: [{ finished: false, missing }] });
    expect(run(['plan', 'july.csv'], { cwd }).stdout.replace(/\s+/g, ' ')).toMatch(words);
  };
  run(line, { cwd, fault: { ...at, nth: 1 } });
  says(['scrub', 'checks', 'report'], /; its scrub, its checks and its report are not noted as done\./);
  run(['finish'], { cwd, fault: { ...at, nth: 2 } });
  const scrubbed = 'its scrub is done; that its checks passed and its report is written is not noted.';
  says(['checks', 'report'], new RegExp(scrubbed));
  withSql(store, (db) => db.exec('INSERT INTO customer_entity (id) VALUES (40001)'));
  expect(run(['finish'], { cwd }).code).toBe(9);
  const said = run(['verify', '1'], { cwd }).stdout.replace(/\s+/g, ' ');
  expect(said).toContain(`NOT FINISHED: ${scrubbed}`);
  withSql(store, (db) => db.exec('DELETE FROM customer_entity WHERE id = 40001'));
  run(['finish'], { cwd, fault: { ...at, nth: 2 } });
  says(['report'], /; its scrub is done and its checks passed; that its report is written/);
  expect(run(['finish'], { cwd }).code).toBe(0);
  expect(runJson(['verify', '1'], { cwd }).document).toMatchObject({
    exitCode: 0,
    runs: [{ finished: true, missing: [] }],
  });
});

it('calls a file that SQLite finds damaged by that name', () => {
  const { cwd, store } = room();
  withSql(store, (db) => {
    db.unsafeMode();
    db.exec(`PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = replace(sql, '(customer_id)', '(kind)') WHERE name = 'customer_address_by_customer'`);
  });
  expect(runJson(['verify', '1'], { cwd }).document).toMatchObject({ exitCode: 9, reason: 'integrity' });
});

/** July's removal, and a restore of the copy that was made before it. */
function older() {
  const { cwd, store } = room();
  cpSync(store, join(cwd, 'backup.db'));
  ingest(cwd, [40005], 'august.csv');
  for (const end of ['', '-wal', '-shm']) rmSync(store + end, { force: true });
  cpSync(join(cwd, 'backup.db'), store);
  return { cwd, store };
}

it("reads a run's own folder where that is named, and says where a named folder holds no report", () => {
  const { cwd } = older();
  expect(runJson(['verify', '--all', '--report', 'lms-reports/0002'], { cwd }).document).toMatchObject({
    exitCode: 9,
    reason: 'ledger-changed',
    counts: { reports: 1, lacking: 1 },
  });
  const above = ['verify', '--all', '--report', '.'];
  expect(runJson(above, { cwd }).document).toMatchObject({ exitCode: 0, counts: { reports: 0, lacking: 0 } });
  expect(run(above, { cwd }).stdout.replaceAll(/\s+/g, ' ')).toContain(
    'No report of a run is in .: whether one knows',
  );
  expect(run(['verify', '--all'], { cwd }).stdout).not.toContain('No report');
});

it('looks for the reports of a store that is named by a link where those of the store are', () => {
  const { cwd, store } = older();
  const elsewhere = temporaryFolder();
  symlinkSync(store, join(elsewhere, 'lms.db'));
  expect(runJson(['verify', '--all'], { cwd: elsewhere }).document).toMatchObject({
    exitCode: 9,
    reason: 'ledger-changed',
    counts: { reports: 2, lacking: 1 },
  });
  removalFile(elsewhere, [40011], 'more.csv');
  const { document } = runJson(['ingest', 'more.csv', '--confirm-removes', '1'], { cwd: elsewhere });
  expect(document.exitCode).toBe(0);
  expect(readdirSync(join(cwd, 'lms-reports'))).toHaveLength(3);
  expect(existsSync(join(elsewhere, 'lms-reports'))).toBe(false);
});

it('answers of one moment, or refuses, where another program renames a table of loans meanwhile', () => {
  const { cwd, store } = room();
  withSql(store, (db) =>
    db.exec(`CREATE TABLE loan_fee (id INTEGER PRIMARY KEY, loan_id INTEGER NOT NULL REFERENCES loan_entity (id), cents INTEGER);
      INSERT INTO loan_fee SELECT id, id, 100 FROM loan_entity; PRAGMA wal_checkpoint(TRUNCATE)`),
  );
  const steps = join(cwd, 'steps');
  expect(run(['verify', '1'], { cwd, faultLog: steps }).code).toBe(0);
  const rename = `node -e "new (require('${process.cwd()}/node_modules/better-sqlite3'))('lms.db').exec('ALTER TABLE ' + (process.argv[1]) + ' RENAME TO ' + process.argv[2])"`;
  const last = readFileSync(steps, 'utf8').split('\n').length;
  const step = process.env['FAULTS'] === 'all' ? 1 : 17;
  for (let at = 1, now = 'loan_fee'; at < last; at += step) {
    const next = now === 'loan_fee' ? 'loan_charge' : 'loan_fee';
    const ran = run(['verify', '1', '--json'], { cwd, fault: { at, run: `${rename} ${now} ${next}` } });
    const { exitCode, message } = JSON.parse(ran.stdout);
    expect({ at, exitCode, message }).toMatchObject({ at, exitCode: 0 });
    now = next;
  }
});

it('of several runs that cannot be read tells of the oldest', () => {
  const { cwd, store } = room();
  ingest(cwd, [40005], 'august.csv');
  withSql(store, (db) => {
    db.exec('DROP TRIGGER ledger_run_no_update');
    db.exec(`UPDATE ledger_run SET record = '{}'`);
  });
  const { document } = runJson(['verify', '--all'], { cwd });
  expect(document).toMatchObject({ exitCode: 9, reason: 'ledger-changed', run: 1 });
});

it('reads any number of reports that the ledger does not know, with few descriptors', () => {
  const { cwd } = room();
  for (let run = 2; run < 120; run += 1) {
    const folder = join(cwd, 'lms-reports', String(run).padStart(4, '0'));
    cpSync(join(cwd, 'lms-reports/0001'), folder, { recursive: true });
    const path = join(folder, 'report.json');
    const { report, ...rest } = JSON.parse(readFileSync(path, 'utf8'));
    // Of this store, and of an end of the chain that it does not have; its customers were removed by a run that it has.
    report.ledger.digest = '0'.repeat(64);
    writeFileSync(path, JSON.stringify({ ...rest, report }, null, 2));
  }
  const line = `ulimit -n 80; "${process.execPath}" "${BIN}" verify 1 --json`;
  const said = spawnSync('sh', ['-c', line], { cwd, encoding: 'utf8' });
  expect(JSON.parse(said.stdout)).toMatchObject({
    exitCode: 0,
    lacking: [],
    unread: [],
    counts: { reports: 119 },
  });
});
