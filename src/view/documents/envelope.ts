/** What every JSON document holds, whatever it is about (docs/CONTRACT.md, "JSON"). */
import type { DocumentName, DocumentOf } from '../../core/documents/documents.ts';
import { EXIT_CODES, STOPPED, type Outcome } from '../../core/errors.ts';

/** How a command ended, for the envelope. */
export interface Ending {
  readonly toolVersion: string;
  readonly command: string;
  readonly outcome: Outcome;
  readonly exitCode?: number;
  readonly reason?: string | null;
  readonly retryable?: boolean;
  readonly storeChanged?: boolean;
  readonly store?: string | null;
}

export type Envelope = Omit<DocumentOf<'template'>, 'schema' | 'labels' | 'output' | 'content'>;

/** What every document holds; keys in the order of the contract. */
export function envelope<Name extends DocumentName>(
  name: Name,
  ending: Ending,
): Envelope & { readonly schema: `lms-import/${Name}` } {
  return {
    schema: `lms-import/${name}`,
    schemaVersion: '1.0',
    tool: 'lms-import',
    toolVersion: ending.toolVersion,
    command: ending.command,
    exitCode: exitCodeOf(ending),
    outcome: ending.outcome,
    reason: ending.reason ?? null,
    retryable: ending.retryable ?? false,
    storeChanged: ending.storeChanged ?? false,
    store: ending.store ?? null,
    file: null,
    template: null,
    counts: {},
  };
}

/** The exit code of an ending; a stop has its signal's own. */
export function exitCodeOf({ outcome, exitCode }: Ending): number {
  return exitCode ?? (outcome === 'stopped' ? STOPPED.SIGTERM : EXIT_CODES[outcome]);
}
