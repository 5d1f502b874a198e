/** Which of the four reasons of exit 4 a file's trouble is. */
import { describe, expect, it } from 'vitest';
import { diagnostic, type FileRole } from '../../../src/core/findings/diagnostics.ts';
import { FILE_REASONS, fileReason, type FileDiagnostic } from '../../../src/core/findings/file-reason.ts';

const path = 'x.csv';
const ROLES: readonly (readonly [FileRole, string])[] = [
  ['input', 'input'],
  ['list', 'input'],
  ['names', 'input'],
  ['report', 'input'],
  ['reports', 'input'],
  ['plan', 'input'],
  ['template', 'template'],
  ['output', 'output'],
];

describe.each(ROLES)('a file that is named as %s', (role, reason) => {
  const wrong: readonly FileDiagnostic[] = [
    diagnostic('file-not-found', {}, { path, role, folder: null }),
    diagnostic('file-not-readable', {}, { path, role, why: 'EACCES' }),
    diagnostic('not-csv', {}, { path, role, found: 'zip', format: null }),
    diagnostic('encoding-error', {}, { path, role, offset: 0, byte: 'FF', likely: 'UTF-16' }),
    diagnostic('empty-file', {}, { path, role }),
  ];
  it.each(wrong)(`is ${reason} where it is $code`, (found) => expect(fileReason(found)).toBe(reason));
  it('is changed where it was written meanwhile', () =>
    expect(fileReason(diagnostic('file-changed', {}, { path, role }))).toBe('changed'));
});

describe('what is of one file alone', () => {
  it.each<[string, FileDiagnostic]>([
    ['output', diagnostic('output-not-writable', {}, { path, why: 'EACCES' })],
    ['template', diagnostic('template-invalid', {}, { path, why: 'no-action' })],
    ['input', diagnostic('report-invalid', {}, { path, why: 'truncated' })],
    ['input', diagnostic('plan-invalid', {}, { path, why: 'cut-off' })],
    ['input', diagnostic('names-file-invalid', {}, { path, why: 'twice' })],
    ['input', diagnostic('hash-mismatch', {}, { path, expected: '0', found: '1' })],
  ])('is %s', (reason, found) => {
    expect(fileReason(found)).toBe(reason);
    expect(FILE_REASONS).toContain(reason);
  });
});
