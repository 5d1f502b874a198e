/** The rows of the plan's screen: who goes, what is deleted with them, which loans stay. */
import { clean } from '../../core/text/clean.ts';
import type { CustomerName, LoanCount, Plan, PlannedRemoval } from '../../core/plan/plan.ts';
import { plural, thousands } from '../text/format.ts';
import { byWorth, kindCount } from '../text/kinds.ts';
import { displayWidth, padEnd, padStart, justify, widest } from '../text/layout.ts';
import { toAscii, paint, type Style } from '../text/style.ts';

/** The title, the columns' names, and a line for each customer shown. */
export function removalLines(style: Style, plan: Plan, names: boolean): string[] {
  const ids = widest(plan.shown.map((removal) => String(removal.customerId)));
  const shown = plan.shown.map((removal) => cellsOf(style, removal, { names, ids }));
  const widths = widthsOf(style, shown);
  const [count, total] = [plan.shown.length, plan.removals];
  const right = count < total ? `${thousands(count)} of ${thousands(total)} shown, --all` : '';
  const title = `${paint(style, 'red', '- REMOVE')}   ${plural(total, 'customer')}, for ever`;
  return [
    ...justify(style, `  ${title}`, right),
    ...(count === 0 ? [] : [paint(style, 'dim', line(style, HEADINGS, widths))]),
    ...shown.map((cells) => line(style, cells, widths)),
  ];
}

interface Cells {
  readonly row: string;
  readonly flag: string;
  readonly who: string;
  readonly records: readonly string[];
  readonly loans: readonly string[];
}

interface Widths {
  readonly row: number;
  readonly who: number;
  readonly records: number;
  readonly loans: number;
}

const HEADINGS: Cells = {
  row: '',
  flag: ' ',
  who: 'customer',
  records: ['deleted with it'],
  loans: ['loans that stay'],
};

interface Who {
  readonly names: boolean;
  /** Columns of the longest ID. */
  readonly ids: number;
}

function cellsOf(style: Style, removal: PlannedRemoval, { names, ids }: Who): Cells {
  const name = names && removal.name !== null ? `  ${shortName(removal.name)}` : '';
  const others = removal.records.filter(
    ({ table, level }) => level === 'customer' && table !== 'customer_entity',
  );
  return {
    row: `row ${removal.row}`,
    flag: removal.flagged ? '!' : ' ',
    who: toAscii(style, padStart(String(removal.customerId), ids) + name),
    records:
      others.length === 0 ? ['nothing more'] : byWorth(others).map((kind) => toAscii(style, kindCount(kind))),
    loans: loanList(removal.loans).map((loans) => toAscii(style, loans)),
  };
}

/** `Brandt, K•••`, `Harbor •••`: enough to recognise somebody one knows, too little to copy. */
export function shortName({ last, first, company }: CustomerName): string {
  const [surname, given, firm] = [last, first, company].map((name) => clean(name?.trim() ?? '', 16));
  const initial = given === undefined || given === '' ? '' : `${Array.from(given)[0] ?? ''}•••`;
  if (surname !== undefined && surname !== '') return initial === '' ? surname : `${surname}, ${initial}`;
  if (firm !== undefined && firm !== '') return `${firm.split(' ')[0] ?? ''} •••`;
  return initial === '' ? '(no name)' : initial;
}

/** `1 OPEN`, `2 closed`: what is open is in capitals, and first. */
function loanList(loans: readonly LoanCount[]): readonly string[] {
  const open = loans.filter((loan) => loan.open);
  const rest = loans.filter((loan) => !loan.open);
  const words = [...open, ...rest].map((loan) => `${thousands(loan.loans)} ${loanWord(loan)}`);
  return words.length === 0 ? ['none'] : words;
}

function loanWord({ open, state, status }: LoanCount): string {
  const name = clean(status, 20);
  if (open) return name.toUpperCase();
  switch (state) {
    case 'live':
      return name.toLowerCase();
    case 'archived':
    case 'deleted':
      return state;
  }
}

/** Four columns before the row, three for the flag, two before each further column. */
const FRAME = 4 + 3 + 2 + 2;
const LOANS_ROOM = 24;

function widthsOf(style: Style, rows: readonly Cells[]): Widths {
  const all = [HEADINGS, ...rows];
  const row = widest(all.map((cells) => cells.row));
  const who = widest(all.map((cells) => cells.who));
  const loans = Math.min(LOANS_ROOM, widest(all.map((cells) => cells.loans.join(', '))));
  const wanted = widest(all.map((cells) => cells.records.join(', ')));
  const room = style.width - FRAME - row - who - loans;
  return { row, who, records: Math.max(15, Math.min(wanted, room)), loans };
}

function line(style: Style, cells: Cells, widths: Widths): string {
  const yellow = (text: string): string => (cells.flag === '!' ? paint(style, 'yellow', text) : text);
  const start = `    ${padEnd(cells.row, widths.row)} ${yellow(cells.flag)} ${padEnd(cells.who, widths.who)}`;
  const records = padEnd(fitted(cells.records, widths.records), widths.records);
  return `${start}  ${records}  ${yellow(fitted(cells.loans, widths.loans))}`;
}

/** The items that have room, then how many more there are: whole words, never half of one. */
function fitted(items: readonly string[], room: number): string {
  for (let kept = items.length; kept > 1; kept -= 1) {
    const rest = items.length - kept;
    const text = [...items.slice(0, kept), ...(rest === 0 ? [] : [`+${rest}`])].join(', ');
    if (displayWidth(text) <= room) return text;
  }
  return items.length < 2 ? items.join('') : `${items[0] ?? ''}, +${items.length - 1}`;
}
