/** A scrub alone: of any file of the engine's whose bytes the walk accounts for. No answer to a query changes. */
import type { Progress } from '../../core/progress/progress.ts';
import type { ScrubbedStore } from '../../core/run/report.ts';
import { checkScrub } from '../../core/run/run-record.ts';
import type { StoreAt } from '../../store/port/port.ts';

/**
 * Scrubs the file and asks check 7. Nothing is noted in a ledger: to finish a run is `ingest`'s.
 * Throws a `StoreError` or a `StaleError`; where some bytes were set to zero before that, the same call goes on.
 */
export async function scrubAlone(at: StoreAt, progress: Progress): Promise<ScrubbedStore> {
  const found = await at.engine.eraseFile(at, progress);
  return { ...found, check: checkScrub(found.scrub) };
}
