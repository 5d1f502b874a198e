/** Words for what a row asks and for whom: the action, the customer ID, a remove row's other cells. */
import { clean } from '../core/clean.ts';
import type { DiagnosticDetails, DiagnosticOf } from '../core/diagnostics.ts';
import { listed, plural, thousands } from './format.ts';
import { ID_TROUBLE } from './words-id.ts';
import type { WordTable } from './word-table.ts';

type RemoveCode =
  | 'unknown-action'
  | 'action-not-supported'
  | 'customer-id-missing'
  | 'customer-id-invalid'
  | 'cell-not-empty'
  | 'consecutive-ids'
  | 'duplicate-customer';

export const REMOVE_WORDS: Pick<WordTable, RemoveCode> = {
  'unknown-action': {
    headline: () => 'the action must be add, update or remove',
    detail: unknownAction,
    remedy: ({ details }) =>
      details.why.includes('example') ? 'Delete that row.' : `Write: ${details.nearest ?? 'remove'}`,
  },
  'action-not-supported': {
    headline: () => 'this program only removes',
    detail: ({ details }) => `the row asks for ${details.action}`,
    remedy: () => 'Take the row out; add and update with what you use today.',
  },
  'customer-id-missing': {
    headline: () => 'a remove row needs a customer ID',
    detail: () => '',
    remedy: () => 'Fill it in, or take the row out.',
  },
  'customer-id-invalid': {
    headline: () => 'not a customer ID: digits alone, no leading zero',
    detail: ({ details }) => ID_TROUBLE[details.why].detail,
    remedy: ({ details }) => ID_TROUBLE[details.why].remedy,
  },
  'cell-not-empty': {
    headline: () => 'a remove row holds only action and customerId',
    detail: ({ details }) => filledCells(details),
    remedy: () => 'Clear them, or take the row out if the customer should stay.',
  },
  'consecutive-ids': {
    headline: () => 'IDs go up by one, as dragged cells do',
    detail: ({ details }) =>
      `${plural(details.rows, 'row')} to ${clean(details.lastCell)}, IDs ${details.first} to ${details.last}`,
    remedy: () => 'Compare these rows with your own list.',
  },
  'duplicate-customer': {
    headline: () => 'the customer is in the file twice',
    detail: ({ details }) => `first in row ${details.firstRow}, line ${details.firstLine}`,
    remedy: () => 'Take one of the two out. Was another customer meant?',
  },
};

function unknownAction({ details, value }: DiagnosticOf<'unknown-action'>): string {
  const text = value ?? '';
  const words = details.why.map((why) => {
    switch (why) {
      case 'case':
        return capitals(text);
      case 'space':
        return spaces(text);
      case 'invisible-character':
        return 'an invisible character';
      case 'empty':
        return 'it is empty';
      case 'example':
        return "the template's example row";
    }
  });
  return words.join(', ');
}

function capitals(text: string): string {
  const found = Array.from(text).filter((letter) => letter !== letter.toLowerCase());
  const [first] = found;
  return found.length === 1 && first !== undefined ? `capital ${clean(first)}` : 'capital letters';
}

function spaces(text: string): string {
  const [before, after] = [text.startsWith(' '), text.endsWith(' ')];
  if (before && after) return 'spaces around it';
  return before ? 'leading space' : after ? 'trailing space' : 'a space in it';
}

/** How many filled cells are named before the rest is counted. */
const NAMED = 5;

function filledCells({ cells, count }: DiagnosticDetails['cell-not-empty']): string {
  const named = cells.slice(0, NAMED);
  const labels = named.map(({ label }) => clean(label, 24));
  if (count > named.length)
    return `${labels.join(', ')} and ${thousands(count - named.length)} more are filled`;
  return `${listed(labels)} ${count === 1 ? 'is' : 'are'} filled`;
}
