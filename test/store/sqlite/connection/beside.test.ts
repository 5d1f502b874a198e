import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import {
  BIN,
  closedStore,
  dump,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  runsAsOthers,
} from '../../../tools/program.ts';

const INGEST = ['ingest', 'july.csv', '--confirm-removes', '2'];
const LINES = [['plan', 'july.csv'], INGEST, ['store', 'scrub']];

function folder() {
  const cwd = temporaryFolder();
  removalFile(cwd, [40001, 40002]);
  return { cwd, store: closedStore(cwd, 20) };
}

function expectRefused(cwd: string, reason: string, words: RegExp): void {
  for (const args of LINES) {
    const { code, document } = runJson(args, { cwd });
    expect({ args, code, reason: document.reason }).toEqual({ args, code: 7, reason });
    expect(document.message).toMatch(words);
  }
}

/** What a program leaves that is killed in the middle of a transaction without a write-ahead log. */
function unfinishedJournal(store: string): Buffer {
  const copy = `${store}.copy`;
  copyFileSync(store, copy);
  const db = new Database(copy);
  db.pragma('journal_mode = DELETE');
  db.pragma('cache_size = 1');
  db.exec(`BEGIN; UPDATE customer_note SET body = 'x'; UPDATE customer_document SET content = x'00'`);
  const journal = readFileSync(`${copy}-journal`);
  db.exec('ROLLBACK');
  db.close();
  rmSync(copy);
  return journal;
}

describe('a rollback journal beside a store with a write-ahead log', () => {
  it('that SQLite has done with, and never clears: named; once it is removed, the line removes', () => {
    const { cwd, store } = folder();
    const journal = unfinishedJournal(store);
    journal.fill(0, 0, 28);
    writeFileSync(`${store}-journal`, journal);
    expectRefused(
      cwd,
      'journal-mode',
      /lms\.db-journal, with [\d,]+ bytes of old pages[^]*rm lms\.db-journal/,
    );
    expect(readFileSync(`${store}-journal`).equals(journal)).toBe(true);
    rmSync(`${store}-journal`);
    expect(run(INGEST, { cwd }).code).toBe(0);
  });

  it('that SQLite would play back: named, and never played back by us', () => {
    const { cwd, store } = folder();
    const before = readFileSync(store);
    writeFileSync(`${store}-journal`, unfinishedJournal(store));
    expectRefused(cwd, 'journal-mode', /writes them back into the store[^]*PRAGMA integrity_check/);
    expect(readFileSync(store).equals(before)).toBe(true);
  });

  it('that is empty is nothing', () => {
    const { cwd, store } = folder();
    writeFileSync(`${store}-journal`, '');
    expect(run(INGEST, { cwd }).code).toBe(0);
  });
});

/** May this user mount, and are there programs to do it with? */
function mayMount(): boolean {
  return spawnSync('unshare', ['-m', 'mount', '--bind', '/tmp', '/tmp']).status === 0;
}

/** Runs the program where something is mounted, for it alone. */
function inside(cwd: string, what: string, args: readonly string[]) {
  const script = `mount --bind ${what} && shift && exec "$@"`;
  return spawnSync('unshare', ['-m', 'bash', '-c', script, '-', '', process.execPath, BIN, ...args], {
    cwd,
    encoding: 'utf8',
  });
}

it.skipIf(!mayMount())('a file system that is mounted read-only is named, and not the user', () => {
  const { cwd } = folder();
  execFileSync('mkdir', ['ro'], { cwd });
  for (const line of [INGEST, ['plan', 'july.csv'], ['check'], ['store', 'scrub']]) {
    const args = [...line, '--store', 'ro/lms.db', '--json'];
    const ran = inside(cwd, '. ro && mount -o remount,bind,ro ro', args);
    expect(ran.status, line.join(' ')).toBe(7);
    expect(JSON.parse(ran.stdout).reason).toBe('read-only');
    expect(ran.stdout).toContain('on a file system that is mounted read-only');
  }
});

describe.skipIf(!mayMount())('a store that is mounted as a single file', () => {
  it('is refused by both of its names, and not where its folder is mounted', () => {
    const { cwd, store } = folder();
    const before = dump(store);
    execFileSync('mkdir', ['in a box', 'folder'], { cwd });
    writeFileSync(join(cwd, 'in a box/lms 2.db'), '');
    const file = `lms.db 'in a box/lms 2.db'`;
    for (const name of ['in a box/lms 2.db', 'lms.db']) {
      const ran = inside(cwd, file, [...INGEST, '--store', name, '--json']);
      const document = JSON.parse(ran.stdout);
      expect({ code: ran.status, reason: document.reason }).toEqual({ code: 7, reason: 'not-a-store' });
      expect(document.message).toMatch(
        /mounted as a single file, at .*in a box\/lms 2\.db[^]*Mount the folder/,
      );
    }
    expect(dump(store)).toBe(before);
    const ran = inside(cwd, '. folder', [...INGEST, '--store', 'folder/lms.db', '--json']);
    expect(ran.status).toBe(0);
  });
});

describe.skipIf(!runsAsOthers())('what another user left beside a store', () => {
  it('is named with its owner, and the way out works', () => {
    const { cwd, store } = folder();
    const [OWNER, OTHER] = [61_001, 61_002];
    for (const path of [cwd, store]) chownSync(path, OWNER, OWNER);
    chmodSync(cwd, 0o777);
    chmodSync(store, 0o644);
    expect(run(['plan', 'july.csv'], { cwd, uid: OTHER }).code).toBe(0);
    expect(existsSync(`${store}-shm`)).toBe(true);
    const { code, document } = runJson(INGEST, { cwd, uid: OWNER });
    expect({ code, reason: document.reason }).toEqual({ code: 7, reason: 'read-only' });
    expect(document.message).toMatch(/lms\.db-(wal|shm) is of user uid 61002[^]*gives both to uid 61001:/);
    const [line] = /chown \S+ \S+ \S+/.exec(String(document.message)) ?? [];
    execFileSync('bash', ['-c', String(line)], { cwd });
    expect(run(INGEST, { cwd, uid: OWNER }).code).toBe(0);
  });
});
