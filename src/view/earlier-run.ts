/** What is said of a file whose bytes an earlier run ingested, before anything is removed by it. */
import { whatIsLeft, type IngestedRun } from '../core/earlier-run.ts';
import { returnedWords } from './failure-unverified.ts';
import { unchanged, type FailureWords } from './failure-words.ts';
import { day } from './format.ts';
import { hang } from './layout.ts';
import { finishLine } from './shell.ts';
import { paint, type Style } from './style.ts';

/** That there is nothing left to do; or what there is, in the words of exit 9. `store`: as given, null where it was not. */
export function earlierRunLines(style: Style, known: IngestedRun, store: string | null): string[] {
  const { run, at, back } = known;
  switch (whatIsLeft(known)) {
    case null:
      return hang(
        style,
        `  ${paint(style, 'green', '✓')} `,
        `These bytes were ingested already as run ${run}, on ${day(at)}.`,
      );
    case 'customer-returned':
      return left(style, returnedWords({ run, at, customers: back }, { style, store }));
    case 'unfinished':
      return left(style, unfinishedWords(known, finishLine(style, { store, report: null })));
  }
}

function left(style: Style, { what, next }: FailureWords): string[] {
  return [
    ...hang(style, `  ${paint(style, 'red', '✗')} `, what),
    ...next.flatMap((text) => hang(style, '    ', text)),
  ];
}

function unfinishedWords({ run, at }: IngestedRun, line: string): FailureWords {
  return unchanged(
    `NOT VERIFIED (unfinished): these bytes were ingested as run ${run}, on ${day(at)}, and its scrub, its checks or its report are missing.`,
    `This finishes it:  ${line}`,
  );
}
