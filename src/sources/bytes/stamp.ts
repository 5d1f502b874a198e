/** Has a file changed since it was opened? What was agreed to are the bytes that were read. */
import { statSync, type BigIntStats } from 'node:fs';
import { diagnostic, type FileRole } from '../../core/findings/diagnostics.ts';
import { FileError } from '../../core/errors.ts';

/** A file that is read, and what the file system said of it when it was opened. */
export interface Stamp {
  readonly path: string;
  readonly role: FileRole;
  readonly mark: string;
}

/** Told of each file that is opened; of a pipe there is nothing to compare. */
export type Watch = (stamp: Stamp) => void;

/** Which file it is, its size, when it was written, and when anything of it was changed last, which nobody can set back. */
export function markOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

/** Throws a `FileError` (`file-changed`) unless the path still leads to that very file, and it is as it was. */
export function refuseChangedFile({ path, role, mark }: Stamp): void {
  if (markAt(path) !== mark) throw new FileError(diagnostic('file-changed', {}, { path, role }));
}

function markAt(path: string): string | null {
  try {
    return markOf(statSync(path, { bigint: true }));
  } catch {
    return null;
  }
}
