/** One group of diagnostics on the validate screen: what is wrong, where, what to do. */
import { clean } from '../../core/text/clean.ts';
import type { Code, Diagnostic } from '../../core/findings/diagnostics.ts';
import type { CodeTally } from '../../core/findings/tally.ts';
import type { NamePair } from '../../core/findings/validation.ts';
import { detail, headline, remedy, quotedValue, unitOf } from './diagnostic-words.ts';
import { namesDetail } from './words-names.ts';
import { plural, thousands } from '../text/format.ts';
import { displayWidth, hangingIndent, padEnd, justify, widest } from '../text/layout.ts';
import { toAscii, paint, type Style } from '../text/style.ts';

const INDENT = ' '.repeat(8);

export interface GroupOptions {
  /** The store's path, `null` for "the store". */
  readonly store: string | null;
  /** `--all` was given. */
  readonly all: boolean;
  /** Names that differ, by ID, at a terminal; none elsewhere. */
  readonly names: ReadonlyMap<number, NamePair | null>;
}

/** The group's lines, without an empty line before or after. */
export function groupLines(style: Style, group: CodeTally, { store, all, names }: GroupOptions): string[] {
  const words = headline(group, store);
  if (all || !ONE_LINE.has(group.code)) {
    return [...titleLines(style, group, words), ...answeredLines(style, group.shown, names)];
  }
  const shown = shownOf(group, all);
  const rest = shown.length < group.found ? ' …' : '';
  const places = shown.length === 0 ? '' : ` (${shown.map(placeOf).join(', ')}${rest})`;
  return titleLines(style, { ...group, shown: [], found: 0 }, words + places);
}

/** With old loans it is the rule, and there is nothing to do: only where every row is listed, these are. */
const ONE_LINE: ReadonlySet<Code> = new Set(['loan-left-alone']);
const PLACES = 3;

/** The diagnostics of a group that its lines name. */
export function shownOf({ code, shown }: CodeTally, all: boolean): readonly Diagnostic[] {
  return all || !ONE_LINE.has(code) ? shown : shown.slice(0, PLACES);
}

/** Each code with its count, for the end of a screen that has gone past. */
export function totalLines(style: Style, groups: readonly CodeTally[]): string[] {
  const codes = widest(groups.map(({ code }) => code));
  return groups.map((group) => {
    const [sign, colour] = group.severity === 'error' ? (['✗', 'red'] as const) : (['!', 'yellow'] as const);
    const counted = plural(group.rows, unitOf(group.code));
    return `  ${paint(style, colour, sign)} ${padEnd(group.code, codes)}   ${counted}`;
  });
}

function titleLines(style: Style, group: CodeTally, words: string): string[] {
  const count = rowCount(group);
  const sign = group.severity === 'warning' ? `${paint(style, 'yellow', '!')} ` : '';
  const code = `  ${sign}${paint(style, group.severity === 'error' ? 'red' : 'yellow', group.code)}`;
  const oneLine = justify(style, `${code}  ${words}`, count);
  return oneLine.length === 1
    ? oneLine
    : [...justify(style, code, count), ...hangingIndent(style, '      ', words)];
}

/** `3 rows`, `1 row, 3 cells`, `20 of 3,012 rows`. */
function rowCount(group: CodeTally): string {
  const rows = plural(group.rows, unitOf(group.code));
  const counted = group.cells === group.rows ? rows : `${rows}, ${plural(group.cells, 'cell')}`;
  const shown =
    group.found === group.rows ? group.shown.length : new Set(group.shown.map(({ row }) => row)).size;
  return group.shown.length < group.found ? `${thousands(shown)} of ${counted}` : counted;
}

interface Line {
  readonly place: string;
  readonly value: string;
  readonly detail: string;
  readonly remedy: string;
}

/** Rows that have one remedy, then it: of another row of the same code it may be the wrong one. */
function answeredLines(style: Style, shown: readonly Diagnostic[], names: GroupOptions['names']): string[] {
  const lines = shown.map((found) => lineOf(style, found, names));
  const widths = {
    place: widest(lines.map(({ place }) => place)),
    value: widest(lines.map(({ value }) => value)),
  };
  const answers = new Set(lines.map((line) => line.remedy));
  return [...answers].flatMap((answer) => [
    ...lines
      .filter((line) => line.remedy === answer && line.place !== '')
      .flatMap((line) => rowLine(style, line, widths)),
    ...hangingIndent(style, `      ${paint(style, 'green', '→')} `, answer),
  ]);
}

function rowLine(
  style: Style,
  line: Line,
  widths: { readonly place: number; readonly value: number },
): readonly string[] {
  const place = INDENT + padEnd(line.place, widths.place);
  const value = widths.value === 0 ? '' : `   ${padEnd(line.value, widths.value)}`;
  return line.detail === '' ? [place + value] : hangingIndent(style, `${place}${value}   `, line.detail);
}

function lineOf(style: Style, found: Diagnostic, names: GroupOptions['names']): Line {
  return {
    place: toAscii(style, placeOf(found)),
    value: toAscii(style, found.value === null ? '' : quotedValue(found.value)),
    detail: namedDetail(found, names) ?? detail(found),
    remedy: remedy(found),
  };
}

/** Both names whole, where they may be shown: of initials that are equal nobody sees what differs. */
function namedDetail(found: Diagnostic, names: GroupOptions['names']): string | null {
  if (found.code !== 'name-mismatch') return null;
  const pair = names.get(Number(found.value)) ?? null;
  if (pair === null) return null;
  return namesDetail(found.details, `"${clean(pair.list, 60)}"`, `"${clean(pair.store, 60)}"`);
}

const CELLS_ROOM = 20;

/** The cell as a spreadsheet names it, every cell where there are few; the text line where it is another number. */
function placeOf(found: Diagnostic): string {
  if (found.row === null) return found.line === null ? '' : `line ${found.line}`;
  const line = found.line === null || found.line === found.row ? '' : ` (line ${found.line})`;
  if (found.code === 'cell-not-empty') {
    const cells = found.details.cells.map(({ cell }) => clean(cell)).join(', ');
    const all = found.details.cells.length === found.details.count && displayWidth(cells) <= CELLS_ROOM;
    return (all && cells !== '' ? cells : `row ${found.row}`) + line;
  }
  return (found.cell === null ? `row ${found.row}` : clean(found.cell)) + line;
}
