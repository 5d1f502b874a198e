/** What is no fault of the store's when its calls fail: the limits that this process has, and its disk. */
import { closeSync, openSync, realpathSync, statSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** What SQLite holds open for a store, and some more. */
const NEEDED = 8;

/** Are hardly any descriptors left? SQLite gives back those that it had when it fails, so more than one is tried. */
export function fewDescriptors(): boolean {
  const held: number[] = [];
  try {
    for (let more = 0; more < NEEDED; more += 1) held.push(openSync('/', 'r'));
    return false;
  } catch (error) {
    return isDescriptorLimit(error);
  } finally {
    held.forEach((fd) => closeSync(fd));
  }
}

/** EMFILE: this process's own limit; ENFILE: the machine's. Of a library that cannot be loaded the message alone says so. */
export function isDescriptorLimit(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false;
  if (error.code === 'ERR_DLOPEN_FAILED') return /too many open files/i.test(error.message);
  return /^E[MN]FILE$/.test(String(error.code));
}

/** How many more files the disk of a store takes (`df -i`): no end where its file system does not say. */
export function filesLeft(path: string): number {
  try {
    const { files, ffree } = statfsSync(dirname(realpathSync(path)));
    return files === 0 ? Infinity : ffree;
  } catch {
    return Infinity;
  }
}

/** A write of SQLite's to a log is at most this long. */
const LARGEST_WRITE = 1 << 17;

/** Is one of the store's files as large as this process may write one? SQLite does not tell EFBIG from a broken disk. */
export function isAtSizeLimit(path: string): boolean {
  const most = sizeLimit();
  const size = (end: string) => statSync(`${path}${end}`, { throwIfNoEntry: false })?.size ?? 0;
  return most !== null && ['', '-wal', '-shm'].some((end) => size(end) + LARGEST_WRITE > most);
}

/** How large a file this process may write, in bytes, although Node calls them blocks; null where there is no limit. */
export function sizeLimit(): number | null {
  const report: unknown = process.report.getReport();
  const limits = property(property(report, 'userLimits'), 'file_size_blocks');
  const soft = property(limits, 'soft');
  return typeof soft === 'number' ? soft : null;
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
