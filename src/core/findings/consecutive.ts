/** Finds rows whose IDs go by one step, one after the other: somebody may have dragged a spreadsheet's fill handle. */
import { diagnostic, type Diagnostic } from './diagnostics.ts';
import type { RemoveRow } from '../file/rows.ts';
import { cellName, type Template } from '../file/template.ts';
import { idPlace } from './warnings.ts';

/** So many rows are a run (docs/CONTRACT.md, "Diagnostics"). */
const RUN = 5;

export interface RunOfIds {
  first: RemoveRow | null;
  last: RemoveRow | null;
  /** From each ID to the next; 0 while there is no second one. Both are below 2^53, so it is exact. */
  step: number;
  rows: number;
}

/** No run yet. */
export function newRunOfIds(): RunOfIds {
  return { first: null, last: null, step: 0, rows: 0 };
}

/** Takes the next remove row of the file; returns the warning for a run that it ends. */
export function addToRun(run: RunOfIds, row: RemoveRow, template: Template): Diagnostic | null {
  const step = run.last === null ? 0 : row.customerId - run.last.customerId;
  const goesOn = step !== 0 && (step === run.step || run.rows === 1);
  const ended = goesOn ? null : endRun(run, template);
  if (!goesOn) {
    // The last row of a run may be the first of the next: 1, 2, 3, 5, 7, 9, 11.
    run.first = step === 0 ? row : run.last;
    run.rows = step === 0 ? 0 : 1;
  }
  run.last = row;
  run.step = step;
  run.rows += 1;
  return ended;
}

/** The warning for a run that the end of the file ends. */
export function endRun({ first, last, step, rows }: RunOfIds, template: Template): Diagnostic | null {
  if (first === null || last === null || rows < RUN) return null;
  return diagnostic('consecutive-ids', idPlace(template, first), {
    rows,
    first: first.customerId,
    last: last.customerId,
    step,
    lastCell: cellName(template.customerIdIndex, last.row),
  });
}
