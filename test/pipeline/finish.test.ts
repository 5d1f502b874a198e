/** What a committed run still needs: who says so, in what words, and the command that does it without the file. */
import { execSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import {
  BIN,
  ask,
  closedStore,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
  type Fault,
} from '../tools/program.ts';

const origin = temporaryFolder();
closedStore(origin, 40);
removalFile(origin, [40001, 40002]);
removalFile(origin, [40005], 'next.csv');

const JULY = ['ingest', 'july.csv', '--confirm-removes', '2', '--lock-timeout', '0.2'];
const NEXT = ['ingest', 'next.csv', '--confirm-removes', '1', '--lock-timeout', '0.2'];

/** The first thing that a run does to the store after its commit. */
const COMMITTED = { before: 'prepare PRAGMA main.wal_checkpoint', nth: 2 };

/** A copy of the folder; with a fault, July's run in it has met that. */
function room(fault?: Fault) {
  const cwd = temporaryFolder();
  cpSync(origin, cwd, { recursive: true });
  if (fault !== undefined) run(JULY, { cwd, fault });
  return { cwd, store: join(cwd, 'lms.db') };
}

const killed = () => room({ ...COMMITTED, signal: 'SIGKILL' });

/** Another program holds the lock while it works. */
function whileLocked<T>(store: string, work: () => T): T {
  const writer = new Database(store);
  writer.exec('BEGIN IMMEDIATE');
  try {
    return work();
  } finally {
    writer.close();
  }
}

/** Runs the line of a message as a shell would. */
function paste(message: string, cwd: string): string {
  const [, args = ''] = /lms-import (finish.*)$/m.exec(message) ?? [];
  expect(args).not.toBe('');
  return execSync(`"${process.execPath}" "${BIN}" ${args}`, { cwd }).toString();
}

describe('an unfinished run that cannot be finished', () => {
  const { cwd, store } = killed();

  it('is no run of another file: that one was not begun', () => {
    const { document } = whileLocked(store, () => runJson(NEXT, { cwd }));
    expect(document).toMatchObject({
      exitCode: 9,
      reason: 'earlier-run',
      retryable: true,
      storeChanged: false,
      run: 1,
      runOfThisFile: null,
      cause: 'locked',
      message: expect.stringMatching(
        /^NOT BEGUN .*run 1, of another file.*Nothing was changed\..* lms-import finish/s,
      ),
    });
    expect(document.message).not.toMatch(/same line/i);
    expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(1);
  });

  it('is the run of its own file, in a call that removed nobody', () => {
    const { document } = whileLocked(store, () => runJson(JULY, { cwd }));
    expect(document).toMatchObject({
      exitCode: 9,
      reason: 'locked',
      retryable: true,
      storeChanged: false,
      run: 1,
      runOfThisFile: 1,
      cause: 'locked',
    });
  });

  it('is finished by the line that was said, and then there is nothing to finish', () => {
    const busy = whileLocked(store, () => runJson(['finish', '--lock-timeout', '0.2'], { cwd })).document;
    expect(busy).toMatchObject({
      schema: 'lms-import/finish',
      exitCode: 9,
      reason: 'locked',
      retryable: true,
      counts: { runs: 1, finished: 0, unfinished: 1 },
      runs: [{ run: 1, verified: false, reason: 'locked', cause: 'locked' }],
    });
    expect(paste(busy.runs[0].message, cwd)).toMatch(/Verified\.\s+Report:\s+lms-reports\/0001\/report\.txt/);
    const report = JSON.parse(readFileSync(join(cwd, 'lms-reports/0001/report.json'), 'utf8'));
    expect(report).toMatchObject({ outcome: 'ok', report: { verified: true, removedIds: [40001, 40002] } });
    expect(runJson(['finish'], { cwd }).document).toMatchObject({
      exitCode: 0,
      counts: { runs: 0 },
      runs: [],
    });
    expect(run(JULY, { cwd }).stdout).toContain('Already ingested as run 1');
    expect(run(NEXT, { cwd }).code).toBe(0);
  });
});

describe('a removal that this call has committed', () => {
  it('says so, and names store and folder as they were given', () => {
    const { cwd } = room();
    const line = [...JULY, '--store', './lms.db', '--report', "the manager's"];
    const fault = { ...COMMITTED, run: `rm -rf the* && touch "the manager's"` };
    const { document } = runJson(line, { cwd, fault });
    expect(document).toMatchObject({
      exitCode: 9,
      reason: 'report-not-written',
      retryable: true,
      storeChanged: true,
      run: 1,
      runOfThisFile: 1,
      cause: expect.stringMatching(/^E[A-Z]+$/),
      diagnostics: [{ code: 'output-not-writable' }],
    });
    rmSync(join(cwd, "the manager's"));
    expect(paste(document.message, cwd)).toContain('Verified.');
    expect(existsSync(join(cwd, "the manager's/0001/report.txt"))).toBe(true);
  });

  it('has its report written where only the note of it failed', () => {
    const { cwd } = room();
    const fault = { before: 'prepare INSERT INTO main.ledger_finding', nth: 3, throw: 'no note today' };
    expect(runJson(JULY, { cwd, fault }).document).toMatchObject({
      exitCode: 9,
      reason: 'not-noted',
      storeChanged: true,
      message: expect.stringContaining('its report is written'),
    });
    expect(readFileSync(join(cwd, 'lms-reports/0001/report.txt'), 'utf8')).toContain('✓ VERIFIED');
    expect(run(['finish'], { cwd })).toMatchObject({ code: 0 });
    expect(run(['verify', '1'], { cwd })).toMatchObject({ code: 0 });
  });

  it('in a file that SQLite finds damaged is no failed check 7', () => {
    const { cwd } = room();
    const sql = `UPDATE sqlite_schema SET sql = replace(sql, '(customer_id)', '(kind)') WHERE name = 'customer_address_by_customer'`;
    const fault = {
      ...COMMITTED,
      run: `sqlite3 -cmd '.dbconfig defensive off' lms.db "PRAGMA writable_schema = ON; ${sql}"`,
    };
    const { document } = runJson(JULY, { cwd, fault });
    expect(document).toMatchObject({
      exitCode: 9,
      reason: 'integrity',
      retryable: false,
      storeChanged: true,
    });
    expect(document.message).toMatch(/SQLite finds the file damaged: .*index customer_address_by_customer/);
    expect(document.message).not.toContain('check 7');
    const report = JSON.parse(readFileSync(join(cwd, 'lms-reports/0001/report.json'), 'utf8'));
    expect(report).toMatchObject({ reason: 'integrity', retryable: false, report: { verified: false } });
    const text = readFileSync(join(cwd, 'lms-reports/0001/report.txt'), 'utf8');
    expect(text).toMatch(/Integrity: SQLite finds\s+the\s+file\s+damaged/);
    expect(text).not.toMatch(/Failed: check 7/);
  });
});

describe('a customer who is back', () => {
  const insert = (store: string) =>
    withSql(store, (db) => db.exec('INSERT INTO customer_entity (id) VALUES (40001)'));

  it('is told of the file that was ingested: nothing that is said to be done removes anybody', () => {
    const { cwd, store } = room();
    expect(run(JULY, { cwd }).code).toBe(0);
    insert(store);
    const { document } = runJson([...JULY, '--store', 'lms.db'], { cwd });
    expect(document).toMatchObject({
      exitCode: 9,
      reason: 'customer-returned',
      retryable: false,
      storeChanged: false,
      run: 1,
      runOfThisFile: 1,
      message: expect.stringMatching(/run 1, on 20.*1 customer of the file is in the store again.*new file/s),
    });
    expect(document.message).toContain('lms-import verify 1 --store lms.db');
    expect(document.message).not.toMatch(/lms-import (ingest|finish)/);
  });

  it('before the run was finished keeps no other file from being ingested, which could remove them', () => {
    const { cwd, store } = killed();
    insert(store);
    removalFile(cwd, [40001, 40005], 'next.csv');
    const line = ['ingest', 'next.csv', '--confirm-removes', '2', '--allow-returned', '1', '--json'];
    const ran = run(line, { cwd });
    expect(ran.stderr).toMatch(/Run 1 is NOT VERIFIED/);
    expect(JSON.parse(ran.stdout)).toMatchObject({ exitCode: 0, report: { run: 2, verified: true } });
    expect(run(['finish'], { cwd })).toMatchObject({ code: 0 });
    expect(run(['verify', '--all'], { cwd })).toMatchObject({ code: 0 });
  });
});

it.each([
  ['a customer is back', 'check-failed', `INSERT INTO customer_entity (id) VALUES (40001)`],
  [
    'SQLite finds the file damaged',
    'integrity',
    `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '(customer_id)', '(kind)')
      WHERE name = 'customer_address_by_customer'`,
  ],
])('a report that cannot be written is not why the run is not finished where %s', (_, reason, sql) => {
  const { cwd, store } = killed();
  withSql(store, (db) => db.unsafeMode().exec(sql));
  writeFileSync(join(cwd, 'file'), '');
  const ended = { exitCode: 9, reason, retryable: false };
  const { document } = runJson(['finish', '--report', 'file/x'], { cwd });
  expect(document).toMatchObject({
    ...ended,
    runs: [{ run: 1, reason, retryable: false, cause: 'ENOTDIR' }],
  });
  expect(document.runs[0].message).toMatch(/Its report is not written, either: .*ENOTDIR/);
  // What it says is so: with a folder the line ends as before.
  expect(runJson(['finish', '--report', 'folder'], { cwd }).document).toMatchObject(ended);
  expect(existsSync(join(cwd, 'folder/0001/report.json'))).toBe(true);
});

it('finish goes on where one of several runs cannot be finished', () => {
  const { cwd, store } = room();
  expect(run(JULY, { cwd }).code).toBe(0);
  expect(run(NEXT, { cwd }).code).toBe(0);
  withSql(store, (db) =>
    db.exec(`DROP TRIGGER ledger_finding_no_delete; DELETE FROM ledger_finding WHERE kind = 'reported';
      DROP TRIGGER ledger_run_no_update; UPDATE ledger_run SET record = '{}' WHERE run = 1`),
  );
  const { document, code } = runJson(['finish'], { cwd });
  expect({ code, document }).toMatchObject({
    code: 9,
    document: {
      reason: 'ledger-changed',
      retryable: false,
      runs: [
        { run: 1, verified: false, removals: null, reason: 'ledger-changed' },
        { run: 2, verified: true, removals: 1, folder: expect.stringContaining('0002') },
      ],
    },
  });
  writeFileSync(join(cwd, 'other.db'), '');
  expect(runJson(['finish', '--store', 'other.db'], { cwd }).document).toMatchObject({ exitCode: 7 });
});
