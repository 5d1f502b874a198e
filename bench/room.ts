/** The folder in which stores and files are made once, and taken from there until they are removed. */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { writeFile, type Asked } from './files.ts';

export const PROGRAM = new URL('../bin/lms-import.js', import.meta.url).pathname;
export const FOLDER = join(tmpdir(), 'lms-import-bench');
/** Where programs run: no store stands here, so that none is found. */
export const EMPTY = join(FOLDER, 'empty');
const RUN = join(FOLDER, 'run');

/** Makes the folder, or takes the one that was kept. */
export function openRoom(): void {
  for (const folder of [FOLDER, EMPTY, RUN]) fs.mkdirSync(folder, { recursive: true });
}

/** Removes it with all that is in it; or only what the last run left. */
export function closeRoom(keep: boolean): void {
  fs.rmSync(keep ? RUN : FOLDER, { recursive: true, force: true });
}

/** A store of so many made-up customers, whose loans are all closed, as those are of whoever is removed. */
export function store(customers: number): string {
  return once(`store-${customers}.db`, (path) => {
    const args = ['store', 'init', '--demo', String(customers), '--store', path];
    execFileSync(process.execPath, [PROGRAM, ...args, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
    const db = new Database(path);
    db.exec(`UPDATE loan_entity SET status = 'Closed', sub_status = 'Closed - Paid Off', closed_on = '2015-01-31'
      WHERE status <> 'Closed'`);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
  });
}

/** The same store, but that a customer's records go with it by themselves: what a script with a cascade needs. */
export function cascadingStore(customers: number): string {
  return once(`store-${customers}-cascade.db`, (path) => {
    fs.copyFileSync(store(customers), path);
    const db = new Database(path);
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    db.exec(`UPDATE sqlite_schema SET sql =
      replace(sql, 'REFERENCES customer_entity(id)', 'REFERENCES customer_entity(id) ON DELETE CASCADE')`);
    db.pragma('writable_schema = RESET');
    db.close();
  });
}

/** A file; its name says what it holds. */
export function file(asked: Asked): string {
  return once(`${asked.kind}-${asked.rows}-of-${asked.of}.csv`, (path) => writeFile(path, asked));
}

/** A text file of that name. */
export function textFile(name: string, text: string): string {
  const path = join(FOLDER, name);
  fs.writeFileSync(path, text);
  return path;
}

/** Where `fresh` puts the copy. */
export const COPY = join(RUN, 'lms.db');

/** A copy of a store at `COPY`, written to the disk: a program that flushes shall pay for its own bytes alone. */
export function fresh(from: string): void {
  fs.rmSync(RUN, { recursive: true, force: true });
  fs.mkdirSync(RUN);
  fs.copyFileSync(from, COPY, fs.constants.COPYFILE_FICLONE);
  const fd = fs.openSync(COPY, 'r+');
  fs.fsyncSync(fd);
  fs.closeSync(fd);
}

function once(name: string, make: (path: string) => void): string {
  const path = join(FOLDER, name);
  if (fs.existsSync(path)) return path;
  process.stderr.write(`bench: making ${name}\n`);
  const unfinished = join(FOLDER, `unfinished-${name}`);
  for (const end of ['', '-wal', '-shm']) fs.rmSync(`${unfinished}${end}`, { force: true });
  make(unfinished);
  fs.renameSync(unfinished, path);
  return path;
}
