import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unaccounted, walk } from '../../../../src/store/sqlite/erase/walk.ts';
import { contents, fillFile, makeEmptyFile, withFile, type Kind, scrub } from '../../../tools/any-file.ts';
import { temporaryFolder } from '../../../tools/program.ts';

const KINDS: readonly Omit<Kind, 'pageSize'>[] = [
  { reserved: 0, autoVacuum: 0 },
  { reserved: 12, autoVacuum: 1 },
];

describe.each(KINDS)('a file that is not what it should be (%o)', (kind) => {
  const folder = temporaryFolder();
  const origin = join(folder, 'origin.db');
  makeEmptyFile(origin, { pageSize: 512, ...kind });
  fillFile(origin, { seed: 'origin', turns: 12, rows: 30 });
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
      return contents(file);
    } catch (error) {
      return String(error);
    }
  }

  it.each([
    ['cut', bytes.subarray(0, bytes.length - 512), /not the size of the file/],
    ['empty', Buffer.alloc(0), /too short/],
    ['with few usable bytes', withByte(20, 33), /too many reserved bytes/],
    ['with reserved bytes that it uses', withByte(20, 16), /reserved bytes that are not zero/],
  ])('is refused: %s', (name, change, why) => {
    const file = join(folder, `${name}.db`);
    writeFileSync(file, change);
    const fd = openSync(file, 'r+');
    expect(() => walk(fd, roots)).toThrow(why);
    closeSync(fd);
  });

  function withByte(at: number, value: number): Buffer {
    const changed = Buffer.from(bytes);
    changed[at] = value;
    return changed;
  }

  it('is refused where a table is not among the roots: its pages are reached by nothing', () => {
    const fd = openSync(origin, 'r');
    expect(() => walk(fd, roots.slice(0, -1))).toThrow(/nothing refers to/);
    closeSync(fd);
  });
});
