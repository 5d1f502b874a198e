/** `check`: whether an ingest could do its work on this store; for the first line of a job. */
import { EXIT_CODES } from '../core/errors.ts';
import { troublesOf } from '../core/run/looks.ts';
import { checkStore } from '../pipeline/store/check.ts';
import { checkDocument, checkScreen } from '../view/screens/check.ts';
import { answer, type Context } from './terminal/context.ts';
import { givenOf } from './line/given.ts';
import { reportsPath } from './line/finish-request.ts';
import { storeAt } from './line/store-at.ts';
import type { CheckOptions } from './line/verbs.ts';

/** Runs `check`; returns the exit code: 7 where any look found a trouble, and each of them is in the answer. */
export async function check(context: Context, options: CheckOptions): Promise<number> {
  const at = storeAt(context, options);
  const { path } = at;
  const reports = reportsPath(path, options.report);
  const found = await checkStore(at, { reports, now: context.io.now() });
  const [first] = troublesOf(found);
  const outcome = first === undefined ? 'ok' : 'store';
  const given = {
    ...givenOf(options),
    style: context.style,
    command: context.ending.command,
    file: null,
  };
  await answer(
    context,
    () =>
      checkDocument({ ...context.ending, outcome, reason: first?.reason ?? null, store: path }, found, given),
    () => checkScreen(found, { ...given, path }),
  );
  return EXIT_CODES[outcome];
}
