/** Why a report is not verified, by the names of the contract. */
import { expect, it } from 'vitest';
import { reasonOf } from '../../../src/core/run/report.ts';
import { REPORT } from '../../view/values.ts';

const failed = REPORT.checks.map((check) => ({ ...check, passed: check.check !== 6 }));

it.each([
  ['was not scrubbed', { scrub: null }, 'scrub-incomplete'],
  [
    'was not scrubbed, whatever else was found',
    { scrub: null, checks: failed, integrity: 'row 7 missing' },
    'scrub-incomplete',
  ],
  ['was not asked after it', { integrity: null }, 'check-failed'],
  ['has a check that failed', { checks: failed }, 'check-failed'],
  ['has one, and SQLite complains', { checks: failed, integrity: 'row 7 missing' }, 'check-failed'],
  ['is one of which SQLite complains', { integrity: 'row 7 missing' }, 'integrity'],
])('a run that %s', (_name, found, reason) => {
  expect(reasonOf({ ...REPORT, verified: false, ...found })).toBe(reason);
});
