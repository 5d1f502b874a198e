/** Finds rows whose IDs go by one step, one after the other: somebody may have dragged a spreadsheet's fill handle. */
import { diagnostic, type Diagnostic } from './diagnostics.ts';
import type { RemoveRow } from '../file/rows.ts';
import { cellName, type Template } from '../file/template.ts';
import { idPlace } from './warnings.ts';

/** So many rows are a run (docs/CONTRACT.md, "Diagnostics"). */
const RUN = 5;

/** Rows that go by one step; of a first row alone, and of one customer again and again, it is 0. */
interface Stretch {
  readonly first: RemoveRow;
  last: RemoveRow;
  /** From each ID to the next. Both are below 2^53, so it is exact. */
  readonly step: number;
  rows: number;
}

export interface RunOfIds {
  /** Null before the first row. */
  stretch: Stretch | null;
}

/** No run yet. */
export function newRunOfIds(): RunOfIds {
  return { stretch: null };
}

/** Takes the next remove row of the file; returns the warning for a run that it ends. */
export function addToRun(run: RunOfIds, row: RemoveRow, template: Template): Diagnostic | null {
  const { stretch } = run;
  if (stretch === null) {
    run.stretch = { first: row, last: row, step: 0, rows: 1 };
    return null;
  }
  const { last } = stretch;
  const step = row.customerId - last.customerId;
  if (step === stretch.step) {
    stretch.last = row;
    stretch.rows += 1;
    return null;
  }
  // The last row of a run may be the first of the next: 1, 2, 3, 5, 7, 9, 11.
  run.stretch = { first: last, last: row, step, rows: 2 };
  return warning(stretch, template);
}

/** The warning for a run that the end of the file ends. */
export function endRun({ stretch }: RunOfIds, template: Template): Diagnostic | null {
  return stretch === null ? null : warning(stretch, template);
}

function warning({ first, last, step, rows }: Stretch, template: Template): Diagnostic | null {
  if (step === 0 || rows < RUN) return null;
  return diagnostic('consecutive-ids', idPlace(template, first), {
    rows,
    first: first.customerId,
    last: last.customerId,
    step,
    lastCell: cellName(template.customerIdIndex, last.row),
  });
}
