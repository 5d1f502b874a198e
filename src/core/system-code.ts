/** The system's code for what failed, `ENOENT` for one; null where the error is none of the system's. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}
