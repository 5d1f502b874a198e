/** What is left to do for a committed run, as the ledger has it: told beforehand by those who ask what `finish` asks. */
import { UnverifiedError } from '../../core/errors.ts';
import type { FinishingStep } from '../../core/run/earlier-run.ts';
import type { AfterRecord, ScrubRecord } from '../../core/run/report.ts';
import { checkScrub, parseAfterRecord, parseReported, parseScrubRecord } from '../../core/run/run-record.ts';
import type { Store } from '../../store/port/port.ts';
import type { Ledger, LedgerRun } from '../../store/port/ledger.ts';
import { findingIn } from '../past/findings.ts';
import { recallWhole, recordOf } from '../past/recall.ts';

/** The run's last scrub where nothing was left after it; null where it is to be scrubbed. */
export async function scrubDone(ledger: Ledger, run: number): Promise<ScrubRecord | null> {
  const known = await findingIn(ledger, { run, kind: 'scrubbed', parse: parseScrubRecord });
  return known !== null && checkScrub(known.found).passed ? known.found : null;
}

/** What the checks said after the newest scrub, where all passed; an answer from before it would prove nothing. */
export async function checksPassed(ledger: Ledger, run: number): Promise<AfterRecord | null> {
  const scrubbed = await ledger.findingOf(run, 'scrubbed');
  const noted = await findingIn(ledger, { run, kind: 'verified', parse: parseAfterRecord });
  if (scrubbed === null || noted === null || noted.id < scrubbed.id) return null;
  const { absent, nothingLeft, integrity } = noted.found;
  return absent.passed && nothingLeft.passed && integrity === 'ok' ? noted.found : null;
}

/** Steps of finishing that are not noted as done; none of a finished run. Throws `ledger-changed` where a note cannot be read. */
export async function stepsLeft(ledger: Ledger, run: number): Promise<readonly FinishingStep[]> {
  const reported = (await findingIn(ledger, { run, kind: 'reported', parse: parseReported })) !== null;
  const scrubbed = (await scrubDone(ledger, run)) !== null;
  const passed = (await checksPassed(ledger, run)) !== null;
  if (reported) return [];
  if (!scrubbed) return ['scrub', 'checks', 'report'];
  return passed ? ['report'] : ['checks', 'report'];
}

/** What the ledger holds of a run and is not what was written, so that nothing finishes it; null where it is. */
export async function whatWasChanged(store: Store, known: LedgerRun): Promise<string | null> {
  try {
    const record = recordOf(known);
    if ((await stepsLeft(store.ledger, known.run)).includes('checks')) await recallWhole(store, record);
    return null;
  } catch (error) {
    if (error instanceof UnverifiedError && error.trouble.reason === 'ledger-changed')
      return error.trouble.found;
    throw error;
  }
}
