import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { lockPageOf } from '../../../../src/store/sqlite/pages/header.ts';
import { pointerMaps } from '../../../../src/store/sqlite/erase/pointer-map.ts';
import { fillFile, makeEmptyFile, withFile, scrub } from '../../../tools/any-file.ts';
import { mapPageOf } from '../../../tools/large-file.ts';
import { temporaryFolder } from '../../../tools/program.ts';

describe('the lock-byte page', () => {
  it.each([
    [512, 2_097_153],
    [4096, 262_145],
    [65_536, 16_385],
  ])('begins at 1 GiB: of pages of %i bytes it is number %i', (pageSize, page) => {
    expect(lockPageOf(pageSize)).toBe(page);
    expect((page - 1) * pageSize).toBe(2 ** 30);
  });
});

describe('the pages of the pointer map', () => {
  const sizes = [512, 1024, 4096, 32_768, 65_536].flatMap((pageSize) =>
    Array.from({ length: 256 }, (_, reserved) => ({ pageSize, reserved })).filter(
      (size) => size.pageSize - size.reserved >= 480,
    ),
  );
  const met = sizes.filter((size) => mapPageOf(lockPageOf(size.pageSize), size) > lockPageOf(size.pageSize));

  it('stand where SQLite puts them, also where the lock-byte page is in the way', () => {
    expect(met.length).toBeGreaterThan(0);
    for (const size of [...met, ...sizes.filter(({ pageSize }) => pageSize > 16_384)]) {
      const lock = lockPageOf(size.pageSize);
      for (const pages of [lock, lock + 1, lock + 2, lock + 9000]) {
        const maps = pointerMaps({ ...size, usable: size.pageSize - size.reserved, pages, largestRoot: 3 });
        const theirs = new Map<number, number>();
        for (let page = 2; page <= pages; page += 1) {
          const map = mapPageOf(page, size);
          if (map <= pages) theirs.set(map, 5 * (page - map));
        }
        expect(maps).toEqual(theirs);
      }
    }
  });

  it('are none without auto_vacuum', () => {
    expect(pointerMaps({ pageSize: 512, usable: 512, pages: 9000, largestRoot: 0 }).size).toBe(0);
  });
});

describe('a file with auto_vacuum', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'x.db');
  makeEmptyFile(path, { pageSize: 512, reserved: 0, autoVacuum: 2 });
  fillFile(path, { seed: 'map', turns: 6, rows: 30 });
  const bytes = readFileSync(path);

  it.each([
    ['entry', 512 + 5 * 7 + 4, /page 2: a pointer map that is wrong about page 10/],
    ['kind', 512 + 5 * 7, /page 2: a pointer map that is wrong about page 10/],
    ['largest root', 55, /the largest root page is not what the header says/],
  ])('is refused where its %s is wrong, and nothing is written', (name, at, why) => {
    const wrong = Buffer.from(bytes);
    wrong[at]! ^= 8;
    const file = join(folder, `${name}.db`);
    writeFileSync(file, bytes);
    const roots = withFile(file, (_fd, found) => found);
    writeFileSync(file, wrong);
    const fd = openSync(file, 'r+');
    expect(() => scrub(fd, roots)).toThrow(why);
    closeSync(fd);
    expect(readFileSync(file).equals(wrong)).toBe(true);
  });

  it('keeps stale entries behind the end of the file, and bytes in the header’s spare ones, until the scrub', () => {
    const db = new Database(path);
    db.exec('PRAGMA incremental_vacuum');
    db.close();
    const shrunk = readFileSync(path);
    expect(shrunk.length).toBeLessThan(bytes.length);
    shrunk.write('an old value', 74);
    writeFileSync(path, shrunk);
    expect(withFile(path, (fd, roots) => scrub(fd, roots))).toMatchObject({ left: 0, firstPageDirty: true });
    const after = readFileSync(path);
    expect(after.subarray(72, 92).equals(Buffer.alloc(20))).toBe(true);
    expect(after.length).toBe(shrunk.length);
  });
});
