/** The folder that a store is in. */
import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';

/** `path` is the store's, as given. A link is the file that it leads to: by both names the reports are in one place. */
export function folderOfStore(path: string): string {
  const isLink = existsSync(path) && lstatSync(path).isSymbolicLink();
  return dirname(isLink ? realpathSync(path) : path);
}
