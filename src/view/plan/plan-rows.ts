/** The rows of the plan's screen: who goes, what is deleted with them, which loans stay. */
import { clean } from '../../core/text/clean.ts';
import type { CustomerName, LoanCount, Plan, PlannedRemoval } from '../../core/plan/plan.ts';
import { plural, thousands } from '../text/format.ts';
import { byWorth, kindCount } from '../text/kinds.ts';
import { displayWidth, glued, hangingIndent, padEnd, padStart, justify, widest } from '../text/layout.ts';
import { toAscii, paint, type Style } from '../text/style.ts';

/** The title, the columns' names, and a line for each customer shown; two where a line has no room for who it is. */
export function removalLines(style: Style, plan: Plan, names: boolean): string[] {
  const ids = widest(plan.shown.map((removal) => String(removal.customerId)));
  const shown = plan.shown.map((removal) => cellsOf(style, removal, { names, ids }));
  const widths = widthsOf(style, shown);
  const [count, total] = [plan.shown.length, plan.removals];
  const right = count < total ? `${thousands(count)} of ${thousands(total)} shown, --all` : '';
  const title = `${paint(style, 'red', '- REMOVE')}   ${plural(total, 'customer')}, for ever`;
  const table = [HEADINGS, ...shown].map((cells) => line(style, cells, widths));
  const [headings = '', ...lines] = table;
  return [
    ...justify(style, `  ${title}`, right),
    ...(widths.records >= RECORDS_ROOM
      ? [...(count === 0 ? [] : [paint(style, 'dim', headings)]), ...lines]
      : shown.flatMap((cells) => stacked(style, cells, widths))),
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
  const name = names && removal.name !== null ? `  ${whoIs(removal.name)}` : '';
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

/** `Brandt, K•••, born 1984, Springfield`, `Harbor Freight LLC, Springfield`: enough to recognise somebody one knows, too little to copy. */
export function whoIs({ last, first, company, born, city }: CustomerName): string {
  const known = (text: string | null) => clean(text?.trim() ?? '', NAME_ROOM);
  const [surname, given, firm, town] = [known(last), known(first), known(company), known(city)];
  const initial = given === '' ? '' : `${Array.from(given)[0] ?? ''}•••`;
  const person = [surname, initial].filter((part) => part !== '').join(', ');
  const name = person === '' ? firm : person;
  const year = born === null || person === '' ? '' : `born ${clean(born, 4)}`;
  return [name === '' ? '(no name)' : name, year, town].filter((part) => part !== '').join(', ');
}

/** Longer names are cut: one that fills the screen hides the others. */
const NAME_ROOM = 40;

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
      return state;
    case 'deleted':
      return 'marked deleted before';
  }
}

/** Four columns before the row, three for the flag, two before each further column. */
const FRAME = 4 + 3 + 2 + 2;
const LOANS_ROOM = 24;
const RECORDS_ROOM = 15;

function widthsOf(style: Style, rows: readonly Cells[]): Widths {
  const all = [HEADINGS, ...rows];
  const row = widest(all.map((cells) => cells.row));
  const who = widest(all.map((cells) => cells.who));
  const loans = Math.min(LOANS_ROOM, widest(all.map((cells) => cells.loans.join(', '))));
  const wanted = widest(all.map((cells) => cells.records.join(', ')));
  const room = style.tableWidth - FRAME - row - who - loans;
  return { row, who, records: Math.min(wanted, room), loans };
}

function start(style: Style, { row, flag, who }: Cells, widths: Pick<Widths, 'row' | 'who'>): string {
  const name = padEnd(who, widths.who);
  return `    ${padEnd(row, widths.row)} ${flag === '!' ? paint(style, 'yellow', flag) : flag} ${flag === '!' ? paint(style, 'yellow', name) : name}`;
}

function line(style: Style, cells: Cells, widths: Widths): string {
  const records = padEnd(fitted(cells.records, widths.records, KINDS), widths.records);
  const loans = fitted(cells.loans, widths.loans, STATUSES);
  return `${start(style, cells, widths)}  ${records}  ${cells.flag === '!' ? paint(style, 'yellow', loans) : loans}`;
}

/** Who goes in a line of its own, never cut; below, what goes with it and what stays. */
function stacked(style: Style, cells: Cells, { row }: Widths): string[] {
  const loans = cells.loans.map(glued).join(', ');
  const stay = loans === 'none' ? glued('no loans') : `loans that stay: ${loans}`;
  return [
    ...hangingIndent(style, `    ${padEnd(cells.row, row)} ${cells.flag} `, cells.who),
    ...hangingIndent(style, ' '.repeat(row + 7), `${cells.records.map(glued).join(', ')}; ${stay}`),
  ];
}

/** What the items are that have no room: one, and many. */
type Unit = readonly [string, string];
const KINDS: Unit = ['kind', 'kinds'];
const STATUSES: Unit = ['status', 'statuses'];

/** The items that have room, then how many more there are, and of what: whole words, never half of one. */
function fitted(items: readonly string[], room: number, unit: Unit): string {
  for (let kept = items.length; kept > 1; kept -= 1) {
    const text = withRest(items, kept, unit);
    if (displayWidth(text) <= room) return text;
  }
  return withRest(items, 1, unit);
}

function withRest(items: readonly string[], kept: number, unit: Unit): string {
  const rest = items.length - kept;
  return [...items.slice(0, kept), ...(rest === 0 ? [] : [`+${plural(rest, ...unit)}`])].join(', ');
}
