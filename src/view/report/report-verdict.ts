/** Why a run is not verified, plainly: for the top of its report. */
import type { Report } from '../../core/run/report.ts';
import { bytes, listed } from '../text/format.ts';
import { missingChecks } from '../../core/run/checks.ts';
import { checkName } from './report-checks.ts';

/** What failed, what was not asked, what that means, what to do. */
export function missingSentence(report: Report): string {
  const reasons = reasonsOf(report);
  const why = reasons.length === 0 ? 'Why is not known.' : `${reasons.join('. ')}.`;
  return `NOT VERIFIED. ${whatIsSure(report)} ${why} A person must look. Once the cause is gone,  lms-import finish  does what is left and asks again.`;
}

/** The removal is for ever; another program may have written a customer back before it was asked again. */
function whatIsSure({ checks, after }: Report): string {
  const there = [...checks, ...(after === null ? [] : [after.absent])].some(
    (one) => one.check === 2 && !one.passed,
  );
  return there
    ? 'The customers were removed, and not all of them are gone: another program wrote to the store since.'
    : 'The customers are removed and will not come back, but it is not proven that nothing of them is left.';
}

function reasonsOf({ checks, scrub, integrity }: Report): readonly string[] {
  const failed = checks.filter((check) => !check.passed).map(({ check }) => checkName(check));
  const missing = missingChecks(checks).map(checkName);
  return [
    ...(failed.length === 0 ? [] : [`Failed: ${listed(failed)}`]),
    ...(missing.length === 0 ? [] : [`Not asked: ${listed(missing)}`]),
    ...(scrub === null ? ['The file was not scrubbed: old values may be left in its unused space'] : []),
    ...(scrub !== null && scrub.left > 0 ? [`${bytes(scrub.left)} of unused space are not zero`] : []),
    ...(scrub !== null && scrub.logBytes > 0 ? [`The write-ahead log holds ${bytes(scrub.logBytes)}`] : []),
    ...(integrity === null ? ['The checks after the scrub were not asked'] : []),
    ...(integrity === null || integrity === 'ok' ? [] : ['Integrity: SQLite finds the file damaged']),
  ];
}
