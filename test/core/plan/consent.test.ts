import { expect, test } from 'vitest';
import { parseCount, readConsent } from '../../../src/core/plan/consent.ts';

test.each(['remove 57', '  remove 57  ', 'remove   57'])('%j is consent to 57', (answer) => {
  expect(readConsent(answer, 57)).toEqual({ ok: true });
});

test('a thousands separator is read as written', () => {
  expect(readConsent('remove 1,057', 1057)).toEqual({ ok: true });
  expect(readConsent('remove 1057', 1057)).toEqual({ ok: true });
});

test('another number is a wrong count, and said back', () => {
  expect(readConsent('remove 57', 61)).toEqual({ reason: 'count', said: 57 });
});

test.each([
  '',
  'y',
  'yes',
  '57',
  'remove',
  'Remove 57',
  'REMOVE 57',
  'remove57',
  'remove 57.',
  'remove -57',
  'remove 057',
  'remove 5,7',
  'remove 10,57',
  'remove 57 58',
  'remove fifty-seven',
  'remove ５７',
])('%j is no consent', (answer) => {
  expect(readConsent(answer, 57)).toEqual({ reason: 'consent' });
});

test('a count is digits, or digits with every separator in its place', () => {
  expect(['0', '7', '1057', '1,057', '12,345,678'].map(parseCount)).toEqual([0, 7, 1057, 1057, 12_345_678]);
  for (const text of [
    '',
    ' 7',
    '+7',
    '7.0',
    '1e3',
    '0x7',
    '007',
    '1,05',
    ',057',
    '1,0577',
    '9007199254740993',
  ]) {
    expect(parseCount(text), text).toBeNull();
  }
});
