/** Words for what a spreadsheet, or a hand, did to a customer ID. Of each remedy that is obeyed to the letter no other ID
 * comes: digits are looked up, never joined, parted, or rounded (`docs/adr/0017`). */
import type { IdTrouble } from '../../core/findings/troubles.ts';

interface IdWords {
  readonly detail: string;
  readonly remedy: string;
}

const AGAIN = 'Give the column the format Text; then look the ID up again, and fill it in.';

export const ID_TROUBLE: Readonly<Record<IdTrouble, IdWords>> = {
  scientific: { detail: "a spreadsheet's short form: digits are lost", remedy: AGAIN },
  'decimal-point': { detail: 'a decimal point', remedy: AGAIN },
  'thousands-separator': { detail: 'a thousands separator', remedy: AGAIN },
  'leading-zero': { detail: 'a leading zero', remedy: 'Look the ID up again: none begins with a zero.' },
  'letter-for-digit': { detail: 'a letter where a digit belongs', remedy: 'Look the ID up again.' },
  'too-large': {
    detail: 'larger than 9,007,199,254,740,991, the largest ID that this program removes',
    remedy:
      'Look the ID up again: a spreadsheet keeps 15 digits, and loses the others. An account number? Two IDs in one cell?',
  },
  space: {
    detail: 'a space before or after it',
    remedy: 'Take that space out; where none is to be seen, give the column the format Text.',
  },
  'two-ids': {
    detail: 'more than one number in the cell',
    remedy: 'Look each ID up again: one customer, one row.',
  },
  sign: { detail: 'a sign before it', remedy: 'Look the ID up again.' },
  currency: { detail: 'a sum of money: a currency sign', remedy: AGAIN },
  accounting: {
    detail: 'an accounting format: blanks that the cell does not show, separators',
    remedy: AGAIN,
  },
  date: { detail: 'a date', remedy: AGAIN },
  'truth-value': { detail: 'true or false: a formula, or a box that was ticked', remedy: AGAIN },
  'error-value': { detail: 'an error, as #N/A or ####, where a spreadsheet had no value', remedy: AGAIN },
  apostrophe: { detail: 'an apostrophe before it', remedy: 'Take the apostrophe out.' },
  formula: { detail: 'a formula around it', remedy: 'Write the digits alone, without = and quotes.' },
  zero: { detail: 'IDs begin at 1', remedy: 'Take the row out, or look the ID up again.' },
  name: {
    detail: 'looks like a name',
    remedy: 'Look the ID up where you look customers up, by name and birth date; the list needs it alone.',
  },
  'not-alone': {
    detail: 'more than an ID on the line',
    remedy: 'Keep the column of customer IDs alone, and save it again.',
  },
  'other-columns': {
    detail: 'the line has another number of cells than the first one',
    remedy: 'Look the line up: a comma is too many or too few, or stands in a cell without quotes.',
  },
  heading: {
    detail: 'a heading that is not customerId',
    remedy: 'Look up whose IDs these are. Are they of customers? Then write customerId there.',
  },
  'import-file': {
    detail: 'this is a file to import already',
    remedy: 'Look at it as it is:  lms-import plan FILE',
  },
  'not-a-number': { detail: 'not a number', remedy: 'Look the customer ID up: not a name, not a loan.' },
};
