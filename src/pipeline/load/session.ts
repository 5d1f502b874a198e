/** Opens what a file is judged against, loads the file, and closes it again. */
import { diagnostic, type FileRole } from '../../core/findings/diagnostics.ts';
import { FileError } from '../../core/errors.ts';
import { isJudged, isValid } from '../../core/findings/validation.ts';
import { planInvalid } from '../../sources/plan-invalid.ts';
import { sameFile } from '../../files/file.ts';
import type { Engine, Mode, Store, StoreAt } from '../../store/port/port.ts';
import { withStore } from '../with-store.ts';
import { withErrorsFile } from './errors-file.ts';
import { load, type Loaded, type LoadRequest, type Workspace } from './load.ts';
import { outputsOf, type OnHeld, type Outputs } from './outputs.ts';

/** What to load, and where every diagnostic is written, or null. */
export interface FileRequest extends Omit<LoadRequest, 'onDiagnostic'> {
  /** Told where an output waits for the removal; null where nobody is to be removed. */
  readonly onHeld: OnHeld | null;
  readonly errors: string | null;
  /** The saved plan that the file is to be removed by, or null. */
  readonly plan: string | null;
}

/** A loaded file, and the paths that no output may be written over: what was read, the store, other outputs. */
export interface LoadedFile extends Loaded {
  readonly outputs: Outputs;
  readonly inputs: readonly string[];
}

/** Loads a file without a store: what only a store can tell is not asked. */
export async function loadAlone(engine: Engine, request: FileRequest): Promise<Loaded> {
  refuseOwnInputs(request, []);
  request.progress.step('open');
  const scratch = await engine.openScratch();
  try {
    const outputs = outputsOf(null, null);
    return await loadNoting({ staging: await scratch.stage(), store: null }, request, { kept: [], outputs });
  } finally {
    await scratch.close();
  }
}

/** Opens the store, loads the file, and works with both; the store is closed whatever happens. */
export async function withLoaded<T>(
  { mode, ...at }: StoreAt & { readonly mode: Mode },
  request: FileRequest,
  work: (store: Store, loaded: LoadedFile) => Promise<T>,
): Promise<T> {
  const kept = at.engine.files(at.path);
  refuseOwnInputs(request, kept);
  request.progress.step('open');
  return withStore(at, mode, async (store) => {
    // Before the file is read: a store of a refused shape is refused to whoever looks.
    const staging = await store.stage();
    const outputs = outputsOf(store.ledger, request.onHeld);
    try {
      return await work(store, await loadNoting({ staging, store }, request, { kept, outputs }));
    } finally {
      outputs.discard();
    }
  });
}

/** The errors file is whole before anything is removed: after a commit nothing of it can fail. */
async function loadNoting(
  workspace: Workspace,
  request: FileRequest,
  { kept, outputs }: { readonly kept: readonly string[]; readonly outputs: Outputs },
): Promise<LoadedFile> {
  const named = namedInputs(request).map(({ path }) => path);
  const inputs = [...named, ...kept];
  const loaded = await withErrorsFile(request.errors, inputs, {
    work: (onDiagnostic) => load(workspace, { ...request, onDiagnostic }),
    isJudged: ({ validation }) => isJudged(validation),
    // What is wrong with a file is said where it was asked for: a script reads it there.
    settle: async ({ validation }, output, holds) =>
      isValid(validation) ? outputs.settle('errors', output, holds) : output.commit(),
  });
  return { ...loaded, outputs, inputs: request.errors === null ? inputs : [...inputs, request.errors] };
}

/** To read the store as a file, and close it, would drop SQLite's locks on it in this process. */
function refuseOwnInputs(request: FileRequest, kept: readonly string[]): void {
  const { file, template, checkNames, plan } = request;
  for (const named of namedInputs(request)) {
    if (kept.some((one) => sameFile(named.path, one))) {
      const found = "the store itself, or SQLite's files beside it";
      throw new FileError(diagnostic('not-csv', {}, { ...named, found, format: null }));
    }
  }
  if (template !== null && sameInput(template, file)) {
    throw new FileError(diagnostic('template-invalid', {}, { path: template, why: 'same-as-file' }));
  }
  if (checkNames !== null) refuseOwnList(checkNames, file, template);
  if (plan !== null && sameInput(plan, file)) throw planInvalid(plan, 'same-as-file');
}

interface Named {
  readonly path: string;
  readonly role: FileRole;
}

function namedInputs({ file, template, checkNames, plan }: FileRequest): readonly Named[] {
  const named = { input: file, template, names: checkNames, plan };
  return (['input', 'template', 'names', 'plan'] as const).flatMap((role) => {
    const path = named[role];
    return path === null ? [] : [{ path, role }];
  });
}

/** A list made of the file itself would prove nothing. */
function refuseOwnList(path: string, file: string, template: string | null): void {
  const isTemplate = template !== null && sameInput(path, template);
  if (!isTemplate && !sameInput(path, file)) return;
  const why = isTemplate ? 'same-as-template' : 'same-as-file';
  throw new FileError(diagnostic('names-file-invalid', {}, { path, why }));
}

/** Standard input is read once: whoever came second would find it empty. */
function sameInput(a: string, b: string): boolean {
  return (a === '-' && b === '-') || sameFile(a, b);
}
