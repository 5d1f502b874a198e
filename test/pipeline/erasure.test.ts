import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask, removalFile, run, temporaryFolder, withSql } from '../tools/program.ts';
import { withFile, scrub } from '../tools/any-file.ts';
import { makeHardStore, markedCustomers, type HardOptions } from '../tools/hard-store.ts';
import { numbers } from '../tools/numbers.ts';

type Options = Omit<HardOptions, 'customers'>;

const USUAL: Options = { pageSize: 4096, reserved: 0, autoVacuum: 0, secureDelete: true, analyze: false };

function build(options: Options) {
  const cwd = temporaryFolder();
  const tmp = join(cwd, 'tmp');
  mkdirSync(tmp);
  const ids = makeHardStore(join(cwd, 'lms.db'), { customers: 5000, ...options });
  const random = numbers('removed');
  const removed = new Set<number>();
  while (removed.size < 500) removed.add(ids[random(ids.length)]!);
  removalFile(cwd, [...removed]);
  const left = ids.filter((id) => !removed.has(id)).sort((a, b) => a - b);
  const line = ['ingest', 'july.csv', '--confirm-removes', '500'];
  return { cwd, removed, left, line, env: { TMPDIR: tmp } };
}

const CASES: readonly Partial<Options>[] = [
  { pageSize: 512 },
  { pageSize: 512, secureDelete: false },
  { pageSize: 4096 },
  { pageSize: 4096, secureDelete: false, analyze: true },
  { pageSize: 65536 },
  { pageSize: 65536, secureDelete: false },
  { pageSize: 512, secureDelete: false, autoVacuum: 1, reserved: 32 },
  { pageSize: 4096, secureDelete: false, autoVacuum: 2, analyze: true },
  { pageSize: 4096, autoVacuum: 1 },
];

describe('after an ingest nothing of the removed is left in any file', () => {
  it.each(CASES)('in a store with %o', (options) => {
    const { cwd, removed, left, line, env } = build({ ...USUAL, ...options });
    const size = statSync(join(cwd, 'lms.db')).size;
    expect(markedCustomers([cwd]).size).toBe(5000);
    const ran = run(line, { cwd, env });
    expect(ran).toMatchObject({ code: 0 });
    const marked = markedCustomers([cwd]);
    expect([...marked].filter((id) => removed.has(id))).toEqual([]);
    expect([...marked].sort((a, b) => a - b)).toEqual(left);
    expect(ask(join(cwd, 'lms.db'), 'PRAGMA integrity_check')).toBe('ok');
    expect(ran.stdout).toContain('7 of 7 checks');
    // With auto_vacuum FULL the pages that are free after a removal are given back, and no longer the file's.
    expect(statSync(join(cwd, 'lms.db')).size < size).toBe(options.autoVacuum === 1);
    expect(ask(join(cwd, 'lms.db'), 'PRAGMA auto_vacuum')).toBe(options.autoVacuum ?? 0);
    rmSync(cwd, { recursive: true });
  });

  it('also where everybody goes, whose pages are freed whole: the log never held them, and loans are as they were', () => {
    const { cwd, removed, left, env } = build(USUAL);
    const store = join(cwd, 'lms.db');
    removalFile(cwd, [...removed, ...left]);
    const line = ['ingest', 'july.csv', '--confirm-removes', '5000'];
    const loans = () => ask(store, 'SELECT count(*) FROM loan_entity');
    const before = loans();
    const fault = { before: 'close', after: 'exec COMMIT', signal: 'SIGKILL' } as const;
    expect(run(line, { cwd, env, fault }).signal).toBe('SIGKILL');
    expect(statSync(`${store}-wal`).size).toBeGreaterThan(1 << 20);
    const log = join(cwd, 'log');
    mkdirSync(log);
    copyFileSync(`${store}-wal`, join(log, 'log'));
    expect(markedCustomers([log])).toEqual(new Set());
    expect(run(line, { cwd, env })).toMatchObject({ code: 0 });
    expect(markedCustomers([cwd])).toEqual(new Set());
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(0);
    expect(loans()).toBe(before);
  });

  it('and without the scrub, something is: the run is ended right after its commit', () => {
    const { cwd, removed, line, env } = build({ ...USUAL, secureDelete: false });
    const killed = run(line, {
      cwd,
      env,
      fault: { before: 'prepare PRAGMA main.wal_checkpoint', nth: 2, signal: 'SIGKILL' },
    });
    expect(killed.signal).toBe('SIGKILL');
    ask(join(cwd, 'lms.db'), 'PRAGMA wal_checkpoint(TRUNCATE)');
    expect(ask(join(cwd, 'lms.db'), 'SELECT count(*) FROM ledger_run')).toBe(1);
    const marked = markedCustomers([cwd]);
    expect([...marked].filter((id) => removed.has(id)).length).toBeGreaterThan(0);
  });

  it('nor where a commit of the scrub itself would move pages, from a cache that is older than the scrub', () => {
    const { cwd, removed, line, env } = build({ ...USUAL, secureDelete: false, autoVacuum: 2 });
    const store = join(cwd, 'lms.db');
    // Each connection reads the schema, and now it goes on at the end of the file.
    const columns = Array.from({ length: 300 }, (_, at) => `column_${at}`).join();
    withSql(store, (db) => db.exec(`CREATE TABLE wide (${columns})`));
    const fault = { before: 'prepare PRAGMA main.wal_checkpoint', nth: 2, signal: 'SIGKILL' } as const;
    expect(run(line, { cwd, env, fault }).signal).toBe('SIGKILL');
    ask(store, 'PRAGMA wal_checkpoint(TRUNCATE)');
    const [pages, free] = ['page_count', 'freelist_count'].map((name) =>
      Number(ask(store, `PRAGMA ${name}`)),
    );
    const page = Number(ask(store, `SELECT max(pageno) FROM dbstat WHERE name = 'sqlite_schema'`));
    expect(page).toBeGreaterThan(pages! - free!);
    // All is clean, page 1 too: a page 1 that is not lets the scrub begin again on a fresh connection.
    withFile(store, (fd, roots) => scrub(fd, roots));
    const bytes = readFileSync(store);
    const [name] = [...removed].map((id) => String(id).padStart(7, '0'));
    bytes.write(`~${name}:1:${name}~`, (page - 1) * USUAL.pageSize + 100);
    // FULL, and free pages: what a program leaves that asked for it by sqlite3_autovacuum_pages.
    bytes.fill(0, 64, 68);
    writeFileSync(store, bytes);
    expect(run(line, { cwd, env })).toMatchObject({ code: 0 });
    expect([...markedCustomers([cwd])].filter((id) => removed.has(id))).toEqual([]);
    expect(ask(store, 'PRAGMA freelist_count')).toBe(0);
    expect(ask(store, 'PRAGMA integrity_check')).toBe('ok');
  });
});

describe('a store whose reserved bytes an extension uses', () => {
  it('is refused with the page, by plan and by ingest, and left as it is', () => {
    const { cwd, line, env } = build({ ...USUAL, reserved: 8 });
    const store = join(cwd, 'lms.db');
    const bytes = readFileSync(store);
    bytes.write('checksum', 7 * 4096 - 8);
    writeFileSync(store, bytes);
    for (const args of [['plan', 'july.csv'], line]) {
      const ran = run(args, { cwd, env });
      expect(ran.code).toBe(7);
      expect(ran.stderr.replace(/\s+/g, ' ')).toContain(
        '8 bytes that each page reserves, as on page 7. (shape)',
      );
    }
    expect(readFileSync(store).equals(bytes)).toBe(true);
  });
});
