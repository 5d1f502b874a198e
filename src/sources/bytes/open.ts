/** Opens what is read, a file or standard input, as chunks of bytes. */
import { isAbsolute } from 'node:path';
import { systemCode } from '../../core/system-code.ts';
import { fstatSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { diagnostic, type FileRole } from '../../core/findings/diagnostics.ts';
import { FileError } from '../../core/errors.ts';
import { markOf, refuseChangedFile, type Stamp, type Watch } from './stamp.ts';

/** A named source of bytes. */
export interface Source {
  readonly path: string;
  readonly role: FileRole;
  /** Bytes that there are to read; null for what is no file, and says it only at its end. */
  readonly size: number | null;
  /** Each holds until the next one is asked for: the bytes of a file are read into the same place. */
  readonly chunks: AsyncIterable<Buffer>;
}

/** Small, so that a batch of rows is garbage while it is young: with 64 KiB a million rows took 100 MiB more. */
const CHUNK = 1 << 13;

/**
 * Opens a path, or standard input for `-`; throws a `FileError` where it cannot be read, and at the end of the bytes where
 * they changed meanwhile. `watch` is told of the file, to be compared again later. Never to be given a store.
 */
export async function openInput(
  path: string,
  role: FileRole,
  watch: Watch = () => undefined,
): Promise<Source> {
  if (path === '-')
    return { path, role, size: null, chunks: translateErrors({ path, role }, standardInput({ path, role })) };
  try {
    const handle = await open(path, 'r');
    const stats = await handle.stat({ bigint: true });
    if (stats.isDirectory()) {
      await handle.close();
      throw notReadable({ path, role }, 'folder');
    }
    const stamp = stats.isFile() ? { path, role, mark: markOf(stats) } : null;
    if (stamp !== null) watch(stamp);
    const size = stamp === null ? null : Number(stats.size);
    return { path, role, size, chunks: translateErrors({ path, role }, fileChunks(handle, stamp)) };
  } catch (error) {
    throw asFileError({ path, role }, error);
  }
}

/** Node's own stream: it waits for what comes late, which a read of descriptor 0 does not where a pipe does not block. */
async function* standardInput(named: Named): AsyncGenerator<Buffer> {
  // Node takes a folder for an empty stream.
  if (fstatSync(0).isDirectory()) throw notReadable(named, 'folder');
  for await (const chunk of process.stdin) yield Buffer.from(chunk);
}

/** One buffer for the whole file: a new one for each chunk would be freed late, and memory grow with the file. */
async function* fileChunks(handle: FileHandle, stamp: Stamp | null): AsyncGenerator<Buffer> {
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK, null);
      if (bytesRead === 0) break;
      yield buffer.subarray(0, bytesRead);
    }
    // The path's file is the descriptor's, or it is another one by now.
    if (stamp !== null) refuseChangedFile(stamp);
  } finally {
    await handle.close();
  }
}

type Named = Pick<Source, 'path' | 'role'>;

async function* translateErrors(named: Named, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    throw asFileError(named, error);
  }
}

function asFileError(named: Named, error: unknown): unknown {
  const code = systemCode(error);
  if (code === null) return error;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const folder = isAbsolute(named.path) ? null : process.cwd();
    return new FileError(diagnostic('file-not-found', {}, { ...named, folder }), error);
  }
  const why: Readonly<Record<string, string>> = {
    EISDIR: 'folder',
    EACCES: 'permission',
    EPERM: 'permission',
  };
  return notReadable(named, why[code] ?? code, error);
}

function notReadable(named: Named, why: string, cause?: unknown): FileError {
  return new FileError(diagnostic('file-not-readable', {}, { ...named, why }), cause);
}
