/** What was given on a command line: the command that it names, and what a line to copy says again. */
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { MaxRemoves } from '../../core/plan/guards.ts';
import { NOTHING_GIVEN, type Given } from '../../view/text/given.ts';
import type { IngestOptions } from './verbs.ts';

/** The options that are said again, of whichever command. */
export type GivenOptions = Partial<
  Pick<
    IngestOptions,
    | 'store'
    | 'template'
    | 'checkNames'
    | 'sha256'
    | 'errors'
    | 'missingOk'
    | 'maxRemoves'
    | 'allowClock'
    | 'list'
    | 'strictTables'
    | 'report'
    | 'requireApprover'
  >
>;

/** They as they were given. */
export function givenOf(options: GivenOptions): Given {
  return {
    store: options.store ?? null,
    template: options.template ?? null,
    checkNames: options.checkNames ?? null,
    sha256: options.sha256 ?? null,
    maxRemoves: options.maxRemoves === undefined ? null : asTyped(options.maxRemoves),
    allowClock: options.allowClock ?? null,
    errors: options.errors ?? null,
    list: options.list ?? null,
    report: options.report ?? null,
    missingOk: options.missingOk === true,
    strictTables: options.strictTables === true,
    requireApprover: options.requireApprover === true,
  };
}

function asTyped(max: MaxRemoves): string {
  return 'customers' in max ? String(max.customers) : `${max.percent}%`;
}

/** What is known of the command line when something goes wrong; all of it as soon as a command begins. */
export interface Begun extends Given {
  /** Null where the line names no command of ours. */
  readonly command: string | null;
  readonly file: string | null;
}

/** Before a command has begun nothing is known but its name. */
export function notBegun(program: CommandUnknownOpts, argv: readonly string[]): Begun {
  return { ...NOTHING_GIVEN, command: commandNamed(program, argv), file: null };
}

/** The command of ours that a command line names, with the one above it: `store init`; null where it names none. */
export function commandNamed(program: CommandUnknownOpts, argv: readonly string[]): string | null {
  const names: string[] = [];
  let at = program;
  for (const word of argv.filter((text) => !text.startsWith('-'))) {
    const next = at.commands.find((command) => command.name() === word);
    if (next === undefined) break;
    names.push(word);
    at = next;
  }
  return names.length === 0 ? null : names.join(' ');
}
