/** `finish`: what is left of runs that committed: their scrub, checks and report. Needs no file and removes nothing. */
import { EXIT_CODES } from '../core/errors.ts';
import { finishAll } from '../pipeline/finish/finish-all.ts';
import { finishDocument, finishEnding, finishScreen } from '../view/screens/finish.ts';
import { answer, type Context } from './terminal/context.ts';
import { finishRequest } from './line/finish-request.ts';
import { givenOf } from './line/given.ts';
import type { FinishOptions } from './line/verbs.ts';

/** Runs the command; returns the exit code: 9 where a run is still not verified. */
export async function finish(context: Context, options: FinishOptions): Promise<number> {
  const { progress, style } = context;
  const request = finishRequest(context, options);
  const runs = await finishAll(request);
  progress.end();
  const given = { ...givenOf(options), style, command: context.ending.command, file: null };
  const ending = finishEnding(runs);
  await answer(
    context,
    () => finishDocument({ ...context.ending, ...ending, store: request.path }, runs, given),
    () => finishScreen(runs, { ...given, path: request.path }),
  );
  return EXIT_CODES[ending.outcome];
}
