/** Opens what is read, a file or standard input, as chunks of bytes. */
import { open } from 'node:fs/promises';
import { diagnostic, type FileRole } from '../core/diagnostics.ts';
import { FileError } from '../core/errors.ts';

/** A named source of bytes. */
export interface Source {
  readonly path: string;
  readonly role: FileRole;
  readonly chunks: AsyncIterable<Buffer>;
}

/** Small, so that a batch of rows is garbage while it is young: with 64 KiB the heap of a million rows was 100 MiB larger. */
const CHUNK = 1 << 13;

/** Opens a path, or standard input for `-`; throws a `FileError` where it cannot be read. Never to be given a store. */
export async function openInput(path: string, role: FileRole): Promise<Source> {
  if (path === '-') return { path, role, chunks: telling({ path, role }, standardInput()) };
  try {
    const handle = await open(path, 'r');
    if ((await handle.stat()).isDirectory()) {
      await handle.close();
      throw notReadable({ path, role }, 'folder');
    }
    const chunks = handle.createReadStream({ highWaterMark: CHUNK });
    return { path, role, chunks: telling({ path, role }, chunks) };
  } catch (error) {
    throw asFileError({ path, role }, error);
  }
}

/** Node's own stream: it waits for what comes late, which a read of descriptor 0 does not where a pipe does not block. */
async function* standardInput(): AsyncGenerator<Buffer> {
  for await (const chunk of process.stdin) yield Buffer.from(chunk);
}

type Named = Pick<Source, 'path' | 'role'>;

async function* telling(named: Named, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    throw asFileError(named, error);
  }
}

function asFileError(named: Named, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === null) return error;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new FileError(diagnostic('file-not-found', {}, { ...named }), error);
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
