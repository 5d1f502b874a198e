/** Finds rows whose IDs go up by one, one after the other: somebody may have dragged a spreadsheet's fill handle. */
import { diagnostic, type Diagnostic } from './diagnostics.ts';
import type { RemoveRow } from './rows.ts';
import { cellName, type Template } from './template.ts';
import { idPlace } from './warnings.ts';

/** So many rows are a run (contract: "Diagnostics"). */
const RUN = 5;

export interface RunOfIds {
  first: RemoveRow | null;
  last: RemoveRow | null;
  rows: number;
}

/** No run yet. */
export function newRunOfIds(): RunOfIds {
  return { first: null, last: null, rows: 0 };
}

/** Takes the next remove row of the file; returns the warning for a run that it ends. */
export function addToRun(run: RunOfIds, row: RemoveRow, template: Template): Diagnostic | null {
  if (run.last !== null && row.customerId === run.last.customerId + 1) {
    run.last = row;
    run.rows += 1;
    return null;
  }
  const ended = endRun(run, template);
  run.first = row;
  run.last = row;
  run.rows = 1;
  return ended;
}

/** The warning for a run that the end of the file ends. */
export function endRun({ first, last, rows }: RunOfIds, template: Template): Diagnostic | null {
  if (first === null || last === null || rows < RUN) return null;
  return diagnostic('consecutive-ids', idPlace(template, first), {
    rows,
    first: first.customerId,
    last: last.customerId,
    lastCell: cellName(template.customerIdIndex, last.row),
  });
}
