/** Refuses to write to a ledger whose last entry is of a time that this machine's clock has not reached. */
import { isAhead } from '../../core/run/clock.ts';
import { StoreError } from '../../core/errors.ts';
import { lastEntry } from '../../store/sqlite/ledger/ledger.ts';
import type { Store } from '../../store/sqlite/connection/open.ts';

/** This machine's clock, and the last entry's time that somebody knows to be a wrong clock's (ISO 8601), or null. */
export interface Clock {
  readonly now: Date;
  readonly allowClock: string | null;
}

/** Throws a `StoreError` (`clock`). Asked before anything is changed: what has committed is finished by whatever clock. */
export function refuseClock({ db, path }: Pick<Store, 'db' | 'path'>, { now, allowClock }: Clock): void {
  const entry = lastEntry(db);
  if (entry === null || !isAhead(entry, now)) return;
  // Written anew: the ledger is a file that anybody can write, and a time may be spelled with anything behind it.
  const last = new Date(Date.parse(entry)).toISOString();
  if (last !== allowClock) throw new StoreError({ reason: 'clock', path, now: now.toISOString(), last });
}
