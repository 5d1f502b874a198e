/** `plan FILE`, and `ingest FILE --dry-run`: the dry-run diff, on a connection that cannot write. */
import { EXIT_CODES, UsageError } from '../core/errors.ts';
import { guardRefusal } from '../core/plan/guards.ts';
import type { Plan } from '../core/plan/plan.ts';
import { isValid, outcomeOf, type Validation } from '../core/findings/validation.ts';
import { makePlan, type PlanRequest } from '../pipeline/plan/plan.ts';
import type { SaveRequest } from '../pipeline/plan/save-plan.ts';
import { withLoaded } from '../pipeline/load/session.ts';
import { planDocument, validationDocument, type Saved } from '../view/documents/json.ts';
import { planScreen } from '../view/plan/plan.ts';
import { namesAgree } from '../view/plan/names-checked.ts';
import { lookLine, nextLine, type CommandFacts } from '../view/text/shell.ts';
import { validationScreen } from '../view/screens/validation.ts';
import { answer, type Context } from './terminal/context.ts';
import { fileRequest } from './line/file-request.ts';
import { givenOf } from './line/given.ts';
import { storeAt } from './line/store-at.ts';
import { SHOWN, shownRows, type FileOptions, type GuardOptions } from './line/options.ts';
import type { IngestOptions, PlanOptions } from './line/verbs.ts';

/** Of `plan`, or of an `ingest` that stops after the diff: what it would need is not asked for, and what it would keep is. */
type DryOptions = PlanOptions & Pick<IngestOptions, 'dryRun' | 'reason' | 'report'>;

const DAY = 24 * 60 * 60 * 1000;

/** Runs the command; returns the exit code: 0 also where a guard would refuse. */
export async function plan(context: Context, file: string, options: DryOptions): Promise<number> {
  const { out, expires = DAY } = options;
  if (out === undefined && options.expires !== undefined) throw new UsageError('--expires goes with --out');
  if (out === undefined && options.requireApprover === true && options.dryRun !== true)
    throw new UsageError('--require-approver goes with --out');
  const at = { ...storeAt(context, options), mode: 'read-only' } as const;
  const request = {
    show: shownRows(options, SHOWN),
    names: context.terminal,
    ...guardRequest(context, options),
    save: out === undefined ? null : saveRequest(context, { path: out, lasts: expires, file, options }),
  };
  const { validation, planned } = await withLoaded(
    at,
    fileRequest(context, file, options),
    async (store, loaded) => ({
      validation: loaded.validation,
      planned: plannable(loaded.validation) ? await makePlan(store, loaded, request) : null,
    }),
  ).finally(() => context.progress.end());
  if (planned === null) return sayValidation(context, validation, options);
  const given = { file, ...givenOf(options) };
  const next = nextOf(context, planned.plan, { given, out: out ?? null });
  const { expiresAt } = planned;
  const requireApprover = options.requireApprover === true;
  const saved = out === undefined || expiresAt === null ? null : { path: out, expiresAt, requireApprover };
  await sayPlan(context, { validation, plan: planned.plan, saved, next, refusedBy: null });
  return EXIT_CODES.ok;
}

/** The line of the next step; none where nobody goes, or where it would be refused: what is to be done first is said there. */
function nextOf(
  { style }: Context,
  planned: Plan,
  { given, out }: { readonly given: CommandFacts; readonly out: string | null },
): string | null {
  // A saved plan is consent: nobody is shown the line that applies it before they looked at what it holds.
  if (out !== null) return lookLine(style, out, given.store);
  return guardRefusal(planned) !== null || planned.removals === 0 ? null : nextLine(style, given);
}

function saveRequest(
  { io }: Context,
  request: Pick<SaveRequest, 'path' | 'lasts'> & { readonly file: string; readonly options: DryOptions },
): SaveRequest {
  const { path, lasts, file, options } = request;
  const { template, checkNames } = givenOf(options);
  return {
    ...{ path, lasts, maker: io.user(), toolVersion: io.version, madeAt: io.now() },
    requireApprover: options.requireApprover === true,
    given: { file, template, checkNames },
  };
}

type GuardFacts = Omit<PlanRequest, 'show' | 'names' | 'save'>;

/** What the guards are asked, as the options have it. */
export function guardRequest(
  { io, progress }: Context,
  options: GuardOptions &
    Pick<IngestOptions, 'allowReturned' | 'reason' | 'report'> &
    Partial<Pick<PlanOptions, 'review'>>,
): GuardFacts {
  return {
    allowOpenLoans: options.allowOpenLoans ?? null,
    allowReturned: options.allowReturned ?? null,
    maxRemoves: options.maxRemoves ?? null,
    strictTables: options.strictTables === true,
    reason: options.reason ?? null,
    report: options.report ?? null,
    list: options.list ?? null,
    review: options.review ?? null,
    now: io.now(),
    allowClock: options.allowClock ?? null,
    progress,
  };
}

function plannable(validation: Validation): boolean {
  return isValid(validation) && validation.alreadyIngested === null;
}

/** Says why there is no plan: the file is not valid, or was ingested before. */
export async function sayValidation(
  context: Context,
  validation: Validation,
  options: FileOptions,
): Promise<number> {
  const outcome = outcomeOf(validation);
  const ending = { ...context.ending, outcome };
  await answer(
    context,
    () =>
      outcome === 'ok' ? planDocument(ending, validation, null) : validationDocument(ending, validation),
    () =>
      validationScreen(context.style, validation, {
        next: null,
        errorsFile: options.errors ?? null,
        store: options.store ?? null,
        all: options.all === true,
        names: context.terminal,
      }),
  );
  return EXIT_CODES[outcome];
}

/** Shows a plan. */
export async function sayPlan(
  context: Context,
  said: {
    readonly validation: Validation;
    readonly plan: Plan;
    readonly saved: Saved | null;
    readonly next: string | null;
    readonly refusedBy: string | null;
  },
): Promise<void> {
  const { validation, plan: planned, saved, next, refusedBy } = said;
  const { file, store, tally } = validation;
  await answer(
    context,
    () => planDocument({ ...context.ending, outcome: 'ok' }, validation, { plan: planned, saved }),
    () =>
      planScreen(context.style, planned, {
        file,
        store: store ?? '',
        tally,
        agreed: namesAgree(validation),
        saved,
        next,
        names: context.terminal,
        refusedBy,
      }),
  );
}
