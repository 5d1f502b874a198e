/** The walk: accounts for every byte of every page, writes nothing, and counts what is unused and not zero. */
import { readSync } from 'node:fs';
import type { OnProgress } from '../../../core/progress/progress.ts';
import { readHeader, type FileHeader } from '../pages/header.ts';
import { readKnown, type Known } from './known.ts';
import { checkPointerMaps } from './pointer-map.ts';
import { survey } from './survey.ts';
import { trace, type Chained, type Root } from './trace.ts';
import { nonZero } from '../pages/zeros.ts';

export { Unaccounted } from '../pages/unaccounted.ts';

export interface Walked {
  readonly header: FileHeader;
  readonly known: Known;
  readonly chained: Chained;
  readonly unusedBytes: number;
  readonly unusedPages: number;
  readonly nonZeroBytes: number;
  /** Pages with unused bytes that are not zero, in order. */
  readonly dirty: readonly number[];
}

/**
 * Walks the file that `fd` is open on, under a lock that keeps everybody else from writing and with an empty log.
 * `roots` are those of the schema, page 1 too. Throws `Unaccounted` where anything does not add up.
 */
export function walk(fd: number, roots: readonly Root[], onProgress: OnProgress = () => undefined): Walked {
  const header = readHeader(fd);
  const known = readKnown(fd, header);
  const found = survey(fd, { header, known }, onProgress);
  const traced = trace({ header, known, found }, roots);
  checkPointerMaps(fd, { header, maps: known.maps, roles: traced });
  const { chained } = traced;
  const page = Buffer.alloc(header.pageSize);
  let [unusedBytes, unusedPages, nonZeroBytes] = [0, 0, 0];
  const dirty: number[] = [];
  for (let number = 1; number <= header.pages; number += 1) {
    const used = chained[number] ?? 0;
    const unused = used === 0 ? (found.unused[number] ?? 0) : header.usable - used;
    let left = found.nonZero[number] ?? 0;
    // Only now is it known where the page's chain ends: the few that hold something behind it are read again.
    if (used !== 0)
      left = (found.end[number] ?? 0) > used ? nonZero(reread(fd, page, number), used, header.usable) : 0;
    unusedBytes += unused;
    if (unused > 0) unusedPages += 1;
    nonZeroBytes += left;
    if (left > 0) dirty.push(number);
  }
  return { header, known, chained, unusedBytes, unusedPages, nonZeroBytes, dirty };
}

/** Fills `page` with the bytes of the page of that number. */
export function reread(fd: number, page: Buffer, number: number): Buffer {
  readSync(fd, page, 0, page.length, (number - 1) * page.length);
  return page;
}
