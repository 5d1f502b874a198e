/** Words for what the store knows about the customers in a file. */
import { clean } from '../core/clean.ts';
import type { DiagnosticOf } from '../core/diagnostics.ts';
import { day, plural } from './format.ts';
import type { WordTable } from './word-table.ts';

type StoreCode =
  | 'customer-not-found'
  | 'customer-already-removed'
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
  'open-loan': {
    headline: () => 'the customer has a loan that is not closed',
    detail: openLoans,
    remedy: () => 'Take the row out, unless it is meant: the loan stays, with nobody to ask about it.',
  },
  'loan-left-alone': {
    headline: () => 'the last customer of a loan goes',
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
  const loans = `${plural(details.loans, 'loan')}, ${clean(details.status, 30)}`;
  switch (details.state) {
    case 'open':
      return loans;
    case 'archived':
      return `${loans}; archived, so not counted as open`;
    case 'deleted':
      return `${loans}; deleted, so not counted as open`;
  }
}
