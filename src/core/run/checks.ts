/** The registry of checks: every number there is, and when it is asked. Words are the view's, questions an engine's. */
import type { Check, CheckNumber } from './report.ts';

/** `in-transaction`: after the removal and before its commit. `of-bytes`: by the scrub, after it. */
type Asked = 'in-transaction' | 'of-bytes';

const ASKED: Readonly<Record<CheckNumber, Asked>> = {
  1: 'in-transaction',
  2: 'in-transaction',
  3: 'in-transaction',
  4: 'in-transaction',
  5: 'in-transaction',
  6: 'in-transaction',
  7: 'of-bytes',
};

/** Every check, in order. */
export const CHECKS: readonly CheckNumber[] = [1, 2, 3, 4, 5, 6, 7];

/** Those that a removal is asked before it commits. */
export const REMOVAL_CHECKS = CHECKS.filter(isOfRemoval);

export type RemovalCheck = Exclude<CheckNumber, 7>;

function isOfRemoval(check: CheckNumber): check is RemovalCheck {
  return ASKED[check] === 'in-transaction';
}

/** Is every check there, each once, and has each passed? */
export function haveAllPassed(checks: readonly Check[]): boolean {
  return checks.length === CHECKS.length && missingChecks(checks).length === 0 && checks.every(isPassed);
}

function isPassed({ passed }: Check): boolean {
  return passed;
}

/** Those that were not asked. */
export function missingChecks(checks: readonly Check[]): readonly CheckNumber[] {
  return CHECKS.filter((number) => checks.every(({ check }) => check !== number));
}
