/** The approver's sheet, `--review FILE`: who goes, by name and with their loans, to be compared and signed. Personal. */
import { clean } from '../../core/text/clean.ts';
import type { FileFacts } from '../../core/run/report.ts';
import type { CustomerName, ReviewedLoan, ReviewedRemoval } from '../../core/plan/plan.ts';
import { loanName, moment, plural } from '../text/format.ts';
import { glued, hangingIndent, justify, padStart, screen } from '../text/layout.ts';
import { PLAIN } from '../text/style.ts';

export interface ReviewFacts {
  readonly file: Pick<FileFacts, 'name' | 'sha256'>;
  /** The store's whole path. */
  readonly store: string;
  readonly removals: number;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
}

const TITLE = '  REVIEW SHEET';
const RULE = `  ${'─'.repeat(76)}`;

/** Are these the first bytes of such a sheet? */
export function isReviewSheet(start: string): boolean {
  return start.startsWith(`${TITLE} `);
}

/** Title, file, store, count. */
export function reviewHead({ file, store, removals, madeAt }: ReviewFacts): string {
  return screen(PLAIN, [
    ...justify(PLAIN, TITLE, 'PERSONAL DATA: destroy it when the plan is applied or dropped'),
    RULE,
    ...hangingIndent(PLAIN, '  File     ', clean(file.name, 200)),
    `  sha256   ${file.sha256}`,
    ...hangingIndent(PLAIN, '  Store    ', clean(store, 400)),
    `  Made     ${moment(madeAt)}`,
    '',
    `  ${plural(removals, 'customer')} to be removed, for ever; the loans stay:`,
    '',
  ]);
}

/** A removal's lines: who it is, then each loan. */
export function reviewLines({ row, customerId, name, loans }: ReviewedRemoval): string {
  const place = `  ${padStart(`row ${row}`, 11)}  ${padStart(String(customerId), 10)}  `;
  const indent = ' '.repeat(place.length);
  const words = loans.length === 0 ? 'no loans' : loans.map((loan) => glued(loanWords(loan))).join('; ');
  return screen(PLAIN, [
    ...hangingIndent(PLAIN, place, name === null ? '(its own row is gone)' : wholeName(name)),
    ...hangingIndent(PLAIN, indent, words),
  ]);
}

/** A line to sign. */
export function reviewEnd(): string {
  const blank = (width: number) => '_'.repeat(width);
  return screen(PLAIN, [
    '',
    '  I have compared each of them with our own list.',
    '',
    `  Name ${blank(22)}  Date ${blank(12)}  Signature ${blank(18)}`,
  ]);
}

function wholeName({ last, first, company, born, city }: CustomerName): string {
  const known = (text: string | null) => clean(text?.trim() ?? '', 200);
  const person = [known(last), known(first)].filter((part) => part !== '').join(', ');
  const parts = [person, known(company), born === null ? '' : `born ${clean(born, 4)}`, known(city)];
  const words = parts.filter((part) => part !== '').join(', ');
  return words === '' ? '(no name)' : words;
}

function loanWords(loan: ReviewedLoan): string {
  const closed = loan.closedOn === null ? '' : `, closed ${clean(loan.closedOn, 20)}`;
  return `${loanName(loan)} ${clean(loan.status, 40)}${closed}`;
}
