/** What a person must be told of a customer's loans before the customer goes; none of it stops an import. */
import { diagnostic, type Diagnostic, type Place } from './diagnostics.ts';
import { cellName, type Template } from '../file/template.ts';

/** Flagged rows that are shown wherever they stand; what is beyond is counted. */
export const FLAGGED_SHOWN = 500;

/** Loans of one customer that deserve a warning, counted by the store. */
export interface LoanFlags {
  readonly row: number;
  readonly line: number;
  readonly customerId: number;
  readonly open: number;
  /** Each of their statuses once, in order, with commas between. */
  readonly openStatus: string | null;
  readonly deleted: number;
  readonly deletedStatus: string | null;
  readonly archived: number;
  readonly archivedStatus: string | null;
  readonly leftAlone: number;
  /** Closed, and nobody can say on what day. */
  readonly undated: number;
  readonly recent: number;
  readonly recentOn: string | null;
}

/** The cell that holds a row's customer ID, with the ID. */
export function idPlace(template: Template, at: { row: number; line: number; customerId: number }): Place {
  return {
    row: at.row,
    line: at.line,
    cell: cellName(template.customerIdIndex, at.row),
    label: 'customerId',
    value: String(at.customerId),
  };
}

/** The warnings of one customer's loans, at most one of each kind and state. */
export function loanWarnings(flags: LoanFlags, template: Template): readonly Diagnostic[] {
  const place = idPlace(template, flags);
  const found: Diagnostic[] = [];
  for (const state of ['open', 'archived', 'deleted'] as const) {
    const status = (flags[`${state}Status`] ?? '').replaceAll(/,(?! )/g, ', ');
    if (flags[state] > 0) found.push(diagnostic('open-loan', place, { loans: flags[state], status, state }));
  }
  if (flags.leftAlone > 0) found.push(diagnostic('loan-left-alone', place, { loans: flags.leftAlone }));
  if (flags.recent > 0) {
    found.push(diagnostic('recently-closed', place, { loans: flags.recent, closedOn: flags.recentOn ?? '' }));
  }
  if (flags.undated > 0) found.push(diagnostic('closed-on-unknown', place, { loans: flags.undated }));
  return found;
}

/** Is the row shown wherever it stands? A loan left alone is the rule with old loans, so it is not. */
export function isFlagged(flags: LoanFlags): boolean {
  return flags.open + flags.archived + flags.deleted + flags.recent + flags.undated > 0;
}
