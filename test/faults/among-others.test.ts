import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Kind } from '../tools/any-file.ts';
import { ALL } from '../tools/fault-room.ts';
import { FIRST, Marks, makeMarkedStore, mark, markedColumns } from '../tools/marked-store.ts';
import { ask, removalFile, run, temporaryFolder, withSql, type Fault, type Ran } from '../tools/program.ts';

const CUSTOMERS = 10_000;
/** Every tenth, wherever in the file it lies: one of them on nearly each page. */
const REMOVED = Array.from({ length: CUSTOMERS / 10 }, (_, at) => FIRST + 3 + 10 * at);
const KEPT = Array.from({ length: CUSTOMERS }, (_, at) => FIRST + at).filter((id) => id % 10 !== 3);
const LINE = ['ingest', 'july.csv', '--confirm-removes', String(REMOVED.length), '--lock-timeout', '60'];

const OTHER = new URL('../tools/other-program.mjs', import.meta.url).pathname;

/** A shell line: the other program reads all and writes, or waits to; it returns when that has been answered. */
const asking = (what: string) => `timeout 60 bash -c 'echo ${what} > ask.fifo && [ "$(cat answer.fifo)" ]'`;

/** Right before the lock for the removal is taken, and right after its commit: before each, the log is emptied. */
const BEFORE: Fault = { before: 'prepare PRAGMA main.wal_checkpoint', run: asking('round') };
const AFTER: Fault = { before: 'prepare PRAGMA main.wal_checkpoint', nth: 2, run: asking('round') };
/** In the middle of the zeros, under the scrub's lock; and when the scrub is done. */
const ZERO = { before: 'writeSync', after: 'exec COMMIT' } as const;
const DURING: Fault = { ...ZERO, nth: 500, run: asking('wait') };
const VERIFYING: Fault = {
  before: 'prepare PRAGMA main.integrity_check',
  after: 'exec COMMIT',
  run: asking('round'),
};

function build(kind: Kind): string {
  const origin = temporaryFolder();
  makeMarkedStore(join(origin, 'lms.db'), { customers: CUSTOMERS, ...kind });
  removalFile(origin, REMOVED);
  return origin;
}

/** What the other customers are: every value but for the first byte, which the other program changes. */
function digestKept(path: string): string {
  return withSql(path, (db) => {
    const hash = createHash('sha256');
    for (const { table, name } of markedColumns(db)) {
      const id = table === 'customer_entity' ? 'id' : 'customer_id';
      const rows = db
        .prepare(
          `SELECT ${id} || ' ' || coalesce(substr(CAST(${name} AS TEXT), 2), 'null') FROM ${table}
           WHERE ${id} % 10 <> 3 ${name === 'number' ? `AND number <> 'theirs'` : ''} ORDER BY id`,
        )
        .pluck();
      for (const row of rows.iterate() as Iterable<string>) hash.update(`${row}\n`);
    }
    return hash.digest('hex');
  });
}

/** A copy of the store with another program beside it, asked once already: its cache holds every page. */
async function among(
  { origin, rounds }: { readonly origin: string; readonly rounds: number },
  work: (cwd: string, say: (what: string) => void) => void,
): Promise<void> {
  const cwd = mkdtempSync(join(tmpdir(), 'lms-import-among-'));
  let other: ChildProcess | null = null;
  try {
    cpSync(origin, cwd, { recursive: true });
    for (const folder of ['tmp', 'said']) mkdirSync(join(cwd, folder));
    execFileSync('mkfifo', [join(cwd, 'ask.fifo'), join(cwd, 'answer.fifo')]);
    other = spawn(process.execPath, [OTHER, 'lms.db'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    const say = (what: string) => expect(spawnSync('bash', ['-c', asking(what)], { cwd }).status).toBe(0);
    say('round');
    work(cwd, say);
    await end(cwd, other);
    // Each fault has been met.
    expect(readFileSync(join(cwd, 'rounds'), 'utf8')).toBe(String(rounds));
    expectGone(cwd, origin);
  } finally {
    other?.kill('SIGKILL');
    rmSync(cwd, { recursive: true, force: true });
  }
}

async function end(cwd: string, other: ChildProcess): Promise<void> {
  const ended = once(other, 'exit');
  expect(spawnSync('timeout', ['60', 'bash', '-c', 'echo end > ask.fifo'], { cwd }).status).toBe(0);
  expect(await ended).toEqual([0, null]);
}

/** Runs the line; everything that it says is kept in the folder, to be searched. */
function ingest(cwd: string, fault: readonly Fault[]): Ran {
  const said = join(cwd, 'said');
  const nth = readdirSync(said).length;
  const env = { TMPDIR: join(cwd, 'tmp'), SQLITE_TMPDIR: join(cwd, 'tmp') };
  const ran = run([...LINE, '--all', '--errors', `said/errors-${nth}.csv`], { cwd, env, fault });
  writeFileSync(join(said, `${nth}.out`), ran.stdout + ran.stderr);
  return ran;
}

const removedIn = (folder: string) =>
  [...new Marks(CUSTOMERS).lookBelow(folder).customers()].filter((id) => id % 10 === 3);

/** In every byte of every file: no mark of the removed, every mark that SQL tells of the others, and no other one. */
function expectGone(cwd: string, origin: string): void {
  const store = join(cwd, 'lms.db');
  const bytes = new Marks(CUSTOMERS).lookBelow(cwd);
  const rows = new Marks(CUSTOMERS).lookIn(store);
  expect(removedIn(cwd)).toEqual([]);
  expect([...bytes.customers()].sort((a, b) => a - b)).toEqual(KEPT);
  expect(rows.without(bytes)).toEqual([]);
  expect(ask(store, 'PRAGMA integrity_check')).toBe('ok');
  expect(digestKept(store)).toBe(digestKept(join(origin, 'lms.db')));
  expect(ask(store, `SELECT count(*) FROM customer_phone WHERE number = 'theirs'`)).toBeGreaterThan(0);
}

const KINDS: readonly Kind[] = [
  { pageSize: 4096, reserved: 0, autoVacuum: 0 },
  ...(ALL
    ? [
        { pageSize: 512, reserved: 0, autoVacuum: 0 },
        { pageSize: 4096, reserved: 16, autoVacuum: 2 },
        { pageSize: 65536, reserved: 0, autoVacuum: 1 },
      ]
    : []),
];

/** Among the zeros; before the scrub, before its first zero, its flush and its commit, and right after that. */
const KILLS: readonly Fault[] = [
  { ...ZERO, nth: 700 },
  ...(ALL
    ? [
        { before: 'prepare PRAGMA main.wal_checkpoint', nth: 2 },
        ZERO,
        { before: 'fsyncSync', nth: 4 },
        { before: 'exec COMMIT', nth: 2 },
        { before: 'prepare PRAGMA main.wal_checkpoint', nth: 3 },
      ]
    : []),
];

describe.each(KINDS)(
  '1,000 of 10,000 customers, removed while another program reads and writes (%o)',
  (kind) => {
    let origin = '';
    beforeAll(() => {
      origin = build(kind);
    });

    it('every 16 bytes of a value name its customer, and in the store they all do', () => {
      const value = mark(FIRST + 4711, 42).repeat(3);
      for (let from = 0; from + 16 <= value.length; from += 1) {
        const piece = new Marks(CUSTOMERS);
        piece.look(Buffer.from(value.slice(from, from + 16)));
        expect([...piece.customers()]).toEqual([FIRST + 4711]);
      }
      const [bytes, rows] = [
        new Marks(CUSTOMERS).lookBelow(origin),
        new Marks(CUSTOMERS).lookIn(join(origin, 'lms.db')),
      ];
      expect(rows.customers().size).toBe(CUSTOMERS);
      expect(rows.without(bytes)).toEqual([]);
      // Old values, of updates that the store has seen.
      expect(bytes.without(rows).length).toBeGreaterThan(1000);
    });

    it('are in no byte of the folder, of TMPDIR, or of what was said; of the others every value is', async () => {
      await among({ origin, rounds: 6 }, (cwd, say) => {
        const ran = ingest(cwd, [BEFORE, AFTER, DURING, VERIFYING]);
        expect(ran.code, ran.stdout.slice(-2000) + ran.stderr).toBe(0);
        say('round');
      });
    });

    it.each(kind === KINDS[0] ? KILLS : KILLS.slice(0, 1))(
      'nor where the run was killed (%o), and the same line followed',
      async (when) => {
        await among({ origin, rounds: 7 }, (cwd, say) => {
          const killed = ingest(cwd, [BEFORE, AFTER, { ...when, signal: 'SIGKILL' }]);
          expect(killed.signal).toBe('SIGKILL');
          const store = join(cwd, 'lms.db');
          expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(1);
          expect(ask(store, 'SELECT count(*) FROM ledger_finding')).toBe(0);
          say('round');
          if (when.before === 'writeSync') expect(removedIn(cwd).length).toBeGreaterThan(0);
          const ran = ingest(cwd, [{ before: 'writeSync', run: asking('wait') }, VERIFYING]);
          expect(ran.code, ran.stdout.slice(-2000) + ran.stderr).toBe(0);
          say('round');
        });
      },
    );
  },
);
