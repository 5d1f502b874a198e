/** The sha256 of a file that is not read for its rows. */
import { createHash } from 'node:crypto';
import { openInput } from './open.ts';

/** Of all bytes of the file, or of standard input for `-`; throws a `FileError` where it cannot be read. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of (await openInput(path, 'input')).chunks) hash.update(chunk);
  return hash.digest('hex');
}
