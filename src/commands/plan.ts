/** `plan FILE`, and `ingest FILE --dry-run`: the dry-run diff, on a connection that cannot write. */
import { EXIT_CODES } from '../core/errors.ts';
import type { Plan } from '../core/plan.ts';
import { isValid, outcomeOf, type Validation } from '../core/validation.ts';
import { makePlan, type PlanRequest } from '../pipeline/plan.ts';
import { withLoaded } from '../pipeline/session.ts';
import { planDocument, validationDocument } from '../view/json.ts';
import { planScreen } from '../view/plan.ts';
import { namesAgree } from '../view/names-checked.ts';
import { nextLine } from '../view/shell.ts';
import { validationScreen } from '../view/validation.ts';
import { answer, type Context } from './context.ts';
import { fileRequest } from './file-request.ts';
import { SHOWN, givenNames, shownRows, storePath, type FileOptions, type GuardOptions } from './options.ts';

/** Runs the command; returns the exit code: 0 also where a guard would refuse. */
export async function plan(
  context: Context,
  file: string,
  options: FileOptions & GuardOptions,
): Promise<number> {
  const { path } = storePath(options, context.io.env);
  const at = { path, seconds: options.lockTimeout, mode: 'read-only' } as const;
  const request = {
    show: shownRows(options, SHOWN),
    names: context.terminal,
    ...guardRequest(context, options),
  };
  const { validation, planned } = await withLoaded(
    at,
    fileRequest(context, file, options),
    (store, loaded) => ({
      validation: loaded.validation,
      planned: plannable(loaded.validation) ? makePlan(store, loaded, request).plan : null,
    }),
  ).finally(() => context.progress.end());
  if (planned === null) return sayValidation(context, validation, options);
  sayPlan(context, { validation, plan: planned, next: nextLine(context.style, givenNames(file, options)) });
  return EXIT_CODES.ok;
}

/** What the guards are asked, as the options have it. */
export function guardRequest(
  { io }: Context,
  { allowOpenLoans, maxRemoves, list }: GuardOptions,
): Pick<PlanRequest, 'allowOpenLoans' | 'maxRemoves' | 'list' | 'now'> {
  return {
    allowOpenLoans: allowOpenLoans ?? null,
    maxRemoves: maxRemoves ?? null,
    list: list ?? null,
    now: io.now(),
  };
}

function plannable(validation: Validation): boolean {
  return isValid(validation) && validation.alreadyIngested === null;
}

/** Says why there is no plan: the file is not valid, or was ingested before. */
export function sayValidation(context: Context, validation: Validation, options: FileOptions): number {
  const outcome = outcomeOf(validation);
  const ending = { ...context.ending, outcome };
  answer(
    context,
    () =>
      outcome === 'ok' ? planDocument(ending, validation, null) : validationDocument(ending, validation),
    () => validationScreen(context.style, validation, { next: null, errorsFile: options.errors ?? null }),
  );
  return EXIT_CODES[outcome];
}

/** Shows a plan. */
export function sayPlan(
  context: Context,
  said: { readonly validation: Validation; readonly plan: Plan; readonly next: string | null },
): void {
  const { validation, plan: planned, next } = said;
  const { file, store, tally } = validation;
  answer(
    context,
    () => planDocument({ ...context.ending, outcome: 'ok' }, validation, planned),
    () =>
      planScreen(context.style, planned, {
        file,
        store: store ?? '',
        tally,
        agreed: namesAgree(validation),
        next,
        names: context.terminal,
      }),
  );
}
