/** A committed removal that is not verified: the customers are gone, and a person must look. */
import { clean } from '../core/clean.ts';
import type { Unverified } from '../core/errors.ts';
import { listed } from './format.ts';
import { words, type FailureContext, type FailureWords } from './failure-words.ts';
import { checkName } from './report-checks.ts';
import { commandLine } from './shell.ts';

/** What is not proven, and how to finish it. */
export function unverifiedWords(
  trouble: Unverified,
  { style, file, store, template }: FailureContext,
): FailureWords {
  const again =
    file === null || file === '-'
      ? 'The same line again finishes it.'
      : `The same line again finishes it:  ${commandLine(style, 'ingest', { file, store, template })}`;
  return words(
    `NOT VERIFIED (${trouble.reason}): run ${trouble.run} is committed, the customers are removed; ${found(trouble)}`,
    `A person must look. ${again}`,
  );
}

function found(trouble: Unverified): string {
  switch (trouble.reason) {
    case 'scrub-incomplete':
      return `old values may be left in the file: ${clean(trouble.found, 200)}.`;
    case 'check-failed':
      return trouble.checks.length === 0
        ? 'checks 2 and 3 could not be asked again: the store cannot be used.'
        : `failed: ${listed(trouble.checks.map(checkName))}.`;
    case 'report-not-written':
      return `the report is not written to ${clean(trouble.path, 120)}: ${clean(trouble.found, 200)}.`;
    case 'internal':
      return `then a bug in lms-import: ${clean(trouble.found, 200)}. Please report it.`;
  }
}
