import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPage } from '../../src/store/sqlite/pages/page.ts';
import { makeHardStore, markedCustomers } from '../tools/hard-store.ts';
import { ask, removalFile, run, temporaryFolder } from '../tools/program.ts';

const PAGE = 4096;

function build(autoVacuum: number) {
  const cwd = temporaryFolder();
  const store = join(cwd, 'lms.db');
  const options = { pageSize: PAGE, reserved: 0, autoVacuum, secureDelete: false, analyze: false };
  const removed = makeHardStore(store, { customers: 2000, ...options }).slice(0, 300);
  removalFile(cwd, removed);
  return { cwd, store, removed };
}

/** Page 1's gaps hold zeros, or an old value; it decides whether the first try of the scrub is the one that commits. */
function fillFirstPage(store: string, old: string): void {
  const bytes = readFileSync(store);
  const unused = (from: number, to: number) => {
    bytes.fill(0, from, to);
    if (to - from >= old.length) bytes.write(old, from);
  };
  const page = Buffer.from(bytes.subarray(0, PAGE));
  readPage(page, 1, { unused, child: () => undefined, overflow: () => undefined });
  expect(bytes.includes(old)).toBe(true);
  writeFileSync(store, bytes);
}

/** A shell line that starts the other program and ends when it waits for the lock. */
function startWriter(store: string): string {
  const tool = (name: string) => new URL(`../tools/${name}`, import.meta.url).pathname;
  const words = ['bash', tool('start-writer.sh'), process.execPath, tool('waiting-writer.mjs'), store];
  return words.map((word) => `'${word}'`).join(' ');
}

const CASES = [
  { autoVacuum: 0, firstPage: 'clean' },
  { autoVacuum: 1, firstPage: 'clean' },
  { autoVacuum: 0, firstPage: 'dirty' },
];

const WRITTEN = [
  ['customer_entity', 'last_name'],
  ['customer_note', 'body'],
  ['customer_document', 'content'],
];

describe('a program that reads all pages under the scrub’s lock, right before it writes, and waits to write', () => {
  it.each(CASES)('loses nothing and brings nothing back: %o', ({ autoVacuum, firstPage }) => {
    const { cwd, store, removed } = build(autoVacuum);
    const name = String(removed[0]).padStart(7, '0');
    fillFirstPage(store, firstPage === 'clean' ? '' : `~${name}:1:${name}~`);
    const ran = run(['ingest', 'july.csv', '--confirm-removes', '300', '--lock-timeout', '60'], {
      cwd,
      fault: [
        { before: 'writeSync', run: startWriter(store) },
        // The next thing after the scrub's commit, or after its roll-back: nothing of ours may come first.
        { before: 'prepare PRAGMA main.wal_checkpoint', nth: 3, run: 'cat ended.fifo > ended' },
      ],
    });
    expect(readFileSync(join(cwd, 'ended'), 'utf8')).toBe('0\n');
    // Nobody writes to them any more: reading them would wait for ever.
    for (const pipe of ['waiting.fifo', 'ended.fifo']) rmSync(join(cwd, pipe));
    expect(ran).toMatchObject({ code: 0 });
    expect(ask(store, 'PRAGMA wal_checkpoint(TRUNCATE)')).toBe(0);
    expect([...markedCustomers([cwd])].filter((id) => removed.includes(id))).toEqual([]);

    const left = 2000 - removed.length;
    for (const [table, column] of WRITTEN) {
      const count = `SELECT count(*) FROM ${table}`;
      expect(ask(store, `${count} WHERE substr(CAST(${column} AS TEXT), 1, 1) <> '!'`)).toBe(0);
      expect(ask(store, count)).toBeGreaterThan(left / 2);
    }
    expect(ask(store, `SELECT count(*) FROM customer_phone WHERE number = 'theirs'`)).toBe(left);
    expect(ask(store, 'PRAGMA integrity_check')).toBe('ok');
  });
});
