/** The free list: trunk pages that name leaf pages (fileformat2.html, 1.5). Read first, so that its pages are known. */
import { readSync } from 'node:fs';
import type { FileHeader } from '../pages/header.ts';
import { Unaccounted } from '../pages/unaccounted.ts';

export interface FreeList {
  /** Trunk pages, and how many bytes of each are used. */
  readonly trunks: ReadonlyMap<number, number>;
  /** 1 for each page that is a leaf, by its number: after a large removal they are most of the file. */
  readonly leaves: Uint8Array;
}

/** Reads the chain of trunks; throws `Unaccounted` where it is not what the header says. */
export function readFreeList(fd: number, header: FileHeader): FreeList {
  const trunks = new Map<number, number>();
  const leaves = new Uint8Array(header.pages + 1);
  let count = 0;
  const page = Buffer.alloc(header.pageSize);
  for (let trunk = header.firstTrunk; trunk !== 0; trunk = page.readUInt32BE(0)) {
    if (trunk > header.pages || trunks.has(trunk) || leaves[trunk] === 1) {
      throw new Unaccounted(trunk, 'a trunk of the free list that cannot be one');
    }
    readSync(fd, page, 0, page.length, (trunk - 1) * page.length);
    const here = page.readUInt32BE(4);
    if (here > header.usable / 4 - 2)
      throw new Unaccounted(trunk, 'a trunk of the free list with too many leaves');
    for (let at = 0; at < here; at += 1) mark(leaves, page.readUInt32BE(8 + 4 * at));
    count += here;
    trunks.set(trunk, 8 + 4 * here);
  }
  if (trunks.size + count !== header.freePages) {
    throw new Unaccounted(1, 'the free list is not as long as the header says');
  }
  return { trunks, leaves };
}

function mark(leaves: Uint8Array, leaf: number): void {
  if (leaf < 1 || leaf >= leaves.length)
    throw new Unaccounted(leaf, 'a leaf of the free list that is no page of the file');
  if (leaves[leaf] === 1) throw new Unaccounted(leaf, 'a page that is free twice');
  leaves[leaf] = 1;
}
