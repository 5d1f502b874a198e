/** The command line: names, options and help. Each command's code is loaded when it runs, so that help is quick. */
import { Command } from '@commander-js/extra-typings';
import type { Learn } from '../../core/progress/known.ts';
import type { Io } from '../terminal/context.ts';
import { givenOf, type Begun } from './given.ts';
import { refuseEmpty, refuseTwice } from './options.ts';
import type { Runner } from './runner.ts';
import {
  declareCheck,
  declareFinish,
  declareHistory,
  declareIngest,
  declareInit,
  declareMigrate,
  declarePlan,
  declareScrub,
  declareShow,
  declareTemplate,
  declareValidate,
  declareVerify,
} from './verbs.ts';

const EXIT_CODES = `
Exit codes:
  0  done, valid, planned, or nothing left to do
  1  a bug in the program
  2  wrong usage
  3  the file's header or rows are wrong
  4  a file cannot be read or written: input, output, template, changed
  5  refused: consent, count, cap, open-loans, returned, strict-tables, personal-data, approver
  6  stale: the store or the file is no longer what was read or planned, or the plan's time is over
     (store-moved, file-moved, expired, clock)
  7  the store cannot be used
  9  a removal that is NOT verified, or no longer so: a person must look; finish goes on with it
  129, 130, 143  stopped before anything was changed: the terminal closed, Ctrl-C, SIGTERM
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
  addReading(program, run);
  addRemoving(program, run);
  addStore(program, run);
  addLooking(program, run);
  refuseTwice(program);
  refuseEmpty(program);
  return program;
}

function addReading(program: Command, run: Runner): void {
  declareTemplate(program).action((name, options) =>
    run('template', { file: null, options }, async (context) =>
      (await import('../template.ts')).template(context, name, options),
    ),
  );
  declareValidate(program).action((file, options) =>
    run('validate', { file, options }, async (context) =>
      (await import('../validate.ts')).validate(context, file, options),
    ),
  );
  declarePlan(program).action((file, options) =>
    run('plan', { file, options }, async (context) =>
      (await import('../plan.ts')).plan(context, file, options),
    ),
  );
}

function addRemoving(program: Command, run: Runner): void {
  declareIngest(program).action((file, options) =>
    run('ingest', { file, options }, async (context) =>
      (await import('../ingest.ts')).ingest(context, file, options),
    ),
  );
  declareFinish(program).action((options) =>
    run('finish', { file: null, options }, async (context) =>
      (await import('../finish.ts')).finish(context, options),
    ),
  );
}

function addStore(program: Command, run: Runner): void {
  const store = program.command('store').description('make a store; scrub one; migrate one');
  declareInit(store).action((options) =>
    run('store init', { file: null, options }, async (context) =>
      (await import('../store-init.ts')).storeInit(context, options),
    ),
  );
  declareScrub(store).action((options) =>
    run('store scrub', { file: null, options }, async (context) =>
      (await import('../store-scrub.ts')).storeScrub(context, options),
    ),
  );
  declareMigrate(store).action((options) =>
    run('store migrate', { file: null, options }, async (context) =>
      (await import('../store-migrate.ts')).storeMigrate(context, options),
    ),
  );
}

/** What looks: at a store beforehand, and at past runs. */
function addLooking(program: Command, run: Runner): void {
  declareCheck(program).action((options) =>
    run('check', { file: null, options }, async (context) =>
      (await import('../check.ts')).check(context, options),
    ),
  );
  declareHistory(program).action((options) =>
    run('history', { file: null, options }, async (context) =>
      (await import('../past.ts')).history(context, options),
    ),
  );
  declareShow(program).action((what, options) =>
    run('show', { file: null, options }, async (context) => {
      const past = await import('../past.ts');
      return /^\d+$/.test(what) ? past.show(context, what, options) : past.showSaved(context, what, options);
    }),
  );
  declareVerify(program).action((number, options) =>
    run('verify', { file: null, options }, async (context) =>
      (await import('../past.ts')).verify(context, number ?? null, options),
    ),
  );
}
