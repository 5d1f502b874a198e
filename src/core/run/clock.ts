/** Can this machine's clock be right? It is compared with what was written by a clock before. */

/** How far the clocks of two machines, or of one before and after it was set, may be apart: 5 minutes, in milliseconds. */
export const APART = 5 * 60 * 1000;

/** Is the moment (ISO 8601) further ahead of the clock than that? False where it is no moment. */
export function isAhead(moment: string, now: Date): boolean {
  return Date.parse(moment) - now.getTime() > APART;
}
