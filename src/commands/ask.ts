/** Consent: by option, or typed at the question where a person sees all three streams. */
import { createInterface } from 'node:readline';
import { readConsent } from '../core/consent.ts';
import { RefusedError, StoppedError } from '../core/errors.ts';
import { consentOf, type ConsentOptions } from '../core/guards.ts';
import type { Plan } from '../core/plan.ts';
import type { Consent } from '../core/report.ts';
import { questionScreen, questionText } from '../view/ingest.ts';
import type { Context } from './context.ts';

/** The consent to a plan; throws a `RefusedError` where there is none. `store` is shown with its whole path. */
export async function consent(
  context: Context,
  plan: Plan,
  asked: { readonly options: ConsentOptions; readonly store: string; readonly sha256: string },
): Promise<Consent> {
  const given = consentOf(plan, asked.sha256, asked.options);
  const { removals } = plan;
  if (given !== 'ask') {
    if ('reason' in given) throw new RefusedError(given);
    return given;
  }
  if (!context.interactive) throw new RefusedError({ reason: 'consent', why: 'not-asked', removals });
  const { style, io } = context;
  const facts = { store: asked.store, customers: plan.customers.before, linkedLoans: plan.loans.linked };
  io.stdout.write(`\n${questionScreen(style, { ...facts, alreadyRemoved: plan.alreadyRemoved })}`);
  const answer = readConsent(await question(context, questionText(style)), removals);
  if ('ok' in answer) return { by: 'prompt', count: removals };
  if (answer.reason === 'count') {
    throw new RefusedError({ reason: 'count', by: 'prompt', said: answer.said, removals });
  }
  throw new RefusedError({ reason: 'consent', why: 'not-given', removals });
}

/** The line typed; an empty one where the input ends. Ctrl-C is a stop. */
async function question({ io }: Context, text: string): Promise<string> {
  const asking = createInterface({ input: io.stdin(), output: io.stdout });
  try {
    return await new Promise<string>((resolve, reject) => {
      asking.on('SIGINT', () => {
        io.stdout.write('\n');
        reject(new StoppedError('SIGINT'));
      });
      asking.on('close', () => {
        io.stdout.write('\n');
        resolve('');
      });
      asking.question(text, (answer) => {
        asking.removeAllListeners('close');
        resolve(answer);
      });
    });
  } finally {
    asking.close();
  }
}
