/** What went wrong outside the file, in words: what was compared, whether anything was changed, what to do. */
import { clean } from '../../core/text/clean.ts';
import type { Diagnostic } from '../../core/findings/diagnostics.ts';
import {
  FileError,
  InvalidError,
  NoRunError,
  OperationalError,
  RefusedError,
  StaleError,
  StoppedError,
  StoreError,
  UnverifiedError,
  UsageError,
} from '../../core/errors.ts';
import { placedMessage, remedy, sentence } from '../findings/diagnostic-words.ts';
import { unchanged, words, type FailureContext, type FailureWords } from './failure-words.ts';
import { refusedWords } from './failure-refused.ts';
import { staleWords } from './failure-stale.ts';
import { storeWords } from './failure-store.ts';
import { unverifiedWords } from './failure-unverified.ts';
import { listed, plural } from '../text/format.ts';
import { hangingIndent, screen } from '../text/layout.ts';
import { meantWords } from './usage-meant.ts';
import { runsLine } from '../text/shell.ts';
import { toAscii, paint } from '../text/style.ts';

/** Lines for standard error at a terminal or in a log: what was found, what was changed, what to do. */
export function failureScreen(error: unknown, context: FailureContext): string {
  const { style } = context;
  const said = failureWords(error, context);
  return screen(style, [
    ...hangingIndent(style, `  ${paint(style, 'red', '✗')} `, said.what),
    ...nextLines(said).flatMap((text) => hangingIndent(style, '    ', text)),
    ...said.trace.map((line) => `    ${line}`),
  ]);
}

/** The state stands before the first thing to do: both are short. */
function nextLines({ state, next: [first = '', ...others] }: FailureWords): readonly string[] {
  return [`${state} ${first}`.trim(), ...others].filter((text) => text !== '');
}

/** The same in one line, for where there may be only one: `lms-import: refused (count): …`. */
export function failureLine(error: unknown, context: FailureContext): string {
  const { what, state, next } = failureWords(error, context);
  const text = [what, state, ...next].filter((part) => part !== '').join(' ');
  return toAscii(context.style, `lms-import: ${text}\n`);
}

/** The words alone: `message` of an error document. */
export function failureWords(error: unknown, context: FailureContext): FailureWords {
  if (error instanceof StoreError) {
    const { what, ...rest } = storeWords(error.trouble, context);
    return { what: `${what} (${error.trouble.reason})`, ...rest };
  }
  if (error instanceof RefusedError) return refusedWords(error.refusal, context);
  if (error instanceof UnverifiedError) return unverifiedWords(error, context);
  if (error instanceof FileError)
    return words(placedMessage(error.diagnostic, context.file), remedy(error.diagnostic));
  if (error instanceof InvalidError) return invalidWords(error);
  if (error instanceof StaleError) return staleWords(error.staleness, context);
  if (error instanceof StoppedError) return unchanged(`Stopped by ${STOPPERS[error.signal]}.`);
  if (error instanceof UsageError) return usageWords(error, context);
  if (error instanceof OperationalError) return words(cleanText(error.message));
  return internalWords(error);
}

/** People know what they typed, scripts what they sent. */
const STOPPERS: Readonly<Record<StoppedError['signal'], string>> = {
  SIGINT: 'Ctrl-C',
  SIGTERM: 'SIGTERM',
  SIGHUP: 'SIGHUP: the terminal was closed',
};

/** Of a run that is not there no option tells: its store does. */
function usageWords(error: UsageError, { style, store, command }: FailureContext): FailureWords {
  const meant = meantWords(error.message);
  const help = ['lms-import', ...(command === null ? [] : [command]), '--help'].join(' ');
  const next = error instanceof NoRunError ? `See them:  ${runsLine(style, { store })}` : `Help:  ${help}`;
  return words(cleanText(error.message), ...(meant === null ? [] : [meant]), next);
}

/** Each wrong line with its number; nothing was made of the right ones. */
function invalidWords({ found, errors }: InvalidError): FailureWords {
  const more = errors > found.length ? [`And ${plural(errors - found.length, 'line')} more.`] : [];
  return words(
    `Not a list of customer IDs: ${plural(errors, 'line')} wrong. Nothing was made.`,
    ...sentencesOfLines(found),
    ...more,
  );
}

/** Lines of which the same is said are told together. */
function sentencesOfLines(found: readonly Diagnostic[]): readonly string[] {
  const same = new Map<string, number[]>();
  for (const one of found) {
    const said = sentence({ ...one, line: null });
    same.set(said, [...(same.get(said) ?? []), ...(one.line === null ? [] : [one.line])]);
  }
  return [...same].map(([said, lines]) => {
    const where = lines.length === 1 ? 'line' : 'lines';
    return lines.length === 0 ? said : `${where} ${listed(lines.map(String))}: ${said}`;
  });
}

function internalWords(error: unknown): FailureWords {
  const message = error instanceof Error ? error.message : String(error);
  const text = error instanceof Error ? (error.stack ?? message) : message;
  return {
    what: `A bug in lms-import, not in your file: ${cleanText(message)}`,
    state: 'Nothing was changed.',
    next: ['Please report it, with every line shown here; they may name files.'],
    trace: text.split('\n').map((line) => clean(line.trim(), 200)),
  };
}

function cleanText(text: string): string {
  return text
    .split('\n')
    .map((line) => clean(line, 400))
    .join(' ');
}
