/** Files that are written safely: under a temporary name, flushed, then renamed; never over an input or a store. */
import type { OneByOne } from '../core/one-by-one.ts';
import { systemCode } from '../core/system-code.ts';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { createHash, randomBytes, type Hash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { diagnostic } from '../core/findings/diagnostics.ts';
import { FileError } from '../core/errors.ts';

export interface OutputOptions {
  /** Paths that must not be written over, however they are spelled: inputs, the store. */
  readonly inputs: readonly string[];
  /** May an existing file be replaced? Asked with the first bytes it holds. */
  readonly replace: (start: string) => boolean;
  /** Who may read it; else the owner and the group. */
  readonly mode?: number;
}

/** A file in the making. `commit` makes it appear whole under its name; `discard` leaves no trace. */
export interface Output {
  readonly path: string;
  write(text: string): void;
  /** Of all that was written; to be asked once, and nothing is written after it. */
  sha256(): string;
  commit(): void;
  discard(): void;
}

/** Most bytes held back before they are written: of 64 KiB V8 takes the pieces for long-lived ones, and grows by 20 MiB. */
const BUFFER = 1 << 12;

/** Mode of every file that the program writes: the reports hold customer IDs. */
const MODE = 0o640;

/** Opens an output; throws a `FileError` (`output-not-writable`) where it may not, or cannot, be written. */
export function openOutput(path: string, options: OutputOptions): Output {
  const why = refusal(path, options);
  if (why !== null) throw notWritable(path, why);
  const device = lstatSync(path, { throwIfNoEntry: false })?.isFile() === false;
  const temporary = device
    ? path
    : join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}`);
  const fd = translateErrors(path, () =>
    device ? openDevice(path) : openSync(temporary, 'wx', options.mode ?? MODE),
  );
  return writer({ path, temporary, fd, device });
}

/** Opens what is no file, a pipe for one, where no temporary name can stand in. A link or a file that took its place in
 * the meantime is neither followed nor cut; a disk's own device is never meant. */
function openDevice(path: string): number {
  const fd = openSync(path, constants.O_WRONLY | constants.O_NOFOLLOW);
  const stats = fstatSync(fd);
  if (!stats.isFile() && !stats.isBlockDevice()) return fd;
  closeSync(fd);
  throw notWritable(path, stats.isFile() ? 'exists' : 'block-device');
}

/** Writes a whole file at once, or leaves no trace of it. */
export async function writeWhole(
  path: string,
  chunks: OneByOne<string>,
  options: OutputOptions,
): Promise<void> {
  const output = openOutput(path, options);
  try {
    for await (const chunk of chunks) output.write(chunk);
    output.commit();
  } catch (error) {
    output.discard();
    throw error;
  }
}

interface Open {
  readonly path: string;
  readonly temporary: string;
  readonly fd: number;
  readonly device: boolean;
}

function writer({ path, temporary, fd, device }: Open): Output {
  let held: string[] = [];
  let size = 0;
  const hash = createHash('sha256');
  // Closed once only: the number may by then be another file's, the store's for one.
  let open = true;
  const close = () => {
    if (open) closeSync(fd);
    open = false;
  };
  const flush = () => {
    if (size === 0) return;
    const bytes = Buffer.from(held.join(''));
    translateErrors(path, () => writeAll(fd, bytes, hash));
    [held, size] = [[], 0];
  };
  return {
    path,
    write(text) {
      held.push(text);
      size += text.length;
      if (size >= BUFFER) flush();
    },
    sha256() {
      flush();
      return hash.digest('hex');
    },
    commit() {
      flush();
      translateErrors(path, () => {
        if (!device) fsyncSync(fd);
        close();
        if (!device) renameSync(temporary, path);
      });
    },
    discard() {
      close();
      if (!device) rmSync(temporary, { force: true });
    },
  };
}

function writeAll(fd: number, bytes: Buffer, hash: Hash): void {
  hash.update(bytes);
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
}

/** What systems say that flush no folder: Windows, some network file systems. There is nothing to be done there. */
const NO_FLUSH = new Set(['EACCES', 'EBADF', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM']);

/** Makes the names in a folder outlive a loss of power: a rename alone does not, on every file system. */
export function flushFolder(path: string): void {
  try {
    const fd = openSync(path, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && NO_FLUSH.has(String(error.code)))) throw error;
  }
}

/** Two paths, one file? Told by the file itself, so that links and other spellings do not matter. */
export function sameFile(a: string, b: string): boolean {
  const [one, other] = [a, b].map(statOf);
  if (one === undefined || other === undefined) return false;
  return one.ino === other.ino && one.dev === other.dev;
}

/** What cannot be looked at is no file that anything else could be: whoever opens it will say why. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function refusal(path: string, { inputs, replace }: OutputOptions): string | null {
  if (path === '-') return 'standard output holds the answer: name a file';
  // An input is told by a stat: to open and close a store that is in use would drop SQLite's locks.
  if (inputs.some((input) => sameFile(input, path))) return 'input';
  const stats = translateErrors(path, () => lstatSync(path, { throwIfNoEntry: false }));
  if (stats === undefined) return null;
  if (stats.isDirectory()) return 'folder';
  if (stats.isSymbolicLink()) return 'symbolic-link';
  if (stats.isBlockDevice()) return 'block-device';
  if (!stats.isFile()) return null;
  const start = translateErrors(path, () => startOf(path, 256));
  if (start.startsWith(SQLITE) || translateErrors(path, () => besideStore(path))) return 'store';
  return replace(start) ? null : 'exists';
}

const SQLITE = 'SQLite format 3\0';

/** SQLite's own file beside a store: to write over a log would throw committed rows away. */
function besideStore(path: string): boolean {
  const store = path.replace(/-(wal|shm|journal)$/, '');
  return store !== path && statOf(store)?.isFile() === true && startOf(store, 16) === SQLITE;
}

/** The first `most` bytes of a file as Latin-1. Never to be asked of a store that is open in this process. */
export function startOf(path: string, most: number): string {
  // A pipe would be waited for until somebody writes to it; it has no start.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const bytes = Buffer.alloc(most);
    return bytes.toString('latin1', 0, readSync(fd, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(fd);
  }
}

function translateErrors<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof FileError) throw cause;
    const code = systemCode(cause) ?? 'unknown';
    throw notWritable(path, code, cause);
  }
}

function notWritable(path: string, why: string, cause?: unknown): FileError {
  return new FileError(diagnostic('output-not-writable', {}, { path, why }), cause);
}
