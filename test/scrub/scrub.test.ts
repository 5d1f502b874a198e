import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrub } from '../../src/scrub/scrub.ts';
import { Unaccounted, walk } from '../../src/scrub/walk.ts';
import { readRoots } from '../../src/store/read-shape.ts';
import { numbers } from '../tools/hard-store.ts';
import { temporaryFolder } from '../tools/program.ts';

/** A file of many shapes, half of its rows removed again, with old values in its gaps. */
function makeFile(path: string, pageSize: number, more = ''): void {
  const db = new Database(path);
  db.pragma(`page_size = ${pageSize}`);
  db.pragma('secure_delete = OFF');
  db.exec(
    `CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b BLOB);
     CREATE TABLE w (k TEXT, n INTEGER, v TEXT, PRIMARY KEY (k, n)) WITHOUT ROWID;
     CREATE TABLE auto (id INTEGER PRIMARY KEY AUTOINCREMENT, x);
     CREATE TABLE made (id INTEGER PRIMARY KEY, a INT, s INT GENERATED ALWAYS AS (a * 2) STORED, u INT AS (a + 1));
     CREATE TABLE empty (x); CREATE TABLE gone (x TEXT);
     CREATE INDEX t_a ON t (a); CREATE INDEX made_u ON made (u); CREATE VIEW v AS SELECT a FROM t; ${more}`,
  );
  const random = numbers(`${pageSize}`);
  const insert = db.prepare('INSERT OR REPLACE INTO t VALUES (?, ?, ?)');
  const wide = db.prepare('INSERT OR REPLACE INTO w VALUES (?, ?, ?)');
  for (let turn = 0; turn < 40; turn += 1) {
    db.transaction(() => {
      for (let at = 0; at < 30; at += 1) {
        const id = random(100) === 0 ? -random(2 ** 31) * 2 ** 20 : random(4000);
        const long = random(60) === 0 ? 30_000 : random(12) === 0 ? 2500 : 40;
        insert.run(
          id,
          `~${id}~`.repeat(1 + random(long / 8)),
          Buffer.from(`=${id}=`.repeat(1 + random(long))),
        );
        wide.run(`~w${id}~`.repeat(1 + random(long / 8)), random(9), `=w${id}=`);
        db.prepare('INSERT INTO auto (x) VALUES (?)').run(`~x${id}~`.repeat(random(30)));
        db.prepare('INSERT OR REPLACE INTO made (id, a) VALUES (?, ?)').run(id, random(9));
        db.prepare('INSERT INTO gone VALUES (?)').run(`~gone${id}~`.repeat(1 + random(long / 4)));
      }
      db.prepare('DELETE FROM t WHERE id % 7 = ?').run(random(7));
      db.prepare('DELETE FROM w WHERE rowid_of(k) = ?'.replace('rowid_of(k)', 'length(k) % 5')).run(
        random(5),
      );
    })();
  }
  db.exec('ANALYZE; DELETE FROM gone; DELETE FROM auto WHERE id % 3 > 0');
  db.close();
}

function dump(path: string): string {
  const db = new Database(path, { readonly: true });
  try {
    const hash = createHash('sha256');
    for (const table of [
      't',
      'w',
      'auto',
      'made',
      'empty',
      'gone',
      'sqlite_schema',
      'sqlite_stat1',
      'sqlite_stat4',
    ]) {
      for (const row of db.prepare(`SELECT * FROM ${table}`).raw().safeIntegers().iterate() as Iterable<
        unknown[]
      >) {
        for (const cell of row) hash.update(Buffer.isBuffer(cell) ? cell : String(cell)).update(typeof cell);
      }
    }
    return hash.digest('hex') + String(db.pragma('integrity_check', { simple: true }));
  } finally {
    db.close();
  }
}

/** Works on the file under no lock: nobody else has it. The roots are read first and their connection closed. */
function withFile<T>(path: string, work: (fd: number, roots: ReturnType<typeof readRoots>) => T): T {
  const db = new Database(path, { readonly: true });
  const roots = readRoots(db);
  db.close();
  const fd = openSync(path, 'r+');
  try {
    return work(fd, roots);
  } finally {
    closeSync(fd);
  }
}

const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

describe.each([512, 1024, 4096, 65_536])('a file with pages of %i bytes', (pageSize) => {
  const path = join(temporaryFolder(), 'x.db');
  makeFile(path, pageSize);

  it('is walked without a byte written, and agrees with dbstat about what is unused', () => {
    const before = digest(path);
    const walked = withFile(path, (fd, roots) => walk(fd, roots));
    expect(digest(path)).toBe(before);
    const db = new Database(path, { readonly: true });
    const told = db.prepare('SELECT sum(unused) AS unused, count(*) AS pages FROM dbstat').get() as {
      unused: number;
      pages: number;
    };
    const free = Number(db.pragma('freelist_count', { simple: true }));
    db.close();
    expect(walked.header.pages).toBe(told.pages + free);
    // dbstat takes an empty page of 65,536 bytes, whose content offset is stored as 0, for a full one.
    if (pageSize === 65_536) return;
    // dbstat counts the four bytes that lead each free block as unused, and does not look at free pages.
    const trunks = [...walked.free.trunks.values()].reduce((sum, used) => sum + used, 0);
    const ours = walked.unusedBytes - (free * pageSize - trunks);
    expect(ours).toBeLessThanOrEqual(told.unused);
    expect(told.unused - ours).toBeLessThan(told.unused / 20 + 100);
  });

  it('is scrubbed: every row is there, no unused byte is anything but zero, and it goes on working', () => {
    const before = dump(path);
    expect(readFileSync(path).includes('~gone')).toBe(true);
    const scrubbed = withFile(path, (fd, roots) => scrub(fd, roots));
    expect(scrubbed).toMatchObject({ left: 0 });
    expect(scrubbed.zeroedBytes).toBeGreaterThan(0);
    expect(dump(path)).toBe(before);
    expect(before.endsWith('ok')).toBe(true);
    expect(readFileSync(path).includes('~gone')).toBe(false);
    expect(withFile(path, (fd, roots) => scrub(fd, roots))).toMatchObject({
      zeroedBytes: 0,
      zeroedPages: 0,
      left: 0,
    });

    const db = new Database(path);
    const random = numbers('later');
    for (let at = 0; at < 1000; at += 1) {
      db.prepare('INSERT OR REPLACE INTO t VALUES (?, ?, ?)').run(
        random(4000),
        'y'.repeat(random(900)),
        Buffer.alloc(random(2000)),
      );
      if (at % 3 === 0) db.prepare('DELETE FROM t WHERE id = ?').run(random(4000));
      if (at % 5 === 0) db.prepare('INSERT INTO gone VALUES (?)').run('z'.repeat(random(700)));
    }
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  });
});

describe('a file that is not what it should be', () => {
  const folder = temporaryFolder();
  const origin = join(folder, 'origin.db');
  makeFile(origin, 512);
  const bytes = readFileSync(origin);
  const roots = withFile(origin, (_fd, found) => found);
  const path = join(folder, 'flipped.db');

  /** Any one byte, and more often one of a page's header or pointers, where the structure is. */
  const place = fc.oneof(
    fc.integer({ min: 0, max: bytes.length - 1 }),
    fc
      .tuple(fc.integer({ min: 0, max: bytes.length / 512 - 1 }), fc.integer({ min: 0, max: 23 }))
      .map(([page, at]) => page * 512 + at),
    fc.integer({ min: 0, max: 99 }),
  );

  it('is refused before a byte is written, or scrubbed without any row lost', () => {
    let refused = 0;
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 255 }), (at, change) => {
        const flipped = Buffer.from(bytes);
        flipped[at] = flipped[at]! ^ change;
        writeFileSync(path, flipped);
        const fd = openSync(path, 'r+');
        try {
          scrub(fd, roots);
        } catch (error) {
          if (!(error instanceof Unaccounted)) throw error;
          refused += 1;
          expect(readFileSync(path).equals(flipped)).toBe(true);
          return;
        } finally {
          closeSync(fd);
        }
        const after = readable(path);
        writeFileSync(path, flipped);
        expect(after).toBe(readable(path));
      }),
      // One fixed series: a run that lands must not hang on a byte that only another run meets.
      { seed: 20_261_124, numRuns: 400 },
    );
    expect(refused).toBeGreaterThan(30);
  });

  function readable(file: string): string {
    try {
      return dump(file);
    } catch (error) {
      return String(error);
    }
  }

  it.each([
    ['auto_vacuum', 'PRAGMA auto_vacuum = FULL', /auto_vacuum/],
    ['cut', null, /not the size of the file/],
    ['empty', '', /too short/],
  ])('is refused: %s', (name, pragma, why) => {
    const file = join(folder, `${name}.db`);
    if (pragma === null) writeFileSync(file, bytes.subarray(0, bytes.length - 512));
    else if (pragma === '') writeFileSync(file, '');
    else {
      const db = new Database(file);
      db.exec(`${pragma}; CREATE TABLE a (b)`);
      db.close();
    }
    const fd = openSync(file, 'r+');
    expect(() => walk(fd, roots)).toThrow(why);
    closeSync(fd);
  });

  it('is refused where a table is not among the roots: its pages are reached by nothing', () => {
    const fd = openSync(origin, 'r');
    expect(() => walk(fd, roots.slice(0, -1))).toThrow(/nothing refers to/);
    closeSync(fd);
  });
});
