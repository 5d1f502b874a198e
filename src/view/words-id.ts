/** Words for what a spreadsheet, or a hand, did to a customer ID. */
import type { IdTrouble } from '../core/diagnostics.ts';

interface IdWords {
  readonly detail: string;
  readonly remedy: string;
}

const AGAIN = 'Format the column as text, and fill the IDs in again from your list.';

export const ID_TROUBLE: Readonly<Record<IdTrouble, IdWords>> = {
  scientific: { detail: "a spreadsheet's short form: digits are lost", remedy: AGAIN },
  'decimal-point': { detail: 'a decimal point', remedy: AGAIN },
  'thousands-separator': { detail: 'a thousands separator', remedy: AGAIN },
  'leading-zero': {
    detail: 'a leading zero',
    remedy: 'Look the ID up: with the zero it is not written as the store has it.',
  },
  'letter-for-digit': {
    detail: 'a letter where a digit belongs',
    remedy: 'Look the ID up and type it again.',
  },
  'too-large': {
    detail: 'larger than any customer ID',
    remedy: 'Look the ID up: is this an account number, or two IDs in one cell?',
  },
  space: { detail: 'a space', remedy: 'Take the space out.' },
  sign: { detail: 'a sign before it', remedy: 'Look the ID up and type it again.' },
  zero: { detail: 'IDs begin at 1', remedy: 'Look the ID up, or take the row out.' },
  'not-a-number': { detail: 'not a number', remedy: 'Fill in the customer ID: not a name, not a loan.' },
};
