/** Consent: by option, or typed at the question where a person sees all three streams. */
import { createInterface } from 'node:readline';
import { readConsent } from '../../core/plan/consent.ts';
import { RefusedError, StoppedError } from '../../core/errors.ts';
import { consentOf, unseenRefusal, type ConsentOptions } from '../../core/plan/guards.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Validation } from '../../core/findings/validation.ts';
import { questionScreen, questionText, reasonText, returnedScreen } from '../../view/screens/ingest.ts';
import type { Given } from '../../pipeline/remove/request.ts';
import type { Context } from './context.ts';

/** The consent to a plan, and why; throws a `RefusedError` where there is none. `store` is shown with its whole path. */
export async function consent(
  context: Context,
  plan: Plan,
  request: {
    readonly options: ConsentOptions;
    readonly store: string;
    readonly validation: Pick<Validation, 'file' | 'names'>;
    readonly reason: { readonly given: string | null; readonly required: boolean };
  },
): Promise<Given> {
  const given = consentOf(plan, request.validation.file.sha256, request.options);
  const { removals } = plan;
  if (given !== 'ask') {
    if ('reason' in given) throw new RefusedError(given);
    return { consent: given, reason: request.reason.given };
  }
  if (!context.interactive)
    throw new RefusedError({
      reason: 'consent',
      why: context.piped ? 'answer-piped' : 'not-asked',
      removals,
    });
  const { style, io } = context;
  showReturned(context, plan, request.validation.names !== null);
  const { alreadyRemoved, orphans, beside, customers, loans } = plan;
  const facts = { store: request.store, customers: customers.before, linkedLoans: loans.linked };
  const typedFirst = await dropTyped(io.stdin());
  const reason = request.reason.given ?? (await askReason(context, { removals, ...request.reason }));
  const typedBefore = (await dropTyped(io.stdin())) || typedFirst;
  io.stdout.write(`\n${questionScreen(style, { ...facts, alreadyRemoved, orphans, beside, typedBefore })}`);
  const answer = readConsent(await question(context, questionText(style)), removals);
  if ('ok' in answer) return { consent: { by: 'prompt', count: removals }, reason };
  if (answer.reason === 'count') {
    throw new RefusedError({ reason: 'count', by: 'prompt', said: answer.said, removals });
  }
  throw new RefusedError({ reason: 'consent', why: 'not-given', removals });
}

/** How often an empty line is asked again. */
const ASKED = 3;

/** Before the consent, which is the last thing that is typed. An empty line is none, which a company may not allow. */
async function askReason(
  context: Context,
  { removals, required }: { readonly removals: number; readonly required: boolean },
): Promise<string | null> {
  for (let asked = 0; asked < (required ? ASKED : 1); asked += 1) {
    context.io.stdout.write('\n');
    const reason = (await question(context, reasonText(required))).trim();
    if (reason !== '') return reason;
  }
  if (required) throw new RefusedError({ reason: 'consent', why: 'not-given', removals });
  return null;
}

/** Throws a `RefusedError` where there are too many to be looked at one by one. */
function showReturned({ style, io }: Context, plan: Plan, namesCompared: boolean): void {
  const unseen = unseenRefusal(plan, namesCompared);
  if (unseen !== null) throw new RefusedError(unseen);
  const back = plan.shown.filter(({ returned }) => returned !== null);
  if (back.length > 0 && !namesCompared) io.stdout.write(`\n${returnedScreen(style, back)}`);
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
      const ended = () => {
        io.stdout.write('\n');
        resolve('');
      };
      asking.on('close', ended);
      asking.question(text, (answer) => {
        // Nobody else's: by one of its own it lets go of the keys, which would be shown twice at the next question.
        asking.off('close', ended);
        resolve(answer);
      });
    });
  } finally {
    asking.close();
  }
}

const CTRL_C = 3;

/**
 * Reads what the terminal holds and throws it away: a pasted runbook is no answer to a question that nobody had seen.
 * True where there was anything. Raw, so that a line that has no end yet comes, too.
 */
async function dropTyped(stdin: NodeJS.ReadStream): Promise<boolean> {
  let [came, dropped, stopped] = [true, false, false];
  const drop = (bytes: Buffer) => {
    [came, dropped] = [true, true];
    stopped ||= bytes.includes(CTRL_C);
  };
  stdin.setRawMode(true);
  stdin.on('data', drop);
  while (came) {
    came = false;
    // Between two turns of the event loop everything that is there is read; where nothing came, nothing is left.
    await turn();
    await turn();
  }
  stdin.off('data', drop);
  stdin.pause();
  stdin.setRawMode(false);
  if (stopped) throw new StoppedError('SIGINT');
  return dropped;
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
