/** What made a step after the commit fail, for whoever must set it right. */
import { systemCode } from './system-code.ts';
import { FileError, StoreError, UnverifiedError } from './errors.ts';

/** What made a step fail, in one word: the system's code, or the reason of the store; null where there is none. */
export function causeOf(error: unknown): string | null {
  if (error instanceof UnverifiedError) return causeOf(error.cause);
  if (error instanceof StoreError) return error.trouble.reason;
  if (error instanceof FileError && 'why' in error.diagnostic.details) return error.diagnostic.details.why;
  return systemCode(error);
}
