/** The walk beside two others that know nothing of it: SQLite's own `dbstat`, and the rows themselves. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHeader } from '../../../../src/store/sqlite/pages/header.ts';
import { readKnown, usedOf } from '../../../../src/store/sqlite/erase/known.ts';
import { survey } from '../../../../src/store/sqlite/erase/survey.ts';
import { trace } from '../../../../src/store/sqlite/erase/trace.ts';
import {
  contents,
  digest,
  fillFile,
  makeEmptyFile,
  useOn,
  withFile,
  type Kind,
  scrub,
} from '../../../tools/any-file.ts';
import { temporaryFolder } from '../../../tools/program.ts';

interface Page {
  readonly type: string;
  readonly unused: number;
}

/** What our walk says of each page that is a b-tree's or an overflow chain's. */
function ours(path: string): Map<number, Page> {
  return withFile(path, (fd, roots) => {
    const header = readHeader(fd);
    const known = readKnown(fd, header);
    const found = survey(fd, { header, known }, () => undefined);
    const { chained } = trace({ header, known, found }, roots);
    const pages = new Map<number, Page>();
    for (let page = 1; page <= header.pages; page += 1) {
      if (usedOf(known, page) !== undefined) continue;
      const used = chained[page]!;
      const type = used > 0 ? 'overflow' : found.kind[page]! < 8 ? 'internal' : 'leaf';
      pages.set(page, { type, unused: used > 0 ? header.usable - used : found.unused[page]! });
    }
    return pages;
  });
}

interface Row {
  readonly name: string;
  readonly page: number;
  readonly type: string;
  readonly unused: number;
}

function dbstat(path: string): Row[] {
  const db = new Database(path, { readonly: true });
  const rows = db
    .prepare('SELECT name, pageno AS page, pagetype AS type, unused FROM dbstat ORDER BY 2')
    .all();
  db.close();
  return rows as Row[];
}

/** The same, from `dbstat`, but for what it counts otherwise: each difference is known to the byte. */
function theirs(path: string, { pageSize }: Kind): Map<number, Page> {
  const bytes = readFileSync(path);
  return new Map(
    dbstat(path).map(({ name, page, type, unused }) => {
      if (type === 'overflow') return [page, { type, unused }];
      const start = (page - 1) * pageSize;
      const header = start + (page === 1 ? 100 : 0);
      // An empty page of 65,536 bytes, whose content offset is stored as 0, it takes for a full one.
      const offset = bytes.readUInt16BE(header + 5) === 0 ? 65_536 : 0;
      // The four bytes that lead a free block it calls unused, and the header's bytes 72 to 91 used.
      const lead = 4 * freeBlocks(bytes, start, header);
      // A cell of three bytes takes four.
      const padding = name === 'bit' ? bytes.readUInt16BE(header + 3) : 0;
      return [page, { type, unused: unused + offset - lead + padding + (page === 1 ? 20 : 0) }];
    }),
  );
}

function freeBlocks(bytes: Buffer, page: number, header: number): number {
  let blocks = 0;
  for (let at = bytes.readUInt16BE(header + 1); at !== 0; at = bytes.readUInt16BE(page + at)) blocks += 1;
  return blocks;
}

/** Every row, written anew by SQLite into another file. */
function vacuumed(path: string, into: string): string {
  const db = new Database(path);
  db.exec(`VACUUM INTO '${into}'`);
  db.close();
  return contents(into);
}

const kind: fc.Arbitrary<Kind> = fc
  .record({
    pageSize: fc.constantFrom(512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536),
    reserved: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 255 })),
    autoVacuum: fc.constantFrom(0, 1, 2),
  })
  .map((made) => ({ ...made, reserved: Math.min(made.reserved, made.pageSize - 480) }));

describe('a file of any kind', () => {
  const folder = temporaryFolder();
  let count = 0;

  it('is walked as SQLite walks it, page by page, and loses in a scrub every old value and no row', () => {
    fc.assert(
      fc.property(kind, fc.integer({ min: 1, max: 8 }), fc.nat(), (made, turns, seed) => {
        const path = join(folder, `${(count += 1)}.db`);
        const fill = { seed: `${seed}`, turns, rows: 25 };
        makeEmptyFile(path, made);
        fillFile(path, fill);
        const before = { file: digest(path), dbstat: dbstat(path), rows: contents(path) };
        expect(ours(path)).toEqual(theirs(path, made));
        expect(digest(path)).toBe(before.file);
        expect(before.rows.endsWith(' ok')).toBe(true);

        const scrubbed = withFile(path, (fd, roots) => scrub(fd, roots));
        expect(scrubbed.left).toBe(0);
        expect(readFileSync(path).includes('~gone')).toBe(false);
        expect({ ...before, dbstat: dbstat(path), rows: contents(path) }).toEqual(before);
        expect(vacuumed(path, `${path}.copy`)).toBe(before.rows);
        const again = withFile(path, (fd, roots) => scrub(fd, roots));
        expect(again).toMatchObject({ zeroedBytes: 0, zeroedPages: 0, left: 0 });
        expect(useOn(path, fill)).toBe('ok');
        expect(ours(path)).toEqual(theirs(path, made));
      }),
      { seed: 20_261_124, numRuns: 60 },
    );
  });
});
