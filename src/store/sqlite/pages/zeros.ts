/** Counting bytes that are not zero, quickly over long ranges that are. */

const ZEROS = Buffer.alloc(65536);
const SHORT = 48;

/** How many bytes of `page` from `from` to `to` are not zero. */
export function nonZero(page: Buffer, from: number, to: number): number {
  if (to - from > SHORT && ZEROS.compare(page, from, to, 0, to - from) === 0) return 0;
  let count = 0;
  for (let at = from; at < to; at += 1) if (page[at] !== 0) count += 1;
  return count;
}

/** The offset after the last byte that is not zero; 0 for a page of zeros. */
export function endOfBytes(page: Buffer): number {
  let end = page.length;
  while (end > 0 && page[end - 1] === 0) end -= 1;
  return end;
}
