/** Options that several commands share; a wrong value is said before anything is opened. */
import { existsSync } from 'node:fs';
import {
  Option,
  type Command,
  type CommandUnknownOpts,
  type OptionValues,
} from '@commander-js/extra-typings';
import { UsageError } from '../../core/errors.ts';
import type { Learn } from '../../core/progress/known.ts';
import { entryTime, maxRemoves, notEmpty, seconds, sha256, wholeNumber } from './option-values.ts';

/** How many rows of each kind are shown where nothing else is said. */
export const SHOWN = 20;

/** Has every option with a value, of the command and of those under it, refuse to be given twice: which one was meant? */
export function refuseTwice(command: CommandUnknownOpts): void {
  for (const option of command.options) {
    if (!option.required && !option.optional) continue;
    let given = false;
    command.on(`option:${option.name()}`, () => {
      if (given) throw new UsageError(`${option.long ?? option.flags} is given twice: give it once`);
      given = true;
    });
  }
  command.commands.forEach(refuseTwice);
}

/** Has every option with a value, and every argument, that asks for nothing else ask for something, of all commands. */
export function refuseEmpty(command: CommandUnknownOpts): void {
  const valued = command.options.filter(({ required, optional }) => required || optional);
  for (const one of [...valued, ...command.registeredArguments]) {
    if (one.parseArg === undefined) one.argParser(notEmpty);
  }
  command.commands.forEach(refuseEmpty);
}

/** The options of a command, as they were declared: by their names in code, read only. */
export type OptionsOf<Made> = Made extends { opts(): infer Options } ? Readonly<Options> : never;

export type CommonOptions = OptionsOf<ReturnType<typeof withCommon>>;
export type StoreOptions = OptionsOf<ReturnType<typeof withStore>>;
export type FileOptions = OptionsOf<ReturnType<typeof withFile>>;
export type GuardOptions = OptionsOf<ReturnType<typeof withGuards<[], CommonOptions>>>;

/** Adds what every command has. */
export function withCommon(command: Command) {
  return command
    .option('--json', 'print one JSON document on standard output, ask nothing')
    .option('--quiet', 'nothing on standard error but failures')
    .option('--no-color', 'no colour');
}

/** Adds what a command that opens a store has. */
export function withStore(command: Command) {
  return withCommon(command)
    .option('--store <db>', 'the store; else LMS_IMPORT_STORE, else ./lms.db')
    .addOption(
      new Option('--lock-timeout <seconds>', 'how long to wait for a lock').argParser(seconds).default(10),
    );
}

/** Adds what a command that reads a file has. */
export function withFile(command: Command) {
  return withStore(command)
    .argument('<file>', 'the customer import CSV; - is standard input')
    .option('--template <file>', "your company's own sample file in the built-in template's place")
    .option(
      '--check-names <file>',
      'your own list, a CSV of customerId,lastName: it must hold the same IDs, and the names of the store; ' +
        'without a store the IDs alone are compared',
    )
    .option('--missing-ok', 'a customer that an earlier run removed counts as done')
    .option(
      '--allow-returned <n>',
      'remove customers whose ID an earlier run removed, and who are in the store; n is how many those are. ' +
        'Is it the same person? An ID may have been given out again',
      wholeNumber(0),
    )
    .option('--show <n>', 'rows of each kind that are shown (default: 20)', wholeNumber(0))
    .option('--all', 'show every row')
    .option('--sha256 <hash>', 'refuse the file unless its bytes have this sha256', sha256)
    .option('--errors <file>', 'write every diagnostic as CSV, one a line')
    .option('--timings', 'say where the time went, on standard error; with --json, in the document');
}

/** Adds the guards. */
export function withGuards<Args extends unknown[], Options extends OptionValues>(
  command: Command<Args, Options>,
) {
  return command
    .option(
      '--allow-open-loans <n>',
      'remove customers with open loans; n is how many those are',
      wholeNumber(0),
    )
    .option(
      '--max-removes <n|p%>',
      'refuse to remove more: a number, or a share of the customers',
      maxRemoves,
    )
    .addOption(allowClock())
    .option('--strict-tables', 'refuse where a table is not examined, or rows have no parent')
    .option('--list <file>', 'write every removal as CSV, one a line');
}

/** Of the commands that write to the ledger. */
export function allowClock() {
  const what =
    "write to a ledger whose last entry is of that time, to come by this machine's clock, which is right";
  return new Option('--allow-clock <time>', what).argParser(entryTime);
}

/** What a path is asked of, and who is told of it: a `Context`. */
interface Asked {
  readonly io: { readonly env: NodeJS.ProcessEnv };
  readonly learn: Learn;
}

const DEFAULT_STORE = 'lms.db';

/** Where made-up customers go: nobody is to take them for their own. */
export const DEMO_STORE = 'demo.db';

/** The store as named by option, else by environment, else `usual`, which is `./lms.db`. */
export function storePath({ io, learn }: Asked, options: StoreOptions, usual = DEFAULT_STORE): string {
  const store = namedStore(options, io.env) ?? usual;
  learn({ store });
  return store;
}

/** For `validate`: null where no store is named and none stands at `./lms.db`. */
export function storeIfAny(asked: Asked, options: StoreOptions): string | null {
  const named = namedStore(options, asked.io.env) !== undefined;
  return named || existsSync(DEFAULT_STORE) ? storePath(asked, options) : null;
}

/** An empty variable is one that a script forgot to fill: `./lms.db` may be another store than was meant. */
function namedStore({ store }: StoreOptions, { LMS_IMPORT_STORE }: NodeJS.ProcessEnv): string | undefined {
  if (store === undefined && LMS_IMPORT_STORE === '')
    throw new UsageError('LMS_IMPORT_STORE is empty: name the store in it, or unset it, or give --store DB');
  return store ?? LMS_IMPORT_STORE;
}

/** How many rows to keep of each kind. */
export function shownRows(options: FileOptions, usual: number): number {
  return options.all === true ? Number.MAX_SAFE_INTEGER : (options.show ?? usual);
}
