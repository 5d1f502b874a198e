/** Columns that a header has beside the template's: may they be deleted as they stand? */
import type { HeaderCause } from '../../findings/troubles.ts';
import { columnLetters, type Template } from '../template.ts';

/** What pandas, R and readr call a column that nobody named. */
const UNNAMED = /^(?:unnamed: 0|\.\.\.1|)$/i;

/** Runs of columns that are named; with more of them the file is another one. */
const MOST_RUNS = 4;

/** The cause, where all labels of the template are there, in order, and nothing is wrong but that there are more. */
export function extraColumns(template: Template, cells: readonly string[]): HeaderCause | null {
  const extra = columnsBeside(template.labels, cells);
  if (extra === null || !mayGo(template, extra)) return null;
  const columns = runsOf(extra).map(([first, last]) =>
    first === last ? columnLetters(first) : `${columnLetters(first)}:${columnLetters(last)}`,
  );
  if (columns.length > MOST_RUNS) return null;
  const unnamed = extra.length === 1 && extra[0] === 0 && UNNAMED.test(cells[0] ?? '');
  return { kind: unnamed ? 'unnamed-column' : 'extra-columns', character: null, row: null, columns };
}

/** The cells that are none of the labels, where the others are all of them, in order; null where they are not. */
function columnsBeside(labels: readonly string[], cells: readonly string[]): readonly number[] | null {
  const extra: number[] = [];
  let next = 0;
  for (const [at, cell] of cells.entries()) {
    if (cell === labels[next]) next += 1;
    else if (labels.includes(cell)) return null;
    else extra.push(at);
  }
  return next === labels.length && extra.length > 0 ? extra : null;
}

/**
 * Where the header alone has a cell too many, the rows' cells move when the column goes. With one between action and ID a
 * row would ask for the removal of what stood behind its ID.
 */
function mayGo({ actionIndex, customerIdIndex }: Template, extra: readonly number[]): boolean {
  const before = (home: number) => extra.filter((at, index) => at - index <= home).length;
  return before(actionIndex) > 0 || before(customerIdIndex) === 0;
}

function runsOf(columns: readonly number[]): readonly (readonly [number, number])[] {
  const runs: (readonly [number, number])[] = [];
  for (const at of columns) {
    const [first, last] = runs.at(-1) ?? [at, at - 2];
    if (last === at - 1) runs.splice(-1, 1, [first, at]);
    else runs.push([at, at]);
  }
  return runs;
}
