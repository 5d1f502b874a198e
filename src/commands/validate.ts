/** `validate FILE`: header, then every row, against the template and, where there is one, the store. */
import { EXIT_CODES, RefusedError } from '../core/errors.ts';
import { returnedRefusal } from '../core/plan/guards.ts';
import { isValid, outcomeOf, type Validation } from '../core/findings/validation.ts';
import type { Loaded } from '../pipeline/load/load.ts';
import { loadAlone, withLoaded, type LoadedFile } from '../pipeline/load/session.ts';
import type { Store } from '../store/port/port.ts';
import { validationDocument } from '../view/documents/json.ts';
import { commandLine } from '../view/text/shell.ts';
import { validationScreen } from '../view/screens/validation.ts';
import { answer, type Context } from './terminal/context.ts';
import { fileRequest } from './line/file-request.ts';
import { givenOf } from './line/given.ts';
import { storeIfAny, type FileOptions } from './line/options.ts';
import { ENGINE, storeNamed } from './line/store-at.ts';

/** Runs the command; returns the exit code. */
export async function validate(context: Context, file: string, options: FileOptions): Promise<number> {
  const path = storeIfAny(context, options);
  const request = fileRequest(context, file, options);
  const { validation, returned } = await (
    path === null
      ? loadAlone(ENGINE, request)
      : withLoaded({ ...storeNamed(context, path, options), mode: 'read-only' }, request, onlyLoaded)
  ).finally(() => context.progress.end());
  const outcome = outcomeOf(validation);
  refuseOtherNumber(validation, returned, options);
  await answer(
    context,
    () => validationDocument({ ...context.ending, outcome }, validation),
    () =>
      validationScreen(context.style, validation, {
        next: isValid(validation) ? commandLine(context.style, 'plan', { file, ...givenOf(options) }) : null,
        errorsFile: options.errors ?? null,
        store: options.store ?? null,
        all: options.all === true,
        names: context.terminal,
      }),
  );
  return EXIT_CODES[outcome];
}

function onlyLoaded(_store: Store, loaded: LoadedFile): Promise<Loaded> {
  return Promise.resolve(loaded);
}

/** Nothing else of a valid file depends on the number; who has it wrong had better hear of it now. */
function refuseOtherNumber(
  validation: Validation,
  { rows }: Loaded['returned'],
  { allowReturned }: FileOptions,
): void {
  if (validation.store === null || validation.alreadyIngested !== null || !isValid(validation)) return;
  const refusal = returnedRefusal(rows, allowReturned ?? null);
  if (refusal !== null) throw new RefusedError(refusal);
}
