/** `--list`: every removal of a plan into a CSV file, whole before anything is removed. */
import { openOutput, type Output } from '../../files/file.ts';
import type { Reached } from '../../store/port/rows.ts';
import { listCsvHeader, listCsvLine } from '../../view/plan/list-csv.ts';

/** Writes the list; a file that is a list already is replaced, no other, and never an input. `settle` makes it appear. */
export async function writeList(
  reached: Reached,
  {
    path,
    inputs,
    settle,
  }: {
    readonly path: string;
    readonly inputs: readonly string[];
    readonly settle: (output: Output) => Promise<void>;
  },
): Promise<void> {
  const header = listCsvHeader();
  const output = openOutput(path, {
    inputs,
    replace: (start) => start === '' || start.startsWith(header),
  });
  try {
    for await (const line of linesOf(reached)) output.write(line);
    await settle(output);
  } catch (error) {
    output.discard();
    throw error;
  }
}

async function* linesOf(reached: Reached): AsyncGenerator<string> {
  yield listCsvHeader();
  for await (const removal of reached.listed()) yield listCsvLine(removal);
}
