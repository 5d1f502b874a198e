/** A run is verified where all seven checks passed and SQLite found the file sound, and nowhere else. */
import { describe, expect, it } from 'vitest';
import type { AfterRecord, Check, RunRecord, ScrubRecord } from '../../../src/core/run/report.ts';
import {
  checkScrub,
  failedChecks,
  parseAfterRecord,
  parseReported,
  parseRunRecord,
  parseScrubRecord,
  recordIn,
  reportOf,
} from '../../../src/core/run/run-record.ts';
import { CHECKS, RUN } from '../../view/values.ts';

const SIX = CHECKS.filter(({ check }) => check <= 6);
const run: RunRecord = { ...RUN, checks: SIX };
const SCRUB: ScrubRecord = {
  ...{ pages: 9, unusedBytes: 800, unusedPages: 2, zeroedBytes: 700, zeroedPages: 2, left: 0, logBytes: 0 },
};
const absent: Check = { check: 2, expected: 3, found: 3, passed: true };
const nothingLeft: Check = { check: 3, expected: 0, found: 0, passed: true };
const AFTER: AfterRecord = { absent, nothingLeft, integrity: 'ok' };
const WHOLE = { scrub: SCRUB, after: AFTER, finishedAt: '2026-07-01T10:00:00Z', ledger: null };
const failing = (check: Check): Check => ({ ...check, found: 1, passed: false });

it('the record of these tests is one', () => {
  expect(SIX.map(({ check }) => check)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(SIX.every(({ passed }) => passed)).toBe(true);
  expect(parseRunRecord(JSON.stringify(run))).toEqual(run);
  expect(recordIn(run)).toEqual(run);
  expect(recordIn({ ...run, removals: -1 })).toBeNull();
  expect(recordIn('')).toBeNull();
});

describe('a run is verified', () => {
  it('where all passed', () => {
    const report = reportOf(run, WHOLE);
    expect(report.verified).toBe(true);
    expect(report.checks.map(({ check }) => check)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(failedChecks(report)).toEqual([]);
    expect(report).toMatchObject({
      integrity: 'ok',
      finishedAt: WHOLE.finishedAt,
      scrub: SCRUB,
      after: AFTER,
    });
    expect(reportOf(run, { ...WHOLE, after: null }).integrity).toBeNull();
  });

  it.each(SIX.map(({ check }) => check))('not where check %i failed in its transaction', (number) => {
    const checks = SIX.map((check) => (check.check === number ? failing(check) : check));
    const report = reportOf({ ...run, checks }, WHOLE);
    expect(report.verified).toBe(false);
    expect(failedChecks(report)).toEqual([number]);
  });

  it.each([
    ['without a scrub', { scrub: null }, []],
    ['without the checks after it', { after: null }, []],
    ['where a byte is left', { scrub: { ...SCRUB, left: 1 } }, [7]],
    ['where the log is not empty', { scrub: { ...SCRUB, logBytes: 1 } }, [7]],
    ['where somebody is there after it', { after: { ...AFTER, absent: failing(absent) } }, [2]],
    ['where something of them is', { after: { ...AFTER, nothingLeft: failing(nothingLeft) } }, [3]],
    ['where SQLite complains', { after: { ...AFTER, integrity: 'wrong # of entries in index' } }, []],
  ])('not %s', (_name, found, failed) => {
    const report = reportOf(run, { ...WHOLE, ...found });
    expect(report.verified).toBe(false);
    expect(failedChecks(report)).toEqual(failed);
  });

  it('not where a check is missing from the record', () => {
    expect(reportOf({ ...run, checks: SIX.slice(1) }, WHOLE).verified).toBe(false);
  });
});

it('a later answer stands where it is another one, and only there', () => {
  const since: Check = { check: 3, expected: 0, found: 'changed', passed: true };
  const report = reportOf(run, { ...WHOLE, after: { ...AFTER, nothingLeft: since } });
  expect(report.checks).toContainEqual(since);
  expect(report.verified).toBe(true);
  // That somebody is gone later does not make up for a check that failed then.
  const checks = SIX.map((check) => (check.check === 2 ? failing(check) : check));
  expect(failedChecks(reportOf({ ...run, checks }, WHOLE))).toEqual([2]);
});

it('check 7 counts what is left in both places', () => {
  expect(checkScrub(SCRUB)).toEqual({ check: 7, expected: 0, found: 0, passed: true });
  expect(checkScrub({ ...SCRUB, left: 2, logBytes: 3 })).toEqual({
    ...{ check: 7, expected: 0, found: 5, passed: false },
  });
});

describe('what the ledger holds is read back through its schema', () => {
  const reported = { folder: 'lms-reports/0042', finishedAt: '2026-07-01T10:00:00Z', ledger: null };

  it.each([
    ['a run', parseRunRecord, run],
    ['a scrub', parseScrubRecord, SCRUB],
    ['the checks after it', parseAfterRecord, AFTER],
    ['the report', parseReported, reported],
  ] as const)('%s: as it was written, or not at all', (_name, parse, value) => {
    expect(parse(JSON.stringify(value))).toEqual(value);
    for (const text of ['', 'null', '{}', '[]', JSON.stringify(value).slice(1)])
      expect(() => parse(text)).toThrow();
  });

  it('what was not noted then is null', () => {
    expect(parseReported('{"folder":"r"}')).toEqual({ folder: 'r', finishedAt: null, ledger: null });
  });
});
