/** What is thrown where the world is wrong: each knows what was found, and where it came from. */
import { describe, expect, it } from 'vitest';
import * as errors from '../../src/core/errors.ts';
import { diagnostic } from '../../src/core/findings/diagnostics.ts';

it('exit codes are for ever', () => {
  expect(errors.EXIT_CODES).toEqual({
    ...{ ok: 0, internal: 1, usage: 2, invalid: 3, file: 4, refused: 5, stale: 6, store: 7 },
    unverified: 9,
  });
  expect(errors.STOPPED).toEqual({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 });
});

const cause = new Error('below');
const found = diagnostic('empty-file', {}, { path: 'a.csv', role: 'input' });
const trouble = { reason: 'full', path: 'lms.db' } as const;
const refusal = { reason: 'open-loans', customers: 2, allowed: null } as const;
const staleness = { reason: 'clock', madeAt: '2026-11-30', now: '2026-11-29' } as const;
const unverified = { reason: 'not-noted', run: 3, found: 'EIO' } as const;
const call = { runOfThisFile: 3, storeChanged: true };
const blank = diagnostic('blank-row', { row: 2 }, {});

const ALL = [
  ['FileError', () => new errors.FileError(found, cause), 'empty-file', { diagnostic: found, cause }],
  ['StoreError', () => new errors.StoreError(trouble, cause), 'full', { trouble, cause }],
  ['RefusedError', () => new errors.RefusedError(refusal), 'open-loans', { refusal }],
  ['StaleError', () => new errors.StaleError(staleness), 'clock', { staleness }],
  [
    'UnverifiedError',
    () => new errors.UnverifiedError(unverified, cause, call),
    'not-noted',
    { trouble: unverified, call, cause },
  ],
  ['UsageError', () => new errors.UsageError('no such option'), 'no such option', {}],
  ['UsageError', () => new errors.NoRunError('no run 7'), 'no run 7', {}],
  ['InvalidError', () => new errors.InvalidError([blank], 9), 'invalid', { found: [blank], errors: 9 }],
  ['StoppedError', () => new errors.StoppedError('SIGTERM'), 'SIGTERM', { signal: 'SIGTERM' }],
  ['OperationalError', () => new errors.OperationalError('wrong'), 'wrong', {}],
] as const;

describe.each(ALL)('%s', (name, thrown, message, holds) => {
  it(`says ${message}, and holds what was found`, () => {
    const error = thrown();
    expect(error).toBeInstanceOf(errors.OperationalError);
    expect(error).toMatchObject({ name, message, ...holds });
  });
});

it('a run that is not verified has changed nothing in this call, unless that is said', () => {
  expect(new errors.UnverifiedError(unverified).call).toEqual({ runOfThisFile: null, storeChanged: false });
});
