/** What is left to do for a committed run, as the ledger has it: told beforehand by those who ask what `finish` asks. */
import { UnverifiedError } from '../../core/errors.ts';
import type { FinishingStep } from '../../core/run/earlier-run.ts';
import type { AfterRecord, ScrubRecord } from '../../core/run/report.ts';
import { checkScrub, parseAfterRecord, parseReported, parseScrubRecord } from '../../core/run/run-record.ts';
import type { Db } from '../../store/sqlite/connection/db.ts';
import { findingOf, type LedgerRun } from '../../store/sqlite/ledger/ledger.ts';
import { findingIn } from '../past/findings.ts';
import { recallWhole, recordOf } from '../past/recall.ts';

/** The run's last scrub where nothing was left after it; null where it is to be scrubbed. */
export function scrubDone(db: Db, run: number): ScrubRecord | null {
  const known = findingIn(db, { run, kind: 'scrubbed', parse: parseScrubRecord });
  return known !== null && checkScrub(known.found).passed ? known.found : null;
}

/** What the checks said after the newest scrub, where all passed; an answer from before it would prove nothing. */
export function checksPassed(db: Db, run: number): AfterRecord | null {
  const scrubbed = findingOf(db, run, 'scrubbed');
  const noted = findingIn(db, { run, kind: 'verified', parse: parseAfterRecord });
  if (scrubbed === null || noted === null || noted.id < scrubbed.id) return null;
  const { absent, nothingLeft, integrity } = noted.found;
  return absent.passed && nothingLeft.passed && integrity === 'ok' ? noted.found : null;
}

/** Steps of finishing that are not noted as done; none of a finished run. Throws `ledger-changed` where a note cannot be read. */
export function stepsLeft(db: Db, run: number): readonly FinishingStep[] {
  const reported = findingIn(db, { run, kind: 'reported', parse: parseReported }) !== null;
  const scrubbed = scrubDone(db, run) !== null;
  const passed = checksPassed(db, run) !== null;
  if (reported) return [];
  if (!scrubbed) return ['scrub', 'checks', 'report'];
  return passed ? ['report'] : ['checks', 'report'];
}

/** What the ledger holds of a run and is not what was written, so that nothing finishes it; null where it is. Makes TEMP tables. */
export function whatWasChanged(db: Db, known: LedgerRun): string | null {
  try {
    const record = recordOf(known);
    if (stepsLeft(db, known.run).includes('checks')) recallWhole(db, record);
    return null;
  } catch (error) {
    if (error instanceof UnverifiedError && error.trouble.reason === 'ledger-changed')
      return error.trouble.found;
    throw error;
  }
}
