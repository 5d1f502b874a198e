/** The page for a person who asked to be erased: what was done with their records, and no ID, file or word of anybody else's. */
import { CUSTOMER } from '../../core/shape/ways.ts';
import type { Report } from '../../core/run/report.ts';
import { moment, runNumber } from '../text/format.ts';
import { hangingIndent, justify, padEnd, screen } from '../text/layout.ts';
import { kindName } from '../text/kinds.ts';
import { PLAIN } from '../text/style.ts';
import { SIGN_LINES } from './report-evidence.ts';
import { storeName } from './report-facts.ts';

export interface Certified {
  readonly customer: number;
  readonly report: Report;
  readonly back: boolean;
  /** When it was asked whether the customer is in the store (ISO 8601). */
  readonly asked: string;
}

/** Whether all of it is so: else it is nothing to be given away. */
export function isCertain({ report, back }: Pick<Certified, 'report' | 'back'>): boolean {
  return report.verified && !back;
}

/** The page; as wide as paper, whatever the terminal. */
export function certificatePage(certified: Certified): string {
  const { report, customer } = certified;
  const { run } = report;
  const verdict = isCertain(certified) ? '✓ VERIFIED' : '✗ NOT A CERTIFICATE';
  const line = (name: string, text: string) => hangingIndent(PLAIN, `  ${padEnd(name, 11)}`, text);
  return screen(PLAIN, [
    ...justify(PLAIN, '  CERTIFICATE OF ERASURE', `run ${runNumber(run.run)}   ${verdict}`),
    `  ${'─'.repeat(76)}`,
    ...line('Customer', String(customer)),
    ...line('Erased', `${moment(run.committedAt)}, for ever`),
    ...line('From', `the store ${storeName(run)}`),
    '',
    ...line('Records', recordsSentence(report)),
    ...line('Checked', checkedSentence(report)),
    ...line('Today', todaySentence(certified)),
    ...line('Kept', keptSentence(report)),
    ...line('Not seen', 'Backups, snapshots and other copies of the store, and paper.'),
    ...SIGN_LINES,
  ]);
}

/** Which of the kinds this customer had is known nowhere any more. */
function recordsSentence({ run }: Report): string {
  const records = run.tables.filter(({ table, level }) => level === 'customer' && table !== CUSTOMER);
  const kinds = records.map(({ table }) => kindName(table));
  return `The customer, and every record of theirs, whichever of these they had: ${kinds.join(', ')}.`;
}

function checkedSentence({ verified, checks }: Report): string {
  const passed = checks.filter((check) => check.passed).length;
  if (!verified) return `NOT VERIFIED: ${passed} of 7 checks passed. A person must look.`;
  return (
    `All ${passed} checks passed: the customer is absent, nothing with their number is left in records or links, ` +
    'and every byte that the file does not use was set to zero and read again.'
  );
}

function todaySentence({ back, asked }: Certified): string {
  return back
    ? `${moment(asked)}: A CUSTOMER OF THIS NUMBER IS IN THE STORE. A person must look: it came back, or the number was given out again.`
    : `${moment(asked)}: no customer of this number is in the store.`;
}

function keptSentence({ run }: Report): string {
  const loans =
    run.linkedLoans === 0
      ? ''
      : 'Loans that the customer had, with their payments, notes and documents, and no link to the customer. ';
  return `${loans}The customer's number, in the ledger of what was erased.`;
}
