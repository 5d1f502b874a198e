/** The day from which on a closed loan is kept: 12 CFR 1041.12(b), 36 months. */
import fc from 'fast-check';
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

it('never a day of another month than that of three years before, nor of another number but at the end of a month', () => {
  const noon = {
    min: new Date('1970-01-01T12:00:00Z'),
    max: new Date('2199-12-31T12:00:00Z'),
    noInvalidDate: true,
  };
  fc.assert(
    fc.property(fc.date(noon), (now) => {
      const [today, day] = [now.toISOString().slice(0, 10), retentionCutoff(now)];
      expect(Number(day.slice(0, 4))).toBe(Number(today.slice(0, 4)) - 3);
      const expected = today.endsWith('-02-29') ? '-02-28' : today.slice(4);
      expect(day.slice(4)).toBe(expected);
    }),
  );
});
