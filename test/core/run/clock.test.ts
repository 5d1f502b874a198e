import { expect, it } from 'vitest';
import { isAhead } from '../../../src/core/run/clock.ts';

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
