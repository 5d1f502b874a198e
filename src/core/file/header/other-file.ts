/** Tells a file by its first row that belongs elsewhere: a list of IDs, a list of names, what this program wrote. */
import { parseCustomerId } from '../customer-id.ts';
import { fold } from '../../text/nearest.ts';
import type { Template } from '../template.ts';

/** What people write above a column of customer IDs, folded. */
const ID_HEADINGS: readonly string[] = [
  'customerid',
  'customerids',
  'custid',
  'custids',
  'id',
  'ids',
  'customeridentifier',
  'customerno',
  'customernumber',
];

/** What `--list` and `--errors` begin with. */
const OWN_OUTPUTS = ['row,customerId,records,', 'code,severity,row,line,cell,'];

/** Is it what stands above a list of customer IDs? */
export function isIdHeading(cell: string): boolean {
  return ID_HEADINGS.includes(fold(cell));
}

/** What the file is, by its first row. */
export function otherFile(
  { labels }: Template,
  cells: readonly string[],
): 'id-list' | 'names-list' | 'own-output' | null {
  const line = `${cells.join(',')},`;
  if (OWN_OUTPUTS.some((start) => line.startsWith(start))) return 'own-output';
  const [first = '', ...others] = cells;
  if (others.every((cell) => cell === '')) {
    return isIdHeading(first) || typeof parseCustomerId(first) === 'number' ? 'id-list' : null;
  }
  // A file to import that has lost a column holds nearly all of the labels.
  const few = cells.filter((cell) => labels.includes(cell)).length * 2 < labels.length;
  return few && NAMES_LIST.every((label) => cells.includes(label)) && !cells.includes('action')
    ? 'names-list'
    : null;
}

const NAMES_LIST = ['customerId', 'lastName'];
