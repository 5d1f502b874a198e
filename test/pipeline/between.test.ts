import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  copyFileSync,
  writeFileSync,
} from 'node:fs';
import { execSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  BIN,
  ask,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
  closedStore,
} from '../tools/program.ts';

const INGEST = ['ingest', 'july.csv', '--confirm-removes', '2'];
const LOCK = 'prepare PRAGMA main.wal_checkpoint';

/** 60 customers without open loans, and a file for two of them. */
function folder() {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 60);
  removalFile(cwd, [40001, 40002]);
  return { cwd, store };
}

describe('what changes between the plan and the lock', () => {
  it.each(['last_name', 'first_name', 'company_name'])(
    'a customer with another %s is another person: stale, nobody removed',
    (column) => {
      const { cwd, store } = folder();
      const sql = `UPDATE customer_entity SET ${column} = 'Somebodyelse' WHERE id = 40001`;
      const { code, document } = runJson(INGEST, {
        cwd,
        fault: { before: LOCK, run: `sqlite3 lms.db "${sql}"` },
      });
      expect({ code, reason: document.reason }).toEqual({ code: 6, reason: 'store-moved' });
      expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(60);
    },
  );

  it.each([
    ['is removed by another run after it was chosen', 'exec CREATE TEMP TABLE removal_loan', 'ingest'],
    ['is removed by another run before it is chosen', 'exec CREATE TEMP TABLE removal (', 'ingest'],
    ['is deleted by another program after it was chosen', 'exec CREATE TEMP TABLE removal_loan', 'delete'],
    ['is deleted by another program before it is chosen', 'exec CREATE TEMP TABLE removal (', 'delete'],
  ])('a customer that %s: stale, and no report names it twice', (_, before, what) => {
    const { cwd, store } = folder();
    removalFile(cwd, [40002], 'one.csv');
    withSql(store, (db) => {
      const tables = db
        .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'customer!_%' ESCAPE '!'`)
        .pluck()
        .all() as string[];
      const own = ['loan_customer', ...tables.filter((name) => !name.endsWith('_entity'))];
      for (const table of own) db.exec(`DELETE FROM ${table} WHERE customer_id = 40002`);
    });
    const other = `${process.execPath} ${BIN} ingest one.csv --confirm-removes 1 > other.txt`;
    const line = what === 'ingest' ? other : `sqlite3 lms.db "DELETE FROM customer_entity WHERE id = 40002"`;
    const { code, document } = runJson(['ingest', 'july.csv', '--yes'], {
      cwd,
      fault: { before, run: line },
    });
    expect({ code, reason: document.reason }).toEqual({ code: 6, reason: 'store-moved' });
    // Who comes second hears what the first did.
    expect(document.details.by).toEqual(
      what === 'ingest'
        ? { run: 1, at: ask(store, 'SELECT committed_at FROM ledger_run'), removals: 1 }
        : undefined,
    );
    if (what === 'ingest') expect(document.message).toContain('run 1 of');
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(59);
    expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(what === 'ingest' ? 1 : 0);
    // The file names two customers, of whom one is gone: it is no longer right.
    expect(run(['ingest', 'july.csv', '--yes'], { cwd }).code).toBe(3);
  });

  it.each([
    [
      'ALTER TABLE loan_customer RENAME COLUMN customer_id TO cid',
      'exec DROP TABLE IF EXISTS temp.removal_loan',
    ],
    ['ALTER TABLE loan_entity RENAME COLUMN status TO state', 'exec DROP TABLE IF EXISTS temp.flagged'],
  ])('a table that is changed is no bug of ours, but stale: %s before %s', (sql, before) => {
    const { cwd, store } = folder();
    const fault = { before, run: `sqlite3 lms.db "${sql}"` };
    expect(runJson(INGEST, { cwd, fault }).document).toMatchObject({
      ...{ exitCode: 6, reason: 'store-moved', retryable: true, storeChanged: false },
    });
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(60);
    expect(runJson(INGEST, { cwd }).document).toMatchObject({ exitCode: 7, reason: 'shape' });
  });

  it('a customer that is back after it was counted as removed is not removed unseen', () => {
    const { cwd, store } = folder();
    removalFile(cwd, [40002], 'one.csv');
    withSql(store, (db) => db.exec('CREATE TABLE kept AS SELECT * FROM customer_entity WHERE id = 40002'));
    expect(run(['ingest', 'one.csv', '--confirm-removes', '1'], { cwd }).code).toBe(0);
    const fault = {
      before: 'exec CREATE TEMP TABLE removal (',
      run: `sqlite3 lms.db "INSERT INTO customer_entity SELECT * FROM kept"`,
    };
    const line = ['ingest', 'july.csv', '--yes', '--missing-ok'];
    expect(runJson(line, { cwd, fault }).document).toMatchObject({ exitCode: 6, reason: 'store-moved' });
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(60);
  });

  it('a loan that is linked after the loans were collected is planned with', () => {
    const { cwd, store } = folder();
    const loan = `(SELECT min(loan_id) FROM loan_customer WHERE customer_id = 40020)`;
    const sql = `UPDATE loan_entity SET status = 'Active', deleted = 0, archived = 0 WHERE id = ${loan};
      INSERT OR IGNORE INTO loan_customer SELECT ${loan}, 40001, 'secondary'`;
    const before = runJson(['plan', 'july.csv'], { cwd }).document.plan.loans;
    const fault = {
      before: 'exec DROP TABLE IF EXISTS temp.flagged',
      run: `sqlite3 lms.db "${sql.replaceAll('\n', ' ')}"`,
    };
    const { code, document } = runJson(INGEST, { cwd, fault });
    expect({ code, reason: document.reason }).toEqual({ code: 5, reason: 'open-loans' });
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(60);
    const { loans } = runJson(['plan', 'july.csv'], { cwd }).document.plan;
    const more = (key: string) => Number(before[key]) + 1;
    expect(loans).toMatchObject({ linked: more('linked'), customersWithOpen: more('customersWithOpen') });
  });

  it('names that were compared are those that are planned with', () => {
    const { cwd, store } = folder();
    const names = withSql(store, (db) =>
      db
        .prepare('SELECT id, coalesce(last_name, company_name) FROM customer_entity WHERE id < 40003')
        .raw()
        .all(),
    );
    writeFileSync(join(cwd, 'list.csv'), ['customerId,lastName', ...names.map(String), ''].join('\n'));
    const line = [...INGEST, '--check-names', 'list.csv'];
    // Between the comparison and the plan's snapshot.
    const fault = {
      before: 'exec CREATE TEMP TABLE removal (',
      run: `sqlite3 lms.db "UPDATE customer_entity SET last_name = 'Somebodyelse' WHERE id = 40001"`,
    };
    expect(runJson(line, { cwd, fault }).document).toMatchObject({ exitCode: 6, reason: 'store-moved' });
    expect(run(line, { cwd }).code).toBe(3);
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(60);
  });

  it('a customer that an earlier run removed, and that is back, is not accounted for', () => {
    const { cwd, store } = folder();
    removalFile(cwd, [40001], 'june.csv');
    withSql(store, (db) => db.exec('CREATE TABLE kept AS SELECT * FROM customer_entity WHERE id = 40001'));
    expect(run(['ingest', 'june.csv', '--confirm-removes', '1'], { cwd }).code).toBe(0);
    const line = ['ingest', 'july.csv', '--confirm-removes', '1', '--missing-ok'];
    const sql =
      'INSERT INTO customer_entity SELECT * FROM kept; DELETE FROM customer_entity WHERE id = 40060';
    const { document } = runJson(line, { cwd, fault: { before: LOCK, run: `sqlite3 lms.db "${sql}"` } });
    expect(document.exitCode).toBeGreaterThan(5);
    expect(document.storeChanged).toBe(false);
    withSql(store, (db) => db.exec('DELETE FROM customer_entity WHERE id = 40001'));
    expect(run(line, { cwd }).code).toBe(0);
    expect(run(line, { cwd }).code).toBe(0);
    // Done is done no longer when one of the file is back, whoever had removed it.
    withSql(store, (db) => db.exec('INSERT INTO customer_entity SELECT * FROM kept'));
    expect(runJson(line, { cwd }).document).toMatchObject({ exitCode: 9, reason: 'customer-returned' });
  });

  it('the same file, ingested by another process, is no file with errors', () => {
    const { cwd } = folder();
    const bin = `${process.execPath} ${BIN}`;
    const fault = {
      before: 'exec CREATE TEMP TABLE later',
      run: `env -u NODE_OPTIONS -u FAULT ${bin} ${INGEST.join(' ')} > other.txt`,
    };
    expect(runJson(INGEST, { cwd, fault }).document).toMatchObject({
      exitCode: 6,
      reason: 'store-moved',
      retryable: true,
    });
    expect(run(INGEST, { cwd }).stdout).toContain('Already ingested');
  });

  it('the cap of --yes is one for all that wait', () => {
    const { cwd, store } = folder();
    removalFile(cwd, [40011, 40012, 40013, 40014], 'four.csv');
    const others = `sqlite3 lms.db "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2) INSERT INTO customer_entity (last_name) SELECT 'New' FROM n"`;
    const bin = `${process.execPath} ${BIN}`;
    const fault = {
      before: LOCK,
      run: `env -u NODE_OPTIONS -u FAULT ${bin} ingest july.csv --yes > other.txt; ${others}`,
    };
    const { document } = runJson(['ingest', 'four.csv', '--yes'], { cwd, fault });
    expect(readFileSync(join(cwd, 'other.txt'), 'utf8')).toContain('Verified');
    expect(document).toMatchObject({ exitCode: 6, storeChanged: false });
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(60);
  });
});

describe('a run that is not finished', () => {
  it('is not verified by verify, whatever is asked', () => {
    const { cwd } = folder();
    const fault = {
      before: 'prepare PRAGMA main.integrity_check',
      after: 'exec COMMIT',
      signal: 'SIGKILL' as const,
    };
    expect(run(INGEST, { cwd, fault }).signal).toBe('SIGKILL');
    const { code, document } = runJson(['verify', '--all'], { cwd });
    expect({ code, finished: document.runs[0].finished }).toEqual({ code: 9, finished: false });
    expect(run(['verify', '1'], { cwd }).stdout).toContain('NOT FINISHED');
    expect(run(INGEST, { cwd }).code).toBe(0);
    expect(run(['verify', '1'], { cwd }).code).toBe(0);
  });
});

describe('a store that SQLite cannot read all of', () => {
  it('an index on a function that nobody knows: refused before, not found after', () => {
    const { cwd, store } = folder();
    withSql(store, (db) => {
      db.function('norm', { deterministic: true }, (text) => text);
      db.exec(
        'CREATE TABLE branch (id INTEGER PRIMARY KEY, name TEXT); CREATE INDEX by_norm ON branch (norm(name))',
      );
    });
    for (const line of [['plan', 'july.csv'], INGEST])
      expect(runJson(line, { cwd }).document).toMatchObject({
        exitCode: 7,
        reason: 'shape',
        storeChanged: false,
      });
  });

  it.each([`status = x'436c6f736564'`, `closed_on = x'ff00'`, `archived = x'ff'`, `deleted = x'00'`])(
    'a blob where a text or a number should be (%s) is no bug of ours',
    (change) => {
      const { cwd, store } = folder();
      withSql(store, (db) => {
        db.exec(
          `INSERT OR IGNORE INTO loan_customer (loan_id, customer_id, role) VALUES (1, 40001, 'secondary')`,
        );
        db.exec(`UPDATE loan_entity SET ${change} WHERE id = 1`);
      });
      expect([0, 5]).toContain(run(INGEST, { cwd }).code);
    },
  );
});

describe('reports', () => {
  it('of a run that a restore took away stay beside those of the run that does it again', () => {
    const { cwd, store } = folder();
    copyFileSync(store, join(cwd, 'backup.db'));
    const folders = () => readdirSync(join(cwd, 'lms-reports')).sort();
    const texts: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      expect(run([...INGEST, '--reason', `turn ${turn}`], { cwd }).code).toBe(0);
      copyFileSync(join(cwd, 'backup.db'), store);
      for (const end of ['-wal', '-shm']) rmSync(store + end, { force: true });
      texts.push(
        ...folders().map((name) => readFileSync(join(cwd, 'lms-reports', name, 'report.txt'), 'utf8')),
      );
    }
    expect(folders()).toHaveLength(3);
    for (let turn = 0; turn < 3; turn += 1)
      expect(texts.filter((text) => text.includes(`turn ${turn}`)).length).toBe(3 - turn);
  });

  it('that cannot be written for want of room say so', () => {
    const { cwd } = folder();
    mkdirSync(join(cwd, 'm'));
    try {
      execSync(`mount -t tmpfs -o size=64k x ${join(cwd, 'm')}`, { stdio: 'ignore' });
    } catch {
      return;
    }
    try {
      writeFileSync(join(cwd, 'm/fill'), Buffer.alloc(60 * 1024));
      const { code, stderr } = run([...INGEST, '--report', 'm/reports'], { cwd });
      expect(code).toBe(9);
      expect(stderr.replace(/\s+/g, ' ')).not.toContain('busy');
      expect(existsSync(join(cwd, 'm/reports/0001'))).toBe(false);
    } finally {
      execSync(`umount ${join(cwd, 'm')}`);
    }
    expect(run([...INGEST, '--report', 'reports'], { cwd }).code).toBe(0);
  });
});
