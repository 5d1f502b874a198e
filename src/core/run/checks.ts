/** The registry of checks: every number there is, and when it is asked. Words are the view's, questions an engine's. */
import type { Check, CheckNumber } from './report.ts';

/** Those that a removal is asked, after it and before its commit. */
export const REMOVAL_CHECKS = [1, 2, 3, 4, 5, 6] as const satisfies readonly CheckNumber[];

export type RemovalCheck = (typeof REMOVAL_CHECKS)[number];

/** Every check, in order: the last is asked of the bytes, by the scrub. */
export const CHECKS: readonly CheckNumber[] = [...REMOVAL_CHECKS, 7];

/** Is every check there, each once, and has each passed? */
export function haveAllPassed(checks: readonly Check[]): boolean {
  const isWhole = checks.length === CHECKS.length && missingChecks(checks).length === 0;
  return isWhole && checks.every(({ passed }) => passed);
}

/** Those that were not asked. */
export function missingChecks(checks: readonly Check[]): readonly CheckNumber[] {
  return CHECKS.filter((number) => checks.every(({ check }) => check !== number));
}
