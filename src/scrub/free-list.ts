/** The free list: trunk pages that name leaf pages (fileformat2.html, 1.5). Few pages, so it is read first. */
import { readSync } from 'node:fs';
import type { FileHeader } from './header.ts';
import { Unaccounted } from './unaccounted.ts';

export interface FreeList {
  /** Trunk pages, and how many bytes of each are used. */
  readonly trunks: ReadonlyMap<number, number>;
  readonly leaves: ReadonlySet<number>;
}

/** Reads the chain of trunks; throws `Unaccounted` where it is not what the header says. */
export function readFreeList(fd: number, header: FileHeader): FreeList {
  const trunks = new Map<number, number>();
  const leaves = new Set<number>();
  const page = Buffer.alloc(header.pageSize);
  for (let trunk = header.firstTrunk; trunk !== 0; trunk = page.readUInt32BE(0)) {
    if (trunk > header.pages || trunks.has(trunk) || leaves.has(trunk)) {
      throw new Unaccounted(trunk, 'a trunk of the free list that cannot be one');
    }
    readSync(fd, page, 0, page.length, (trunk - 1) * page.length);
    const count = page.readUInt32BE(4);
    if (count > header.usable / 4 - 2)
      throw new Unaccounted(trunk, 'a trunk of the free list with too many leaves');
    for (let leaf = 0; leaf < count; leaf += 1) leaves.add(page.readUInt32BE(8 + 4 * leaf));
    trunks.set(trunk, 8 + 4 * count);
  }
  if (trunks.size + leaves.size !== header.freePages) {
    throw new Unaccounted(1, 'the free list is not as long as the header says');
  }
  return { trunks, leaves };
}
