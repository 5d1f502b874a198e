/** Why a file cannot be read, or written, as named, in one word: the `reason` of exit 4. */
import type { DiagnosticOf, FileRole } from './diagnostics.ts';

/** What a `FileError` may say; each names its `path`. */
export type FileCode =
  | 'file-not-found'
  | 'file-not-readable'
  | 'file-changed'
  | 'not-csv'
  | 'template-invalid'
  | 'report-invalid'
  | 'plan-invalid'
  | 'names-file-invalid'
  | 'hash-mismatch'
  | 'encoding-error'
  | 'empty-file'
  | 'output-not-writable';
export type FileDiagnostic = { [C in FileCode]: DiagnosticOf<C> }[FileCode];

/** `template`: what `--template` names; `input`: all else that is read; `changed`: written or replaced while it was read. */
export const FILE_REASONS = ['input', 'output', 'template', 'changed'] as const;

export type FileReason = (typeof FILE_REASONS)[number];

/** By what the file was named as, and what was found. */
export function fileReason(found: FileDiagnostic): FileReason {
  switch (found.code) {
    case 'file-changed':
      return 'changed';
    case 'output-not-writable':
      return 'output';
    case 'template-invalid':
      return 'template';
    case 'report-invalid':
    case 'plan-invalid':
    case 'names-file-invalid':
    case 'hash-mismatch':
      return 'input';
    case 'file-not-found':
    case 'file-not-readable':
    case 'not-csv':
    case 'encoding-error':
    case 'empty-file':
      return ofRole(found.details.role);
  }
}

function ofRole(role: FileRole): FileReason {
  switch (role) {
    case 'template':
    case 'output':
      return role;
    case 'input':
    case 'list':
    case 'names':
    case 'report':
    case 'reports':
    case 'plan':
      return 'input';
  }
}
