/** Words for what the operator's own list says and file or store does not. */
import { MASK } from '../../core/findings/mask.ts';
import { NO_INITIAL } from '../../core/text/names.ts';
import type { DiagnosticDetails } from '../../core/findings/diagnostics.ts';
import { clean } from '../../core/text/clean.ts';
import { ID_TROUBLE } from './words-id.ts';
import type { WordTable } from './word-table.ts';

type NameCode = 'names-line-invalid' | 'name-missing' | 'name-not-in-file' | 'name-mismatch';

export const NAME_WORDS: Pick<WordTable, NameCode> = {
  'names-line-invalid': {
    headline: () => 'a line of your own list is wrong',
    detail: ({ details }) => lineDetail(details),
    remedy: ({ details }) => LINE_TROUBLE[details.why].remedy,
  },
  'name-missing': {
    headline: () => 'the customer is not on your own list',
    detail: () => '',
    remedy: () =>
      'Take the row out, unless it is the list that forgot the customer: look that up where the list came from.',
  },
  'name-not-in-file': {
    headline: () => 'a customer of your own list is not in the file',
    detail: () => '',
    remedy: () => 'Take the line out of the list if the customer should stay; else add a row.',
  },
  'name-mismatch': {
    headline: ({ store }) => `the name on your own list is not the one in ${store}`,
    detail: ({ details }) => namesDetail(details, initial(details.list), initial(details.store)),
    remedy: ({ details }) => NAME_REMEDY[details.differ],
  },
};

/** Both names, as they may be shown, and in what they differ where that is little. */
export function namesDetail({ differ }: Pick<NameMismatch, 'differ'>, list: string, store: string): string {
  if (differ === 'no-name') return `the list says ${list}, in the store the customer has no name`;
  return `the list says ${list}, the store ${store}${DIFFER[differ]}`;
}

type NameMismatch = DiagnosticDetails['name-mismatch'];

const DIFFER: Readonly<Record<Exclude<NameMismatch['differ'], 'no-name'>, string>> = {
  accents: ': only accents differ',
  punctuation: ': only marks between letters differ',
  'one-letter': ': one letter differs',
  other: '',
};

const SPELLING =
  "Look both up. Is it the same customer, write the list's name as the store has it; is it another one, the ID is wrong.";

const NAME_REMEDY: Readonly<Record<NameMismatch['differ'], string>> = {
  'no-name':
    'Look the ID up in the store: is it the customer that you mean? A nameless one is not to be compared.',
  accents: SPELLING,
  punctuation: SPELLING,
  'one-letter': SPELLING,
  other:
    "Look both up: the ID may be another customer's, or letters were lost on the way. IDs are never corrected for you.",
};

function initial(letter: string): string {
  return letter === NO_INITIAL ? MASK : `${clean(letter)}${MASK}`;
}

function lineDetail({ why, firstLine }: DiagnosticDetails['names-line-invalid']): string {
  return why === 'twice' ? `the same ID as line ${firstLine ?? 0}` : LINE_TROUBLE[why].detail;
}

const LINE_TROUBLE: Readonly<
  Record<DiagnosticDetails['names-line-invalid']['why'], { readonly detail: string; readonly remedy: string }>
> = {
  ...ID_TROUBLE,
  'no-id': { detail: 'no customer ID', remedy: 'Take the line out, or look the ID up and fill it in.' },
  'no-name': { detail: 'no name', remedy: 'Fill in the last name; for a company, its name.' },
  twice: {
    detail: 'the ID is there twice',
    remedy: 'Look both lines up: was another customer meant? If not, take one of them out.',
  },
  'extra-cell': {
    detail: 'a cell beyond the last column is filled',
    remedy: 'Look the line up: an ID holds no comma, and a name that does stands in quotes:  "Brook, Jr."',
  },
  cut: {
    detail: 'no line break at its end: the list may have been cut',
    remedy: 'Make the list again; or look the last line up, and end it with a line break where it is whole.',
  },
  'quote-error': {
    detail: 'a quote is wrong, and nothing after it was read',
    remedy: 'Save the list again as "CSV UTF-8".',
  },
  'record-too-long': {
    detail: 'longer than 1 MiB, and nothing after it was read',
    remedy: 'Is a quote before it left open?',
  },
};
