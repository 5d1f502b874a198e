/** Judges the staged rows: twice in the file? there? removed before? and what of the loans? Set-wise, by the store. */
import { decide, stoppingPresences, type Lenience, type Presence } from '../../core/plan/decide.ts';
import { diagnostic, type Code, type Diagnostic } from '../../core/findings/diagnostics.ts';
import { retentionCutoff } from '../../core/plan/retention.ts';
import type { Template } from '../../core/file/template.ts';
import { FLAGGED_SHOWN, idPlace, isFlagged, loanWarnings } from '../../core/findings/warnings.ts';
import type { Store } from '../../store/port/port.ts';
import type { LookedUp, Selection, Staged } from '../../store/port/rows.ts';

/** A whole file's rows, and the store that they are judged against; null where the file is checked alone. */
export interface Judging {
  readonly staged: Staged;
  readonly store: Store | null;
}

export interface JudgeRequest extends Lenience {
  /** Diagnostics of each code to keep. */
  readonly keep: number;
  readonly now: Date;
}

/** Rows whose customer is in the store, and was removed by an earlier run. */
export interface Returned {
  readonly rows: number;
  readonly firstRow: number | null;
}

export interface Judged {
  /** Rows without an error of their own that are stopped all the same. */
  readonly stopped: number;
  readonly alreadyRemoved: number;
  readonly returned: Returned;
  readonly flagged: readonly number[];
  readonly firstOpenRow: number | null;
  /** The customers to remove; null where none were chosen. */
  readonly selection: Selection | null;
}

const NOBODY: Returned = { rows: 0, firstRow: null };

export const UNJUDGED: Judged = {
  stopped: 0,
  alreadyRemoved: 0,
  returned: NOBODY,
  flagged: [],
  firstOpenRow: null,
  selection: null,
};

interface Sink {
  readonly template: Template;
  readonly found: (diagnostic: Diagnostic) => void;
  /** Counts warnings that were not told of one by one, or null where every one must be. */
  readonly more: ((code: Code, rows: number) => void) | null;
}

/** Finds what only all rows together, or the store, can tell. */
export async function judge(judging: Judging, request: JudgeRequest, sink: Sink): Promise<Judged> {
  const { staged, store } = judging;
  await store?.ledger.requireWhole();
  const rows = await staged.lookUp();
  for await (const { firstRow, firstLine, ...at } of rows.duplicates()) {
    sink.found(diagnostic('duplicate-customer', idPlace(sink.template, at), { firstRow, firstLine }));
  }
  const { presences } = rows;
  const stopping = new Set(stoppingPresences(request));
  const isAny = (presence: Presence) => (presences.get(presence)?.rows ?? 0) > 0;
  const stopped = sumOf([...presences], ([presence, counted]) =>
    stopping.has(presence) ? counted.clean : counted.stopped,
  );
  if (store === null) return { ...UNJUDGED, stopped };
  for (const presence of ['removed', 'unknown'] as const)
    if (stopping.has(presence) && isAny(presence)) await findAbsent(rows, presence, sink);
  const remains = isAny('remains') ? await findRemains(rows, sink) : [];
  const back = isAny('returned')
    ? await findReturned(rows, stopping.has('returned'), sink)
    : { returned: NOBODY, shown: [] };
  const done = [...presences].filter(([presence]) => decide(presence, request) === 'done');
  const selection = await rows.choose();
  const { flagged, firstOpenRow } = await findLoans(selection, request, sink);
  return {
    stopped,
    alreadyRemoved: sumOf(done, ([, { rows }]) => rows),
    returned: back.returned,
    firstOpenRow,
    selection,
    flagged: [...back.shown, ...remains, ...flagged],
  };
}

function sumOf<T>(list: readonly T[], value: (one: T) => number): number {
  return list.reduce((sum, one) => sum + value(one), 0);
}

async function findAbsent(rows: LookedUp, presence: Presence, { template, found }: Sink): Promise<void> {
  for await (const { run, at, ...row } of rows.rowsOf(presence)) {
    const place = idPlace(template, row);
    found(
      run === null
        ? diagnostic('customer-not-found', place, {})
        : diagnostic('customer-already-removed', place, { run, at: at ?? '' }),
    );
  }
}

/** Tells of each row, and gives back those that are shown wherever they stand. */
async function findRemains(rows: LookedUp, { template, found }: Sink): Promise<readonly number[]> {
  const shown: number[] = [];
  for await (const { run, at, ...row } of rows.rowsOf('remains')) {
    if (shown.length < FLAGGED_SHOWN) shown.push(row.row);
    found(diagnostic('customer-remains', idPlace(template, row), { run, at }));
  }
  return shown;
}

/** Tells of each row, and gives back those that are shown wherever they stand. */
async function findReturned(
  rows: LookedUp,
  stops: boolean,
  { template, found }: Sink,
): Promise<{ readonly returned: Returned; readonly shown: readonly number[] }> {
  const shown: number[] = [];
  let returnedRows = 0;
  for await (const { run, at, ...row } of rows.rowsOf('returned')) {
    returnedRows += 1;
    if (shown.length < FLAGGED_SHOWN) shown.push(row.row);
    const place = idPlace(template, row);
    const returned = diagnostic('customer-returned', place, { run: run ?? 0, at: at ?? '' });
    found(stops ? returned : { ...returned, severity: 'warning' });
  }
  return { returned: { rows: returnedRows, firstRow: shown[0] ?? null }, shown };
}

async function findLoans(
  selection: Selection,
  { now, keep }: JudgeRequest,
  { template, found, more }: Sink,
): Promise<Pick<Judged, 'flagged' | 'firstOpenRow'>> {
  const flagged: number[] = [];
  let firstOpenRow: number | null = null;
  let shownAlone = 0;
  const aloneUpTo = more === null ? Number.MAX_SAFE_INTEGER : await selection.rowOfLastCustomer(keep);
  for await (const flags of selection.flags({ cutoff: retentionCutoff(now), aloneUpTo })) {
    for (const warning of loanWarnings(flags, template)) found(warning);
    if (flags.leftAlone > 0) shownAlone += 1;
    if (flags.open > 0) firstOpenRow ??= flags.row;
    if (isFlagged(flags) && flagged.length < FLAGGED_SHOWN) flagged.push(flags.row);
  }
  if (more !== null) more('loan-left-alone', (await selection.lastCustomers()) - shownAlone);
  return { flagged, firstOpenRow };
}
