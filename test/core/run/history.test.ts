/** Why a person must look at what was asked again: the gravest of what is found, and each by itself. */
import { describe, expect, it } from 'vitest';
import { whyNotTrue, type AskedAgain, type Reverification } from '../../../src/core/run/history.ts';

const PASSED = { check: 2, expected: 3, found: 3, passed: true } as const;
const RUN: AskedAgain = {
  ...{ run: 1, committedAt: '2026-07-01T10:00:00Z', removals: 3, finished: true },
  ...{ missing: [], checks: [PASSED], back: [], found: 0 },
};
const TRUE: Reverification = {
  ...{ runs: [RUN, { ...RUN, run: 2 }], integrity: 'ok', trouble: null, lacking: [], unread: [], reports: 2 },
};

/** The gravest first. */
const TROUBLES: readonly (readonly [
  NonNullable<ReturnType<typeof whyNotTrue>>,
  string,
  Partial<Reverification>,
])[] = [
  [
    'check-failed',
    'a check of one run that fails today',
    { runs: [RUN, { ...RUN, checks: [PASSED, { check: 3, expected: 0, found: 1, passed: false }] }] },
  ],
  ['ledger-changed', 'a report that knows more than the ledger', { lacking: [{ folder: 'r', run: 2 }] }],
  ['not-asked', 'checks that could not be asked', { trouble: { reason: 'full', path: 'lms.db' } }],
  ['integrity', 'what SQLite complains of', { integrity: 'wrong # of entries in index i' }],
  ['not-asked', 'a report that cannot be read', { unread: [{ path: 'r', why: 'EACCES' }] }],
];
const UNFINISHED = { ...RUN, run: 3, finished: false, missing: ['report'] } as const;

describe('what was asked again', () => {
  it('holds where every check passes, with runs and without', () => {
    expect(whyNotTrue(TRUE)).toBeNull();
    expect(whyNotTrue({ ...TRUE, runs: [] })).toBeNull();
  });

  it.each(TROUBLES)('is %s by %s alone, of finished runs and of others', (reason, _name, found) => {
    expect(whyNotTrue({ ...TRUE, ...found })).toBe(reason);
    expect(whyNotTrue({ ...TRUE, ...found, runs: [...(found.runs ?? []), UNFINISHED] })).toBe(reason);
  });

  it('is unfinished where nothing else is found', () => {
    expect(whyNotTrue({ ...TRUE, runs: [UNFINISHED, RUN] })).toBe('unfinished');
    expect(whyNotTrue({ ...TRUE, runs: [UNFINISHED] })).toBe('unfinished');
  });

  it('is the gravest of several', () => {
    let found: Reverification = { ...TRUE, runs: [UNFINISHED] };
    for (const [reason, , more] of TROUBLES.toReversed()) {
      found = { ...found, ...more };
      expect(whyNotTrue(found)).toBe(reason);
    }
  });
});
