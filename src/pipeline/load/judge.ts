/** Judges the staged rows: twice in the file? there? removed before? and what of the loans? Set-wise, by the store. */
import { decide, stoppingPresences, type Lenience, type Presence } from '../../core/plan/decide.ts';
import { diagnostic, type Code, type Diagnostic } from '../../core/findings/diagnostics.ts';
import { retentionCutoff } from '../../core/plan/retention.ts';
import type { Shape } from '../../core/shape/shape.ts';
import type { Template } from '../../core/file/template.ts';
import { FLAGGED_SHOWN, idPlace, isFlagged, loanWarnings } from '../../core/findings/warnings.ts';
import { chooseRemovals, collectLoans } from '../../store/sqlite/selection/facts.ts';
import { countLastCustomers, loanFlags, rowOfLastCustomer } from '../../store/sqlite/selection/plan-rows.ts';
import { countPresence, duplicates, noteLater, rowsOfPresence } from '../../store/sqlite/selection/stage.ts';
import { dataVersion, type Db } from '../../store/sqlite/connection/db.ts';
import { forgedIds, refuseLackingIds } from '../finish/damaged.ts';

/** Where rows are staged: a store's connection, or one to nothing. */
export interface Workspace {
  readonly db: Db;
  /** The store's path as given, or null where the file is checked alone. */
  readonly store: string | null;
  /** Of the store; null where the file is checked alone. */
  readonly shape: Shape | null;
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
  /** SQLite's count of others' commits before the loans were collected; null where none were. */
  readonly loansSeen: number | null;
}

const NOBODY: Returned = { rows: 0, firstRow: null };

export const UNJUDGED: Judged = {
  stopped: 0,
  alreadyRemoved: 0,
  returned: NOBODY,
  flagged: [],
  firstOpenRow: null,
  loansSeen: null,
};

interface Sink {
  readonly template: Template;
  readonly found: (diagnostic: Diagnostic) => void;
  /** Counts warnings that were not told of one by one, or null where every one must be. */
  readonly more: ((code: Code, rows: number) => void) | null;
}

/** Finds what only all rows together, or the store, can tell. */
export function judge(workspace: Workspace, request: JudgeRequest, sink: Sink): Judged {
  if (workspace.store !== null) refuseLackingIds({ db: workspace.db, path: workspace.store });
  noteLater(workspace.db);
  for (const { firstRow, firstLine, ...at } of duplicates(workspace.db)) {
    sink.found(diagnostic('duplicate-customer', idPlace(sink.template, at), { firstRow, firstLine }));
  }
  const presences = countPresence(workspace.db, workspace.shape);
  const stopping = new Set(stoppingPresences(request));
  const isAny = (presence: Presence) => (presences.get(presence)?.rows ?? 0) > 0;
  const stopped = sumOf([...presences], ([presence, rows]) =>
    stopping.has(presence) ? rows.clean : rows.stopped,
  );
  if (workspace.store === null) return { ...UNJUDGED, stopped };
  for (const presence of ['removed', 'unknown'] as const)
    if (stopping.has(presence) && isAny(presence)) findAbsent(workspace, presence, sink);
  const remains = isAny('remains') ? findRemains(workspace, sink) : [];
  const back = isAny('returned')
    ? findReturned(workspace, stopping.has('returned'), sink)
    : { returned: NOBODY, shown: [] };
  const done = [...presences].filter(([presence]) => decide(presence, request) === 'done');
  const { flagged, ...loans } = findLoans(workspace, request, sink);
  return {
    stopped,
    alreadyRemoved: sumOf(done, ([, { rows }]) => rows),
    returned: back.returned,
    ...loans,
    flagged: [...back.shown, ...remains, ...flagged],
  };
}

function sumOf<T>(list: readonly T[], value: (one: T) => number): number {
  return list.reduce((sum, one) => sum + value(one), 0);
}

function findAbsent({ db }: Workspace, presence: Presence, { template, found }: Sink): void {
  for (const { run, at, ...row } of rowsOfPresence(db, presence)) {
    const place = idPlace(template, row);
    found(
      run === null
        ? diagnostic('customer-not-found', place, {})
        : diagnostic('customer-already-removed', place, { run, at: at ?? '' }),
    );
  }
}

/** Tells of each row, and gives back those that are shown wherever they stand. */
function findRemains({ db }: Workspace, { template, found }: Sink): readonly number[] {
  const shown: number[] = [];
  for (const { run, at, ...row } of rowsOfPresence(db, 'remains')) {
    if (shown.length < FLAGGED_SHOWN) shown.push(row.row);
    found(diagnostic('customer-remains', idPlace(template, row), { run, at }));
  }
  return shown;
}

/** Tells of each row, and gives back those that are shown wherever they stand. */
function findReturned(
  { db, store }: Workspace,
  stops: boolean,
  { template, found }: Sink,
): { readonly returned: Returned; readonly shown: readonly number[] } {
  const shown: number[] = [];
  let rows = 0;
  for (const { run, at, ...row } of rowsOfPresence(db, 'returned')) {
    if (run === null || at === null) throw forgedIds(store ?? '', null);
    rows += 1;
    if (shown.length < FLAGGED_SHOWN) shown.push(row.row);
    const returned = diagnostic('customer-returned', idPlace(template, row), { run, at });
    found(stops ? returned : { ...returned, severity: 'warning' });
  }
  return { returned: { rows, firstRow: shown[0] ?? null }, shown };
}

function findLoans(
  { db }: Workspace,
  { now, keep }: JudgeRequest,
  { template, found, more }: Sink,
): Pick<Judged, 'flagged' | 'firstOpenRow' | 'loansSeen'> {
  chooseRemovals(db);
  const loansSeen = dataVersion(db);
  collectLoans(db);
  const flagged: number[] = [];
  let firstOpenRow: number | null = null;
  let shownAlone = 0;
  const aloneUpTo = more === null ? Number.MAX_SAFE_INTEGER : rowOfLastCustomer(db, keep);
  for (const flags of loanFlags(db, { cutoff: retentionCutoff(now), aloneUpTo })) {
    for (const warning of loanWarnings(flags, template)) found(warning);
    if (flags.leftAlone > 0) shownAlone += 1;
    if (flags.open > 0) firstOpenRow ??= flags.row;
    if (isFlagged(flags) && flagged.length < FLAGGED_SHOWN) flagged.push(flags.row);
  }
  if (more !== null) more('loan-left-alone', countLastCustomers(db) - shownAlone);
  return { flagged, firstOpenRow, loansSeen };
}
