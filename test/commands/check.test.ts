import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  bytesOf,
  closedStore,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
} from '../tools/program.ts';

function folder() {
  const cwd = temporaryFolder();
  return { cwd, store: closedStore(cwd, 20) };
}

interface Document {
  readonly looks: readonly {
    readonly look: string;
    readonly ok: boolean | null;
    readonly reason: string | null;
  }[];
}

function looks(document: Document): Record<string, boolean | null> {
  return Object.fromEntries(document.looks.map(({ look, ok }) => [look, ok]));
}

function reasons(document: Document): readonly (string | null)[] {
  return document.looks.map(({ reason }) => reason);
}

describe('check', () => {
  it('a store that is as it should be: 0, and nothing is written, nor its log played into it', () => {
    const { cwd, store } = folder();
    const copy = join(cwd, 'copy.db');
    withSql(store, (db) => {
      db.exec(`UPDATE customer_note SET body = 'later'; UPDATE loan_entity SET sub_status = NULL`);
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
    expect([document.loansWithNulls, document.unfinishedRuns]).toEqual([0, []]);
    expect(document.room.free).toBeGreaterThan(document.room.wanted);
    expect([bytesOf(copy), bytesOf(`${copy}-wal`)]).toEqual(before);

    const clean = bytesOf(store);
    const said = run(['check'], { cwd });
    expect(said).toMatchObject({ code: 0, stderr: '' });
    expect(said.stdout).toMatch(/✓ integrity [^]*says: ok[^]*Ready\. An ingest into/);
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
      ...{ nulls: null, unfinished: null, clock: null },
    });
    const said = run(['check'], { cwd }).stdout.replace(/\s+/g, ' ');
    expect(said).toMatch(/customer_page has column customer_id and no foreign key/);
    expect(said).toMatch(/damaged in table office: CHECK constraint failed in office/);
    expect(said).toMatch(/ENOTDIR[^]*3 troubles\. An ingest into lms\.db would be refused \(7\)/);
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
  });

  it.skipIf(process.getuid?.() !== 0)('a folder that this user may not write', () => {
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
