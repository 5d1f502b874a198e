/** Counts diagnostics exactly and keeps the first few of each code: memory does not grow with the file. */
import { CODES, type Code, type Diagnostic, type Severity } from './diagnostics.ts';
import { FLAGGED_SHOWN } from './warnings.ts';

export interface CodeTally {
  readonly code: Code;
  readonly severity: Severity;
  /** Rows of this code; diagnostics, for a code that is about no row. */
  rows: number;
  /** Cells named by its diagnostics; equals `rows` unless a row has several. */
  cells: number;
  /** Its diagnostics: a customer's loans are told of by one for each state. */
  found: number;
  /** The one counted last: a row's diagnostics of one code come one after another. */
  last: Cell | null;
  readonly shown: Diagnostic[];
}

export interface Tally {
  readonly keep: number;
  errors: number;
  warnings: number;
  readonly codes: Map<string, CodeTally>;
}

/** A new tally that keeps the first `keep` diagnostics of each code and severity; of `digits-lost` never fewer than 500. */
export function newTally(keep: number): Tally {
  return { keep, errors: 0, warnings: 0, codes: new Map() };
}

/** The key under which a diagnostic is counted: an `extra-cell` that is a warning is another group. */
function groupKey(found: Pick<Diagnostic, 'code' | 'severity'>): `${Code}/${Diagnostic['severity']}` {
  return `${found.code}/${found.severity}`;
}

/** Adds one diagnostic to the tally. */
export function count(tally: Tally, found: Diagnostic): void {
  const cells = cellsNamed(found);
  if (found.severity === 'error') tally.errors += cells;
  else tally.warnings += cells;
  const key = groupKey(found);
  const group = tally.codes.get(key) ?? newGroup(found);
  tally.codes.set(key, group);
  addPlace(group, found, cells);
  if (group.shown.length < mostShown(tally, found.code)) group.shown.push(found);
}

/** A row is counted once, and a cell of it once. */
function addPlace(group: CodeTally, { row, cell }: Diagnostic, cells: number): void {
  if (row === null || row !== group.last?.row) group.rows += 1;
  if (!isSameCell({ row, cell }, group.last)) group.cells += cells;
  group.found += 1;
  group.last = { row, cell };
}

type Cell = Pick<Diagnostic, 'row' | 'cell'>;

/** Are both about one cell of one row? What is about no row is about no cell. */
export function isSameCell({ row, cell }: Cell, other: Cell | null): boolean {
  return row !== null && row === other?.row && cell === other.cell;
}

/** An ID that may be another customer's is looked at by a person, however little is shown of the rest. */
function mostShown({ keep }: Tally, code: Code): number {
  return code === 'digits-lost' ? Math.max(keep, FLAGGED_SHOWN) : keep;
}

/** Adds warnings that nobody is told of one by one: a place for each of a million would cost more than to find them. */
export function countMore(tally: Tally, code: Code, rows: number): void {
  if (rows === 0) return;
  const group =
    tally.codes.get(groupKey({ code, severity: 'warning' })) ?? newGroup({ code, severity: 'warning' });
  tally.codes.set(groupKey(group), group);
  group.rows += rows;
  group.cells += rows;
  group.found += rows;
  tally.warnings += rows;
}

function cellsNamed(found: Diagnostic): number {
  return found.code === 'cell-not-empty' ? found.details.count : 1;
}

function newGroup({ code, severity }: Pick<Diagnostic, 'code' | 'severity'>): CodeTally {
  return { code, severity, rows: 0, cells: 0, found: 0, last: null, shown: [] };
}

/** The groups of one severity in the order of the codes, which is the one in which they are shown. */
export function groupsOf(tally: Tally, severity: Severity): readonly CodeTally[] {
  const groups: CodeTally[] = [];
  for (const code of Object.keys(CODES).filter(isCode)) {
    const group = tally.codes.get(groupKey({ code, severity }));
    if (group !== undefined) groups.push(group);
  }
  return groups;
}

/** Is it a code of this version? */
export function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text);
}
