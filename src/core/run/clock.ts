/** Can this machine's clock be right? It is compared with what was written by a clock before. */
import { StoreError } from '../errors.ts';

/** How far the clocks of two machines, or of one before and after it was set, may be apart: 5 minutes, in milliseconds. */
const APART = 5 * 60 * 1000;

/** Is the moment (ISO 8601) further ahead of the clock than that? False where it is no moment. */
export function isAhead(moment: string, now: Date): boolean {
  return Date.parse(moment) - now.getTime() > APART;
}

/** This machine's clock, and the last entry's time that somebody knows to be a wrong clock's (ISO 8601), or null. */
export interface Clock {
  readonly now: Date;
  readonly allowClock: string | null;
}

/**
 * Throws a `StoreError` (`clock`) where the ledger's last entry (ISO 8601, or null) is of a time that this machine's clock
 * has not reached. Asked before anything is changed: what has committed is finished by whatever clock.
 */
export function refuseClock(path: string, entry: string | null, { now, allowClock }: Clock): void {
  if (entry === null || !isAhead(entry, now)) return;
  // Written anew: the ledger is a file that anybody can write, and a time may be spelled with anything behind it.
  const last = new Date(Date.parse(entry)).toISOString();
  if (last !== allowClock) throw new StoreError({ reason: 'clock', path, now: now.toISOString(), last });
}
