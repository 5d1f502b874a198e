/** Reads back what the ledger holds: text from a file that anybody can write, parsed into types that carry the proof. */
import {
  afterRecordSchema,
  reportedSchema,
  runRecordSchema,
  scrubRecordSchema,
} from '../documents/ledger-schemas.ts';
import type * as z from 'zod';
import { haveAllPassed } from './checks.ts';
import type { AfterRecord, Check, Head, Report, RunRecord, ScrubRecord } from './report.ts';

/** The record of a run; throws where the text is not one. */
export function parseRunRecord(text: string): RunRecord {
  return runRecordSchema.parse(JSON.parse(text));
}

/** The record that a report's facts are; null where they are none. What was not recorded then is as in the ledger of then. */
export function recordIn(facts: unknown): RunRecord | null {
  return runRecordSchema.safeParse(facts).data ?? null;
}

/** The finding of a scrub; throws where the text is not one. */
export function parseScrubRecord(text: string): ScrubRecord {
  return scrubRecordSchema.parse(JSON.parse(text));
}

/** Where the report was written; throws where the text does not say so. */
export function parseReported(text: string): z.infer<typeof reportedSchema> {
  return reportedSchema.parse(JSON.parse(text));
}

/** The finding of the checks after the scrub; throws where the text is not one. */
export function parseAfterRecord(text: string): AfterRecord {
  return afterRecordSchema.parse(JSON.parse(text));
}

export interface Findings {
  readonly scrub: ScrubRecord | null;
  readonly after: AfterRecord | null;
  readonly finishedAt: string | null;
  readonly ledger: Head | null;
}

/** One report of the record and of what was found since. Checks 2 and 3 are the later answers where those differ. */
export function reportOf(run: RunRecord, { scrub, after, finishedAt, ledger }: Findings): Report {
  const later = after === null ? [] : [after.absent, after.nothingLeft];
  const earlier = run.checks.map(
    (check) =>
      later.find((one) => one.check === check.check && (!one.passed || one.found === 'changed')) ?? check,
  );
  const checks = scrub === null ? earlier : [...earlier, checkScrub(scrub)];
  const verified = haveAllPassed(checks) && after?.integrity === 'ok';
  return { run, verified, finishedAt, checks, scrub, integrity: after?.integrity ?? null, after, ledger };
}

/** Checks that failed, by number. `integrity_check` is none of them. */
export function failedChecks({ checks }: Pick<Report, 'checks'>): readonly number[] {
  return checks.filter((check) => !check.passed).map(({ check }): number => check);
}

/** Check 7: no byte of unused space is anything but zero, and the write-ahead log is empty. */
export function checkScrub(scrub: ScrubRecord): Check {
  const found = scrub.left + scrub.logBytes;
  return { check: 7, expected: 0, found, passed: found === 0 };
}
