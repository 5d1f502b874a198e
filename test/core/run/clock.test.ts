import { describe, expect, it } from 'vitest';
import { StoreError } from '../../../src/core/errors.ts';
import { isAhead, refuseClock } from '../../../src/core/run/clock.ts';

const NOW = new Date('2026-11-30T02:00:00.000Z');

it.each([
  ['2026-11-30T01:00:00.000Z', false],
  ['2026-11-30T02:00:00.000Z', false],
  ['2026-11-30T02:04:59.999Z', false],
  ['2026-11-30T02:05:00.000Z', false],
  ['2026-11-30T02:05:00.001Z', true],
  ['2026-11-30T02:05:01.000Z', true],
  ['2099-01-01T00:00:00.000Z', true],
  ['', false],
  ['no time', false],
])('two in the morning: an entry of %s is ahead: %s', (moment, ahead) => {
  expect(isAhead(moment, NOW)).toBe(ahead);
});

describe('where the ledger’s last entry is of a time that the clock has not reached', () => {
  const AHEAD = '2026-11-30T02:06:00.000Z';
  const refused = (entry: string | null, allowClock: string | null): unknown => {
    try {
      refuseClock('lms.db', entry, { now: NOW, allowClock });
      return null;
    } catch (error) {
      return error instanceof StoreError ? error.trouble : error;
    }
  };
  const trouble = { reason: 'clock', path: 'lms.db', now: NOW.toISOString(), last: AHEAD };

  it.each([
    ['no entry', null, null, null],
    ['one of before', '2026-11-30T01:59:00.000Z', null, null],
    ['one of five minutes from now', '2026-11-30T02:05:00.000Z', null, null],
    ['one of later', AHEAD, null, trouble],
    ['one of later, which is allowed', AHEAD, AHEAD, null],
    ['one of later, another being allowed', AHEAD, '2026-11-30T02:07:00.000Z', trouble],
    ['one of before, another being allowed', '2026-11-30T01:59:00.000Z', AHEAD, null],
    ['one of later, spelled with something behind it', '2026-11-30 03:06:00+01:00 (ok)', null, trouble],
    ['the same, allowed as the refusal says it', '2026-11-30 03:06:00+01:00 (ok)', AHEAD, null],
  ])('%s', (_name, entry, allowClock, expected) => {
    expect(refused(entry, allowClock)).toEqual(expected);
  });
});
