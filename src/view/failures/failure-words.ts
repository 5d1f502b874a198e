/** The shape of what is said about a failure, and what it may refer to. */
import type { Given, LineCommand } from '../text/given.ts';
import { commandLine, type CommandFacts } from '../text/shell.ts';
import type { Style } from '../text/style.ts';

export interface FailureWords {
  /** What was found; one or two sentences. */
  readonly what: string;
  /** What became of the store; empty where nothing touched it. */
  readonly state: 'Nothing was changed.' | '';
  /** What to do, a sentence each. */
  readonly next: readonly string[];
  /** Lines for whoever mends the program. */
  readonly trace: readonly string[];
}

export interface FailureContext extends Given {
  readonly style: Style;
  /** Null where the line names no command of ours. */
  readonly command: string | null;
  /** As given; `-` for standard input, `null` where the command has none. */
  readonly file: string | null;
}

/** A command line with what was given, to copy. */
export function lineFor(
  context: FailureContext,
  command: LineCommand,
  more: Partial<Pick<CommandFacts, 'plan' | 'out' | 'errors' | 'list'>> = {},
): string {
  const { style, command: _command, file, ...given } = context;
  return commandLine(style, command, { ...given, file: file ?? 'FILE', ...more });
}

/** What was found and what to do about it, where no store was in question. */
export function words(what: string, ...next: readonly string[]): FailureWords {
  return { what, state: '', next, trace: [] };
}

/** What was found and what to do about it, where the store is as it was. */
export function unchanged(what: string, ...next: readonly string[]): FailureWords {
  return { what, state: 'Nothing was changed.', next, trace: [] };
}
