/** Runs that earlier calls left unfinished: an ingest finishes them before it begins its own file, or says why it cannot. */
import { UnverifiedError } from '../../core/errors.ts';
import type { OnEvent } from '../../core/progress/events.ts';
import type { RunUnverified } from '../../core/run/unverified.ts';
import { hashOf } from '../../sources/bytes/hash.ts';
import { unfinished } from '../finish/finish-all.ts';
import { finish, type FinishRequest } from '../finish/finish.ts';
import { recordOf, type Finished } from '../past/recall.ts';
import { withStore } from '../with-store.ts';

export interface Earlier {
  /** The file that this call was given. */
  readonly file: string;
  readonly finish: FinishRequest;
  readonly onEvent: OnEvent;
}

/** Finishes them, oldest first; by number. Throws an `UnverifiedError` where one keeps the file from being begun. */
export async function finishEarlier(request: Earlier): Promise<ReadonlyMap<number, Finished>> {
  const { finish: finishing, onEvent } = request;
  const finished = new Map<number, Finished>();
  for (const known of await unfinished(finishing)) {
    try {
      const run = recordOf(known);
      await onEvent({ event: 'finishing', run });
      finished.set(known.run, await finish(run, finishing));
    } catch (error) {
      if (!(error instanceof UnverifiedError)) throw error;
      if (!isLeft(error)) throw await earlierRun(error, request);
      await onEvent({ event: 'left', error });
    }
  }
  return finished;
}

/** What is there of the removed again can only be removed by another file: it must not wait for this run. */
function isLeft({ trouble }: UnverifiedError): boolean {
  return (
    trouble.reason === 'check-failed' &&
    trouble.checks.length > 0 &&
    trouble.checks.every((check) => check === 2 || check === 3)
  );
}

/** The run may be the given file's own; its bytes have not been read yet. */
async function earlierRun(error: UnverifiedError, request: Earlier): Promise<UnverifiedError> {
  const { trouble, cause } = error;
  const why: RunUnverified = trouble.reason === 'earlier-run' ? trouble.why : trouble;
  const call = { runOfThisFile: await runOfThisFile(request), storeChanged: false };
  if (call.runOfThisFile === why.run) return new UnverifiedError(why, cause, call);
  return new UnverifiedError({ reason: 'earlier-run', run: why.run, why }, cause, call);
}

/** Null also where file or store cannot be read: another failure is told already. */
async function runOfThisFile({ file, finish: finishing }: Earlier): Promise<number | null> {
  try {
    const sha256 = await hashOf(file);
    const known = await withStore(finishing, 'read-only', ({ ledger }) => ledger.runOfFile(sha256));
    return known?.run ?? null;
  } catch {
    return null;
  }
}
