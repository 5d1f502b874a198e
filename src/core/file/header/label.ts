/** Tells a header's label, mistyped ones too, from what may be a customer's: only a label may be shown. */
import { clean, withoutBlanks } from '../../text/clean.ts';
import { CUSTOMER_COLUMNS } from '../customer-columns.ts';
import { MASK } from '../../findings/mask.ts';
import { nearest, type Typos } from '../../text/nearest.ts';

/**
 * A letter in eight, and two at most. A shorter label has names one letter away (gender and Bender, action and Acton,
 * fax and Fox): it must be the label itself, but for case, spaces and signs. With two, no run of a longer text gets out.
 */
const LABEL_TYPOS: Typos = (shorter) => Math.min(2, Math.floor(shorter / 8));

const BUILT_IN: readonly string[] = CUSTOMER_COLUMNS.map(({ label }) => label);

/** The label that the cell is, or was meant to be; `null` for everything that may be a value. */
export function labelMeant(cell: string, labels: Iterable<string>): string | null {
  const text = withoutBlanks(cell);
  // Without its sign an address can be a label: first@na.me.
  return text.normalize('NFKC').includes('@') ? null : nearest(text, labels, LABEL_TYPOS);
}

/**
 * A cell of a header row as a diagnostic may hold it; the labels that this program knows are nobody's values. `labels`
 * are the other file's: what two files call a label is one, but of a template alone nobody knows whether its line ended.
 */
export function shownLabel(cell: string, labels: readonly string[]): string {
  const isLabel = labels.includes(cell) || withoutBlanks(cell) === '';
  return isLabel || labelMeant(cell, labels) !== null || labelMeant(cell, BUILT_IN) !== null
    ? clean(cell)
    : MASK;
}

/** What other programs and systems end lines with: to this one the cell goes on with the next line. */
export const LINE_END = /[\n\r\v\f\0\u001C-\u001E\u0085\u2028\u2029]/u;

/** No label: an address, an action, a number, a day, an SSN, a phone. */
const VALUE = /[@\uFF20]|^(?:add|update|remove)$|^[\d\s.,/+()-]*\d[\d\s.,/+()-]*$/u;

/**
 * Is this no header alone, but one whose line did not end, or a row? What such a template calls labels are values.
 * A line that goes on without a sign between shows by an action's word at the end of a label, and a gap after it.
 */
export function holdsValues(labels: readonly string[]): boolean {
  const gap = labels.indexOf('');
  const goesOn = gap !== -1 && labels.slice(gap).some((label) => label !== '');
  const joined = labels.some((label) => /.(?:add|update|remove)$/.test(label));
  return (goesOn && joined) || labels.some((label) => LINE_END.test(label) || VALUE.test(label));
}
