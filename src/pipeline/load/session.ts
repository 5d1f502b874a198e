/** Opens what a file is judged against, loads the file, and closes it again. */
import { diagnostic, type FileRole } from '../../core/findings/diagnostics.ts';
import { FileError, StaleError } from '../../core/errors.ts';
import { isJudged } from '../../core/findings/validation.ts';
import { planInvalid } from '../../sources/plan-invalid.ts';
import { sameFile } from '../../files/file.ts';
import {
  closeStore,
  openScratch,
  openStore,
  storeFiles,
  type OpenOptions,
  type Store,
} from '../../store/sqlite/connection/open.ts';
import { isMissing, schemaVersion } from '../../store/sqlite/connection/db.ts';
import { readShape } from '../../store/sqlite/schema/read-shape.ts';
import { asTemporaryError } from '../../store/sqlite/schema/temporary.ts';
import { asStoreError, type StoreAt } from '../../store/sqlite/connection/trouble.ts';
import { withErrorsFile } from './errors-file.ts';
import type { Workspace } from './judge.ts';
import { load, type Loaded, type LoadRequest } from './load.ts';

/** What to load, and where every diagnostic is written, or null. */
export interface FileRequest extends Omit<LoadRequest, 'onDiagnostic'> {
  readonly errors: string | null;
  /** The saved plan that the file is to be removed by, or null. */
  readonly plan: string | null;
}

/** A loaded file, and the paths that no output may be written over: what was read, the store, other outputs. */
export interface LoadedFile extends Loaded {
  readonly inputs: readonly string[];
}

/** Loads a file without a store: what only a store can tell is not asked. */
export async function loadAlone(request: FileRequest): Promise<Loaded> {
  refuseOwnInputs(request, null);
  request.progress.phase('open');
  const db = openScratch();
  try {
    return await loadNoting({ db, store: null, shape: null }, request);
  } catch (error) {
    throw asTemporaryError(error);
  } finally {
    db.close();
  }
}

/** Opens the store, loads the file, and works with both; the store is closed whatever happens. */
export async function withLoaded<T>(
  at: StoreAt & Pick<OpenOptions, 'mode'>,
  request: FileRequest,
  work: (store: Store, loaded: LoadedFile) => T | Promise<T>,
): Promise<T> {
  refuseOwnInputs(request, at.path);
  request.progress.phase('open');
  const store = openStore(at);
  try {
    return await unlessTablesMove(store.db, async () => {
      // Before the file is read: a store of a refused shape is refused to whoever looks.
      const shape = readShape(store);
      return work(store, await loadNoting({ db: store.db, store: at.path, shape }, request));
    });
  } catch (error) {
    throw asStoreError(store.db.readonly ? asTemporaryError(error) : error, store);
  } finally {
    closeStore(store);
  }
}

/** Another program may change a table between two statements: what the next one then misses is no bug of ours. */
async function unlessTablesMove<T>(db: Store['db'], work: () => Promise<T>): Promise<T> {
  const schema = schemaVersion(db);
  try {
    return await work();
  } catch (error) {
    if (isMissing(error) && schemaVersion(db) !== schema)
      throw new StaleError({ reason: 'store-moved', why: 'written' });
    throw error;
  }
}

/** The errors file is whole before anything is removed: after a commit nothing of it can fail. */
async function loadNoting(workspace: Workspace, request: FileRequest): Promise<LoadedFile> {
  const store = workspace.store === null ? [] : storeFiles(workspace.store);
  const named = namedInputs(request).map(({ path }) => path);
  const inputs = [...named, ...store];
  const loaded = await withErrorsFile(request.errors, inputs, {
    work: (onDiagnostic) => load(workspace, { ...request, onDiagnostic }),
    isJudged: ({ validation }) => isJudged(validation),
  });
  return { ...loaded, inputs: request.errors === null ? inputs : [...inputs, request.errors] };
}

/** To read the store as a file, and close it, would drop SQLite's locks on it in this process. */
function refuseOwnInputs(request: FileRequest, store: string | null): void {
  const { file, template, checkNames, plan } = request;
  const kept = store === null ? [] : storeFiles(store);
  for (const named of namedInputs(request)) {
    if (kept.some((one) => sameFile(named.path, one))) {
      const found = "the store itself, or SQLite's files beside it";
      throw new FileError(diagnostic('not-csv', {}, { ...named, found }));
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
