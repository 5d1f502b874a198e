/** `npm run bench`: what the program takes, beside what somebody would use in its place (docs/PERFORMANCE.md). */
import { arch, cpus, platform, totalmem } from 'node:os';
import Database from 'better-sqlite3';
import { HELP, readOptions, type Options } from './options.ts';
import { sqlite3Version } from './programs.ts';
import { EMPTY, FOLDER, closeRoom, openRoom } from './room.ts';
import type { Row } from './row.ts';
import { ingestRows } from './rows-ingest.ts';
import { memoryRows } from './rows-memory.ts';
import { readRows } from './rows-read.ts';
import { startRows } from './rows-start.ts';
import { runRow } from './rounds.ts';
import { SIZES, type Size } from './sizes.ts';
import { head, measured, skipped } from './table.ts';
import { verdict } from './verdict.ts';

/** Short runs are so many times as often: they are the noisy ones. */
const SHORT = 5;

async function bench({ size: name, only, rounds, keep }: Options): Promise<void> {
  const size = SIZES[name];
  const all = [...startRows(size), ...readRows(size), ...ingestRows(size), ...memoryRows(size)];
  const chosen = all.filter((row) => row.name.startsWith(only));
  if (chosen.length === 0) {
    process.stdout.write(`Rows: ${all.map((row) => row.name).join(', ')}\n`);
    return;
  }
  const hasSqlite3 = sqlite3Version() !== null;
  process.stdout.write(`${machine(size, rounds ?? size.rounds)}\n${head()}`);
  openRoom();
  try {
    for (const row of chosen)
      process.stdout.write(await lineOf(row, { rounds: rounds ?? size.rounds, hasSqlite3 }));
  } finally {
    closeRoom(keep);
  }
}

async function lineOf(row: Row, how: { rounds: number; hasSqlite3: boolean }): Promise<string> {
  if (row.sqlite3 === true && !how.hasSqlite3) return skipped(row, 'no sqlite3 program');
  const rounds = row.judge.kind === 'memory' ? 1 : how.rounds * (row.short === true ? SHORT : 1);
  const sides = await runRow(row, rounds, EMPTY);
  return measured(row, sides, verdict(row.judge, sides));
}

function machine({ most }: Size, rounds: number): string {
  const [cpu] = cpus();
  const db = new Database(':memory:');
  const sqlite = String(db.prepare('SELECT sqlite_version()').pluck().get());
  db.close();
  const parts = [
    `${platform()} ${arch()}, ${cpus().length} cores (${cpu?.model ?? 'unknown'}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `Node ${process.versions.node}, SQLite ${sqlite}, sqlite3 program ${sqlite3Version() ?? 'missing'}`,
    `${most} customers, ${rounds} rounds, stores and files in ${FOLDER}`,
  ];
  return `${new Date().toISOString().slice(0, 10)}: ${parts.join('; ')}\n`;
}

const options = readOptions(process.argv.slice(2));
if (options === null) {
  process.stderr.write(HELP);
  process.exitCode = 2;
} else await bench(options);
