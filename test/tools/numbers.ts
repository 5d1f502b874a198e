import { createHash } from 'node:crypto';

/** Repeatable: the same seed, the same numbers. */
export function numbers(seed: string): (below: number) => number {
  let count = 0;
  return (below) => {
    const hash = createHash('sha256')
      .update(`${seed}/${(count += 1)}`)
      .digest();
    return hash.readUInt32LE(0) % below;
  };
}
