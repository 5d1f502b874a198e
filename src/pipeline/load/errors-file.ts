/** `--errors`: every diagnostic into a CSV file that appears, whole, when the work has ended. */
import type { Diagnostic } from '../../core/findings/diagnostics.ts';
import { FileError } from '../../core/errors.ts';
import { openOutput, type Output } from '../../files/file.ts';
import { errorsCsvHeader, errorsCsvLine } from '../../view/documents/errors-csv.ts';

/**
 * Runs `work` with a function that notes a diagnostic, or null where there is no path and nothing is written. Where `isJudged`
 * says no, what stands there stays: of a file that was ingested before no row is told of, and the first call told of all.
 */
export async function withErrorsFile<T>(
  path: string | null,
  inputs: readonly string[],
  {
    work,
    isJudged,
    settle,
  }: {
    readonly work: (note: ((found: Diagnostic) => void) | null) => Promise<T>;
    readonly isJudged: (result: T) => boolean;
    /** Makes the file appear, now or later. */
    readonly settle: (result: T, output: Output, holds: 'something' | 'nothing') => Promise<void>;
  },
): Promise<T> {
  if (path === null) return work(null);
  const output = openErrors(path, inputs);
  let holds: 'something' | 'nothing' = 'nothing';
  const note = (found: Diagnostic) => {
    holds = 'something';
    output.write(errorsCsvLine(found));
  };
  try {
    const result = await work(note);
    if (isJudged(result)) await settle(result, output, holds);
    else output.discard();
    return result;
  } catch (error) {
    if (error instanceof FileError && error.diagnostic.code !== 'output-not-writable') {
      note(error.diagnostic);
      output.commit();
    } else output.discard();
    throw error;
  }
}

function openErrors(path: string, inputs: readonly string[]): Output {
  const header = errorsCsvHeader();
  const output = openOutput(path, {
    inputs,
    // The same line again must not fail on its own output: a file of our own diagnostics is replaced, no other.
    replace: (start) => start === '' || start.startsWith(header),
  });
  output.write(header);
  return output;
}
