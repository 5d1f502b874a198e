/** Check: what an ingest would meet, asked beforehand by the functions that an ingest asks; nothing is written. */
import { StoreError } from '../core/errors.ts';
import type { Checked, Look, LookName } from '../core/looks.ts';
import { whyNoReports } from '../output/report-folder.ts';
import { refuseDamaged } from '../store/integrity.ts';
import { unfinishedRuns } from '../store/ledger.ts';
import { withAsked, type Store } from '../store/open.ts';
import { readShape } from '../store/read-shape.ts';
import { countLoansWithNulls, refuseClosedFolder, refuseTooFull, roomFor } from '../store/room.ts';
import { asStoreError, type StoreAt } from '../store/trouble.ts';
import { refuseClock } from './clock.ts';

export interface Asking {
  /** The folder that reports would go to. */
  readonly reports: string;
  readonly now: Date;
}

/** Every look, also after one that found a trouble: only what cannot be asked is not. */
export function checkStore(at: StoreAt, { reports, now }: Asking): Checked {
  const first = lookAtReports(reports);
  try {
    return withAsked(at, (store) => lookInside(store, first, now));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const rest = (['folder', 'shape', 'integrity', 'room', 'nulls', 'unfinished', 'clock'] as const).map(
      notAsked,
    );
    const [folder, ...others] = rest;
    const looks = [{ look: 'store', found: error.trouble } as const, folder, first, ...others];
    return {
      looks: looks.filter((one) => one !== undefined),
      room: null,
      loansWithNulls: null,
      unfinishedRuns: null,
    };
  }
}

function lookInside(store: Store, reports: Look, now: Date): Checked {
  const folder = look(store, 'folder', () => refuseClosedFolder(store));
  const shape = look(store, 'shape', () => void readShape(store));
  const integrity = look(store, 'integrity', () => refuseDamaged(store));
  const room = roomFor(store);
  // Of rows and runs only a store that is what it should be can be asked.
  const sound = shape.found === 'ok' && integrity.found === 'ok';
  const name = (which: LookName): Look => (sound ? { look: which, found: 'ok' } : notAsked(which));
  return {
    looks: [
      { look: 'store', found: 'ok' },
      ...[folder, reports, shape, integrity],
      look(store, 'room', () => refuseTooFull(store, room)),
      ...[name('nulls'), name('unfinished')],
      sound ? look(store, 'clock', () => refuseClock(store, { now, allowClock: null })) : notAsked('clock'),
    ],
    room,
    loansWithNulls: sound ? countLoansWithNulls(store) : null,
    unfinishedRuns: sound ? unfinishedRuns(store.db).map(({ run }) => run) : null,
  };
}

function look(store: Store, name: LookName, ask: () => void): Look {
  try {
    ask();
    return { look: name, found: 'ok' };
  } catch (thrown) {
    const error = asStoreError(thrown, store);
    if (!(error instanceof StoreError)) throw thrown;
    return { look: name, found: error.trouble };
  }
}

function notAsked(name: LookName): Look {
  return { look: name, found: 'not-asked' };
}

function lookAtReports(path: string): Look {
  const why = whyNoReports(path);
  return { look: 'reports', found: why === null ? 'ok' : { reason: 'report-folder', path, why } };
}
