/** The folder that holds a run's report: made before the removal, renamed to the run's number after it. */
import type { OneByOne } from '../core/one-by-one.ts';
import { systemCode } from '../core/system-code.ts';
import { accessSync, constants, existsSync, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { diagnostic } from '../core/findings/diagnostics.ts';
import { FileError } from '../core/errors.ts';
import type { Unread } from '../core/run/history.ts';
import { flushFolder, startOf, writeWhole } from './file.ts';
import { makeFolders } from './folders.ts';

/** Folders hold customer IDs: nobody but the owner's group may look in. */
const MODE = 0o750;

/** The pending folder is the program's own: what an interrupted run left there is written over. */
const OWN = { inputs: [], replace: () => true };

/** Makes `DIR/.pending-<sha8>-<process>`, so that a report that cannot be written is known before anything is removed. */
export function makePending(dir: string, sha256: string): string {
  const pending = join(dir, `.pending-${sha256.slice(0, 8)}-${process.pid}`);
  try {
    dropAbandoned(dir);
    const first = makeFolders(pending, MODE);
    if (first !== null) flushUpTo(resolve(dir), dirname(resolve(first)));
    requireFolder(pending);
    accessSync(pending, constants.W_OK);
    return pending;
  } catch (cause) {
    throw new FileError(diagnostic('output-not-writable', {}, { path: dir, why: codeOf(cause) }), cause);
  }
}

/** `DIR` may be a link, as any folder above it. What the program makes in it may not: its files would land elsewhere. */
function requireFolder(path: string): void {
  if (!isFolder(path))
    throw Object.assign(new Error(`${path} is no folder of its own`), { code: 'symbolic-link' });
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** A new folder's name is kept through a loss of power once the folder that holds it has been flushed. */
function flushUpTo(folder: string, top: string): void {
  flushFolder(folder);
  if (folder !== top && folder !== dirname(folder)) flushUpTo(dirname(folder), top);
}

/** Pending folders of processes that were ended; those of a living one are its own. */
function dropAbandoned(dir: string): void {
  const names = existsSync(dir) ? readdirSync(dir) : [];
  for (const name of names) {
    const [, pid] = /^\.pending-[0-9a-f]{8}-(\d+)$/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) dropPending(join(dir, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

/** Bytes with room for what stands before the lists of IDs, in a store of a thousand tables. */
export const HEAD = 1 << 18;

/**
 * The beginnings of the reports in a folder, by the folders of their own, in order, and what is there and cannot be read:
 * a report, or all of them. Where there is no such folder, nobody wrote a report. A run's own folder holds its report alone.
 */
export function* reportStarts(
  dir: string,
): Generator<{ readonly folder: string; readonly start: string } | Unread> {
  const found = namesIn(dir);
  if ('why' in found) yield found;
  const own = reportHeadIn(dir);
  if (own !== null) yield { folder: dir, start: own };
  const names = 'why' in found ? [] : found.names;
  for (const name of names.sort()) {
    if (!/^\d{4,}(-[0-9a-f]{8}(-\d+)?)?$/.test(name)) continue;
    const folder = join(dir, name);
    const start = startIn(folder);
    if (typeof start === 'string') yield { folder, start };
    else if (start !== null) yield start;
  }
}

/** The beginning of the report in a run's folder; null where there is none, or none that can be read. */
export function reportHeadIn(folder: string): string | null {
  const start = startIn(folder);
  return typeof start === 'string' ? start : null;
}

/** What stands there and is no file at all is no report, either. */
const NO_REPORT = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENXIO']);

function startIn(folder: string): string | Unread | null {
  const path = join(folder, 'report.json');
  try {
    return startOf(path, HEAD);
  } catch (error) {
    const why = codeOf(error);
    return NO_REPORT.has(why) ? null : { path, why };
  }
}

function namesIn(dir: string): { readonly names: string[] } | Unread {
  try {
    return { names: readdirSync(dir) };
  } catch (error) {
    const why = codeOf(error);
    return why === 'ENOENT' && isFree(dir) ? { names: [] } : { path: dir, why };
  }
}

/** Throws a `FileError` where a folder of reports that somebody named is not there, or cannot be read. */
export function requireReports(path: string): void {
  const role = 'reports';
  try {
    readdirSync(path);
  } catch (cause) {
    const why = codeOf(cause);
    const folder = isAbsolute(path) ? null : process.cwd();
    if (why === 'ENOENT')
      throw new FileError(diagnostic('file-not-found', {}, { path, role, folder }), cause);
    throw new FileError(diagnostic('file-not-readable', {}, { path, role, why }), cause);
  }
}

function codeOf(error: unknown): string {
  return systemCode(error) ?? 'unknown';
}

/** Takes back a folder that no run came to fill; one that stays is taken by the next run, and hides no other failure. */
export function dropPending(pending: string): void {
  try {
    rmSync(pending, { recursive: true, force: true });
  } catch {
    return;
  }
}

/** What tells a run from every other one, also from one that had its number before the store was restored. */
export interface ReportedRun {
  readonly run: number;
  /** The file's. */
  readonly sha256: string;
  readonly committedAt: string;
}

export interface ReportFile {
  readonly name: string;
  readonly chunks: OneByOne<string>;
}

/**
 * Writes a run's files into `DIR/<run>` by way of the pending folder; returns the folder. They outlive a loss of power:
 * the ledger says next that they are there, and nobody would write them again.
 */
export async function writeReport(
  dir: string,
  run: ReportedRun,
  files: readonly ReportFile[],
): Promise<string> {
  const pending = makePending(dir, run.sha256);
  for (const { name, chunks } of files) {
    // Whatever stands there, a pipe for one, is nobody's report, and writing into it would never end.
    rmSync(join(pending, name), { force: true, recursive: true });
    await writeWhole(join(pending, name), chunks, OWN);
  }
  flushFolder(pending);
  const folder = folderOf(dir, run);
  if (existsSync(folder) || !renamed(pending, folder)) {
    requireFolder(folder);
    for (const { name } of files) renameSync(join(pending, name), join(folder, name));
    flushFolder(folder);
    dropPending(pending);
  }
  flushFolder(dir);
  return folder;
}

/** False where another process, finishing the same run, was there first. */
function renamed(pending: string, folder: string): boolean {
  try {
    renameSync(pending, folder);
    return true;
  } catch (error) {
    if (existsSync(folder)) return false;
    throw error;
  }
}

/** `0042`; where another run 42 has its report in the same folder, or what is no folder stands, `0042-<sha8>`, then `-2` and so on. */
function folderOf(dir: string, run: ReportedRun): string {
  const plain = join(dir, String(run.run).padStart(4, '0'));
  if (isFree(plain) || holds(plain, run)) return plain;
  const named = `${plain}-${run.sha256.slice(0, 8)}`;
  // The report of a run that was done before a restore is evidence, too: it is never written over.
  for (let turn = 2, path = named; ; path = `${named}-${turn}`, turn += 1)
    if (isFree(path) || holds(path, run)) return path;
}

/** A link that leads nowhere is there, too. */
function isFree(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) === undefined;
}

function holds(folder: string, { sha256, committedAt }: ReportedRun): boolean {
  if (!isFolder(folder)) return false;
  try {
    // Both stand before the lists of IDs; a report of a million of them need not be read for it.
    const start = startOf(join(folder, 'report.json'), 1 << 16);
    return start.includes(sha256) && start.includes(`"committedAt": "${committedAt}"`);
  } catch {
    return false;
  }
}
