/** Words for what the store knows about the customers in a file. */
import { clean } from '../../core/text/clean.ts';
import type { DiagnosticOf } from '../../core/findings/diagnostics.ts';
import { day, plural, thousands } from '../text/format.ts';
import type { WordTable } from './word-table.ts';

type StoreCode =
  | 'customer-not-found'
  | 'customer-already-removed'
  | 'customer-returned'
  | 'customer-remains'
  | 'open-loan'
  | 'loan-left-alone'
  | 'recently-closed'
  | 'closed-on-unknown';

export const STORE_WORDS: Pick<WordTable, StoreCode> = {
  'customer-not-found': {
    headline: ({ store }) => `no such customer in ${store}`,
    detail: () => '',
    remedy: () => 'Look the ID up again. IDs are never corrected for you.',
  },
  'customer-already-removed': {
    headline: () => 'an earlier run removed this customer',
    detail: ({ details }) => `run ${details.run}, ${day(details.at)}`,
    remedy: () => 'Take the row out; or count such rows as done:  --missing-ok',
  },
  'customer-returned': {
    headline: ({ store }) => `an earlier run removed this ID, and ${store} has it again`,
    detail: ({ details }) => `run ${details.run}, ${day(details.at)}`,
    remedy: ({ severity }) =>
      severity === 'error'
        ? "Take the row out: it may be another person's ID today. Only where you know each of them:  --allow-returned N"
        : "Is it the same customer? The ID may be another person's today:  --check-names FILE",
  },
  'customer-remains': {
    headline: () => 'the customer is gone, and records of it are left',
    detail: ({ details: { run, at } }) =>
      run === null ? '' : `run ${run}, ${day(at ?? '')}, removed it; these came since`,
    remedy: () =>
      'Look the ID up once more: no name is left to compare. Take the row out, or what is left goes with this file.',
  },
  'open-loan': {
    headline: () => 'the customer has a loan that is not closed',
    detail: openLoans,
    remedy: () => 'Take the row out, unless it is meant: the loan stays, with nobody to ask about it.',
  },
  'loan-left-alone': {
    headline: () => 'a loan is left with nobody',
    detail: ({ details }) => plural(details.loans, 'loan'),
    remedy: () => 'The loan stays, linked to nobody.',
  },
  'recently-closed': {
    headline: () => 'a loan was closed less than 36 months ago',
    detail: ({ details }) => `${plural(details.loans, 'loan')}, the last one ${day(details.closedOn)}`,
    remedy: () => 'Must its records be kept? Small-dollar lenders: 36 months (12 CFR 1041.12).',
  },
  'closed-on-unknown': {
    headline: () => 'a loan is closed, and nobody can say since when',
    detail: ({ details }) => plural(details.loans, 'loan'),
    remedy: () => 'Find the day. Must its records be kept? Small-dollar lenders: 36 months (12 CFR 1041.12).',
  },
};

function openLoans({ details }: DiagnosticOf<'open-loan'>): string {
  const loans = `${plural(details.loans, 'loan')}, ${clean(details.status, 60)}`;
  switch (details.state) {
    case 'open':
      return loans;
    case 'archived':
      return `${loans}; archived, so not counted as open`;
    case 'deleted':
      return `${loans}; deleted, so not counted as open`;
  }
}

/** Who they are, nobody but who asks can say: an ID may have been given out again. */
export function returnedCustomers(customers: number): string {
  const removed = 'in the store with an ID that an earlier run removed';
  if (customers === 0) return `no customer is ${removed}`;
  return customers === 1 ? `1 customer is ${removed}` : `${thousands(customers)} customers are ${removed}`;
}

/** Customers of the file, with open loans. */
export function openLoanCustomers(customers: number): string {
  if (customers === 0) return 'no customer of the file has an open loan';
  return customers === 1
    ? '1 customer has an open loan'
    : `${thousands(customers)} customers have open loans`;
}

/** What was allowed is not there: whoever counted had another file or another store before them, or it is done. */
export function leaveOut(option: string): string {
  return `Is it the right file, and the right store? Where both are, leave the option out:  ${option}`;
}
