/** A committed removal that is not verified: the customers are gone, and a person must look. */
import { clean } from '../../core/text/clean.ts';
import { FileError, StoreError, type UnverifiedError } from '../../core/errors.ts';
import type { RunUnverified } from '../../core/run/unverified.ts';
import { placedMessage } from '../findings/diagnostic-words.ts';
import { storeWords } from './failure-store.ts';
import { unchanged, words, type FailureContext, type FailureWords } from './failure-words.ts';
import { day, listed, plural, thousands } from '../text/format.ts';
import { hangingIndent, screen } from '../text/layout.ts';
import { checkName } from '../report/report-checks.ts';
import { finishLine, historyLine, verifyLine } from '../text/shell.ts';
import { paint, type Style } from '../text/style.ts';

/** What is not proven, of which run, and what finishes it. */
export function unverifiedWords(error: UnverifiedError, context: FailureContext): FailureWords {
  const { trouble, call } = error;
  const about = { error, context };
  if (trouble.reason === 'earlier-run') {
    const { why } = trouble;
    return unchanged(
      `NOT BEGUN (earlier-run): run ${why.run}, of another file, is committed and NOT VERIFIED (${why.reason}); ${found(why, about)}`,
      `A person must look. ${remedy(why, context)}`,
      'No file is begun before that run is finished.',
    );
  }
  if (trouble.reason === 'customer-returned') return returnedWords(trouble, context);
  const when = call.storeChanged
    ? 'is committed, the customers are removed'
    : 'was committed by an earlier call';
  return words(
    `NOT VERIFIED (${trouble.reason}): run ${trouble.run} ${when}; ${found(trouble, about)}`,
    `A person must look. ${remedy(trouble, context)}`,
  );
}

/** A line on standard error where a file goes on beside an earlier run whose customers are back. */
export function notVerifiedLine(
  style: Style,
  { trouble: { run } }: UnverifiedError,
  given: { readonly store: string | null },
): string {
  const text =
    `Run ${run} is NOT VERIFIED: customers of it, or records of theirs, are in the store again. ` +
    `It keeps no other file from being begun. What is known of them:  ${verifyLine(style, given, run)}`;
  return screen(style, hangingIndent(style, `  ${paint(style, 'yellow', '!')} `, text));
}

type Returned = Omit<Extract<RunUnverified, { readonly reason: 'customer-returned' }>, 'reason'>;

/** No line to copy that removes: who has the ID today may be somebody else. */
export function returnedWords(
  { run, at, customers }: Returned,
  context: Pick<FailureContext, 'style' | 'store'>,
): FailureWords {
  return unchanged(
    `NOT VERIFIED (customer-returned): these bytes were ingested as run ${run}, on ${day(at)}, and ` +
      `${plural(customers, 'customer')} of the file ${customers === 1 ? 'is' : 'are'} in the store again.`,
    `See which:  ${verifyLine(context.style, context, run)}`,
    'The same line does not remove them again: whether they must go is decided anew, for who they are today, by a new file.',
  );
}

interface About {
  readonly error: UnverifiedError;
  readonly context: FailureContext;
}

function found(trouble: RunUnverified, about: About): string {
  switch (trouble.reason) {
    case 'scrub-incomplete':
      return `old values may be left in the file: ${cause(trouble.found, about)}`;
    case 'locked':
      return `${trouble.by === 'reader' ? 'a program that reads the store' : 'a program that writes to the store'} is in the way; waited ${thousands(trouble.seconds)} s.`;
    case 'check-failed':
      return trouble.checks.length === 0
        ? `checks 2 and 3 could not be asked again: ${cause(trouble.found ?? '', about)}`
        : `failed: ${listed(trouble.checks.map(checkName))}.${nor(about)}`;
    case 'integrity':
      return `every check passed, but SQLite finds the file damaged: ${clean(trouble.found, 200)}.${nor(about)}`;
    case 'customer-returned':
      return `${plural(trouble.customers, 'customer')} of it in the store again.`;
    case 'report-not-written':
      return `its report is not written to ${clean(trouble.path, 120)}: ${cause(trouble.found, about)}`;
    case 'not-noted':
      return `its report is written, but the ledger could not note it: ${cause(trouble.found, about)}`;
    case 'ledger-changed':
      return `what the ledger holds of it is not what was written: ${clean(trouble.found, 200)}.`;
    case 'internal':
      return `then a bug in lms-import: ${clean(trouble.found, 200)}. Please report it.`;
  }
}

/** That the report, which tells of it, could not be written, either. */
function nor({ error }: About): string {
  if (!(error.cause instanceof FileError)) return '';
  return ` Its report is not written, either: ${placedMessage(error.cause.diagnostic, null)}`;
}

/** What was thrown, in the words that it has elsewhere. */
function cause(text: string, { error, context }: About): string {
  if (error.cause instanceof StoreError) return storeWords(error.cause.trouble, context).what;
  if (error.cause instanceof FileError) return placedMessage(error.cause.diagnostic, null);
  return `${clean(text, 200)}.`;
}

/** A line that needs no file and holds no consent; none where it would end as before. */
function remedy(trouble: RunUnverified, context: FailureContext): string {
  const line = finishLine(context.style, context);
  switch (trouble.reason) {
    case 'locked':
      return `Close what has the store open (a report, a shell, a backup); then this finishes it:  ${line}`;
    case 'check-failed':
      return trouble.checks.length === 0
        ? `Once the cause is gone, this finishes it:  ${line}`
        : `Once the cause is gone, this asks them again:  ${line}`;
    case 'integrity':
      return `Nothing finishes it while the file is damaged: ask the store's owner. Once it is mended, this asks again:  ${line}`;
    case 'ledger-changed':
      return `Nothing finishes it. See what was changed:  ${historyLine(context.style, context)}`;
    case 'customer-returned':
    case 'scrub-incomplete':
    case 'report-not-written':
    case 'not-noted':
    case 'internal':
      return `Once the cause is gone, this finishes it:  ${line}`;
  }
}
