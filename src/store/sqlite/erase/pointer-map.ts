/** The pointer map that auto_vacuum keeps: who refers to each page (fileformat2.html, 1.8). */
import { readSync } from 'node:fs';
import { lockPageOf, type FileHeader } from '../pages/header.ts';
import { LOCK, type Roles } from '../pages/role.ts';
import { Unaccounted } from '../pages/unaccounted.ts';

/** Pages of the pointer map, in order: how many bytes of each are used. Empty without auto_vacuum. */
export type PointerMaps = ReadonlyMap<number, number>;

/** A byte for what a page is, four for the page that refers to it. */
const ENTRY = 5;

type Sizes = Pick<FileHeader, 'pageSize' | 'usable' | 'pages' | 'largestRoot'>;

/** Page 2, and then each page that follows the last one that the map page before it has room for. */
export function pointerMaps({ pageSize, usable, pages, largestRoot }: Sizes): PointerMaps {
  const maps = new Map<number, number>();
  if (largestRoot === 0) return maps;
  const every = Math.floor(usable / ENTRY) + 1;
  for (let first = 2; first <= pages; first += every) {
    // The lock-byte page holds nothing: the map moves to the page after it, and the next one does not.
    const map = first === lockPageOf(pageSize) ? first + 1 : first;
    const last = Math.min(first + every - 1, pages);
    if (map <= pages) maps.set(map, ENTRY * (last - map));
  }
  return maps;
}

interface Mapped {
  readonly header: FileHeader;
  readonly maps: PointerMaps;
  readonly roles: Roles;
}

/** Throws `Unaccounted` where an entry is not what the trace found: SQLite would move a page by it, and lose it. */
export function checkPointerMaps(fd: number, { header, maps, roles }: Mapped): void {
  const page = Buffer.alloc(header.pageSize);
  for (const [map, used] of maps) {
    readSync(fd, page, 0, page.length, (map - 1) * page.length);
    for (let at = 0; at < used; at += ENTRY) {
      const about = map + 1 + at / ENTRY;
      const role = roles.role[about] === LOCK ? 0 : roles.role[about];
      if (page.readUInt8(at) !== role || page.readUInt32BE(at + 1) !== roles.parent[about])
        throw new Unaccounted(map, `a pointer map that is wrong about page ${about}`);
    }
  }
}
