/** What lies beside a store's file, or over it: names by which a second log could be kept, and old pages. */
import { closeSync, lstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { StoreError } from '../../../core/errors.ts';
import { parseMounts } from '../../../core/mounts.ts';
import { firstBytes } from './first-bytes.ts';

/** Into a file with a second name SQLite would write its log, over what is no log; of a symbolic link it says something else. */
export function refuseLinks(file: string, path: string): void {
  for (const end of ['-wal', '-shm', '-journal']) {
    const stats = lstatSync(`${file}${end}`, { throwIfNoEntry: false });
    if (stats === undefined || (!stats.isSymbolicLink() && stats.nlink < 2)) continue;
    throw new StoreError({ reason: 'not-a-store', path, found: `beside it, ${end} is a link` });
  }
}

/**
 * A file that is mounted by itself has two names, as one with a hard link has: by each of them SQLite keeps another log,
 * and what is in one of them is played over what came by the other.
 */
export function refuseMounted(file: string, path: string): void {
  const mounts = parseMounts(mountList());
  for (const end of ['', '-wal', '-shm']) {
    const stats = statSync(`${file}${end}`, { throwIfNoEntry: false });
    if (stats === undefined) continue;
    const isThis = (point: string) => {
      const there = statSync(point, { throwIfNoEntry: false });
      return there?.ino === stats.ino && there.dev === stats.dev;
    };
    const mount = mounts.find(
      ({ root, point }) =>
        (point === `${file}${end}` || basename(root) === basename(`${file}${end}`)) && isThis(point),
    );
    if (mount === undefined) continue;
    throw new StoreError({ reason: 'not-a-store', path, mounted: mount.point });
  }
}

/** Empty where the system keeps no such list. */
function mountList(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return '';
  }
}

/**
 * A rollback journal beside a store with a write-ahead log: one that SQLite has done with keeps old pages for ever, and
 * one that it has not it plays back into the store, whoever opens that to write (sqlite.org/lockingv3.html, 4.0).
 */
export function refuseJournal(fd: number, file: string, path: string): void {
  const size = lstatSync(`${file}-journal`, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return;
  const header = firstBytes(fd, path);
  if (header.length < 100 || header.readUInt8(18) !== 2) return;
  const isDone = firstByte(`${file}-journal`) === 0;
  throw new StoreError({ reason: 'journal-mode', path, journal: isDone ? 'done' : 'not-done', bytes: size });
}

/** No lock is on a journal: it may be opened and closed beside SQLite. One that cannot be read may be anything. */
function firstByte(journal: string): number {
  const byte = Buffer.alloc(1, 1);
  try {
    const fd = openSync(journal, 'r');
    try {
      readSync(fd, byte, 0, 1, 0);
    } finally {
      closeSync(fd);
    }
  } catch {
    return 1;
  }
  return byte.readUInt8(0);
}
