import type { OneByOne } from '../../src/core/one-by-one.ts';

/** What comes one by one, in a list. */
export async function collect<T>(rows: OneByOne<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}
