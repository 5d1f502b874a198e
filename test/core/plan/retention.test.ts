/** The day from which on a closed loan is kept: 12 CFR 1041.12(b), 36 months. */
import { expect, it } from 'vitest';
import { retentionCutoff } from '../../../src/core/plan/retention.ts';

it.each([
  ['2026-11-30T00:00:00Z', '2023-11-30'],
  ['2026-11-30T23:59:59.999Z', '2023-11-30'],
  ['2026-01-01T00:00:00Z', '2023-01-01'],
  ['2026-12-31T12:00:00Z', '2023-12-31'],
  // 36 months before a day that was not in that year: the month's last one, never the next month's first.
  ['2028-02-29T12:00:00Z', '2025-02-28'],
  ['2027-02-28T12:00:00Z', '2024-02-28'],
  ['2099-02-28T12:00:00Z', '2096-02-28'],
  // By UTC's day, whatever the hour is elsewhere.
  ['2026-03-01T00:30:00+14:00', '2023-02-28'],
  ['2026-02-28T23:30:00-12:00', '2023-03-01'],
])('36 months before %s is %s', (now, day) => {
  expect(retentionCutoff(new Date(now))).toBe(day);
});
