/** What is told of a file that is no saved plan. */
import { diagnostic, type DiagnosticDetails } from '../core/findings/diagnostics.ts';
import { FileError } from '../core/errors.ts';

/** Why a file is no plan that can be applied. */
export function planInvalid(path: string, why: DiagnosticDetails['plan-invalid']['why']): FileError {
  return new FileError(diagnostic('plan-invalid', {}, { path, why }));
}
