/** The shape of what is said about a failure, and what it may refer to. */
import { commandLine } from './shell.ts';
import type { Style } from './style.ts';

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

export interface FailureContext {
  readonly style: Style;
  /** As given; `-` for standard input, `null` where the command has none. */
  readonly file: string | null;
  /** `--store` as given, `null` where it was not. */
  readonly store: string | null;
  /** `--template` as given, `null` where it was not. */
  readonly template: string | null;
  /** `--report` as given, `null` where it was not. */
  readonly report: string | null;
  /** `--check-names` as given. */
  readonly checkNames?: string | null;
  readonly missingOk?: boolean;
  readonly requireApprover?: boolean;
}

/** A command line with what was given, to copy. */
export function lineFor({ style, file, store, template }: FailureContext, command: string): string {
  return commandLine(style, command, { file: file ?? 'FILE', store, template });
}

/** What makes a plan anew that can stand for the one that was given: what was asked of that one is asked again. */
export function afreshLine(context: FailureContext): string {
  const { style, file, store, template, checkNames = null, missingOk, requireApprover } = context;
  const given = { file: file ?? 'FILE', store, template, checkNames };
  const line = commandLine(style, 'plan', {
    ...given,
    ...(missingOk === undefined ? {} : { missingOk }),
    ...(requireApprover === undefined ? {} : { requireApprover }),
  });
  return `${line} --out PLAN`;
}

/** What was found and what to do about it, where no store was in question. */
export function words(what: string, ...next: readonly string[]): FailureWords {
  return { what, state: '', next, trace: [] };
}

/** What was found and what to do about it, where the store is as it was. */
export function unchanged(what: string, ...next: readonly string[]): FailureWords {
  return { what, state: 'Nothing was changed.', next, trace: [] };
}
