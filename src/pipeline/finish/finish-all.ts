/** Finishes every run that committed and was stopped before its report, without the files that they are of. */
import { UnverifiedError } from '../../core/errors.ts';
import type { FinishedNow } from '../../core/run/history.ts';
import { refuseClock } from '../../core/run/clock.ts';
import type { LedgerRun } from '../../store/port/ledger.ts';
import { withStore } from '../with-store.ts';
import { finish, type FinishRequest } from './finish.ts';
import { recordOf } from '../past/recall.ts';

/** Runs that committed and whose last step is not noted, oldest first; throws a `StoreError` (`clock`) where there are any. */
export function unfinished(request: FinishRequest): Promise<readonly LedgerRun[]> {
  return withStore(request, 'read-write', async ({ ledger, path }) => {
    const runs = await ledger.unfinishedRuns();
    const clock = { now: request.now(), allowClock: request.allowClock };
    if (runs.length > 0) refuseClock(path, await ledger.lastEntry(), clock);
    return runs;
  });
}

/** Each of them, oldest first: one that cannot be finished keeps no other from it. */
export async function finishAll(request: FinishRequest): Promise<readonly FinishedNow[]> {
  const finished: FinishedNow[] = [];
  for (const known of await unfinished(request)) finished.push(await finishOne(known, request));
  return finished;
}

async function finishOne(known: LedgerRun, request: FinishRequest): Promise<FinishedNow> {
  const { run, committedAt } = known;
  try {
    const { report, folder } = await finish(recordOf(known), request);
    return { run, committedAt, ending: 'verified', report, folder };
  } catch (error) {
    if (!(error instanceof UnverifiedError)) throw error;
    return { run, committedAt, ending: 'unverified', error };
  }
}
