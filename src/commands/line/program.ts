/** The command line: names, options and help. Each command's code is loaded when it runs, so that help is quick. */
import { Command, InvalidArgumentError } from 'commander';
import type { Confirmed } from '../../core/plan/guards.ts';
import type { Learn } from '../../core/run/known.ts';
import type { Io } from '../terminal/context.ts';
import type { FinishOptions } from '../finish.ts';
import { givenOf, type Begun } from './given.ts';
import type { IngestOptions } from '../ingest.ts';
import { duration, filled, wholeNumber } from './option-values.ts';
import {
  allowClock,
  refuseEmpty,
  refuseTwice,
  withCommon,
  withFile,
  withGuards,
  withStore,
  type FileOptions,
  type StoreOptions,
} from './options.ts';
import { addCheck, addPast } from './program-past.ts';
import type { PlanOptions } from '../plan.ts';
import type { Runner } from './runner.ts';
import type { InitOptions } from '../store-init.ts';
import type { TemplateOptions } from '../template.ts';

const EXIT_CODES = `
Exit codes:
  0  done, valid, planned, or nothing left to do
  1  a bug in the program
  2  wrong usage
  3  the file's header or rows are wrong
  4  a file cannot be read or written: input, output, template, changed
  5  refused: consent, count, cap, open-loans, returned, strict-tables, personal-data, approver
  6  stale: the store, the file or the plan is no longer what was read
  7  the store cannot be used
  9  a removal that is NOT verified, or no longer so: a person must look; finish goes on with it
With --json, a number counts only with a document: Node itself exits 9 for NODE_OPTIONS that it does not allow.

Start:
  lms-import template customer -o july.csv    then fill it in, and
  lms-import validate july.csv                then
  lms-import plan july.csv                    and, when it says what you mean,
  lms-import ingest july.csv
`;

/** Told what was given, what becomes known meanwhile, and the exit code. */
export interface Listener {
  readonly started: (given: Begun) => void;
  readonly learn: Learn;
  readonly ended: (code: number) => void;
}

/** The whole command line. */
export function buildProgram(io: Io, { started, learn, ended }: Listener): Command {
  const program = new Command('lms-import');
  const run: Runner = async (command, { file, options }, work) => {
    started({ command, file, ...givenOf(options) });
    const { contextOf, sayTimings } = await import('../terminal/context.ts');
    const context = await contextOf(io, { command, learn }, options);
    try {
      ended(await work(context));
    } finally {
      context.progress.end();
    }
    sayTimings(context);
  };
  program
    .description('Remove customers from a loan management system by a CSV file, for ever, and prove it.')
    .version(io.version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void io.stdout.write(text), writeErr: () => undefined })
    .showHelpAfterError(false)
    .addHelpText('after', EXIT_CODES);
  addTemplate(program, run);
  addReading(program, run);
  addIngest(program, run);
  addFinish(program, run);
  addStore(program, run);
  addCheck(program, run);
  addPast(program, run);
  refuseTwice(program);
  refuseEmpty(program);
  return program;
}

function addTemplate(program: Command, run: Runner): void {
  withCommon(program.command('template'))
    .description('print the header row of the customer template')
    .argument('<name>', 'customer')
    .option('--example', 'also a row that teaches')
    .option(
      '--remove-ids <file>',
      'a removal file made of a list of customer IDs, one a line; - is standard input',
    )
    .option('-o, --output <file>', 'write to a file')
    .option('--force', 'write over an existing file')
    .action((name: string, options: TemplateOptions) =>
      run('template', { file: null, options }, async (context) =>
        (await import('../template.ts')).template(context, name, options),
      ),
    );
}

function addReading(program: Command, run: Runner): void {
  withFile(program.command('validate'))
    .description('check the header, then every row, against template and store')
    .action((file: string, options: FileOptions) =>
      run('validate', { file, options }, async (context) =>
        (await import('../validate.ts')).validate(context, file, options),
      ),
    );
  withGuards(withFile(program.command('plan')))
    .description('show what an ingest would do; nothing is changed')
    .option('--out <plan>', 'save the plan, for ingest --plan')
    .option('--expires <time>', 'how long it may be applied: 30m, 24h, 7d (default: 24h)', duration)
    .option('--require-approver', 'with --out: another system user must apply it')
    .action((file: string, options: PlanOptions) =>
      run('plan', { file, options }, async (context) =>
        (await import('../plan.ts')).plan(context, file, options),
      ),
    );
}

function addIngest(program: Command, run: Runner): void {
  withGuards(withFile(program.command('ingest')))
    .description('remove the customers of the file, for ever; scrub, verify, report')
    .option('--dry-run', 'stop after the diff')
    .option('--plan <plan>', 'what plan --out saved: exactly that, or nothing; it is the consent')
    .option('--require-approver', 'refuse unless another system user made the plan')
    .option(
      '--confirm-removes <n[:sha8]>',
      'consent of a script that knows its count, and its file',
      confirmRemoves,
    )
    .option(
      '--yes',
      'consent of a script that does not: at most 100 or 10 % of the customers, the lower, but always 5; else as --max-removes says',
    )
    .option('--actor <name>', 'who removes, for ledger and report; else the system user', filled)
    .option('--reason <text>', 'why, for ledger and report; no personal data')
    .option('--report <dir>', "where the run's folder goes; else lms-reports/ beside the store")
    .action((file: string, options: IngestOptions) =>
      run('ingest', { file, options }, async (context) =>
        (await import('../ingest.ts')).ingest(context, file, options),
      ),
    );
}

function addFinish(program: Command, run: Runner): void {
  withStore(program.command('finish'))
    .description('finish runs that committed and were stopped: scrub, checks, report; no file is needed')
    .option('--report <dir>', "where the runs' folders go; else lms-reports/ beside the store")
    .addOption(allowClock())
    .action((options: FinishOptions) =>
      run('finish', { file: null, options }, async (context) =>
        (await import('../finish.ts')).finish(context, options),
      ),
    );
}

function addStore(program: Command, run: Runner): void {
  const store = program.command('store').description('make a store; scrub one; migrate one');
  withStore(store.command('init'))
    .description('make a store, never over an existing file')
    .option('--demo <n>', 'with n made-up customers, and loans and records of every kind', demoCustomers)
    .action((options: InitOptions) =>
      run('store init', { file: null, options }, async (context) =>
        (await import('../store-init.ts')).storeInit(context, options),
      ),
    );
  withStore(store.command('scrub'))
    .description(
      'set every unused byte of a SQLite file to zero, and prove it; who made the file does not matter',
    )
    .action((options: StoreOptions) =>
      run('store scrub', { file: null, options }, async (context) =>
        (await import('../store-scrub.ts')).storeScrub(context, options),
      ),
    );
  addMigrate(store, run);
}

function addMigrate(store: Command, run: Runner): void {
  withStore(store.command('migrate'))
    .description(
      "bring a store of an older lms-import up to this one's version; ingest does it with its removal",
    )
    .action((options: StoreOptions) =>
      run('store migrate', { file: null, options }, async (context) =>
        (await import('../store-migrate.ts')).storeMigrate(context, options),
      ),
    );
}

function confirmRemoves(text: string): Confirmed {
  const [, count, sha8] = /^(\d+)(?::([0-9a-f]{8}))?$/i.exec(text) ?? [];
  if (count === undefined) {
    throw new InvalidArgumentError(
      "It must be the number of removals, in digits; with a colon and the first 8 digits of the file's sha256, also the file.",
    );
  }
  return { count: wholeNumber(0)(count), sha8: sha8?.toLowerCase() ?? null };
}

function demoCustomers(text: string): number {
  const customers = wholeNumber(1)(text);
  if (customers > 10_000_000) throw new InvalidArgumentError('It must be at most 10000000.');
  return customers;
}
