/** What made a step fail, in one word. */
import { describe, expect, it } from 'vitest';
import { causeOf } from '../../src/core/cause.ts';
import { FileError, RefusedError, StoreError, UnverifiedError } from '../../src/core/errors.ts';
import { diagnostic } from '../../src/core/findings/diagnostics.ts';
import { systemCode } from '../../src/core/system-code.ts';

const system = (code: string) => Object.assign(new Error('x'), { code });
const full = new StoreError({ reason: 'full', path: 'lms.db' });
const after = (cause: unknown) =>
  new UnverifiedError({ reason: 'scrub-incomplete', run: 1, found: 'x' }, cause);

describe('the cause', () => {
  it.each<[string, unknown, string | null]>([
    ['the system’s code', system('ENOSPC'), 'ENOSPC'],
    ['the store’s reason', full, 'full'],
    ['what made a run unverified', after(full), 'full'],
    ['what lies deeper', after(after(system('EIO'))), 'EIO'],
    [
      'why a file could not be written',
      new FileError(diagnostic('output-not-writable', {}, { path: 'r', why: 'EROFS' })),
      'EROFS',
    ],
    ['not known where nothing is said', after(undefined), null],
    [
      'not known of a file that does not say why',
      new FileError(diagnostic('file-changed', {}, { path: 'a', role: 'input' })),
      null,
    ],
    ['not known of a refusal', new RefusedError({ reason: 'open-loans', customers: 1, allowed: null }), null],
    ['not known of a text', 'ENOSPC', null],
  ])('is %s', (_what, error, cause) => {
    expect(causeOf(error)).toBe(cause);
  });
});

it.each<[unknown, string | null]>([
  [system('ENOENT'), 'ENOENT'],
  [Object.assign(new Error('x'), { code: 5 }), '5'],
  [new Error('ENOENT'), null],
  [{ code: 'ENOENT' }, null],
  [null, null],
])('the system’s code of %j is %s', (error, code) => {
  expect(systemCode(error)).toBe(code);
});
