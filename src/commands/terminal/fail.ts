/** Turns what went wrong into an exit code, and into one document or a few lines that say what to do. */
import { CommanderError } from '@commander-js/extra-typings';
import type { Diagnostic } from '../../core/findings/diagnostics.ts';
import * as errors from '../../core/errors.ts';
import { fileReason } from '../../core/findings/file-reason.ts';
import type { Known } from '../../core/progress/known.ts';
import { isRetryable } from '../../core/run/unverified.ts';
import { failureLine, failureScreen, failureWords } from '../../view/failures/failure.ts';
import { exitCodeOf, type Ending } from '../../view/documents/envelope.ts';
import { errorDocument } from '../../view/documents/error-json.ts';
import { makeStyle } from '../../view/text/style.ts';
import { documentPieces, type Io } from './context.ts';
import type { Begun } from '../line/given.ts';
import { writePieces } from './write.ts';

type Failure = Pick<Ending, 'outcome' | 'reason' | 'retryable' | 'storeChanged' | 'exitCode'>;

export interface Failed {
  readonly argv: readonly string[];
  readonly given: Begun;
  readonly known: Known;
  readonly error: unknown;
}

/** Says what went wrong; returns the exit code. */
export async function fail(io: Io, { argv, given, known, error: thrown }: Failed): Promise<number> {
  const error = thrown instanceof CommanderError ? usage(thrown) : thrown;
  const failure = failureOf(error);
  const { env, stderr } = io;
  const noColor = argv.includes('--no-color');
  const style = makeStyle({ env, isTTY: stderr.isTTY, columns: stderr.columns, noColor });
  const context = { style, ...given };
  const store = known.store ?? given.store;
  const ending = { toolVersion: io.version, command: given.command ?? argv[0] ?? '', store, ...failure };
  if (argv.includes('--json')) {
    const { what, state, next } = failureWords(error, context);
    const message = [what, state, ...next].filter((text) => text !== '').join(' ');
    const document = errorDocument(ending, { message, error, found: diagnosticsOf(error), known });
    await writePieces(io.stdout, documentPieces(document));
    // The stack belongs to whoever mends the program; standard error has room for one line of it.
    if (failure.outcome === 'internal') stderr.write(failureLine(error, context));
  } else stderr.write(failureScreen(error, context));
  return exitCodeOf(ending);
}

function usage(error: CommanderError): errors.UsageError {
  const missing =
    error.code === 'commander.help' ? 'a command is missing' : error.message.replace(/^error: /, '');
  return new errors.UsageError(missing);
}

function diagnosticsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof errors.UnverifiedError) return diagnosticsOf(error.cause);
  if (error instanceof errors.FileError) return [error.diagnostic];
  return error instanceof errors.InvalidError ? error.found : [];
}

/** Without a saved plan the same line plans afresh; a saved one stays stale. */
function staleFailure(stale: errors.Staleness): Failure {
  const { reason } = stale;
  return { outcome: 'stale', reason, retryable: reason === 'store-moved' && stale.why === 'written' };
}

function failureOf(error: unknown): Failure {
  if (error instanceof errors.UsageError) return { outcome: 'usage' };
  if (error instanceof errors.InvalidError) return { outcome: 'invalid' };
  if (error instanceof errors.FileError) {
    const reason = fileReason(error.diagnostic);
    // What is being copied or saved is whole a moment later.
    return { outcome: 'file', reason, retryable: reason === 'changed' };
  }
  if (error instanceof errors.RefusedError) return { outcome: 'refused', reason: error.refusal.reason };
  if (error instanceof errors.StaleError) return staleFailure(error.staleness);
  if (error instanceof errors.StoreError) {
    const { reason } = error.trouble;
    return { outcome: 'store', reason, retryable: reason === 'locked' || reason === 'full' };
  }
  if (error instanceof errors.UnverifiedError) {
    const { trouble, call } = error;
    const retryable = isRetryable(trouble);
    return { outcome: 'unverified', reason: trouble.reason, retryable, storeChanged: call.storeChanged };
  }
  if (error instanceof errors.StoppedError) {
    return { outcome: 'stopped', reason: error.signal, exitCode: errors.STOPPED[error.signal] };
  }
  return { outcome: 'internal' };
}
