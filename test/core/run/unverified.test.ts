/** Whether the same line may succeed later, by why a committed removal is not verified. */
import { expect, it } from 'vitest';
import { isRetryable, type RunUnverified } from '../../../src/core/run/unverified.ts';

const run = 3;
const FOUND = { run, found: 'as it was thrown' };

it.each([
  // A disk, a lock, another program: what keeps it from being done may be gone.
  [{ reason: 'scrub-incomplete', ...FOUND }, true],
  [{ reason: 'locked', run, seconds: 5, by: 'reader' }, true],
  [{ reason: 'report-not-written', ...FOUND, path: 'r' }, true],
  [{ reason: 'not-noted', ...FOUND }, true],
  [{ reason: 'internal', ...FOUND }, true],
  [{ reason: 'check-failed', ...FOUND, checks: [] }, true],
  // An answer, which is the same when it is asked again.
  [{ reason: 'check-failed', run, found: null, checks: [3] }, false],
  [{ reason: 'integrity', ...FOUND }, false],
  [{ reason: 'customer-returned', run, at: '2026-07-01T10:00:00Z', customers: 1 }, false],
  [{ reason: 'ledger-changed', ...FOUND }, false],
] satisfies [RunUnverified, boolean][])(
  '%j may succeed later: %s, and so may a file that waits for it',
  (why, later) => {
    expect(isRetryable(why)).toBe(later);
    expect(isRetryable({ reason: 'earlier-run', run: 4, why })).toBe(later);
  },
);
