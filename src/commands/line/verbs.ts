/** Every verb as it is declared: its arguments, its options, and their types, which nobody declares again. */
import { InvalidArgumentError, type Command } from '@commander-js/extra-typings';
import type { Confirmed } from '../../core/plan/guards.ts';
import { duration, filled, wholeNumber } from './option-values.ts';
import { allowClock, withCommon, withFile, withGuards, withStore, type OptionsOf } from './options.ts';

/** `template`. */
export function declareTemplate(program: Command) {
  return withCommon(program.command('template'))
    .description('print the header row of the customer template')
    .argument('<name>', 'customer')
    .option('--example', 'also a row that teaches')
    .option(
      '--remove-ids <file>',
      'a removal file made of a list of customer IDs, one a line or in a column customerId; - is standard input',
    )
    .option('-o, --output <file>', 'write to a file')
    .option('--force', 'write over an existing file');
}

/** `validate`. */
export function declareValidate(program: Command) {
  return withFile(program.command('validate')).description(
    'check the header, then every row, against template and store',
  );
}

/** `plan`. */
export function declarePlan(program: Command) {
  return withGuards(withFile(program.command('plan')))
    .description('show what an ingest would do; nothing is changed')
    .option(
      '--review <file>',
      "the approver's sheet, with names, loans and a line to sign; its owner alone may read it",
    )
    .option('--out <plan>', 'save the plan, for ingest --plan')
    .option('--expires <time>', 'how long it may be applied: 30m, 24h, 7d (default: 24h)', duration)
    .option('--require-approver', 'with --out: another system user must apply it');
}

/** `ingest`. */
export function declareIngest(program: Command) {
  return withGuards(withFile(program.command('ingest')))
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
    .option('--reason <text>', 'why, for ledger and report; no personal data; asked for at a terminal')
    .option('--require-reason', 'refuse where no reason is given')
    .option('--report <dir>', "where the run's folder goes; else lms-reports/ beside the store");
}

/** `finish`. */
export function declareFinish(program: Command) {
  return withStore(program.command('finish'))
    .description('finish runs that committed and were stopped: scrub, checks, report; no file is needed')
    .option('--report <dir>', "where the runs' folders go; else lms-reports/ beside the store")
    .addOption(allowClock());
}

/** `store init`. */
export function declareInit(store: Command) {
  return withStore(store.command('init'))
    .description('make a store, never over an existing file')
    .option(
      '--demo <n>',
      'with n made-up customers, and loans and records of every kind; ./demo.db where no store is named',
      demoCustomers,
    );
}

/** `store scrub`. */
export function declareScrub(store: Command) {
  return withStore(store.command('scrub')).description(
    'set every unused byte of a SQLite file to zero, and prove it; who made the file does not matter',
  );
}

/** `store migrate`. */
export function declareMigrate(store: Command) {
  return withStore(store.command('migrate')).description(
    "bring a store of an older lms-import up to this one's version; ingest does it with its removal",
  );
}

/** `check`. */
export function declareCheck(program: Command) {
  return withStore(program.command('check'))
    .description('a look at the store beforehand: 7 where an ingest would be refused, with every trouble')
    .option('--report <dir>', 'where reports will go; else lms-reports/ beside the store');
}

/** `history`. */
export function declareHistory(program: Command) {
  return withStore(program.command('history'))
    .description('past runs, newest first; whether the ledger is still what was written')
    .option('--limit <n>', 'how many runs', wholeNumber(1), 20)
    .option('--since <day>', 'runs from this day or moment on: 2026-07-01, in UTC', moment)
    .option('--file <name>', 'runs of a file of this name, or of this sha256 (its first 8 digits are enough)')
    .option('--customer <id>', 'runs that removed this customer', wholeNumber(1))
    .option('--check', 'walk the chain of the ledger: was anything changed by hand?')
    .option('--report <file>', "with --check: compare with a run's report.json, too");
}

/** `show`. */
export function declareShow(program: Command) {
  return withStore(program.command('show'))
    .description("print a run's report, from the ledger, or a saved plan")
    .argument('<run|plan>', "a run's number, or the file of a saved plan")
    .option('--report <dir>', 'also write the report again, into this folder')
    .option('--all', 'every removal of a saved plan')
    .option(
      '--certificate <id>',
      'of a run: one page for the customer who asked to be erased, with nothing of anybody else',
      wholeNumber(1),
    );
}

/** `verify`. */
export function declareVerify(program: Command) {
  return withStore(program.command('verify'))
    .description("ask a run's checks again, today: 9 where a removed customer is back")
    .argument('[run]', 'its number', wholeNumber(1))
    .option('--all', 'every run of the ledger')
    .option('--report <dir>', "where the runs' reports are; else lms-reports/ beside the store");
}

export type TemplateOptions = OptionsOf<ReturnType<typeof declareTemplate>>;
export type PlanOptions = OptionsOf<ReturnType<typeof declarePlan>>;
export type IngestOptions = OptionsOf<ReturnType<typeof declareIngest>>;
export type FinishOptions = OptionsOf<ReturnType<typeof declareFinish>>;
export type InitOptions = OptionsOf<ReturnType<typeof declareInit>>;
export type CheckOptions = OptionsOf<ReturnType<typeof declareCheck>>;
export type HistoryOptions = OptionsOf<ReturnType<typeof declareHistory>>;
export type ShowOptions = OptionsOf<ReturnType<typeof declareShow>>;
export type VerifyOptions = OptionsOf<ReturnType<typeof declareVerify>>;

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

/** A day or a moment as ISO 8601, UTC: what the ledger's times are compared with. */
function moment(text: string): string {
  const time = /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(text) ? new Date(text) : new Date(Number.NaN);
  // The 30th of February would be a day in March.
  if (Number.isNaN(time.getTime()) || !time.toISOString().startsWith(text.slice(0, 10)))
    throw new InvalidArgumentError(
      'It must be a day like 2026-07-01, or a moment like 2026-07-01T12:00:00Z.',
    );
  return time.toISOString();
}
