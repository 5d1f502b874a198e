/** A file's warnings as a plan tells them: what kinds there are, how many rows of each, and where to look. */
import type { Diagnostic } from './diagnostics.ts';
import type { SavedPlanHeader } from '../plan/saved-plan.ts';
import { groupsOf, isSameCell, type CodeTally, type Tally } from './tally.ts';

/** One kind of warning. Its code is text: a saved plan may be of a later version. */
export type Warned = SavedPlanHeader['warnings'][number];

/** Places of each kind that are kept: as many as a person looks through, and a plan's first line stays short. */
const MOST = 100;

/** The kinds of warning of a tally, in the order in which they are told. */
export function warnedOf(tally: Tally): readonly Warned[] {
  return groupsOf(tally, 'warning').map(warned);
}

function warned({ code, rows, shown }: CodeTally): Warned {
  const places = shown.filter((found, n) => !isSameCell(found, shown[n - 1] ?? null));
  const at = places.slice(0, MOST).map(({ row, cell }) => ({ row, cell }));
  return { code, rows, at, dragged: draggedCells(rows === 1 ? shown[0] : undefined) };
}

function draggedCells(found: Diagnostic | undefined): Warned['dragged'] {
  if (found?.code !== 'consecutive-ids') return null;
  const { rows, step, lastCell } = found.details;
  return { rows, step, lastCell };
}
