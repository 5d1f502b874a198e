/** Files larger than 1 GiB, whose lock-byte page SQLite leaves out. They are sparse: some MB are written. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { lockPageOf } from '../../../../src/store/sqlite/pages/header.ts';
import {
  contents,
  fillFile,
  makeEmptyFile,
  useOn,
  withFile,
  type Kind,
  scrub,
} from '../../../tools/any-file.ts';
import { grow, standsIn } from '../../../tools/large-file.ts';
import { temporaryFolder } from '../../../tools/program.ts';

const KINDS: readonly Kind[] = [
  { pageSize: 65_536, reserved: 0, autoVacuum: 0 },
  { pageSize: 65_536, reserved: 16, autoVacuum: 2 },
  // Here a page of the pointer map would be the lock-byte page, and is the one after it.
  { pageSize: 1024, reserved: 0, autoVacuum: 2 },
];

const MORE = 2 ** 21;

function makeLargeFile(path: string, kind: Kind): void {
  makeEmptyFile(path, kind);
  const db = new Database(path);
  db.exec('CREATE TABLE first (x)');
  db.close();
  grow(path, kind, lockPageOf(kind.pageSize) + MORE / kind.pageSize);
  fillFile(path, { seed: 'large', turns: 8, rows: 30 });
}

describe('a file larger than 1 GiB', () => {
  it.each(KINDS)('is scrubbed before its lock-byte page, behind it and on it: %o', (kind) => {
    const path = join(temporaryFolder(), 'large.db');
    const { pageSize } = kind;
    const lock = lockPageOf(pageSize);
    makeLargeFile(path, kind);
    // A file whose pages were smaller once may hold anything here; SQLite neither reads nor writes it.
    const fd = openSync(path, 'r+');
    writeSync(fd, '~gone', lock * pageSize - 100);
    closeSync(fd);
    const before = contents(path);
    expect(before.endsWith(' ok')).toBe(true);
    const onLock = { from: lock, pages: 1, pageSize };
    const behind = { from: lock + 1, pages: MORE / pageSize, pageSize };
    expect(standsIn(path, '~gone', behind)).toBe(true);

    const scrubbed = withFile(path, (file, roots) => scrub(file, roots));
    expect(scrubbed.left).toBe(0);
    expect(scrubbed.pages).toBeGreaterThan(lock);
    expect(contents(path)).toBe(before);
    for (const place of [onLock, behind]) expect(standsIn(path, '~gone', place)).toBe(false);
    expect(useOn(path, { seed: 'large', turns: 4, rows: 30 })).toBe('ok');
    expect(withFile(path, (file, roots) => scrub(file, roots)).left).toBe(0);
    rmSync(path);
  });
});
