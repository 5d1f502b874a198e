/** The place where reports would go, asked beforehand: can a folder be made there, and is there room? */
import { systemCode } from '../core/system-code.ts';
import { accessSync, constants, existsSync, lstatSync, statSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Room } from '../core/run/looks.ts';

/** Why no report's folder could be made in `DIR`, as the system's code; null where one could. Makes nothing. */
export function whyNoReports(dir: string): string | null {
  try {
    const there = nearest(dir);
    // A link that leads nowhere: nothing can be made by that name.
    if (isLink(there) && !existsSync(there)) return 'ENOENT';
    if (!statSync(there).isDirectory()) return 'ENOTDIR';
    accessSync(there, constants.W_OK | constants.X_OK);
    return null;
  } catch (cause) {
    return systemCode(cause) ?? 'unknown';
  }
}

/** Bytes that are free for this user where `DIR` is, or will be; null where that cannot be said. */
export function roomForReports(dir: string, wanted: number): Room | null {
  try {
    const { bavail, bsize } = statfsSync(nearest(dir));
    return { free: bavail * bsize, wanted };
  } catch {
    return null;
  }
}

/** `DIR`, or the first folder above it that is there. Throws where that cannot be asked. */
function nearest(dir: string): string {
  const path = resolve(dir);
  return lstatSync(path, { throwIfNoEntry: false }) === undefined && dirname(path) !== path
    ? nearest(dirname(path))
    : path;
}

function isLink(path: string): boolean {
  return lstatSync(path).isSymbolicLink();
}
