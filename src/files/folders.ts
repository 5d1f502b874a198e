/** Folders that are made one by one. */
import { systemCode } from '../core/system-code.ts';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are not there; returns the highest one made. Not by Node's `recursive`, which does
 * not end wherever no name can be made in a folder that is there (Node 20 and 24).
 */
export function makeFolders(path: string, mode: number): string | null {
  try {
    return makeFolder(path, mode);
  } catch (error) {
    const above = dirname(path);
    if (systemCode(error) !== 'ENOENT' || above === path) throw error;
    const first = makeFolders(above, mode);
    const made = makeFolder(path, mode);
    return first ?? made;
  }
}

/** Null where something of the name is there. */
function makeFolder(path: string, mode: number): string | null {
  try {
    mkdirSync(path, { mode });
    return path;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return null;
    throw error;
  }
}
