/** What is said of a file whose bytes an earlier run ingested, before anything is removed by it. */
import { whatIsLeft, type FinishingStep, type IngestedRun } from '../../core/run/earlier-run.ts';
import { UnverifiedError } from '../../core/errors.ts';
import { returnedWords, unverifiedWords } from '../failures/failure-unverified.ts';
import { unchanged, type FailureWords } from '../failures/failure-words.ts';
import { day } from '../text/format.ts';
import { NOTHING_GIVEN } from '../text/given.ts';
import { hangingIndent } from '../text/layout.ts';
import { finishLine } from '../text/shell.ts';
import { paint, type Style } from '../text/style.ts';

/** That there is nothing left to do; or what there is, in the words of exit 9. `store`: as given, null where it was not. */
export function earlierRunLines(style: Style, known: IngestedRun, store: string | null): string[] {
  const { run, at, back } = known;
  switch (whatIsLeft(known)) {
    case null:
      return hangingIndent(
        style,
        `  ${paint(style, 'green', '✓')} `,
        `These bytes were ingested already as run ${run}, on ${day(at)}.`,
      );
    case 'customer-returned':
      return left(style, returnedWords({ run, at, customers: back }, { style, store }));
    case 'ledger-changed':
      return left(style, changedWords(known, { style, store }));
    case 'unfinished':
      return left(style, unfinishedWords(known, finishLine(style, { store, report: null })));
  }
}

function left(style: Style, { what, next }: FailureWords): string[] {
  return [
    ...hangingIndent(style, `  ${paint(style, 'red', '✗')} `, what),
    ...next.flatMap((text) => hangingIndent(style, '    ', text)),
  ];
}

/** As exit 9 says it. */
function changedWords(
  { run, changed }: IngestedRun,
  given: { readonly style: Style; readonly store: string | null },
): FailureWords {
  const trouble = { reason: 'ledger-changed', run, found: changed ?? '' } as const;
  const context = { ...NOTHING_GIVEN, ...given, command: null, file: null };
  const { what, next } = unverifiedWords(new UnverifiedError(trouble), context);
  return unchanged(what, ...next);
}

/** What is left of a run that is not finished, as far as the ledger knows: a report may lie there, and not be noted. */
export function missingWords(missing: readonly FinishingStep[]): string {
  if (missing.includes('scrub')) return 'its scrub, its checks and its report are not noted as done';
  if (missing.includes('checks'))
    return 'its scrub is done; that its checks passed and its report is written is not noted';
  return 'its scrub is done and its checks passed; that its report is written is not noted';
}

function unfinishedWords({ run, at, missing }: IngestedRun, line: string): FailureWords {
  return unchanged(
    `NOT VERIFIED (unfinished): these bytes were ingested as run ${run}, on ${day(at)}; ${missingWords(missing)}.`,
    `This finishes it:  ${line}`,
  );
}
