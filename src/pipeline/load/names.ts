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
import { nameDifference } from '../../core/text/name-difference.ts';
import { initialOf, isSameName, readName, storeName } from '../../core/text/names.ts';
import type { Progress } from '../../core/progress/progress.ts';
import type { RawRow } from '../../core/file/rows.ts';
import type { Template } from '../../core/file/template.ts';
import type { NamePair, NamesChecked } from '../../core/findings/validation.ts';
import { idPlace } from '../../core/findings/warnings.ts';
import { openInput } from '../../sources/bytes/open.ts';
import { readListRows, type Reading } from '../../sources/csv/records.ts';
import type { Watch } from '../../sources/bytes/stamp.ts';
import type { NameLine, NameStaging, Staged, StoreName } from '../../store/port/rows.ts';

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
  readonly stage: NameStaging;
  readonly differing: Map<number, NamePair | null>;
  compared: number;
}

/** Names that differ and are kept in memory: more than a screen shows. */
const KEPT = 1000;

/** Reads and compares the list, the file's rows being staged; throws a `FileError` where it is no such list. */
export async function checkNames(staged: Staged, request: NamesRequest): Promise<NamesChecked> {
  const { path, progress } = request;
  progress.step('names');
  const list: List = { ...request, stage: await staged.names(), differing: new Map(), compared: 0 };
  const reading = readListRows(await openInput(path, 'names', request.watch));
  try {
    await readList(list, reading);
  } finally {
    await reading.close();
  }
  const { stopped } = reading;
  if (stopped !== null) list.found(stoppedLine(path, stopped));
  const ids = await compare(list, stopped === null);
  const name = path === '-' ? '-' : basename(path);
  return { name, ids, compared: list.compared, differing: list.differing };
}

async function readList(list: List, reading: Reading): Promise<void> {
  const { path, progress } = list;
  let columns: NameColumns | null = null;
  for await (const batch of reading.batches()) {
    const lines: readonly RawRow[] = columns === null ? batch.slice(1) : batch;
    const known: NameColumns = columns ?? headerOf(batch[0], path);
    columns = known;
    await readLines(list, lines, known);
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
async function readLines(list: List, lines: readonly RawRow[], columns: NameColumns): Promise<void> {
  const checked = lines.map((raw) => checkNameLine(raw, columns, list.path));
  const listed = checked.flatMap((line) => line.listed ?? []);
  const known = await storedNames(list.stage, listed);
  for (const { found } of checked) if (found !== null) list.found(found);
  await list.stage.add(listed.map((line) => compared(list, line, known.get(line.customerId))));
}

/** The names of the customers that are to be removed; none where there is no store. */
async function storedNames(
  stage: NameStaging,
  listed: readonly ListedName[],
): Promise<ReadonlyMap<number, StoreName>> {
  const ids = listed.filter(({ name }) => name !== '').map(({ customerId }) => customerId);
  const stored = await stage.stored(ids);
  return new Map(stored.map((name) => [name.customerId, name]));
}

function compared(list: List, listed: ListedName, known: StoreName | undefined): NameLine {
  const { line, customerId, name, written } = listed;
  if (name === '' || known === undefined) return { line, customerId, differ: null };
  list.compared += 1;
  const stored = storeName(known.last, known.company);
  if (isSameName(name, stored)) return { line, customerId, differ: null };
  const inStore = readName(known.last ?? '') === '' ? known.company : known.last;
  const pair = list.differing.has(customerId) ? null : { list: written, store: inStore ?? '' };
  if (list.differing.size < KEPT) list.differing.set(customerId, pair);
  return {
    ...{ line, customerId },
    differ: { list: initialOf(name), store: initialOf(stored), differ: nameDifference(name, stored) },
  };
}

function stoppedLine(path: string, { code, line }: Diagnostic): Diagnostic {
  const why = code === 'record-too-long' ? code : 'quote-error';
  return wrongLine(path, { line, why, id: null });
}

/** Tells of all that differs; how many lines name a customer. */
async function compare(
  { stage, path, template, complete, found }: List,
  listComplete: boolean,
): Promise<number> {
  const names = await stage.end(listComplete ? 'names-and-ids' : 'names');
  for await (const { line, customerId, firstLine } of names.twice()) {
    found(wrongLine(path, { line, why: 'twice', id: String(customerId), firstLine }));
  }
  for await (const { list, store, differ, ...at } of names.differing()) {
    found(diagnostic('name-mismatch', idPlace(template, at), { list, store, differ }));
  }
  if (listComplete) {
    for await (const at of names.unlisted()) found(diagnostic('name-missing', idPlace(template, at), {}));
  }
  if (complete) {
    for await (const { line, customerId } of names.notInFile()) {
      found(diagnostic('name-not-in-file', { line, value: String(customerId) }, { path }));
    }
  }
  return names.count();
}
