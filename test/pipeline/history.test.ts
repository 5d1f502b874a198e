import { copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { addDigestFunctions } from '../../src/store/sqlite/apply/canonical.ts';
import { addLink, chainAll } from '../../src/store/sqlite/ledger/chain.ts';
import { checkChain } from '../../src/store/sqlite/ledger/check-chain.ts';
import { noteFinding } from '../../src/store/sqlite/ledger/ledger.ts';
import { MIGRATION_TABLES, migrate } from '../../src/store/sqlite/schema/migrations.ts';
import { SCHEMA_1 } from '../../src/store/sqlite/schema/schema-1.ts';
import {
  ask,
  makeStore,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
  closedStore,
} from '../tools/program.ts';

/** Three runs of 2, 3 and 1 customers, without open loans in the way. */
function threeRuns() {
  const cwd = temporaryFolder();
  const store = makeStore(cwd, 60);
  withSql(store, (db) => db.exec(`UPDATE loan_entity SET status = 'Closed'`));
  for (const [at, ids] of [[40001, 40002], [40005, 40006, 40009], [40020]].entries()) {
    removalFile(cwd, ids, `file-${at}.csv`);
    const line = [
      'ingest',
      `file-${at}.csv`,
      '--confirm-removes',
      String(ids.length),
      '--actor',
      'dlopez',
      '--reason',
      `ticket ${at}`,
    ];
    expect(run(line, { cwd })).toMatchObject({ code: 0 });
  }
  return { cwd, store };
}

/** Read from the migrations: a table that is added there must be guarded and chained, too. */
const LEDGER = [...MIGRATION_TABLES].filter((table) => table.startsWith('ledger_'));

/** Values that differ in one byte each: every byte of a text or a blob, every one of a number's neighbours that matter. */
function otherValues(value: unknown): unknown[] {
  if (value === null) return [];
  if (typeof value === 'number') return [value + 1000, value + 65536, value + 0.5];
  const bytes = Buffer.isBuffer(value) ? value : Buffer.from(value as string, 'utf8');
  // Every byte with FAULTS=all; else every byte of a short one, and some of a long one, other ones of each row.
  const step = process.env.FAULTS === 'all' || bytes.length < 40 ? 1 : 29;
  const places = Array.from(bytes.keys()).filter((at) => at % step === bytes.length % step);
  return places.map((at) => {
    const byte = bytes[at]!;
    const other = Buffer.from(bytes);
    other[at] = byte ^ 1;
    return Buffer.isBuffer(value) ? other : other.toString('latin1');
  });
}

/** False where SQLite itself refuses the value: a row ID must be a whole number, and its own. */
function written(db: Database.Database, sql: string, value: unknown): boolean {
  try {
    return db.prepare(sql).run(value).changes === 1;
  } catch (error) {
    if (error instanceof Database.SqliteError) return false;
    throw error;
  }
}

/** Asked inside the transaction that changed something; the caller's connection closes without a commit. */
function troublesNow(db: Database.Database) {
  return [...checkChain(db)].filter(({ why }) => why !== 'unguarded');
}

/** What somebody does who may write to the file. */
function tamper(store: string, sql: string): void {
  withSql(store, (db) => {
    const triggers = db
      .prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name LIKE 'ledger%'`)
      .all() as {
      name: string;
      sql: string;
    }[];
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    db.exec(sql);
    for (const { sql: text } of triggers) db.exec(text);
  });
}

describe('history', () => {
  const { cwd, store } = threeRuns();

  it('lists runs, newest first, by limit, day, file and customer', () => {
    const runs = (...args: string[]) =>
      (runJson(['history', ...args], { cwd }).document.runs as { run: number }[]).map((one) => one.run);
    expect(runs()).toEqual([3, 2, 1]);
    expect(runs('--limit', '1')).toEqual([3]);
    expect(runs('--customer', '40006')).toEqual([2]);
    expect(runs('--customer', '40007')).toEqual([]);
    expect(runs('--file', 'file-0.csv')).toEqual([1]);
    expect(
      runs('--file', String(ask(store, 'SELECT substr(file_sha256, 1, 8) FROM ledger_run WHERE run = 2'))),
    ).toEqual([2]);
    expect(runs('--since', '2020-01-01')).toEqual([3, 2, 1]);
    expect(runs('--since', '2999-01-01')).toEqual([]);
    expect(runJson(['history', '--limit', '2'], { cwd }).document.truncated).toBe(true);
    for (const none of ['yesterday', '2026-02-30', '2027-02-29', '2026-13-01', '2026-06-31T12:00:00Z'])
      expect(run(['history', '--since', none], { cwd }).code, none).toBe(2);
    expect(run(['history'], { cwd }).stdout).toMatch(
      /0002 .* 3 {2}dlopez {6}file-1\.csv\n {8}Reason: ticket 1\n/,
    );
  });

  it('says of a customer whether it is there, and whether a run removed it', () => {
    const said = (id: string, ...more: string[]) =>
      run(['history', '--customer', id, ...more], { cwd }).stdout;
    expect(said('40006')).toMatch(/0002 [^]*\n {2}40006 is not in the store\.\n$/);
    expect(said('40007')).toBe('  40007 is still in the store; no run removed it.\n');
    expect(said('40006', '--file', 'file-0.csv')).toMatch(/ no such run removed it/);
    expect(said('7').replaceAll(/\s+/g, ' ')).toBe(
      ' 7 is not in the store, and no run removed it: it never was there, or another program deleted it. ',
    );
    const { document } = runJson(['history', '--customer', '40007'], { cwd });
    expect(document.customer).toEqual({ id: 40007, inStore: true });
    expect(runJson(['history'], { cwd }).document.customer).toBeNull();
  });

  it('finds the run whose row cannot be read: by its hash, and by whatever name, for it may be that one', () => {
    const copy = temporaryFolder();
    cpSync(cwd, copy, { recursive: true });
    const hash = String(ask(store, 'SELECT file_sha256 FROM ledger_run WHERE run = 2'));
    withSql(join(copy, 'lms.db'), (db) =>
      db.exec(`DROP TRIGGER ledger_run_no_update; UPDATE ledger_run SET record = 'x' WHERE run = 2`),
    );
    const found = (file: string) =>
      (runJson(['history', '--file', file], { cwd: copy }).document.runs as { run: number }[]).map(
        (one) => one.run,
      );
    expect(found(hash)).toEqual([2]);
    expect(found('file-1.csv')).toEqual([2]);
    expect(found('file-0.csv')).toEqual([2, 1]);
    expect(found('0'.repeat(8))).toEqual([]);
    const said = run(['history', '--file', 'file-1.csv'], { cwd: copy }).stdout;
    expect(said).toMatch(/0002 .* its row in the ledger cannot be read/);
  });

  it('shows a run as its report says, and writes the same report again', () => {
    const text = readFileSync(join(cwd, 'lms-reports/0002/report.txt'), 'utf8');
    const stderr = '  Report: again/0002/report.txt\n';
    expect(run(['show', '2', '--report', 'again'], { cwd })).toMatchObject({ code: 0, stdout: text, stderr });
    expect(run(['show', '2', '--report', 'again', '--quiet'], { cwd }).stderr).toBe('');
    expect(run(['show', '2'], { cwd }).stderr).toBe('');
    for (const name of ['report.txt', 'report.json'])
      expect(readFileSync(join(cwd, 'again/0002', name), 'utf8')).toBe(
        readFileSync(join(cwd, 'lms-reports/0002', name), 'utf8'),
      );
    expect(runJson(['show', '2'], { cwd }).document.report).toMatchObject({
      run: 2,
      removedIds: [40005, 40006, 40009],
      verified: true,
    });
    expect(run(['show', '9'], { cwd })).toMatchObject({ code: 2 });
  });

  it('certifies what became of one customer, with no ID of anybody else', () => {
    const page = run(['show', '2', '--certificate', '40006'], { cwd });
    expect(page.code).toBe(0);
    expect(page.stdout).toMatch(/^ {2}CERTIFICATE OF ERASURE +run 0002 {3}✓ VERIFIED\n/);
    expect(page.stdout.match(/\b4\d{4}\b/g)).toEqual(['40006']);
    expect(page.stdout).not.toMatch(/LN-|ticket|dlopez|file-1/);
    expect(page.stdout.split('\n').length).toBeLessThan(50);
    const other = run(['show', '2', '--certificate', '40001'], { cwd });
    expect(other).toMatchObject({ code: 2, stdout: '' });
    expect(other.stderr).toContain('run 2 did not remove 40001');
    const copy = temporaryFolder();
    cpSync(cwd, copy, { recursive: true });
    withSql(join(copy, 'lms.db'), (db) => db.exec(`INSERT INTO customer_entity (id) VALUES (40006)`));
    const back = run(['show', '2', '--certificate', '40006'], { cwd: copy });
    expect(back.code).toBe(9);
    expect(back.stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /NOT A CERTIFICATE[^]+A CUSTOMER OF THIS NUMBER IS IN THE STORE/,
    );
    expect(run(['show', '2', '--certificate', '40006', '--json'], { cwd }).code).toBe(2);
  });

  it('asks the checks again: true of every run, and 9 with the customer named where one is back', () => {
    expect(runJson(['verify', '--all'], { cwd }).document).toMatchObject({
      exitCode: 0,
      counts: { runs: 3, back: 0 },
      integrity: 'ok',
    });
    const copy = copyOf(store);
    withSql(copy.store, (db) => db.exec('INSERT INTO customer_entity (id) VALUES (40006)'));
    expect(run(['verify', '1'], copy).code).toBe(0);
    expect(runJson(['verify', '2'], copy).document).toMatchObject({
      exitCode: 9,
      reason: 'check-failed',
      storeChanged: false,
      runs: [{ run: 2, back: [40006] }],
    });
    expect(run(['verify', '--all'], copy)).toMatchObject({ code: 9 });
    expect(run(['verify'], copy).code).toBe(2);
  });
});

function copyOf(store: string): { readonly cwd: string; readonly store: string } {
  const cwd = temporaryFolder();
  ask(store, 'PRAGMA wal_checkpoint(TRUNCATE)');
  copyFileSync(store, join(cwd, 'lms.db'));
  return { cwd, store: join(cwd, 'lms.db') };
}

describe('the ledger', () => {
  const { cwd, store } = threeRuns();
  const check = (at: string, ...args: string[]) =>
    runJson(['history', '--check', ...args], { cwd: at }).document;

  it('is as it was written', () => {
    expect(check(cwd)).toMatchObject({ exitCode: 0, counts: { links: 13, troubles: 0 } });
    for (const name of ['0001', '0002', '0003']) {
      expect(check(cwd, '--report', `lms-reports/${name}/report.json`).exitCode).toBe(0);
    }
  });

  it.each(LEDGER)('keeps the rows of %s from being updated or deleted', (table) => {
    withSql(copyOf(store).store, (db) => {
      const column = (db.prepare(`SELECT name FROM pragma_table_info(?)`).pluck().all(table) as string[])[1];
      expect(() => db.exec(`DELETE FROM ${table}`)).toThrow('only added to');
      expect(() => db.exec(`UPDATE ${table} SET ${column} = ${column}`)).toThrow('only added to');
    });
  });

  it.each(LEDGER)('names the run where any byte of any row of %s was changed', (table) => {
    const db = new Database(copyOf(store).store);
    addDigestFunctions(db);
    db.pragma('foreign_keys = OFF');
    db.pragma('ignore_check_constraints = ON');
    const names = (sql: string) => db.prepare(sql).pluck().all() as string[];
    for (const name of names(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`))
      db.exec(`DROP TRIGGER ${name}`);
    const keys = names(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0`);
    let changed = 0;
    for (const row of db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]) {
      const where = keys.map((key) => `${key} = ${String(row[key])}`).join(' AND ');
      for (const [column, value] of Object.entries(row))
        for (const other of otherValues(value)) {
          db.exec('BEGIN');
          if (written(db, `UPDATE ${table} SET ${column} = ? WHERE ${where}`, other)) {
            changed += 1;
            const run = table === 'ledger_store' ? null : row['run'];
            const named = troublesNow(db).map(({ run: at }) => at);
            expect({ column, row, other, named }).toMatchObject({ named: expect.arrayContaining([run]) });
          }
          db.exec('ROLLBACK');
        }
    }
    db.close();
    expect(changed).toBeGreaterThan(0);
  });

  it.each([
    ['a run removed', 'DELETE FROM ledger_run WHERE run = 2', 2, 'removed'],
    ['a removed customer taken out', 'DELETE FROM ledger_removed WHERE customer_id = 40006', 2, 'changed'],
    ['a customer added', 'INSERT INTO ledger_removed VALUES (1, 99, 40050)', 1, 'changed'],
    ['customers of no run', 'INSERT INTO ledger_removed VALUES (7, 2, 40050)', 7, 'inserted'],
    [
      'a finding added',
      `INSERT INTO ledger_finding (run, kind, found_at, finding) VALUES (3, 'reported', '', '{}')`,
      3,
      'inserted',
    ],
    ['a link removed', 'DELETE FROM ledger_chain WHERE link = 6', 2, 'removed'],
    [
      'two links reordered',
      'UPDATE ledger_chain SET link = 99 WHERE link = 6; UPDATE ledger_chain SET link = 6 WHERE link = 7; UPDATE ledger_chain SET link = 7 WHERE link = 99',
      2,
      'changed',
    ],
    ['the key changed', `UPDATE ledger_store SET key = x'00'`, null, 'store-changed'],
  ])('names the run: %s', (_what, sql, at, why) => {
    const copy = copyOf(store);
    tamper(copy.store, sql);
    const said = check(copy.cwd);
    expect(said).toMatchObject({ exitCode: 9, reason: 'ledger-changed', storeChanged: false });
    expect(said.check.troubles).toContainEqual(expect.objectContaining({ run: at, why }));
    expect(run(['history', '--check'], copy)).toMatchObject({
      code: 9,
      stdout: expect.stringContaining('NOT as it was written'),
    });
  });

  it('says so where its guards were dropped', () => {
    const copy = copyOf(store);
    withSql(copy.store, (db) => db.exec('DROP TRIGGER ledger_run_no_update'));
    expect(check(copy.cwd).check.troubles).toEqual([
      expect.objectContaining({ run: null, why: 'unguarded' }),
    ]);
  });

  it('shows a cut end and a chain computed anew beside a report, and only there', () => {
    const cut = copyOf(store);
    const link = ask(store, 'SELECT min(link) FROM ledger_chain WHERE run = 3');
    tamper(
      cut.store,
      `DELETE FROM ledger_chain WHERE run = 3; DELETE FROM ledger_finding WHERE run = 3; DELETE FROM ledger_removed WHERE run = 3;
      DELETE FROM ledger_loan WHERE run = 3; DELETE FROM ledger_run WHERE run = 3`,
    );
    const report = join(cwd, 'lms-reports/0003/report.json');
    expect(Number(link)).toBeGreaterThan(1);
    expect(check(cut.cwd).exitCode).toBe(0);
    expect(check(cut.cwd, '--report', report).check.troubles).toEqual([
      expect.objectContaining({ run: 3, why: 'cut-off' }),
    ]);

    const anew = copyOf(store);
    tamper(
      anew.store,
      `UPDATE ledger_removed SET customer_id = 40050 WHERE customer_id = 40006; DELETE FROM ledger_chain`,
    );
    withSql(anew.store, (db) => chainAll(db));
    expect(check(anew.cwd).exitCode).toBe(0);
    expect(check(anew.cwd, '--report', report).check.troubles).toEqual([
      expect.objectContaining({ run: 3, why: 'rewritten' }),
    ]);
  });

  it('shows a report that is another store’s, or was changed', () => {
    const report = join(cwd, 'lms-reports/0002/report.json');
    const other = threeRuns();
    expect(check(other.cwd, '--report', report).check.troubles).toEqual([
      expect.objectContaining({ why: 'another-store' }),
    ]);
    const forged = join(other.cwd, 'forged.json');
    writeFileSync(forged, readFileSync(report, 'utf8').replace('40006', '40007'));
    expect(check(cwd, '--report', forged).check.troubles).toEqual([
      expect.objectContaining({ run: 2, why: 'report-differs' }),
    ]);
  });

  it.each([
    ['"actor": "', '"actor": "somebody else than '],
    ['"removals": 3', '"removals": 300'],
    ['"linkedLoanIds": [', '"linkedLoanIds": [ 1,'],
    ['"committedAt": "20', '"committedAt": "19'],
    ['"zeroedBytes": ', '"zeroedBytes": 1'],
    ['"integrity": "ok"', '"integrity": "as it was"'],
    ['"toolVersion": "', '"toolVersion": "9'],
    ['"rows": 3', '"rows": 4'],
    ['"name": "', '"name": "not-'],
    ['"found": 0', '"found": 1'],
    ['"customersWithOpenLoans": 0,', ''],
    ['"template": {', '"template": { "size": 1,'],
  ])('shows a report in which %s was changed', (from, to) => {
    const report = readFileSync(join(cwd, 'lms-reports/0002/report.json'), 'utf8');
    expect(report).toContain(from);
    const forged = join(cwd, 'forged.json');
    writeFileSync(forged, report.replace(from, to));
    const expected = from.startsWith('"template"')
      ? []
      : [expect.objectContaining({ why: 'report-differs' })];
    expect(check(cwd, '--report', forged).check.troubles).toEqual(expected);
  });

  it('of a store of the first version is chained by the first ingest', () => {
    const old = temporaryFolder();
    const db = new Database(join(old, 'lms.db'));
    addDigestFunctions(db);
    db.pragma('journal_mode = WAL');
    db.exec(SCHEMA_1);
    db.exec(`INSERT INTO ledger_run VALUES (1, '${'0'.repeat(64)}', '2026-01-01T00:00:00.000Z', '{}'); INSERT INTO ledger_removed VALUES (1, 2, 40001);
      INSERT INTO ledger_finding VALUES (1, 1, 'reported', '2026-01-01T00:00:00.000Z', '{"folder":"x"}'); INSERT INTO customer_entity (id) VALUES (40002)`);
    db.pragma(`application_id = 1280136009`);
    db.pragma('user_version = 1');
    db.close();
    removalFile(old, [40002]);
    expect(runJson(['history', '--check'], { cwd: old }).document).toMatchObject({
      exitCode: 7,
      reason: 'version',
    });
    expect(run(['ingest', 'july.csv', '--confirm-removes', '1'], { cwd: old })).toMatchObject({ code: 0 });
    expect(check(old)).toMatchObject({ exitCode: 0, counts: { links: 7 } });
    expect(run(['history'], { cwd: old }).stdout).toContain('cannot be read');
  });
});

it('a chain that holds is hashed once, however long it is', () => {
  const db = new Database(':memory:');
  addDigestFunctions(db);
  migrate(db);
  db.exec(`INSERT INTO ledger_run VALUES (1, 'abc', '2026', '{}')`);
  addLink(db, { run: 1, finding: null });
  const findings = 200;
  for (let at = 0; at < findings; at += 1)
    noteFinding(db, 1, { kind: 'verified', at: '2026', finding: { at } });
  const prepare = db.prepare.bind(db);
  let statements = 0;
  db.prepare = (sql: string) => {
    statements += 1;
    return prepare(sql);
  };
  expect([...checkChain(db)].filter(({ why }) => why !== 'unguarded')).toEqual([]);
  expect(statements).toBeLessThan(3 * findings);
  db.exec('DROP TRIGGER ledger_finding_no_update; UPDATE ledger_finding SET finding = 1');
  statements = 0;
  expect([...checkChain(db)].filter(({ run }) => run === 1).length).toBeGreaterThanOrEqual(findings);
  expect(statements).toBeLessThan(40 * findings);
});

describe('what somebody wrote into the ledger', () => {
  const forged = (sql: string) => {
    const cwd = temporaryFolder();
    const store = closedStore(cwd, 60);
    withSql(store, (db) => db.exec(sql));
    removalFile(cwd, [40001, 40002], 'two.csv');
    return { cwd, store };
  };

  it.each([
    'INSERT INTO ledger_removed VALUES (1, 99, 77777)',
    'INSERT INTO ledger_loan VALUES (1, 201)',
    'INSERT INTO ledger_removed VALUES (1, 3, 40002)',
    'CREATE UNIQUE INDEX once ON ledger_removed (run)',
  ])('is never taken for what a run did: %s', (sql) => {
    const { cwd, store } = forged(sql);
    const { code, document } = runJson(['ingest', 'two.csv', '--confirm-removes', '2'], { cwd });
    expect({ code, reason: document.reason }).toEqual({ code: 7, reason: 'damaged' });
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(60);
    expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(0);
  });

  it('a customer that it names twice is no bug of ours', () => {
    const { cwd, store } = forged('');
    expect(run(['ingest', 'two.csv', '--confirm-removes', '2'], { cwd }).code).toBe(0);
    withSql(store, (db) => db.exec('INSERT INTO ledger_removed VALUES (1, 7, 40001)'));
    expect(runJson(['verify', '1'], { cwd }).document).toMatchObject({ exitCode: 7, reason: 'damaged' });
    expect(run(['history', '--check'], { cwd }).code).toBe(9);
  });
});
