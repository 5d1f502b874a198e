import { execSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import {
  ask,
  dump,
  makeStore,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
  runsAsOthers,
} from '../tools/program.ts';

/** Customers 40001 to 40003 have no open loan; 40004 has one. */
function folder() {
  const cwd = temporaryFolder();
  const store = makeStore(cwd, 60);
  withSql(store, (db) => {
    db.exec(`UPDATE loan_entity SET status = 'Closed', closed_on = '2015-01-31'`);
    db.exec(`INSERT INTO loan_entity (id, display_id, status) VALUES (900, 'LN-900', 'Open')`);
    db.exec(`INSERT INTO loan_customer (loan_id, customer_id, role) VALUES (900, 40004, 'primary')`);
  });
  removalFile(cwd, [40001, 40002, 40003]);
  return { cwd, store };
}

const READER = new URL('../tools/start-reader.sh', import.meta.url).pathname;

const INGEST = ['ingest', 'july.csv', '--confirm-removes', '3', '--lock-timeout', '0.3'];

describe('exit 1, internal', () => {
  it('a bug before the commit: the stack, where to report it, and everything as before', () => {
    const { cwd, store } = folder();
    const before = dump(store);
    const fault = { before: 'prepare DELETE FROM main."customer_note"', throw: 'a bug of ours' };
    const said = run(INGEST, { cwd, fault });
    expect(said.code).toBe(1);
    expect(said.stderr).toMatch(/A bug in lms-import[^]*a bug of ours[^]*report it[^]*apply/);
    const told = runJson(INGEST, { cwd, fault });
    expect(told.document).toMatchObject({ exitCode: 1, outcome: 'internal', storeChanged: false });
    expect(told.stderr.trim().split('\n')).toHaveLength(1);
    expect(dump(store)).toBe(before);
  });

  it('and after it is 9: the customers are gone', () => {
    const { cwd } = folder();
    const fault = {
      before: 'prepare PRAGMA main.integrity_check',
      after: 'exec COMMIT',
      throw: 'a bug of ours',
    };
    expect(runJson(INGEST, { cwd, fault }).document).toMatchObject({
      exitCode: 9,
      reason: 'internal',
      storeChanged: true,
    });
    expect(run(INGEST, { cwd }).code).toBe(0);
  });
});

describe('exit 2, usage', () => {
  const cwd = temporaryFolder();
  it.each([
    [['frobnicate']],
    [['validate']],
    [['validate', 'a.csv', 'b.csv']],
    [['validate', 'a.csv', '--frob']],
    [['validate', 'a.csv', '--show', 'x']],
    [['validate', 'a.csv', '--show', '-1']],
    [['ingest', 'a.csv', '--confirm-removes', '1.5']],
    [['ingest', 'a.csv', '--confirm-removes', '3', '--yes']],
    [['ingest', 'a.csv', '--lock-timeout', 'soon']],
    [['store', 'init', '--demo', '0']],
    [['store']],
    [['store', 'scrub', 'lms.db']],
    [['store', 'scrub', '--yes']],
    [['template', 'customers']],
    [['template', 'customer', '--example', '--remove-ids', 'x']],
    [[]],
  ])('lms-import %j', (args) => {
    const ran = run(args, { cwd });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).not.toBe('');
    expect(ran.stderr).not.toContain('    at ');
  });

  it.each([
    [['validate', 'a.csv', '--frob'], 'validate --help', '--check-names'],
    [['--frob', 'validate', 'a.csv'], 'validate --help', '--check-names'],
    [['plan', 'a.csv', '--expires', '7d'], 'plan --help', '--out'],
    [['store', 'init', '--demo', '0'], 'store init --help', '--demo'],
    [['store', 'frob'], 'store --help', 'scrub'],
    [['frob', 'validate'], '--help', 'history'],
    [[], '--help', 'history'],
  ])('%j names the line that shows what is looked for', (args, help, shown) => {
    const { stderr } = run(args, { cwd });
    expect(stderr).toContain(`Help:  lms-import ${help}\n`);
    expect(run(help.split(' '), { cwd }).stdout).toContain(shown);
  });

  it('a run that is not there is told of by its store', () => {
    const store = makeStore(cwd, 3, 'our store.db');
    expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(0);
    for (const run_ of ['7', '0', '99999999999999999999', '-1', '1.5']) {
      const ran = run(['show', run_, '--store', 'our store.db'], { cwd });
      expect(ran.code).toBe(2);
      const said = ran.stderr.replace(/\s+/g, ' ');
      expect(said).toContain(run_);
      expect(said).toContain("See them: lms-import history --store 'our store.db'");
    }
    expect(run(['history', '--store', 'our store.db'], { cwd }).code).toBe(0);
  });

  it('a number that is too large is not said to be too small', () => {
    const { stderr } = run(['verify', '99999999999999999999'], { cwd });
    expect(stderr.replace(/\s+/g, ' ')).toContain("argument 'run'. It must be at most 9007199254740991.");
  });

  it('LMS_IMPORT_STORE of nothing is no store, unless another is named', () => {
    makeStore(cwd, 3);
    for (const line of [['history'], ['check'], ['show', 'none.plan'], ['store', 'scrub']]) {
      const ran = run(line, { cwd, env: { LMS_IMPORT_STORE: '' } });
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toContain('LMS_IMPORT_STORE is empty');
    }
    expect(run(['history', '--store', 'lms.db'], { cwd, env: { LMS_IMPORT_STORE: '' } }).code).toBe(0);
  });

  it('says what is meant, as one document, with --json', () => {
    const ran = runJson(['validate', 'a.csv', '--frob'], { cwd });
    expect(ran).toMatchObject({ code: 2, stderr: '' });
    expect(ran.document).toMatchObject({ schema: 'lms-import/error', exitCode: 2, outcome: 'usage' });
  });
});

describe('exit 4, file', () => {
  const { cwd } = folder();
  mkdirSync(join(cwd, 'folder'));
  writeFileSync(join(cwd, 'taken.csv'), 'mine');
  // A log without its store, as a crash and a careless hand leave it: it would be played into a new one.
  writeFileSync(join(cwd, 'stale.db-wal'), 'x');
  symlinkSync('lms.db', join(cwd, 'link.db'));
  // A program that has the store open keeps its files there.
  const other = new Database(join(cwd, 'lms.db'));
  other.prepare('SELECT count(*) FROM customer_entity').get();
  afterAll(() => other.close());
  execSync('mkfifo pipe', { cwd });
  writeFileSync(join(cwd, 'book.csv'), 'PK\x03\x04');
  writeFileSync(join(cwd, 'latin.csv'), Buffer.from('action,customerId,Zo\xeb\n', 'latin1'));
  writeFileSync(join(cwd, 'nothing.csv'), '');
  writeFileSync(join(cwd, 'report.json'), '{}');
  symlinkSync('elsewhere.csv', join(cwd, 'link.csv'));
  const [validate, template] = [
    ['validate', 'july.csv'],
    ['template', 'customer'],
  ];
  it.each([
    ['input', 'file-not-found', ['validate', 'none.csv']],
    ['input', 'file-not-found', [...validate, '--check-names', 'none.csv']],
    ['input', 'file-not-found', ['ingest', 'july.csv', '--plan', 'none.plan']],
    ['input', 'file-not-found', ['show', 'none.plan']],
    ['input', 'file-not-found', ['history', '--check', '--report', 'none.json']],
    ['input', 'file-not-found', [...template, '--remove-ids', 'none.txt']],
    ['input', 'file-not-readable', ['validate', 'folder']],
    ['input', 'file-not-readable', ['validate', 'x'.repeat(300)]],
    ['input', 'file-not-readable', [...template, '--remove-ids', 'folder']],
    ['input', 'not-csv', ['validate', 'lms.db']],
    ['input', 'not-csv', ['validate', 'lms.db-shm']],
    ['input', 'not-csv', ['validate', 'book.csv']],
    ['input', 'encoding-error', ['validate', 'latin.csv']],
    ['input', 'empty-file', ['validate', 'nothing.csv']],
    ['input', 'hash-mismatch', [...validate, '--sha256', '0'.repeat(64)]],
    ['input', 'names-file-invalid', [...validate, '--check-names', 'july.csv']],
    ['input', 'plan-invalid', ['show', 'july.csv']],
    ['input', 'report-invalid', ['history', '--check', '--report', 'report.json']],
    ['template', 'file-not-found', [...validate, '--template', 'none.csv']],
    ['template', 'file-not-readable', [...validate, '--template', 'folder']],
    ['template', 'not-csv', [...validate, '--template', 'book.csv']],
    ['template', 'not-csv', [...validate, '--template', 'lms.db']],
    ['template', 'encoding-error', [...validate, '--template', 'latin.csv']],
    ['template', 'empty-file', [...validate, '--template', 'nothing.csv']],
    ['template', 'template-invalid', [...validate, '--template', 'taken.csv']],
    ['template', 'template-invalid', [...validate, '--template', 'july.csv']],
    ['output', 'output-not-writable', [...validate, '--errors', 'taken.csv']],
    ['output', 'output-not-writable', [...validate, '--errors', 'july.csv']],
    ['output', 'output-not-writable', [...validate, '--errors', 'lms.db']],
    ['output', 'output-not-writable', [...validate, '--errors', 'no/such/folder.csv']],
    ['output', 'output-not-writable', [...validate, '--errors', 'x'.repeat(300)]],
    ['output', 'output-not-writable', [...validate, '--errors', 'folder']],
    ['output', 'output-not-writable', [...validate, '--errors', 'link.csv']],
    ['output', 'output-not-writable', [...validate, '--store', 'link.db', '--errors', 'lms.db-wal']],
    ['output', 'output-not-writable', ['plan', 'july.csv', '--list', 'taken.csv']],
    ['output', 'output-not-writable', ['plan', 'july.csv', '--out', 'taken.csv']],
    ['output', 'output-not-writable', [...template, '-o', 'taken.csv']],
    ['output', 'output-not-writable', [...template, '-o', 'lms.db', '--force']],
    ['output', 'output-not-writable', [...template, '--remove-ids', 'ids.txt', '-o', 'ids.txt', '--force']],
    ['output', 'output-not-writable', ['store', 'init']],
    ['output', 'output-not-writable', ['store', 'init', '--store', 'stale.db']],
    ['output', 'output-not-writable', ['store', 'init', '--store', 'x'.repeat(300)]],
    ['output', 'output-not-writable', [...INGEST, '--report', 'taken.csv']],
    ['output', 'output-not-writable', [...INGEST, '--report', 'pipe']],
  ])('%s, %s: %j', (reason, code, args) => {
    if (args.includes('--remove-ids')) writeFileSync(join(cwd, 'ids.txt'), '40001\n');
    const before = dump(join(cwd, 'lms.db'));
    const ran = runJson(args, { cwd });
    expect(ran.document).toMatchObject({ exitCode: 4, outcome: 'file', reason, storeChanged: false });
    expect(ran).toMatchObject({ code: 4, stderr: '' });
    expect(ran.document.details).toMatchObject({ reason, code });
    expect(ran.document.diagnostics[0].code).toBe(code);
    expect(dump(join(cwd, 'lms.db'))).toBe(before);
  });

  it.skipIf(!runsAsOthers())('input, file-not-readable: a file that this user may not read', () => {
    chmodSync(cwd, 0o755);
    writeFileSync(join(cwd, 'theirs.txt'), '40001\n', { mode: 0o600 });
    const { document } = runJson([...template, '--remove-ids', 'theirs.txt'], { cwd, uid: 65534 });
    expect(document).toMatchObject({ exitCode: 4, reason: 'input', details: { code: 'file-not-readable' } });
  });

  it.each([
    ['no text', Buffer.from('action,customerId,Zo\xeb\n', 'latin1'), 'line 1: the file is not UTF-8'],
    ['empty', '', 'the file is empty'],
  ])('a template that is %s is named, not the file to import', (_how, bytes, what) => {
    writeFileSync(join(cwd, 'ours.csv'), bytes);
    const { code, stderr } = run(['validate', 'july.csv', '--template', 'ours.csv'], { cwd });
    expect(code).toBe(4);
    expect(stderr.replace(', ', ': ')).toContain(`ours.csv: ${what}`);
    expect(stderr).not.toContain('july.csv');
  });
});

describe('exit 5, refused', () => {
  const { cwd, store } = folder();
  removalFile(cwd, [40001, 40004], 'open.csv');
  removalFile(cwd, [40010, 40012, 40014, 40016, 40018, 40020, 40022], 'seven.csv');
  it.each([
    ['consent', ['ingest', 'july.csv']],
    ['count', ['ingest', 'july.csv', '--confirm-removes', '4']],
    ['cap', ['ingest', 'seven.csv', '--yes']],
    ['open-loans', ['ingest', 'open.csv', '--confirm-removes', '2']],
    ['open-loans', ['ingest', 'open.csv', '--confirm-removes', '2', '--allow-open-loans', '2']],
    ['open-loans', ['ingest', 'july.csv', '--confirm-removes', '3', '--allow-open-loans', '1']],
  ])('%s: %j', (reason, args) => {
    const before = dump(store);
    const ran = runJson(args, { cwd });
    expect(ran).toMatchObject({ code: 5, stderr: '' });
    expect(ran.document).toMatchObject({ outcome: 'refused', reason, storeChanged: false });
    const said = run(args, { cwd });
    expect(said.code).toBe(5);
    expect(said.stderr).toContain(`Refused (${reason})`);
    expect(said.stderr).toContain('Nothing was changed.');
    expect(dump(store)).toBe(before);
  });

  it('and is 0 for a plan, which says what would refuse', () => {
    const ran = runJson(['plan', 'open.csv'], { cwd });
    expect(ran.code).toBe(0);
    expect(ran.document.plan.guards[0]).toMatchObject({
      guard: 'open-loans',
      customers: 1,
      refuses: true,
      firstRow: 3,
    });
    expect(run(['plan', 'open.csv'], { cwd }).stdout).toContain('--allow-open-loans 1');
  });
});

describe('exit 6, stale', () => {
  it.each([
    ['a new note', `INSERT INTO customer_note (customer_id, body) VALUES (40001, 'x')`],
    [
      'a loan opened',
      `UPDATE loan_entity SET status='Open' WHERE id = (SELECT min(loan_id) FROM loan_customer WHERE customer_id = 40002)`,
    ],
    ['a customer gone', `DELETE FROM customer_entity WHERE id = 40003`],
    ['a customer come', `INSERT INTO customer_entity (last_name) VALUES ('New')`],
  ])('store-moved: %s between the plan and the lock', (_name, sql) => {
    const { cwd, store } = folder();
    withSql(store, (db) =>
      db.exec(
        `INSERT OR IGNORE INTO loan_customer (loan_id, customer_id, role) VALUES (1, 40002, 'secondary')`,
      ),
    );
    const fault = { before: 'prepare PRAGMA main.wal_checkpoint', run: `sqlite3 lms.db "${sql}"` };
    const ran = runJson(INGEST, { cwd, fault });
    expect(ran).toMatchObject({ code: 6, stderr: '' });
    expect(ran.document).toMatchObject({ outcome: 'stale', reason: 'store-moved', retryable: true });
    withSql(store, (db) => expect(db.prepare('SELECT count(*) FROM ledger_run').pluck().get()).toBe(0));
  });
});

describe('exit 7, store', () => {
  const spoil: Record<string, (store: string, cwd: string) => void> = {
    shape: (store) => withSql(store, (db) => db.exec('CREATE TABLE t (customer_id INTEGER)')),
    'journal-mode': (store) => withSql(store, (db) => db.pragma('journal_mode = DELETE')),
    version: (store) => withSql(store, (db) => db.pragma('user_version = 99')),
    'not-a-store': (store) => withSql(store, (db) => db.pragma('application_id = 1')),
    'shape ': (store) => {
      // Reserved bytes cannot be asked for here: a header that says so.
      const fd = openSync(store, 'r+');
      writeSync(fd, Buffer.from([8]), 0, 1, 20);
      closeSync(fd);
    },
  };
  it.each(Object.keys(spoil))('%s, for whoever opens it', (reason) => {
    const { cwd, store } = folder();
    spoil[reason]!(store, cwd);
    for (const args of [['validate', 'july.csv'], ['plan', 'july.csv'], INGEST]) {
      const ran = runJson(args, { cwd });
      expect(ran).toMatchObject({ code: 7, stderr: '' });
      expect(ran.document).toMatchObject({ outcome: 'store', reason: reason.trim(), storeChanged: false });
      expect(run(args, { cwd }).stderr).toContain(`(${reason.trim()})`);
    }
  });

  it('of which a scrub asks the journal and the reserved bytes alone: it needs no table of ours', () => {
    for (const reason of Object.keys(spoil)) {
      const { cwd, store } = folder();
      spoil[reason]!(store, cwd);
      const ran = runJson(['store', 'scrub'], { cwd });
      const refused = reason === 'journal-mode' || reason === 'shape ';
      expect(ran).toMatchObject({ code: refused ? 7 : 0, stderr: '' });
      expect(ran.document).toMatchObject({ reason: refused ? reason.trim() : null, storeChanged: false });
    }
  });

  it.each([
    ['missing', 'none.db', null],
    ['not-a-store', 'empty.db', ''],
    ['not-a-store', 'text.db', 'this is a text and no store'.repeat(100)],
    ['not-a-store', '.', null],
    ['not-a-store', 'x'.repeat(300), null],
  ])('%s: %s', (reason, name, content) => {
    const { cwd } = folder();
    if (content !== null) writeFileSync(join(cwd, name), content);
    for (const args of [['validate', 'july.csv'], ['plan', 'july.csv'], INGEST, ['store', 'scrub']]) {
      expect(runJson([...args, '--store', name], { cwd }).document).toMatchObject({ exitCode: 7, reason });
    }
  });

  it('locked: a writer in the way, and a reader of an old snapshot', () => {
    const { cwd, store } = folder();
    withSql(store, (writer) => {
      writer.exec('BEGIN IMMEDIATE');
      expect(runJson(INGEST, { cwd }).document).toMatchObject({
        exitCode: 7,
        reason: 'locked',
        retryable: true,
      });
      expect(run(['validate', 'july.csv'], { cwd }).code).toBe(0);
      expect(run(INGEST, { cwd }).stderr).toContain('a program that writes to it');
      writer.exec('ROLLBACK');
      writer.exec('BEGIN; SELECT * FROM customer_entity LIMIT 1');
      writer.prepare('SELECT count(*) FROM customer_entity').get();
      withSql(store, (other) =>
        other.exec(
          `INSERT INTO customer_status_entity DEFAULT VALUES`.replace(
            'DEFAULT VALUES',
            `(title) VALUES ('x')`,
          ),
        ),
      );
      expect(runJson(INGEST, { cwd }).document).toMatchObject({ exitCode: 7, reason: 'locked' });
      writer.exec('ROLLBACK');
    });
    expect(run(INGEST, { cwd }).code).toBe(0);
  });

  it('damaged: a page that does not add up', () => {
    const { cwd, store } = folder();
    const root = withSql(store, (db) =>
      Number(db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'customer_note'`).pluck().get()),
    );

    const fd = openSync(store, 'r+');
    writeSync(fd, Buffer.from([0, 9]), 0, 2, (root - 1) * 4096 + 1);
    closeSync(fd);
    for (const args of [INGEST, ['store', 'scrub']]) {
      expect(runJson(args, { cwd }).document).toMatchObject({
        exitCode: 7,
        reason: 'damaged',
        storeChanged: false,
      });
    }
  });

  it.skipIf(!runsAsOthers())('read-only: a store that this user may not write', () => {
    const { cwd, store } = folder();
    chmodSync(cwd, 0o777);
    chmodSync(store, 0o444);
    for (const args of [INGEST, ['store', 'scrub']]) {
      const ran = runJson(args, { cwd, uid: 65534 });
      expect(ran.document).toMatchObject({ exitCode: 7, reason: 'read-only' });
    }
    chmodSync(cwd, 0o555);
    expect(runJson(['plan', 'july.csv'], { cwd, uid: 65534 }).document).toMatchObject({
      exitCode: 7,
      reason: 'read-only',
    });
    chmodSync(cwd, 0o755);
  });
});

/** A file system of a few megabytes; null where this machine lets nobody make one. */
function smallDisk(): string | null {
  const disk = join(temporaryFolder(), 'disk');
  mkdirSync(disk);
  try {
    execSync(`mount -t tmpfs -o size=3m tmpfs ${disk}`, { stdio: 'ignore' });
    return disk;
  } catch {
    return null;
  }
}

const disk = smallDisk();
afterAll(() => {
  if (disk !== null) execSync(`umount ${disk}`);
});

describe.skipIf(disk === null)('a disk that is full', () => {
  it('before the commit is 7 and all as before; with room again the same line goes through', () => {
    const cwd = disk ?? '';
    const store = makeStore(cwd, 400);
    withSql(store, (db) => db.exec(`UPDATE loan_entity SET status = 'Closed'`));
    removalFile(
      cwd,
      Array.from({ length: 300 }, (_, at) => 40001 + at),
    );
    writeFileSync(join(cwd, 'ballast'), '');
    const before = dump(store);
    const line = ['ingest', 'july.csv', '--confirm-removes', '300'];
    // Filled up when the plan stands and nothing has been written.
    const fault = { before: 'prepare PRAGMA main.wal_checkpoint', run: 'cat /dev/zero > ballast || true' };
    expect(runJson(line, { cwd, fault }).document).toMatchObject({
      exitCode: 7,
      reason: 'full',
      storeChanged: false,
    });
    writeFileSync(join(cwd, 'ballast'), '');
    expect(dump(store)).toBe(before);
    expect(run(line, { cwd })).toMatchObject({ code: 0 });
  });
});

describe('exit 9, unverified', () => {
  const afterCommit = { before: 'prepare PRAGMA main.wal_checkpoint', nth: 2 };
  it.each([
    ['report-not-written', afterCommit, 'rm -rf lms-reports && touch lms-reports', 'rm lms-reports'],
    [
      'check-failed',
      afterCommit,
      'sqlite3 lms.db "INSERT INTO customer_entity (id) VALUES (40001)"',
      'sqlite3 lms.db "DELETE FROM customer_entity WHERE id = 40001"',
    ],
    [
      'check-failed',
      afterCommit,
      'sqlite3 lms.db "CREATE TABLE t (customer_id INTEGER)"',
      'sqlite3 lms.db "DROP TABLE t"',
    ],
    // A reader from before the commit keeps the log from being emptied.
    ['locked', { before: 'exec COMMIT' }, `${READER} lms.db`, 'kill $(cat reader.pid holder.pid)'],
  ])('%s, and the same line again finishes it once the cause is gone (%#)', (reason, when, cause, mend) => {
    const { cwd, store } = folder();
    const ran = runJson(INGEST, { cwd, fault: { ...when, run: cause } });
    expect(ran).toMatchObject({ code: 9, stderr: '' });
    expect(ran.document).toMatchObject({ outcome: 'unverified', reason, storeChanged: true });

    // A store that cannot be asked has failed no check, and the same line may go through later.
    if (cause.includes('CREATE TABLE')) {
      expect(ran.document).toMatchObject({
        retryable: true,
        message: expect.stringContaining('could not be asked'),
      });
    }

    const again = run(INGEST, { cwd });
    expect(again.code).toBe(9);
    expect(again.stderr).toContain('NOT VERIFIED');
    expect(again.stdout).toContain('Run 1 of');
    if (reason !== 'report-not-written') {
      expect(readFileSync(join(cwd, 'lms-reports/0001/report.txt'), 'utf8')).toContain('NOT VERIFIED');
    }
    execSync(mend, { cwd });
    expect(run(INGEST, { cwd })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, 'lms-reports/0001/report.txt'), 'utf8')).toContain('✓ VERIFIED');
    withSql(store, (db) => expect(db.prepare(`SELECT count(*) FROM ledger_run`).pluck().get()).toBe(1));
    // What proves that nothing is left was asked after the last scrub.
    const newest = (kind: string) =>
      Number(ask(store, `SELECT max(id) FROM ledger_finding WHERE kind = '${kind}'`));
    expect(newest('verified')).toBeGreaterThan(newest('scrubbed'));
    expect(newest('reported')).toBeGreaterThan(newest('verified'));
  });

  it('ledger-changed where the ledger no longer says what a run did', () => {
    const { cwd, store } = folder();
    expect(run(INGEST, { cwd }).code).toBe(0);
    withSql(store, (db) => db.exec(`DROP TRIGGER ledger_run_no_update; UPDATE ledger_run SET record = '{}'`));
    expect(runJson(INGEST, { cwd }).document).toMatchObject({ exitCode: 9, reason: 'ledger-changed' });
  });
});

describe('stopped by a signal', () => {
  it.each(['SIGHUP', 'SIGINT', 'SIGTERM'] as const)(
    '%s before the commit ends it, and nothing has happened',
    (signal) => {
      const { cwd, store } = folder();
      const before = dump(store);
      expect(
        run(INGEST, { cwd, fault: { before: 'prepare DELETE FROM main."customer_entity"', signal } }).signal,
      ).toBe(signal);
      expect(dump(store)).toBe(before);
      expect(run(INGEST, { cwd }).code).toBe(0);
    },
  );

  it.each(['SIGHUP', 'SIGINT', 'SIGTERM'] as const)(
    '%s from the commit on does not: the run is finished',
    (signal) => {
      const { cwd } = folder();
      expect(run(INGEST, { cwd, fault: { before: 'exec COMMIT', signal } })).toMatchObject({
        code: 0,
        signal: null,
      });
    },
  );
});

it('a wait of any fraction of a second is one', () => {
  const cwd = temporaryFolder();
  makeStore(cwd, 5);
  for (const seconds of ['16.1', '2.01', '0.0004', '86400'])
    expect(run(['history', '--lock-timeout', seconds], { cwd }), seconds).toMatchObject({ code: 0 });
});
