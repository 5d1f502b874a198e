/** Words for what a row asks and for whom: the action, the customer ID, a remove row's other cells. */
import { clean } from '../../core/text/clean.ts';
import type { DiagnosticDetails } from '../../core/findings/diagnostics.ts';
import { MASK } from '../../core/findings/mask.ts';
import { listed, plural, thousands } from '../text/format.ts';
import { actionRemedy, actionTroubles } from './words-action.ts';
import { ID_TROUBLE } from './words-id.ts';
import type { WordTable } from './word-table.ts';

type RemoveCode =
  | 'unknown-action'
  | 'action-not-supported'
  | 'customer-id-missing'
  | 'customer-id-invalid'
  | 'digits-lost'
  | 'cell-not-empty'
  | 'consecutive-ids'
  | 'duplicate-customer';

export const REMOVE_WORDS: Pick<WordTable, RemoveCode> = {
  'unknown-action': {
    headline: () => 'the action must be add, update or remove',
    detail: actionTroubles,
    remedy: actionRemedy,
  },
  'action-not-supported': {
    headline: () => 'this program only removes',
    detail: ({ details }) => `the row asks for ${details.action}`,
    remedy: () => 'Take the row out; add and update with what you use today.',
  },
  'customer-id-missing': {
    headline: () => 'a remove row needs a customer ID',
    detail: () => '',
    remedy: () => 'Take the row out, or look the ID up and fill it in.',
  },
  'customer-id-invalid': {
    headline: () => 'not a customer ID: digits alone, no leading zero',
    detail: ({ details }) => ID_TROUBLE[details.why].detail,
    remedy: ({ details }) => ID_TROUBLE[details.why].remedy,
  },
  'digits-lost': {
    headline: () => 'a spreadsheet may have lost the last digit',
    detail: () => '16 digits, the last one 0',
    remedy: () => "Compare the ID with your own list: it may be another customer's.",
  },
  'cell-not-empty': {
    headline: () => 'a remove row holds only action and customerId',
    detail: ({ details }) => filledCells(details),
    remedy: () =>
      'Take the row out if the customer should stay; else compare its ID with your list, and clear them.',
  },
  'consecutive-ids': {
    headline: () => 'IDs go by one step, as dragged cells do',
    detail: ({ details }) =>
      `${plural(details.rows, 'row')} to ${clean(details.lastCell)}, IDs ${details.first} to ${details.last}, ${steps(details)}`,
    remedy: () => 'Compare these rows with your own list.',
  },
  'duplicate-customer': {
    headline: () => 'the customer is in the file twice',
    // In a list of IDs there are no rows.
    detail: ({ row, details }) =>
      row === null
        ? `first in line ${details.firstLine}`
        : `first in row ${details.firstRow}, line ${details.firstLine}`,
    remedy: ({ row }) =>
      `Look both ${row === null ? 'lines' : 'rows'} up: was another customer meant? If not, take one of them out.`,
  },
};

/** `up by 1`, `down by 250`. */
export function steps({ step }: Pick<DiagnosticDetails['consecutive-ids'], 'step'>): string {
  return `${step > 0 ? 'up' : 'down'} by ${thousands(Math.abs(step))}`;
}

/** How many filled cells are named before the rest is counted. */
const NAMED = 5;

function filledCells({ cells, count }: DiagnosticDetails['cell-not-empty']): string {
  const named = cells.slice(0, NAMED);
  const labels = named.map(({ cell, label }) => (label === MASK ? `cell ${clean(cell)}` : clean(label, 24)));
  if (count > named.length)
    return `${labels.join(', ')} and ${thousands(count - named.length)} more are filled`;
  return `${listed(labels)} ${count === 1 ? 'is' : 'are'} filled`;
}
