/** `--list`: every removal of a plan into a CSV file, whole before anything is removed. */
import type { Shape } from '../../core/shape/shape.ts';
import { writeWhole } from '../../files/file.ts';
import type { Db } from '../../store/sqlite/connection/db.ts';
import { listedRemovals } from '../../store/sqlite/selection/listed.ts';
import { listCsvHeader, listCsvLine } from '../../view/plan/list-csv.ts';

/** Writes the list; a file that is a list already is replaced, no other, and never an input. */
export function writeList(
  db: Db,
  shape: Shape,
  { path, inputs }: { readonly path: string; readonly inputs: readonly string[] },
): void {
  const header = listCsvHeader();
  writeWhole(path, linesOf(db, shape), {
    inputs,
    replace: (start) => start === '' || start.startsWith(header),
  });
}

function* linesOf(db: Db, shape: Shape): Generator<string> {
  yield listCsvHeader();
  for (const removal of listedRemovals(db, shape)) yield listCsvLine(removal);
}
