import { closeSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  ask,
  closedStore,
  dump,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
} from '../../../tools/program.ts';

const INGEST = ['ingest', 'july.csv', '--confirm-removes', '2'];

function folder() {
  const cwd = temporaryFolder();
  removalFile(cwd, [40001, 40002]);
  return { cwd, store: closedStore(cwd, 20) };
}

function write(path: string, at: number, bytes: readonly number[]): void {
  const fd = openSync(path, 'r+');
  writeSync(fd, Buffer.from(bytes), 0, bytes.length, at);
  closeSync(fd);
}

describe('the first bytes of a store', () => {
  it.each([
    [
      'a version that no store has, beside tables',
      60,
      [0, 0, 0, 0],
      /version 0, and its tables are of another/,
    ],
    ['an earlier version beside later tables', 60, [0, 0, 0, 1], /version 1, and its tables are of another/],
    ['a schema format that is not known', 44, [0, 0, 0, 5], /wrong schema format/],
    ['a page size that is none', 16, [0x10, 0x01], /wrong page size/],
    ['one half of the mark of a write-ahead log', 18, [2, 1], /wrong format version/],
    [
      'the largest root of a file that moves pages on a commit',
      52,
      [0, 0, 0, 9],
      /wrong mark of auto_vacuum/,
    ],
  ])('%s: damaged, and never a bug', (_name, at, bytes, words) => {
    const { cwd, store } = folder();
    write(store, at, bytes);
    const before = readFileSync(store);
    const { code, document } = runJson(INGEST, { cwd });
    expect({ code, reason: document.reason }).toEqual({ code: 7, reason: 'damaged' });
    expect(document.message).toMatch(words);
    expect(readFileSync(store).equals(before)).toBe(true);
  });

  it('counters that differ, as Turso leaves them, are set right by the first write: ours', () => {
    const { cwd, store } = folder();
    write(store, 92, [0, 0, 9, 9]);
    const before = dump(store);
    expect(run(['store', 'scrub'], { cwd }).code).toBe(0);
    expect(dump(store)).toBe(before);
    write(store, 92, [0, 0, 9, 9]);
    expect(run(INGEST, { cwd }).code).toBe(0);
  });
});

describe('a file that is longer than its pages', () => {
  it('is not called damaged: what to do is said, and works', () => {
    const { cwd, store } = folder();
    const pages = statSync(store).size;
    writeFileSync(store, Buffer.from('somebody who was deleted '.repeat(2000)), { flag: 'a' });
    for (const args of [['plan', 'july.csv'], INGEST, ['store', 'scrub']]) {
      const { code, document } = runJson(args, { cwd });
      expect({ code, reason: document.reason }).toEqual({ code: 7, reason: 'shape' });
      expect(document.message).toMatch(/goes on for 50,000 bytes behind its last page[^]*VACUUM/);
    }
    withSql(store, (db) => db.exec('PRAGMA wal_checkpoint(TRUNCATE); VACUUM'));
    expect(statSync(store).size).toBeLessThanOrEqual(pages);
    expect(run(INGEST, { cwd }).code).toBe(0);
  });
});

describe('a schema in words that this SQLite does not know', () => {
  it('is not called damaged', () => {
    const { cwd, store } = folder();
    withSql(store, (db) => {
      db.unsafeMode();
      db.exec(`CREATE TABLE branch (name TEXT) STRICT; PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', 'RANDOM ROWID') WHERE name = 'branch'`);
    });
    const { code, document } = runJson(['plan', 'july.csv'], { cwd });
    expect({ code, reason: document.reason }).toEqual({ code: 7, reason: 'shape' });
    expect(document.message).toMatch(/near "ROWID": syntax error[^]*make branch again without that option/);
    expect(() => ask(store, 'SELECT 1 FROM customer_entity')).toThrow('malformed');
  });
});
