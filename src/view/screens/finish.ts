/** What `finish` says: what became of each run that had not been finished, at a terminal and as a document. */
import { join } from 'node:path';
import { clean } from '../../core/text/clean.ts';
import type { DocumentOf } from '../../core/documents/documents.ts';
import { causeOf } from '../../core/cause.ts';
import type { FinishedNow } from '../../core/run/history.ts';
import { isRetryable } from '../../core/run/unverified.ts';
import { envelope, type Ending } from '../documents/envelope.ts';
import { unverifiedWords } from '../failures/failure-unverified.ts';
import type { FailureContext } from '../failures/failure-words.ts';
import { plural, runNumber } from '../text/format.ts';
import { hangingIndent, screen } from '../text/layout.ts';
import { paint } from '../text/style.ts';

type Ended = { readonly [Key in 'reason' | 'retryable']: Exclude<Ending[Key], undefined> } & {
  readonly outcome: 'ok' | 'unverified';
};

/** How the command ends: by the first run that is still not verified. */
export function finishEnding(runs: readonly FinishedNow[]): Ended {
  const troubles = runs.flatMap((run) => (run.ending === 'unverified' ? [run.error.trouble] : []));
  const [first] = troubles;
  if (first === undefined) return { outcome: 'ok', reason: null, retryable: false };
  return { outcome: 'unverified', reason: first.reason, retryable: troubles.every(isRetryable) };
}

/** A line for each run, oldest first. */
export function finishScreen(
  runs: readonly FinishedNow[],
  context: FailureContext & { readonly path: string },
): string {
  const { style, path } = context;
  const good = `  ${paint(style, 'green', '✓')} `;
  const nothing = `Nothing to finish: every run in ${clean(path, 120)} is scrubbed, verified and reported.`;
  if (runs.length === 0) return screen(style, hangingIndent(style, good, nothing));
  return screen(
    style,
    runs.flatMap((run) => {
      if (run.ending === 'verified') return hangingIndent(style, good, verified(run));
      const { what, next } = unverifiedWords(run.error, context);
      const bad = hangingIndent(style, `  ${paint(style, 'red', '✗')} `, what);
      return [...bad, ...next.flatMap((text) => hangingIndent(style, '    ', text))];
    }),
  );
}

function verified({ run, report, folder }: Extract<FinishedNow, { readonly ending: 'verified' }>): string {
  const customers = plural(report.run.removals, 'customer');
  const checks = `${report.checks.filter(({ passed }) => passed).length} of ${plural(report.checks.length, 'check')}`;
  const path = folder === null ? '' : ` Report: ${clean(join(folder, 'report.txt'), 200)}`;
  return `Run ${runNumber(run)}, ${customers}: finished, ${checks}. Verified.${path}`;
}

/** `lms-import/finish`: the same as a document. */
export function finishDocument(
  ending: Ending,
  runs: readonly FinishedNow[],
  context: FailureContext,
): DocumentOf<'finish'> {
  const finished = runs.filter((run) => run.ending === 'verified').length;
  return {
    ...envelope('finish', ending),
    counts: { runs: runs.length, finished, unfinished: runs.length - finished },
    runs: runs.map((run) => runPart(run, context)),
  };
}

function runPart(now: FinishedNow, context: FailureContext): DocumentOf<'finish'>['runs'][number] {
  const { run, committedAt } = now;
  if (now.ending === 'verified') {
    const { report, folder } = now;
    const nothing = { reason: null, retryable: false, cause: null, message: null };
    return { run, committedAt, verified: true, removals: report.run.removals, folder, ...nothing };
  }
  const { error } = now;
  const { what, next } = unverifiedWords(error, context);
  return {
    run,
    committedAt,
    verified: false,
    removals: null,
    folder: null,
    reason: error.trouble.reason,
    retryable: isRetryable(error.trouble),
    cause: causeOf(error),
    message: [what, ...next].join(' '),
  };
}
