/** Pages that are known, by their place or from the free list, before they are looked at. */
import { readFreeList, type FreeList } from './free-list.ts';
import type { FileHeader } from '../pages/header.ts';
import { pointerMaps, type PointerMaps } from './pointer-map.ts';

export interface Known {
  readonly free: FreeList;
  readonly maps: PointerMaps;
  /** SQLite neither reads nor writes it: what stands there is from a time when the pages had another size. */
  readonly lockPage: number;
}

export function readKnown(fd: number, header: FileHeader): Known {
  return { free: readFreeList(fd, header), maps: pointerMaps(header), lockPage: header.lockPage };
}

/** How many bytes of a known page are used, from its start on; undefined for every other page. */
export function usedOf({ free, maps, lockPage }: Known, page: number): number | undefined {
  if (free.leaves[page] === 1 || page === lockPage) return 0;
  return free.trunks.get(page) ?? maps.get(page);
}
