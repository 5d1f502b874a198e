/** The part of the command line that looks: at a store beforehand, and at past runs. */
import { InvalidArgumentError, type Command } from 'commander';
import type { CheckOptions } from '../check.ts';
import { wholeNumber } from './option-values.ts';
import { withStore } from './options.ts';
import type { HistoryOptions, ShowOptions, VerifyOptions } from '../past.ts';
import type { Runner } from './runner.ts';

/** Adds `check`. */
export function addCheck(program: Command, run: Runner): void {
  withStore(program.command('check'))
    .description('a look at the store beforehand: 7 where an ingest would be refused, with every trouble')
    .option('--report <dir>', 'where reports will go; else lms-reports/ beside the store')
    .action((options: CheckOptions) =>
      run('check', { file: null, options }, async (context) =>
        (await import('../check.ts')).check(context, options),
      ),
    );
}

/** Adds `history`, `show` and `verify`. */
export function addPast(program: Command, run: Runner): void {
  withStore(program.command('history'))
    .description('past runs, newest first; whether the ledger is still what was written')
    .option('--limit <n>', 'how many runs', wholeNumber(1), 20)
    .option('--since <day>', 'runs from this day or moment on: 2026-07-01, in UTC', moment)
    .option('--file <name>', 'runs of a file of this name, or of this sha256 (its first 8 digits are enough)')
    .option('--customer <id>', 'runs that removed this customer', wholeNumber(1))
    .option('--check', 'walk the chain of the ledger: was anything changed by hand?')
    .option('--report <file>', "with --check: compare with a run's report.json, too")
    .action((options: HistoryOptions) =>
      run('history', { file: null, options }, async (context) =>
        (await import('../past.ts')).history(context, options),
      ),
    );
  withStore(program.command('show'))
    .description("print a run's report, from the ledger, or a saved plan")
    .argument('<run|plan>', "a run's number, or the file of a saved plan")
    .option('--report <dir>', 'also write the report again, into this folder')
    .option('--all', 'every removal of a saved plan')
    .action((what: string, options: ShowOptions) =>
      run('show', { file: null, options }, async (context) => {
        const past = await import('../past.ts');
        return /^\d+$/.test(what)
          ? past.show(context, what, options)
          : past.showSaved(context, what, options);
      }),
    );
  withStore(program.command('verify'))
    .description("ask a run's checks again, today: 9 where a removed customer is back")
    .argument('[run]', 'its number', wholeNumber(1))
    .option('--all', 'every run of the ledger')
    .option('--report <dir>', "where the runs' reports are; else lms-reports/ beside the store")
    .action((number: number | undefined, options: VerifyOptions) =>
      run('verify', { file: null, options }, async (context) =>
        (await import('../past.ts')).verify(context, number ?? null, options),
      ),
    );
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
