/** `--list`: every removal of a plan into a CSV file, whole before anything is removed. */
import { writeWhole } from '../../files/file.ts';
import type { Reached } from '../../store/port/rows.ts';
import { listCsvHeader, listCsvLine } from '../../view/plan/list-csv.ts';

/** Writes the list; a file that is a list already is replaced, no other, and never an input. */
export function writeList(
  reached: Reached,
  { path, inputs }: { readonly path: string; readonly inputs: readonly string[] },
): Promise<void> {
  const header = listCsvHeader();
  return writeWhole(path, linesOf(reached), {
    inputs,
    replace: (start) => start === '' || start.startsWith(header),
  });
}

async function* linesOf(reached: Reached): AsyncGenerator<string> {
  yield listCsvHeader();
  for await (const removal of reached.listed()) yield listCsvLine(removal);
}
