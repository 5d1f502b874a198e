/** Finds the one thing that makes a whole first row wrong: its line does not end, it is no header, or it is one cell. */
import { explainAction } from '../action.ts';
import { characterName, withoutBlanks } from '../../text/clean.ts';
import type { HeaderCause } from '../../findings/troubles.ts';
import { extraColumns } from './extra-columns.ts';
import { LINE_END, labelMeant } from './label.ts';
import { otherFile } from './other-file.ts';
import { partedCells } from './separator.ts';
import type { RawRow } from '../rows.ts';
import type { Template } from '../template.ts';

/** What a line that did not end goes on with, before the first cell of the next one. */
const BETWEEN = /^[^\p{L}\p{N}]+/u;

/** The cause, or null where the differences say all there is to say. `below` are the rows that follow, the first few. */
export function headerCause(
  template: Template,
  cells: readonly string[],
  below: readonly RawRow[],
): HeaderCause | null {
  const character = lineEndInside(template, cells) ?? missingBreak(template, cells);
  if (character !== null) return { ...NO_MORE, kind: 'no-line-break', character };
  if (isQuotedLine(template, cells)) return { ...NO_MORE, kind: 'quoted-line' };
  // Saved with commas the file loses that line, too: its separator is the cause.
  if (/^sep=[^,]/i.test(cells[0] ?? '')) return null;
  const row = headerBelow(template, cells, below);
  if (row !== null) return { ...NO_MORE, kind: 'header-below', row };
  const kind = otherFile(template, cells);
  if (kind !== null) return { ...NO_MORE, kind };
  if (looksLikeRow(template, cells) && !holdsLabel(template, cells)) return { ...NO_MORE, kind: 'no-header' };
  return extraColumns(template, cells);
}

const NO_MORE = { character: null, row: null, columns: [] } as const;

/** The first row below that is more of a header; null where a customer's row stands above it, which would go with the title. */
function headerBelow(template: Template, cells: readonly string[], below: readonly RawRow[]): number | null {
  const at = below.findIndex((row) => rightLabels(template, row.cells) > rightLabels(template, cells));
  const above = [cells, ...below.slice(0, Math.max(0, at)).map((row) => row.cells)];
  if (at === -1 || above.some((row) => isCustomers(template, row))) return null;
  return below[at]?.row ?? null;
}

/** A title of one word, Removals, looks like a row that asks for something, and names nobody. */
function isCustomers(template: Template, cells: readonly string[]): boolean {
  return looksLikeRow(template, cells) && withoutBlanks(cells[template.customerIdIndex] ?? '') !== '';
}

/** How many labels a row holds, other separators aside; none where action and ID are not among them. */
function rightLabels({ labels, actionIndex, customerIdIndex }: Template, cells: readonly string[]): number {
  const parted = partedCells(cells, labels.length);
  const holds = (at: number) => parted.some((cell) => labelMeant(cell, [labels[at] ?? '']) !== null);
  if (!holds(actionIndex) || !holds(customerIdIndex)) return 0;
  return parted.filter((cell) => labels.includes(cell)).length + 1;
}

/** A character that ends lines elsewhere, and something after it, in one cell or after the last label. */
function lineEndInside({ labels }: Template, cells: readonly string[]): string | null {
  for (const [at, cell] of cells.entries()) {
    const found = LINE_END.exec(cell);
    if (found === null) continue;
    const [before, after] = [cell.slice(0, found.index), cell.slice(found.index)];
    const goesOn = withoutBlanks(after) !== '' || (at === labels.length - 1 && cells.length > labels.length);
    if (withoutBlanks(before) !== '' && goesOn) return characterName(found[0]);
  }
  return null;
}

/** What stands between the last label and a row, where no line ends: empty where nothing does. */
function missingBreak(template: Template, cells: readonly string[]): string | null {
  const { labels } = template;
  const last = labels.at(-1) ?? '';
  const at = cells.findIndex((cell) => cell.startsWith(last));
  if (at === -1 || last === '') return null;
  const rest = (cells[at] ?? '').slice(last.length);
  if (rest === '') return looksLikeRow(template, cells.slice(at + 1)) ? characterName(',') : null;
  const [between = ''] = BETWEEN.exec(rest) ?? [];
  if (!looksLikeRow(template, [rest.slice(between.length), ...cells.slice(at + 1)])) return null;
  return between === '' ? '' : characterName(between);
}

function holdsLabel({ labels }: Template, cells: readonly string[]): boolean {
  return cells.slice(0, labels.length).some((cell) => labelMeant(cell, labels) !== null);
}

/** A row that asks for something, or the header once more. */
function looksLikeRow({ labels, actionIndex, customerIdIndex }: Template, cells: readonly string[]): boolean {
  const [action, id] = [cells[actionIndex] ?? '', cells[customerIdIndex] ?? ''];
  if (action === labels[actionIndex] && id === labels[customerIdIndex]) return true;
  return explainAction(action).nearest !== null || /^\s*\d+\s*$/.test(id);
}

function isQuotedLine({ labels }: Template, [only = '', second]: readonly string[]): boolean {
  return (
    second === undefined && only.split(',', labels.length).filter((cell) => labels.includes(cell)).length > 1
  );
}
