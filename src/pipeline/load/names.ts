/** `--check-names`: the operator's own list, compared with the staged rows by ID and with the store by name. */
import { basename } from 'node:path';
import { diagnostic, type Diagnostic, type DiagnosticDetails } from '../../core/findings/diagnostics.ts';
import { FileError } from '../../core/errors.ts';
import {
  checkNameLine,
  nameColumns,
  wrongLine,
  type ListedName,
  type NameColumns,
} from '../../core/file/name-list.ts';
import { initialOf, isSameName, storeName } from '../../core/text/names.ts';
import type { Progress } from '../../core/run/progress.ts';
import type { RawRow } from '../../core/file/rows.ts';
import type { Template } from '../../core/file/template.ts';
import type { NamesChecked } from '../../core/findings/validation.ts';
import { idPlace } from '../../core/findings/warnings.ts';
import { openInput } from '../../sources/bytes/open.ts';
import { readRows, type Reading } from '../../sources/csv/records.ts';
import type { Watch } from '../../sources/bytes/stamp.ts';
import * as names from '../../store/sqlite/selection/names.ts';
import { inBatch } from '../../store/sqlite/selection/stage.ts';
import type { Workspace } from './judge.ts';

export interface NamesRequest {
  /** The list; `-` is standard input. */
  readonly path: string;
  readonly template: Template;
  /** False where the file to import was not read to its end: nobody knows what it would have held. */
  readonly complete: boolean;
  readonly found: (diagnostic: Diagnostic) => void;
  readonly watch: Watch;
  readonly progress: Progress;
}

interface List extends NamesRequest {
  readonly workspace: Workspace;
  readonly stage: names.NameStage;
  compared: number;
}

/** Reads and compares the list, the file's rows being staged; throws a `FileError` where it is no such list. */
export async function checkNames(workspace: Workspace, request: NamesRequest): Promise<NamesChecked> {
  const { path, progress } = request;
  progress.step('names');
  progress.phase('names');
  const list: List = { ...request, workspace: workspace, stage: names.openNames(workspace.db), compared: 0 };
  const reading = readRows(await openInput(path, 'names', request.watch));
  try {
    await readList(list, reading);
  } finally {
    await reading.close();
  }
  const { stopped } = reading;
  if (stopped !== null) list.found(stoppedLine(path, stopped));
  compare(list, stopped === null);
  const name = path === '-' ? '-' : basename(path);
  return { name, ids: names.countListed(workspace.db), compared: list.compared };
}

async function readList(list: List, reading: Reading): Promise<void> {
  const { path, workspace: workspace, progress } = list;
  let columns: NameColumns | null = null;
  for await (const batch of reading.batches()) {
    const lines: readonly RawRow[] = columns === null ? batch.slice(1) : batch;
    const known: NameColumns = columns ?? headerOf(batch[0], path);
    columns = known;
    inBatch(workspace.db, () => readLines(list, lines, known));
    progress.count(batch.at(-1)?.row ?? 0, null);
  }
  await reading.finish();
  if (columns === null) throw invalid(path, 'not-readable-as-csv');
}

function headerOf(header: RawRow | undefined, path: string): NameColumns {
  const columns = header === undefined ? 'not-readable-as-csv' : nameColumns(header.cells);
  if (typeof columns === 'string') throw invalid(path, columns);
  return columns;
}

function invalid(path: string, why: DiagnosticDetails['names-file-invalid']['why']): FileError {
  return new FileError(diagnostic('names-file-invalid', {}, { path, why }));
}

/** Names are compared here, in memory, and forgotten: what is staged is an ID, and initials where they differ. */
function readLines(list: List, lines: readonly RawRow[], columns: NameColumns): void {
  const checked = lines.map((raw) => checkNameLine(raw, columns, list.path));
  const known = storedNames(
    list.workspace,
    checked.flatMap(({ listed }) => listed ?? []),
  );
  for (const { listed, found } of checked) {
    if (found !== null) list.found(found);
    if (listed !== null) addLine(list, listed, known.get(listed.customerId));
  }
}

/** The names of the customers that are to be removed; none where there is no store. */
function storedNames({ db, store }: Workspace, listed: readonly ListedName[]): ReadonlyMap<number, string> {
  if (store === null) return new Map();
  const ids = listed.filter(({ name }) => name !== '').map(({ customerId }) => customerId);
  return new Map(
    names.storeNames(db, ids).map(({ customerId, last, company }) => [customerId, storeName(last, company)]),
  );
}

function addLine(list: List, listed: ListedName, stored: string | undefined): void {
  const { name } = listed;
  const compared = name !== '' && stored !== undefined;
  const differ =
    compared && !isSameName(name, stored) ? { list: initialOf(name), store: initialOf(stored) } : null;
  list.stage.add(listed, differ);
  if (compared) list.compared += 1;
}

function stoppedLine(path: string, { code, line }: Diagnostic): Diagnostic {
  const why = code === 'record-too-long' ? code : 'quote-error';
  return wrongLine(path, { line, why, id: null });
}

function compare({ workspace: { db }, path, template, complete, found }: List, listComplete: boolean): void {
  names.closeNames(db);
  for (const { line, customerId, firstLine } of names.linesTwice(db)) {
    found(wrongLine(path, { line, why: 'twice', id: String(customerId), firstLine }));
  }
  names.noteOffList(db, listComplete ? 'names-and-ids' : 'names');
  for (const { list, store, ...at } of names.differingRows(db)) {
    found(diagnostic('name-mismatch', idPlace(template, at), { list, store }));
  }
  if (listComplete) {
    for (const at of names.unlistedRows(db)) found(diagnostic('name-missing', idPlace(template, at), {}));
  }
  if (complete) {
    for (const { line, customerId } of names.idsNotInFile(db)) {
      found(diagnostic('name-not-in-file', { line, value: String(customerId) }, { path }));
    }
  }
}
