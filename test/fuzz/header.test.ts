/** The first 100 bytes of a store's file, damaged in any way that leaves SQLite able to open it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StoreError } from '../../src/core/errors.ts';
import { SILENT } from '../../src/core/progress/progress.ts';
import { refuseDamaged } from '../../src/store/sqlite/apply/integrity.ts';
import { withStore, type Connection } from '../../src/store/sqlite/connection/open.ts';
import { withExclusiveLock } from '../../src/store/sqlite/connection/quiet.ts';
import { accountForPages } from '../../src/store/sqlite/engine/commit.ts';
import { scrubFile } from '../../src/store/sqlite/engine/scrub.ts';
import { readShape } from '../../src/store/sqlite/schema/read-shape.ts';
import { patience, runs } from '../tools/fuzz.ts';
import { makeStore, temporaryFolder } from '../tools/program.ts';

/** A store's file and its log, as they lie there. */
interface Files {
  readonly store: Buffer;
  readonly log: Buffer | null;
}

const cwd = temporaryFolder();
const path = join(cwd, 'damaged.db');

/** Cleanly closed, and with a log that holds a later commit: of a row alone, and of a table, which writes page 1. */
const KINDS: readonly Files[] = [
  makeKind(null),
  makeKind('UPDATE customer_entity SET first_name = 1'),
  makeKind('CREATE TABLE later (x)'),
];

function makeKind(later: string | null): Files {
  const store = makeStore(cwd, 2, 'origin.db');
  try {
    if (later === null) return { store: readFileSync(store), log: null };
    const db = new Database(store);
    try {
      db.exec(later);
      return { store: readFileSync(store), log: readFileSync(`${store}-wal`) };
    } finally {
      db.close();
    }
  } finally {
    removeAll(store);
  }
}

function removeAll(store: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${store}${end}`, { force: true });
}

function lay({ store, log }: Files): void {
  removeAll(path);
  writeFileSync(path, store);
  if (log !== null) writeFileSync(`${path}-wal`, log);
}

const TABLES = `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`;

function answers({ db }: Pick<Connection, 'db'>): string {
  const tables = db.prepare<[], string>(TABLES).pluck().all();
  return JSON.stringify(tables.map((table) => db.prepare(`SELECT * FROM "${table}"`).raw().all()));
}

const WAYS = {
  plan: () =>
    withStore({ path, seconds: 0, mode: 'read-only' }, (store) => {
      readShape(store);
      return answers(store);
    }),
  /** All that an ingest asks before it writes the first row. */
  ingest: () =>
    withStore({ path, seconds: 0, mode: 'read-write' }, (store) =>
      withExclusiveLock(store, {
        waitForReaders: true,
        onWait: () => undefined,
        work: () => {
          readShape(store);
          accountForPages(store, SILENT);
          refuseDamaged(store);
          return answers(store);
        },
        beforeCommit: () => undefined,
      }),
    ),
  scrub: () => {
    scrubFile({ path, seconds: 0 }, SILENT);
    return withStore({ path, seconds: 0, mode: 'bytes-only' }, answers);
  },
} as const;

/** What the whole store answers; refused as a store is, or null. */
function attempt(way: keyof typeof WAYS): string | null {
  try {
    return WAYS[way]();
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  }
}

const GOOD = KINDS.map((kind) => {
  lay(kind);
  return WAYS.plan();
});

/** Ends in an equal store or in a refusal that changed nothing. */
function expectSafe(kind: number, bits: readonly number[], way: keyof typeof WAYS): void {
  const files = KINDS[kind]!;
  const store = Buffer.from(files.store);
  for (const bit of bits) store[bit >> 3]! ^= 1 << (bit & 7);
  lay({ ...files, store });
  const found = attempt(way);
  const said = `bits ${bits.join()} of kind ${kind}, ${way}`;
  if (found !== null) {
    expect(found === GOOD[kind], `${said}: other answers`).toBe(true);
    return;
  }
  const after = readFileSync(path);
  if (after.equals(store)) return;
  // With the bits as they were, and the log that lies there now: the same answers, and sound.
  for (const bit of bits) after[bit >> 3] = files.store[bit >> 3]!;
  writeFileSync(path, after);
  expect(attempt('ingest') === GOOD[kind], `${said}: refused, and the store is another one`).toBe(true);
}

const bit = fc.nat({ max: 799 });
const some = {
  kind: fc.nat({ max: KINDS.length - 1 }),
  way: fc.constantFrom(...(['plan', 'ingest', 'scrub'] as const)),
};

describe('damage in the first 100 bytes', () => {
  it('every bit, one at a time: an equal store, or 7, and never a bug', { timeout: patience(1) }, () => {
    const ways = ['ingest', 'plan', 'scrub'] as const;
    for (let one = 0; one < 800; one += 1) expectSafe(0, [one], ways[one % 3]!);
  });

  it('any few bits, with a log and without', { timeout: patience(100) }, () => {
    fc.assert(
      fc.property(fc.array(bit, { minLength: 1, maxLength: 4 }), some.kind, some.way, (bits, kind, way) =>
        expectSafe(kind, bits, way),
      ),
      { numRuns: runs(100) },
    );
  });

  it('any number in any field of four bytes', { timeout: patience(50) }, () => {
    const field = fc.tuple(fc.nat({ max: 24 }), fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 2 ** 32 - 1 })));
    fc.assert(
      fc.property(field, some.kind, some.way, ([at, value], kind, way) => {
        const was = KINDS[kind]!.store.readUInt32BE(4 * at);
        const flipped = Array.from({ length: 32 }, (_, of) => 32 * at + of).filter((one) => {
          const shift = 24 - 8 * ((one >> 3) & 3) + (one & 7);
          return (((was ^ value) >>> shift) & 1) === 1;
        });
        expectSafe(kind, flipped, way);
      }),
      { numRuns: runs(50) },
    );
  });
});
