/** Judges a survey from the top: each page is reached exactly once, and is what it was reached for. */
import { INDEX_INTERIOR, INDEX_LEAF, TABLE_INTERIOR, TABLE_LEAF } from '../pages/cell.ts';
import type { FileHeader } from '../pages/header.ts';
import type { Known } from './known.ts';
import { FREE, LATER_OVERFLOW, LOCK, MAP, OVERFLOW, ROOT, TREE, type Roles } from '../pages/role.ts';
import type { Survey } from './survey.ts';
import { Unaccounted } from '../pages/unaccounted.ts';

/** The root of a b-tree, as the schema names it. Page 1 is the schema's own, a table. */
export interface Root {
  readonly page: number;
  readonly kind: 'table' | 'index';
}

/** Pages of overflow chains, by number: how many bytes of the page are used. 0 for every other page. */
export type Chained = Uint32Array;

export interface Traced extends Roles {
  readonly chained: Chained;
}

export interface Surveyed {
  readonly header: FileHeader;
  readonly known: Known;
  readonly found: Survey;
}

/** Follows every reference from the roots; throws `Unaccounted` where anything is left over or comes twice. */
export function trace(surveyed: Surveyed, roots: readonly Root[]): Traced {
  const tracer = new Tracer(surveyed);
  const { header, known } = surveyed;
  const { free, maps } = known;
  for (const trunk of free.trunks.keys()) tracer.reach(trunk, FREE, 'a page that is free and something else');
  for (let leaf = free.leaves.indexOf(1); leaf !== -1; leaf = free.leaves.indexOf(1, leaf + 1))
    tracer.reach(leaf, FREE, 'a page that is free and something else');
  if (header.lockPage !== 0) tracer.reach(header.lockPage, LOCK, 'the lock-byte page is used');
  for (const map of maps.keys()) tracer.reach(map, MAP, 'a page of the pointer map is used');
  for (const { page, kind } of roots) tracer.tree(page, kind);
  tracer.end();
  const largest = roots.reduce((most, { page }) => Math.max(most, page), 0);
  if (maps.size > 0 && largest !== header.largestRoot)
    throw new Unaccounted(1, 'the largest root page is not what the header says');
  return tracer;
}

class Tracer implements Traced {
  readonly chained: Chained;
  readonly role: Uint8Array;
  readonly parent: Uint32Array;
  readonly #header: FileHeader;
  readonly #found: Survey;

  constructor({ header, found }: Surveyed) {
    this.#header = header;
    this.#found = found;
    this.role = new Uint8Array(header.pages + 1);
    this.parent = new Uint32Array(header.pages + 1);
    this.chained = new Uint32Array(header.pages + 1);
  }

  reach(page: number, role: number, trouble: string): void {
    if (page < 1 || page > this.#header.pages)
      throw new Unaccounted(page, 'a page beyond the end of the file');
    if (this.role[page] !== 0) throw new Unaccounted(page, trouble);
    this.role[page] = role;
  }

  tree(root: number, kind: Root['kind']): void {
    const [interior, leaf] = kind === 'table' ? [TABLE_INTERIOR, TABLE_LEAF] : [INDEX_INTERIOR, INDEX_LEAF];
    const { firstReference, references, kind: kinds } = this.#found;
    const open = [root];
    for (let page = open.pop(); page !== undefined; page = open.pop()) {
      this.reach(page, page === root ? ROOT : TREE, 'a page that is reached twice');
      if (kinds[page] !== interior && kinds[page] !== leaf) {
        throw new Unaccounted(
          page,
          `a page that does not add up to one of ${kind === 'table' ? 'a table' : 'an index'}`,
        );
      }
      const last = firstReference[page + 1] ?? 0;
      for (let at = firstReference[page] ?? 0; at < last; at += 2) {
        const [target = 0, bytes = 0] = [references[at], references[at + 1]];
        // Past the file's end this sets nothing, and the reaching refuses.
        this.parent[target] = page;
        if (bytes === 0) open.push(target);
        else this.#chain(target, bytes);
      }
    }
  }

  #chain(first: number, bytes: number): void {
    const room = this.#header.usable - 4;
    const { next } = this.#found;
    let [page, left, role] = [first, bytes, OVERFLOW];
    for (; left > room; left -= room) {
      this.reach(page, role, 'an overflow page that is reached twice');
      this.chained[page] = room + 4;
      const after = next[page] ?? 0;
      this.parent[after] = page;
      [page, role] = [after, LATER_OVERFLOW];
    }
    this.reach(page, role, 'an overflow page that is reached twice');
    if (next[page] !== 0) throw new Unaccounted(page, 'an overflow chain that is too long');
    this.chained[page] = left + 4;
  }

  end(): void {
    const lost = this.role.indexOf(0, 1);
    if (lost !== -1) throw new Unaccounted(lost, 'a page that nothing refers to');
  }
}
