/** Compares the header found with the template's, exactly, and explains each difference as kindly as it can. */
import { characterName, clean, firstBlank, withoutBlanks } from '../../text/clean.ts';
import { diagnostic, type DiagnosticOf } from '../../findings/diagnostics.ts';
import type { HeaderDifference } from '../../findings/troubles.ts';
import { headerCause } from './header-cause.ts';
import { labelMeant, shownLabel } from './label.ts';
import type { RawRow } from '../rows.ts';
import { otherSeparator, partedCells } from './separator.ts';
import { columnLetters, type Template } from '../template.ts';

/** Differences that are listed; the rest is counted. */
const LISTED = 60;

/** Labels found beyond this many are counted and not explained: a header may have 100,000 cells. */
const EXPLAINED = 400;

/** Labels that are empty beyond the template's: SheetJS and spreadsheets write them, and they say nothing. */
export function isRightHeader({ labels }: Template, cells: readonly string[]): boolean {
  return (
    cells.length >= labels.length &&
    labels.every((label, at) => cells[at] === label) &&
    cells.slice(labels.length).every((cell) => cell === '')
  );
}

/** What is wrong with a header row, or null where it is the template's; `below` are the rows that follow, the first few. */
export function compareHeader(
  template: Template,
  cells: readonly string[],
  below: readonly RawRow[] = [],
): DiagnosticOf<'header-mismatch'> | null {
  const { labels } = template;
  if (isRightHeader(template, cells)) return null;
  const found = separator(labels, cells) ?? differences(labels, withoutEmptyEnd(labels, cells));
  const beyond = Math.max(0, cells.length - labels.length - EXPLAINED);
  return diagnostic(
    'header-mismatch',
    { row: 1, line: 1 },
    {
      differences: found.slice(0, LISTED),
      more: Math.max(0, found.length - LISTED) + beyond,
      right: inOrder(placesOf(labels, cells)).size,
      needed: labels.length,
      found: cells.length,
      cause: headerCause(template, cells, below),
    },
  );
}

/** Of empty labels beyond the template's nothing is told, whatever else is wrong. */
function withoutEmptyEnd(labels: readonly string[], cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => cell !== '');
  return cells.slice(0, Math.max(labels.length, last + 1));
}

/** Cells of a row in one cell that are looked at: what is shown of them is short. */
const SEPARATED = 20;

/** The whole header in one cell, because another character separates. */
function separator(labels: readonly string[], cells: readonly string[]): HeaderDifference[] | null {
  const used = otherSeparator(cells);
  if (used === null) return null;
  const detail = used === '\t' ? 'tab' : used;
  const shown = partedCells(cells, SEPARATED).map((cell) => shownLabel(cell, labels));
  return [{ kind: 'separator', column: 'A', needed: ',', found: clean(shown.join(used)), detail }];
}

interface Unmatched {
  /** Labels of the template that stand nowhere, with their columns. */
  readonly missing: Map<string, number>;
  /** Cells that are no label, or one a second time, by column. */
  readonly strange: Map<number, string>;
  readonly differences: HeaderDifference[];
}

function differences(labels: readonly string[], cells: readonly string[]): HeaderDifference[] {
  const explained = cells.slice(0, labels.length + EXPLAINED);
  const places = new Map<string, number>();
  const left: Unmatched = { missing: new Map(), strange: new Map(), differences: [] };
  const columns = new Map(labels.map((label, at) => [label, at]));
  explained.forEach((cell, at) => {
    if (!columns.has(cell)) left.strange.set(at, cell);
    else if (places.has(cell)) left.differences.push(duplicate(cell, at, places.get(cell) ?? 0));
    else places.set(cell, at);
  });
  for (const [label, at] of columns) if (!places.has(label)) left.missing.set(label, at);
  renamed(left);
  for (const [label, at] of left.missing) left.differences.push(missing(shownLabel(label, []), at));
  for (const [at, cell] of left.strange) left.differences.push(extra(shownLabel(cell, labels), at));
  left.differences.push(...moved(labels, places));
  return left.differences.sort((a, b) => a.column.length - b.column.length || (a.column < b.column ? -1 : 1));
}

/** Where each label of the template stands first, in the template's order. */
function placesOf(labels: readonly string[], cells: readonly string[]): readonly number[] {
  const first = new Map<string, number>();
  cells.forEach((cell, at) => {
    if (!first.has(cell)) first.set(cell, at);
  });
  return labels.flatMap((label) => first.get(label) ?? []);
}

function missing(label: string, at: number): HeaderDifference {
  return { kind: 'missing', column: columnLetters(at), needed: label, found: null, detail: null };
}

function extra(cell: string, at: number): HeaderDifference {
  return { kind: 'extra', column: columnLetters(at), needed: null, found: cell, detail: null };
}

function duplicate(cell: string, at: number, first: number): HeaderDifference {
  const detail = columnLetters(first);
  return { kind: 'duplicate', column: columnLetters(at), needed: null, found: clean(cell), detail };
}

/** Pairs each strange cell with the missing label that it is most likely meant to be. */
function renamed({ missing: lost, strange, differences: found }: Unmatched): void {
  for (const [at, cell] of strange) {
    const bare = withoutBlanks(cell);
    const invisible = lost.has(bare) ? firstBlank(cell) : null;
    const label = invisible === null ? labelMeant(cell, lost.keys()) : bare;
    if (label === null) continue;
    const place = { column: columnLetters(at), needed: label, found: clean(cell) };
    found.push(
      invisible === null
        ? { kind: 'renamed', ...place, detail: label }
        : { kind: 'invisible-character', ...place, detail: characterName(invisible) },
    );
    lost.delete(label);
    strange.delete(at);
  }
}

/** Labels that stand out of order: those outside the longest run that is in order, so that one insertion moves none. */
function moved(labels: readonly string[], places: ReadonlyMap<string, number>): HeaderDifference[] {
  const standing = labels.flatMap((label, home) => {
    const at = places.get(label);
    return at === undefined ? [] : [{ label, home, at }];
  });
  const kept = inOrder(standing.map(({ at }) => at));
  return standing
    .filter((_, index) => !kept.has(index))
    .map(({ label, home, at }) => ({
      kind: 'moved' as const,
      column: columnLetters(at),
      needed: neededAt(labels[at], places),
      found: label,
      detail: columnLetters(home),
    }));
}

/** The label whose place it is, where the file has it, too, or this program knows it. */
function neededAt(label: string | undefined, places: ReadonlyMap<string, number>): string | null {
  return label === undefined ? null : places.has(label) ? label : shownLabel(label, []);
}

/** The indexes of a longest rising subsequence; quadratic, over the template's labels alone. */
function inOrder(values: readonly number[]): ReadonlySet<number> {
  // Beyond any template that people use, what stands in place must do: the search is quadratic.
  if (values.length > 2000) return new Set(values.flatMap((value, at) => (value === at ? at : [])));
  const lengths: number[] = [];
  const before: number[] = [];
  values.forEach((value, at) => {
    lengths[at] = 1;
    before[at] = -1;
    for (let earlier = 0; earlier < at; earlier += 1) {
      const length = (lengths[earlier] ?? 0) + 1;
      if ((values[earlier] ?? 0) >= value || length <= (lengths[at] ?? 0)) continue;
      lengths[at] = length;
      before[at] = earlier;
    }
  });
  const kept = new Set<number>();
  let at = lengths.indexOf(Math.max(...lengths));
  for (; at >= 0; at = before[at] ?? -1) kept.add(at);
  return kept;
}
