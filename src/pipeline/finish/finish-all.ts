/** Finishes every run that committed and was stopped before its report, without the files that they are of. */
import { UnverifiedError } from '../../core/errors.ts';
import type { FinishedNow } from '../../core/run/history.ts';
import { unfinishedRuns, type LedgerRun } from '../../store/sqlite/ledger/ledger.ts';
import { withStore } from '../../store/sqlite/connection/open.ts';
import { refuseClock } from '../remove/clock.ts';
import { finish, type Finish } from './finish.ts';
import { recordOf } from '../past/recall.ts';

/** Runs that committed and whose last step is not noted, oldest first; throws a `StoreError` (`clock`) where there are any. */
export function unfinished(how: Finish): readonly LedgerRun[] {
  return withStore({ ...how, mode: 'read-write' }, (store) => {
    const runs = unfinishedRuns(store.db);
    if (runs.length > 0) refuseClock(store, { now: how.now(), allowClock: how.allowClock });
    return runs;
  });
}

/** Each of them, oldest first: one that cannot be finished keeps no other from it. */
export function finishAll(how: Finish): readonly FinishedNow[] {
  return unfinished(how).map((known) => {
    const { run, committedAt } = known;
    try {
      const { report, folder } = finish(recordOf(known), how);
      return { run, committedAt, ending: 'verified', report, folder };
    } catch (error) {
      if (!(error instanceof UnverifiedError)) throw error;
      return { run, committedAt, ending: 'unverified', error };
    }
  });
}
