/** `--review`: the approver's sheet. It holds names, so its owner alone may read it. */
import { writeWhole } from '../../files/file.ts';
import type { Reached } from '../../store/port/rows.ts';
import {
  isReviewSheet,
  reviewEnd,
  reviewHead,
  reviewLines,
  type ReviewFacts,
} from '../../view/plan/review-sheet.ts';

/** Read and written by its owner, and by nobody else. */
const PRIVATE = 0o600;

/** Writes the sheet; a file that is one already is replaced, no other, and never an input. */
export function writeReview(
  reached: Reached,
  {
    path,
    inputs,
    facts,
  }: { readonly path: string; readonly inputs: readonly string[]; readonly facts: ReviewFacts },
): Promise<void> {
  const replace = (start: string) => start === '' || isReviewSheet(start);
  return writeWhole(path, linesOf(reached, facts), { inputs, replace, mode: PRIVATE });
}

async function* linesOf(reached: Reached, facts: ReviewFacts): AsyncGenerator<string> {
  yield reviewHead(facts);
  for await (const removal of reached.reviewed()) yield reviewLines(removal);
  yield reviewEnd();
}
