/** The seven checks in words: what was asked, what was expected, what was found. */
import { CHECKS } from '../../core/run/checks.ts';
import type { Check, CheckNumber } from '../../core/run/report.ts';
import { thousands } from '../text/format.ts';
import { padEnd } from '../text/layout.ts';

const CHECK_NAMES: Readonly<Record<CheckNumber, string>> = {
  1: 'rows read are accounted for',
  2: 'removed customers are absent',
  3: 'their records and links, still there',
  4: "other customers' rows that were changed",
  5: 'loans, payments, notes, documents',
  6: 'links of loans to a missing customer',
  7: 'bytes of unused space that are not zero',
};

/** `check 7 (bytes of unused space that are not zero)`, for any number a store may hold. */
export function checkName(check: number): string {
  const known = CHECKS.find((number) => number === check);
  return known === undefined ? `check ${check}` : `check ${check} (${CHECK_NAMES[known]})`;
}

/** The table's lines, all seven: a check that was not asked says so. */
export function checkLines(checks: readonly Check[]): string[] {
  const heading = `  ${padEnd('CHECK', 44)}${padEnd('EXPECTED', 12)}FOUND`;
  return [
    heading,
    ...CHECKS.map((number) =>
      checkLine(
        number,
        checks.find(({ check }) => check === number),
      ),
    ),
  ];
}

function checkLine(number: CheckNumber, check: Check | undefined): string {
  const name = padEnd(`  ${number}  ${CHECK_NAMES[number]}`, 46);
  if (check === undefined) return `${name}${padEnd('', 12)}${padEnd('not asked', 12)}✗`;
  const sign = check.passed ? '✓' : '✗ FAILED';
  const others = check.passed && check.found === 'changed' ? 'by others since' : undefined;
  return `${name}${padEnd(answer(check.expected), 12)}${padEnd(others ?? answer(check.found), 12)}${sign}`;
}

function answer(value: Check['found']): string {
  return typeof value === 'number' ? thousands(value) : value;
}
