/** Makes a small file a large one that is sparse: SQLite finds free pages, and a few of them are written. */
import { closeSync, openSync, readSync, truncateSync, writeSync } from 'node:fs';
import { lockPageOf } from '../../src/store/sqlite/pages/header.ts';
import type { Kind } from './any-file.ts';

/** As SQLite's own btree.c has it: the page of the pointer map that holds the entry of `page`. */
export function mapPageOf(page: number, { pageSize, reserved }: Omit<Kind, 'autoVacuum'>): number {
  const perMap = Math.floor((pageSize - reserved) / 5) + 1;
  const map = Math.floor((page - 2) / perMap) * perMap + 2;
  return map === lockPageOf(pageSize) ? map + 1 : map;
}

/** Adds pages up to `pages`, all free; SQLite takes those at the end first, nearly. The free list must be empty. */
export function grow(path: string, kind: Kind, pages: number): void {
  const { pageSize } = kind;
  const fd = openSync(path, 'r+');
  const header = bytesAt(fd, 0, 100);
  if (header.readUInt32BE(36) !== 0) throw new Error('the free list is not empty');
  const free: number[] = [];
  for (let page = pages; page > header.readUInt32BE(28); page -= 1) {
    if (page === lockPageOf(pageSize)) continue;
    if (kind.autoVacuum === 0 || mapPageOf(page, kind) !== page) free.push(page);
  }
  truncateSync(path, pages * pageSize);
  writeTrunks(fd, free, kind);
  if (kind.autoVacuum !== 0) writeMaps(fd, free, kind);
  put(fd, 28, [pages, free[0]!, free.length]);
  closeSync(fd);
}

function bytesAt(fd: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(fd, bytes, 0, length, at);
  return bytes;
}

function put(fd: number, at: number, values: readonly number[]): void {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index));
  writeSync(fd, bytes, 0, bytes.length, at);
}

function writeTrunks(fd: number, free: readonly number[], { pageSize, reserved }: Kind): void {
  const group = Math.floor((pageSize - reserved) / 4) - 8 + 1;
  for (let from = 0; from < free.length; from += group) {
    const [trunk, ...leaves] = free.slice(from, from + group);
    put(fd, (trunk! - 1) * pageSize, [free[from + group] ?? 0, leaves.length, ...leaves.reverse()]);
  }
}

/** A free page's entry: kind 2, and no page that refers to it. */
function writeMaps(fd: number, free: readonly number[], kind: Kind): void {
  const maps = new Map<number, Buffer>();
  for (const page of free) {
    const map = mapPageOf(page, kind);
    const at = (map - 1) * kind.pageSize;
    const bytes = maps.get(map) ?? bytesAt(fd, at, kind.pageSize);
    maps.set(map, bytes);
    bytes[5 * (page - map - 1)] = 2;
  }
  for (const [map, bytes] of maps) writeSync(fd, bytes, 0, bytes.length, (map - 1) * kind.pageSize);
}

/** Does `text` stand in these pages of the file? */
export function standsIn(
  path: string,
  text: string,
  place: { from: number; pages: number; pageSize: number },
): boolean {
  const fd = openSync(path, 'r');
  const bytes = bytesAt(fd, (place.from - 1) * place.pageSize, place.pages * place.pageSize);
  closeSync(fd);
  return bytes.includes(text);
}
