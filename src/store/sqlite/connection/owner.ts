/** Whose the files beside a store are, where they keep this user from writing. */
import { systemCode } from '../../../core/system-code.ts';
import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs';
import type { StoreTrouble } from '../../../core/errors.ts';

/** The first of SQLite's files beside the store that this user may not write, as the contract's reason; or null. */
export function othersFile(path: string): StoreTrouble | null {
  try {
    const file = realpathSync(path);
    for (const end of ['-wal', '-shm'] as const) {
      const stats = statSync(`${file}${end}`, { throwIfNoEntry: false });
      if (stats === undefined || mayWrite(`${file}${end}`)) continue;
      return {
        reason: 'read-only',
        path,
        what: end,
        owner: nameOf(stats.uid),
        ownerOfStore: nameOf(statSync(file).uid),
      };
    }
    return null;
  } catch {
    return null;
  }
}

function mayWrite(file: string): boolean {
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** That this user may not write there, as the contract's reason: a file system that nobody may write to comes first. */
export function closedTo(path: string, what: 'file' | 'folder'): StoreTrouble {
  return { reason: 'read-only', path, what: isReadOnlyMount(path) ? 'mount' : what };
}

function isReadOnlyMount(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return false;
  } catch (error) {
    return systemCode(error) === 'EROFS';
  }
}

/** The user's name, or its number where the system has none. */
function nameOf(uid: number): string {
  const line = passwd().find((one) => one.split(':')[2] === String(uid));
  return line?.split(':')[0] ?? `uid ${uid}`;
}

function passwd(): readonly string[] {
  try {
    return readFileSync('/etc/passwd', 'utf8').split('\n');
  } catch {
    return [];
  }
}
