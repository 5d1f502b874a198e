/** Load: the file is read once, every row checked and staged, then judged against ledger and store. */
import { basename } from 'node:path';
import { diagnostic, type Code, type Diagnostic } from '../../core/findings/diagnostics.ts';
import { FileError, StaleError } from '../../core/errors.ts';
import type { IngestedRun } from '../../core/run/earlier-run.ts';
import { endRun } from '../../core/findings/consecutive.ts';
import type { Learn } from '../../core/progress/known.ts';
import type { Progress } from '../../core/progress/progress.ts';
import { count, countMore, newTally, type Tally } from '../../core/findings/tally.ts';
import { CUSTOMER_TEMPLATE, type Template } from '../../core/file/template.ts';
import type { Validation } from '../../core/findings/validation.ts';
import { openInput } from '../../sources/bytes/open.ts';
import { readRows, type ReadFacts } from '../../sources/csv/records.ts';
import type { Stamp, Watch } from '../../sources/bytes/stamp.ts';
import { readTemplate } from '../../sources/csv/template.ts';
import type { Store } from '../../store/port/port.ts';
import type { LedgerRun } from '../../store/port/ledger.ts';
import type { Selection, Staged, Staging } from '../../store/port/rows.ts';
import { judge, UNJUDGED, type JudgeRequest, type Returned } from './judge.ts';
import { newReader, readAll, type Reader } from './reader.ts';

export interface LoadRequest extends JudgeRequest {
  readonly file: string;
  /** A company's own sample file, or null for the built-in template. */
  readonly template: string | null;
  /** The operator's own list of IDs and names, or null. */
  readonly checkNames: string | null;
  /** The file's sha256 as the caller knows it, in small letters, or null. */
  readonly sha256: string | null;
  /** Told of every diagnostic, kept or not; null where nobody is. */
  readonly onDiagnostic: ((found: Diagnostic) => void) | null;
  readonly progress: Progress;
  /** Told of file, template and totals as soon as they are known. */
  readonly learn: Learn;
}

export interface Loaded {
  readonly template: Template;
  readonly validation: Validation;
  readonly alreadyIngested: LedgerRun | null;
  /** Rows whose customer an earlier run removed, counted as done. */
  readonly alreadyRemoved: number;
  readonly returned: Returned;
  /** Rows that are shown wherever they stand, bounded. */
  readonly flagged: readonly number[];
  readonly firstOpenRow: number | null;
  /** The version of the store when names were compared with it; null where none were. */
  readonly namesSeen: number | null;
  /** The customers to remove; null where none were chosen. */
  readonly selection: Selection | null;
  /** The files that were read. */
  readonly stamps: readonly Stamp[];
}

/** Where rows are staged, and the store that they are judged against; null where the file is checked alone. */
export interface Workspace {
  readonly staging: Staging;
  readonly store: Store | null;
}

/** Reads, checks, stages and judges the file; throws a `FileError` where it cannot be read as named. */
export async function load(workspace: Workspace, request: LoadRequest): Promise<Loaded> {
  const { progress } = request;
  progress.step('read');
  const stamps: Stamp[] = [];
  const watch: Watch = (stamp) => stamps.push(stamp);
  const template =
    request.template === null ? CUSTOMER_TEMPLATE : await readTemplate(request.template, watch);
  request.learn({ template: templateFacts(template) });
  const tally = newTally(request.keep);
  const found = (diagnostic: Diagnostic) => {
    count(tally, diagnostic);
    request.onDiagnostic?.(diagnostic);
  };
  const reader = newReader(template, workspace.staging, found);
  const input = await openInput(request.file, 'input', watch);
  const reading = readRows(input, (broken) => reader.broken.push(broken));
  const facts = await readAll(reader, reading, progress).finally(() => reading.close());
  request.learn({ file: fileFacts(request.file, facts, reader) });
  refuseOtherBytes(request, facts.sha256);
  const last = endRun(reader.run, template);
  if (last !== null) found(last);
  if (reading.stopped !== null) found(reading.stopped);
  const staged = await reader.stage.end();
  progress.step('diff');
  const loaded = await conclude({ ...workspace, staged }, request, { reader, tally, facts, watch });
  request.learn({ validation: loaded.validation });
  return { ...loaded, stamps };
}

function refuseOtherBytes({ file, sha256: expected }: LoadRequest, found: string): void {
  if (expected === null || expected === found) return;
  throw new FileError(diagnostic('hash-mismatch', {}, { path: file, expected, found }));
}

interface Read {
  readonly reader: Reader;
  readonly tally: Tally;
  readonly facts: ReadFacts;
  readonly watch: Watch;
}

interface Whole {
  readonly store: Store | null;
  readonly staged: Staged;
}

async function conclude(
  whole: Whole,
  request: LoadRequest,
  { reader, tally, facts, watch }: Read,
): Promise<Omit<Loaded, 'stamps'>> {
  const { template, headerRight, found } = reader;
  const { store, staged } = whole;
  // The ledger first: a file whose bytes were ingested is done, whatever its rows would be told today.
  const alreadyIngested = store === null ? null : await store.ledger.runOfFile(facts.sha256);
  const rowsCount = alreadyIngested === null && headerRight;
  const list = rowsCount ? request.checkNames : null;
  const reading = { template, complete: isWhole(reader, facts), found, watch, progress: request.progress };
  // What the names were compared with is what a plan must rest on.
  const namesSeen = list === null || store === null ? null : await store.version();
  // Few lines name a list, and what compares names takes its time to load.
  const names =
    list === null ? null : await (await import('./names.ts')).checkNames(staged, { path: list, ...reading });
  request.progress.step('look up');
  const more =
    request.onDiagnostic === null && Number.isFinite(request.keep)
      ? (code: Code, rows: number) => countMore(tally, code, rows)
      : null;
  const judged = rowsCount ? await judge(whole, request, { template, found, more }) : UNJUDGED;
  if (rowsCount && store !== null) await refuseOvertaken(store, facts.sha256);
  // The row at which reading had to stop was begun, and is wrong.
  const broken = facts.complete ? 0 : 1;
  const withErrors = reader.withErrors + judged.stopped + broken;
  const { blank } = reader;
  const read = reader.read + broken;
  // Every clean row that is not blank is a removal: no other action is carried out.
  const clean = read - blank - withErrors;
  const validation: Validation = {
    file: fileFacts(request.file, facts, reader),
    template: templateFacts(template),
    store: store?.path ?? null,
    tally,
    rows: { read, blank, withErrors, clean, remove: clean },
    complete: facts.complete,
    alreadyIngested:
      store === null || alreadyIngested === null ? null : await ingestedRun(store, staged, alreadyIngested),
    names,
  };
  const flagged = [...reader.flagged, ...judged.flagged];
  return { template, validation, alreadyIngested, namesSeen, ...judged, flagged };
}

/** Was every row read? Of any other file nobody knows whom it would have named. */
function isWhole({ skipped }: Reader, { complete }: ReadFacts): boolean {
  return complete && !skipped;
}

/** How the run stands today: a customer of its file that is back makes its report untrue. */
async function ingestedRun(store: Store, staged: Staged, known: LedgerRun): Promise<IngestedRun> {
  // Here alone: to read back what a run noted is to load zod, a third of a call's start.
  const { stepsLeft, whatWasChanged } = await import('../finish/left.ts');
  const { run, committedAt: at } = known;
  const changed = await whatWasChanged(store, known);
  const finished = (await store.ledger.findingOf(run, 'reported')) !== null;
  const missing = changed === null ? await stepsLeft(store.ledger, run) : [];
  const recalled = await store.recall(run);
  // A customer that an earlier run had removed, and that this one counted as done, is no longer done, either.
  const back = Math.max((await recalled.back(0)).found, await staged.countThere());
  return { run, at, finished, missing, changed, back };
}

/** Another process has ingested these very bytes since the ledger was asked: its customers are no errors of this file. */
async function refuseOvertaken({ ledger }: Store, sha256: string): Promise<void> {
  if ((await ledger.runOfFile(sha256)) !== null)
    throw new StaleError({ reason: 'store-moved', why: 'written' });
}

function templateFacts({ name, sha256, labels }: Template): Validation['template'] {
  return { name, sha256, columns: labels.length };
}

function fileFacts(file: string, facts: ReadFacts, { read, blank }: Reader): Validation['file'] {
  const { size, sha256, byteOrderMark, lineEnds } = facts;
  const name = file === '-' ? '-' : basename(file);
  return { name, size, sha256, byteOrderMark, lineEnds, rows: read, blankRows: blank };
}
