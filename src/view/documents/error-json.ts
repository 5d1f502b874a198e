/** `lms-import/error`: what went wrong, typed, with whatever was known by then. */
import { causeOf } from '../../core/cause.ts';
import type { Diagnostic } from '../../core/findings/diagnostics.ts';
import type { DocumentOf } from '../../core/documents/documents.ts';
import * as errors from '../../core/errors.ts';
import { fileReason } from '../../core/findings/file-reason.ts';
import type { Known } from '../../core/progress/known.ts';
import { count, newTally } from '../../core/findings/tally.ts';
import { envelope, type Ending, type Envelope } from './envelope.ts';
import { aboutFile, diagnosticsPart, movedPart, tablesPart } from './json.ts';

export interface Said {
  readonly message: string;
  readonly error: unknown;
  readonly found: readonly Diagnostic[];
  readonly known: Known;
}

type ErrorDocument = DocumentOf<'error'>;

/** The document of a failure. */
export function errorDocument(ending: Ending, { message, error, found, known }: Said): DocumentOf<'error'> {
  const tally = newTally(found.length);
  for (const one of found) count(tally, one);
  return {
    ...envelope('error', ending),
    ...whatWasRead(known),
    message,
    ...runsOf(error, known),
    details: detailsOf(error),
    moved: movedOf(error),
    ...diagnosticsPart(tally),
  };
}

function whatWasRead({ file, template, validation }: Known): Pick<Envelope, 'file' | 'template' | 'counts'> {
  return validation === null ? { file, template, counts: {} } : aboutFile(validation);
}

/** Which run the failure speaks of, which one the given file has, and the cause in one word. */
function runsOf(
  error: unknown,
  { run, validation }: Known,
): Pick<ErrorDocument, 'run' | 'runOfThisFile' | 'cause'> {
  const ingested = validation?.alreadyIngested?.run ?? null;
  if (!(error instanceof errors.UnverifiedError)) return { run, runOfThisFile: ingested, cause: null };
  const { trouble, call } = error;
  return {
    run: trouble.run,
    runOfThisFile: call.runOfThisFile ?? ingested,
    cause: causeOf(error),
  };
}

function movedOf(error: unknown): ErrorDocument['moved'] {
  const moved = error instanceof errors.StaleError && 'moved' in error.staleness;
  return moved ? movedPart(error.staleness.moved) : null;
}

function detailsOf(error: unknown): ErrorDocument['details'] {
  if (error instanceof errors.FileError) {
    const { code, details } = error.diagnostic;
    return { outcome: 'file', reason: fileReason(error.diagnostic), code, path: details.path };
  }
  if (error instanceof errors.RefusedError) return { outcome: 'refused', ...error.refusal };
  if (error instanceof errors.StaleError) return staleDetails(error.staleness);
  if (error instanceof errors.StoreError) return { outcome: 'store', ...error.trouble };
  return error instanceof errors.UnverifiedError ? unverifiedDetails(error.trouble) : null;
}

function unverifiedDetails(trouble: errors.UnverifiedError['trouble']): ErrorDocument['details'] {
  if (trouble.reason !== 'earlier-run') return { outcome: 'unverified', ...trouble };
  return { outcome: 'unverified', ...trouble, why: { outcome: 'unverified', ...trouble.why } };
}

function staleDetails(stale: errors.Staleness): ErrorDocument['details'] {
  if (stale.reason !== 'store-moved') return { outcome: 'stale', ...stale };
  const { reason, why } = stale;
  switch (why) {
    case 'customers':
      return { outcome: 'stale', reason, why, customers: stale.moved.customers };
    case 'shape':
      return { outcome: 'stale', reason, why, tables: tablesPart(stale.tables) };
    case 'written':
      return { outcome: 'stale', reason, why, ...(stale.by === undefined ? {} : { by: stale.by }) };
    case 'other-store':
      return { outcome: 'stale', reason, why };
  }
}
