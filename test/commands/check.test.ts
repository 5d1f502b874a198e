import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rebuildCustomers } from '../tools/rebuilt.ts';
import {
  ask,
  bytesOf,
  closedStore,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
  runsAsOthers,
} from '../tools/program.ts';

function folder() {
  const cwd = temporaryFolder();
  return { cwd, store: closedStore(cwd, 20) };
}

interface Document {
  readonly looks: readonly {
    readonly look: string;
    readonly ok: boolean | null;
    readonly warning: boolean;
    readonly reason: string | null;
  }[];
}

function looks(document: Document): Record<string, boolean | null> {
  return Object.fromEntries(document.looks.map(({ look, ok }) => [look, ok]));
}

function warnings(document: Document): readonly string[] {
  return document.looks.filter(({ warning }) => warning).map(({ look }) => look);
}

function reasons(document: Document): readonly (string | null)[] {
  return document.looks.map(({ reason }) => reason);
}

describe('check', () => {
  it('a store that is as it should be: 0, and nothing is written, nor its log played into it', () => {
    const { cwd, store } = folder();
    const copy = join(cwd, 'copy.db');
    withSql(store, (db) => {
      db.exec(
        `UPDATE customer_note SET body = 'later'; UPDATE loan_entity SET sub_status = NULL, closed_on = NULL WHERE status = 'Open'`,
      );
      for (const end of ['', '-wal']) copyFileSync(`${store}${end}`, `${copy}${end}`);
    });
    const before = [bytesOf(copy), bytesOf(`${copy}-wal`)];
    const { code, document } = runJson(['check', '--store', 'copy.db'], { cwd });
    expect({ code, reason: document.reason, troubles: document.counts.troubles }).toEqual({
      code: 0,
      reason: null,
      troubles: 0,
    });
    expect(Object.values(looks(document)).every((ok) => ok === true)).toBe(true);
    expect(document).toMatchObject({
      counts: { warnings: 0 },
      ids: { once: true, behind: null },
      nulls: { status: 0, archived: 0, deleted: 0, closedOn: 0, loanId: 0 },
      ...{ beside: [], orphans: [], unfinishedRuns: [] },
    });
    for (const { free, wanted } of [document.room, document.reportRoom]) expect(free).toBeGreaterThan(wanted);
    expect(document.reportRoom.wanted).toBe(2 ** 20 + 64 * 20);
    expect([bytesOf(copy), bytesOf(`${copy}-wal`)]).toEqual(before);

    const clean = bytesOf(store);
    const said = run(['check'], { cwd });
    expect(said).toMatchObject({ code: 0, stderr: '' });
    expect(said.stdout).toMatch(/✓ integrity [^]*says: ok[^]*Ready\. No ingest into/);
    expect(bytesOf(store)).toBe(clean);
    expect(existsSync(join(cwd, 'lms-reports'))).toBe(false);
  });

  it('every trouble at once, by the reasons of ingest: a shape, a CHECK constraint, a file where reports go', () => {
    const { cwd, store } = folder();
    withSql(store, (db) =>
      db.exec(`CREATE TABLE customer_page (customer_id INTEGER);
        CREATE TABLE office (seats INTEGER CHECK (seats > 0));
        PRAGMA ignore_check_constraints = ON; INSERT INTO office VALUES (-1)`),
    );
    writeFileSync(join(cwd, 'lms-reports'), 'a file');
    const { code, document } = runJson(['check'], { cwd });
    expect({ code, reason: document.reason, outcome: document.outcome }).toEqual({
      code: 7,
      reason: 'report-folder',
      outcome: 'store',
    });
    expect(looks(document)).toEqual({
      ...{ store: true, folder: true, reports: false, shape: false, integrity: false, room: true },
      ...{ ids: null, nulls: null, tables: null, unfinished: null, clock: null },
    });
    const said = run(['check'], { cwd }).stdout.replace(/\s+/g, ' ');
    expect(said).toMatch(/customer_page has column customer_id and no foreign key/);
    expect(said).toMatch(/damaged in table office: CHECK constraint failed in office/);
    expect(said).toMatch(/ENOTDIR[^]*3 troubles\. An ingest into lms\.db would be refused\./);
  });

  it('what keeps the store from being opened, and the folder for reports all the same', () => {
    const { cwd, store } = folder();
    appendFileSync(`${store}-journal`, Buffer.alloc(600));
    const { code, document } = runJson(['check'], { cwd });
    expect({ code, reason: document.reason }).toEqual({ code: 7, reason: 'journal-mode' });
    expect(looks(document)).toMatchObject({ store: false, reports: true, shape: null, integrity: null });
    expect(runJson(['check', '--store', 'none.db'], { cwd }).document).toMatchObject({ reason: 'missing' });
  });

  it('a run that is not finished is told of, and is no trouble', () => {
    const { cwd } = folder();
    removalFile(cwd, [40001]);
    const fault = {
      before: 'prepare PRAGMA main.wal_checkpoint',
      after: 'exec COMMIT',
      signal: 'SIGKILL' as const,
    };
    run(['ingest', 'july.csv', '--confirm-removes', '1'], { cwd, fault });
    const { code, document } = runJson(['check'], { cwd });
    expect({ code, runs: document.unfinishedRuns }).toEqual({ code: 0, runs: [1] });
    expect(warnings(document)).toEqual(['unfinished']);
  });

  it('a run that nothing finishes, whatever was changed of it, is a trouble, and `plan` of its file says so', () => {
    const { cwd, store } = folder();
    removalFile(cwd, [40001, 40002]);
    removalFile(cwd, [40003], 'next.csv');
    const fault = { before: 'prepare INSERT INTO main.ledger_finding', signal: 'SIGKILL' as const };
    run(['ingest', 'july.csv', '--confirm-removes', '2'], { cwd, fault });
    for (const [why, sql] of [
      [/its row cannot be read/, `UPDATE ledger_run SET record = 'x'`],
      [/partly that of another/, `UPDATE ledger_run SET file_sha256 = 'x'`],
      [/it lists 1 of 2/, 'DELETE FROM ledger_removed WHERE customer_id = 40001'],
      [/scrubbed.*cannot be read/, `INSERT INTO ledger_finding VALUES (9, 1, 'scrubbed', '', '{}')`],
      [/verified.*cannot be read/, `INSERT INTO ledger_finding VALUES (9, 1, 'verified', '', '')`],
    ] as const) {
      const copy = temporaryFolder();
      cpSync(cwd, copy, { recursive: true });
      withSql(join(copy, 'lms.db'), (db) =>
        db.exec(`DROP TRIGGER ledger_run_no_update; DROP TRIGGER ledger_removed_no_delete; ${sql}`),
      );
      const { code, document } = runJson(['check'], { cwd: copy });
      expect({ sql, code, reason: document.reason, runs: document.unfinishedRuns }).toEqual({
        ...{ sql, code: 7, reason: 'earlier-run', runs: [1] },
      });
      expect(looks(document)).toMatchObject({ unfinished: false, clock: true });
      expect(document.looks[9].message).toMatch(why);
      // What it says is so.
      const { document: next } = runJson(['ingest', 'next.csv', '--confirm-removes', '1'], { cwd: copy });
      expect(next).toMatchObject({ exitCode: 9, reason: 'earlier-run', run: 1, retryable: false });
      expect(next.details.why).toMatchObject({ reason: 'ledger-changed', found: expect.stringMatching(why) });
    }
    expect(warnings(runJson(['check'], { cwd }).document)).toEqual(['unfinished']);
    withSql(store, (db) => db.exec(`DROP TRIGGER ledger_run_no_update; UPDATE ledger_run SET record = 'x'`));
    const { document } = runJson(['plan', 'july.csv'], { cwd });
    expect(document.alreadyIngested).toMatchObject({ reason: 'ledger-changed', missing: [] });
  });

  it('what is no trouble and worth knowing: IDs given out again, nulls that guards read, what is not examined', () => {
    const { cwd, store } = folder();
    withSql(store, (db) => {
      rebuildCustomers(db, false);
      for (const column of ['archived', 'deleted', 'status'])
        db.exec(
          `ALTER TABLE loan_entity DROP COLUMN ${column}; ALTER TABLE loan_entity ADD COLUMN ${column} TEXT`,
        );
      db.exec(`UPDATE loan_entity SET archived = 0 WHERE id % 2; UPDATE loan_entity SET deleted = 0, status = 'Closed';
        UPDATE loan_entity SET status = NULL WHERE id = (SELECT min(id) FROM loan_entity);
        UPDATE loan_entity SET closed_on = '0000-00-00' WHERE id = (SELECT max(id) FROM loan_entity);
        DROP TABLE loan_customer;
        CREATE TABLE loan_customer (loan_id INTEGER REFERENCES loan_entity(id), customer_id INTEGER NOT NULL REFERENCES customer_entity(id));
        INSERT INTO loan_customer VALUES (NULL, 40001), ('x', 40002);
        CREATE TABLE customer_profile (id INTEGER PRIMARY KEY); INSERT INTO customer_profile VALUES (1);
        ALTER TABLE customer_entity ADD COLUMN profile_id INTEGER REFERENCES customer_profile(id);
        CREATE TABLE page (document INTEGER NOT NULL REFERENCES customer_document(id)); INSERT INTO page VALUES (-1)`);
    });
    const loans = Number(ask(store, 'SELECT count(*) FROM loan_entity'));
    const { code, document } = runJson(['check'], { cwd });
    expect(code).toBe(0);
    expect(document).toMatchObject({
      counts: { troubles: 0, warnings: 3 },
      ids: { once: false, behind: null },
      nulls: { status: 1, deleted: 0, closedOn: 1, loanId: 2 },
      beside: [{ table: 'customer_profile', why: 'referred-to', by: 'customer_entity', rows: 1 }],
      orphans: [{ table: 'page', rows: 1 }],
    });
    expect(document.nulls.archived).toBeGreaterThan(0);
    expect(document.nulls.archived).toBeLessThan(loans);
    expect(warnings(document)).toEqual(['ids', 'nulls', 'tables']);
    const said = run(['check'], { cwd }).stdout.replaceAll(/\s+/g, ' ');
    expect(said).toMatch(/! ids table customer_entity has no AUTOINCREMENT/);
    expect(said).toMatch(/! nulls 1 loan without a status: not Closed; [^]* 2 links to no loan/);
    expect(said).toMatch(
      /! tables not examined: 1 table: customer_profile \(1 row\)\. 1 row of customer_profile stays/,
    );
    expect(said).toContain('Ready, with 3 warnings.');
  });

  it('a sequence that is below an ID that a run removed', () => {
    const { cwd, store } = folder();
    const highest = Number(ask(store, 'SELECT max(id) FROM customer_entity'));
    removalFile(cwd, [highest]);
    expect(run(['ingest', 'july.csv', '--confirm-removes', '1'], { cwd }).code).toBe(0);
    expect(runJson(['check'], { cwd }).document.ids).toEqual({ once: true, behind: null });
    withSql(store, (db) => db.exec(`DELETE FROM sqlite_sequence WHERE name = 'customer_entity'`));
    const { code, document } = runJson(['check'], { cwd });
    expect({ code, ids: document.ids }).toEqual({ code: 0, ids: { once: true, behind: highest } });
    expect(warnings(document)).toEqual(['ids']);
  });

  it('a place where no report comes to be: a link that leads nowhere, a file above it, a disk without room', () => {
    const { cwd } = folder();
    symlinkSync('nowhere', join(cwd, 'link'));
    writeFileSync(join(cwd, 'file'), '');
    for (const [dir, why] of [
      ['link', /ENOENT/],
      ['link/reports', /ENOENT/],
      ['file/reports', /ENOTDIR/],
      ['link/deep/reports', /ENOENT/],
    ] as const) {
      const { code, document } = runJson(['check', '--report', dir], { cwd });
      expect({ dir, code, reason: document.reason }).toEqual({ dir, code: 7, reason: 'report-folder' });
      expect(document.looks[2].message).toMatch(why);
      removalFile(cwd, [40001]);
      expect(run(['ingest', 'july.csv', '--confirm-removes', '1', '--report', dir], { cwd }).code, dir).toBe(
        4,
      );
    }
  });

  it.skipIf(!runsAsOthers())('a log that another user left, and whose it is', () => {
    const { cwd, store } = folder();
    for (const end of ['-wal', '-shm']) writeFileSync(`${store}${end}`, '', { mode: 0o600 });
    chmodSync(cwd, 0o777);
    chmodSync(store, 0o666);
    const { code, document } = runJson(['check'], { cwd, uid: 65534 });
    expect({ code, reason: document.reason }).toEqual({ code: 7, reason: 'read-only' });
    expect(document.looks[0].message).toContain('lms.db-wal is of user root');
  });

  it.skipIf(!runsAsOthers())('a folder that this user may not write', () => {
    const { cwd, store } = folder();
    chmodSync(store, 0o666);
    chmodSync(cwd, 0o555);
    mkdirSync(join(cwd, 'out'), { mode: 0o755 });
    const { code, document } = runJson(['check', '--report', 'out/reports'], { cwd, uid: 65534 });
    chmodSync(cwd, 0o755);
    expect(code).toBe(7);
    expect(looks(document)).toMatchObject({ reports: false });
    expect(reasons(document)).toContain('read-only');
    expect(readFileSync(store).length).toBeGreaterThan(0);
  });
});
