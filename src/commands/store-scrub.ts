/** `store scrub`: sets every unused byte of a SQLite file to zero and proves it; nothing that a query sees changes. */
import { EXIT_CODES } from '../core/errors.ts';
import { SCRUBBING } from '../core/progress/progress.ts';
import { scrubAlone } from '../pipeline/store/scrub.ts';
import { scrubDocument, scrubScreen } from '../view/screens/scrub.ts';
import { answer, type Context } from './terminal/context.ts';
import type { StoreOptions } from './line/options.ts';
import { storeAt } from './line/store-at.ts';

/** Runs the command; returns the exit code: 9 where an unused byte is not zero when it is read again. */
export async function storeScrub(context: Context, options: StoreOptions): Promise<number> {
  const at = storeAt(context, options);
  const { path } = at;
  const { progress, timed } = context;
  const found = await scrubAlone(at, progress);
  progress.end();
  const outcome = found.check.passed ? 'ok' : 'unverified';
  const reason = found.check.passed ? null : 'check-failed';
  await answer(
    context,
    () => scrubDocument({ ...context.ending, outcome, reason, store: path }, found),
    () =>
      scrubScreen(context.style, {
        ...found,
        path,
        store: options.store ?? null,
        milliseconds: timed.took(...SCRUBBING),
      }),
  );
  return EXIT_CODES[outcome];
}
