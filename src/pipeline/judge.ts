/** Judges the staged rows: twice in the file? there? removed before? and what of the loans? Set-wise, by the store. */
import { decide, stoppingPresences, type Presence } from '../core/decide.ts';
import { diagnostic, type Code, type Diagnostic } from '../core/diagnostics.ts';
import { retentionCutoff } from '../core/retention.ts';
import type { Template } from '../core/template.ts';
import { FLAGGED_SHOWN, idPlace, isFlagged, loanWarnings } from '../core/warnings.ts';
import { chooseRemovals, collectLoans } from '../store/facts.ts';
import { countLastOnes, loanFlags, rowOfLastOne } from '../store/plan-rows.ts';
import { countPresence, duplicates, noteLater, rowsOfPresence } from '../store/stage.ts';
import { dataVersion, type Db } from '../store/db.ts';

/** Where rows are staged: a store's connection, or one to nothing. */
export interface Desk {
  readonly db: Db;
  /** The store's path as given, or null where the file is checked alone. */
  readonly store: string | null;
}

export interface JudgeRequest {
  readonly missingOk: boolean;
  /** Diagnostics of each code to keep. */
  readonly keep: number;
  readonly now: Date;
}

export interface Judged {
  /** Rows without an error of their own that are stopped all the same. */
  readonly stopped: number;
  readonly alreadyRemoved: number;
  readonly flagged: readonly number[];
  readonly firstOpenRow: number | null;
  /** SQLite's count of others' commits before the loans were collected; null where none were. */
  readonly loansSeen: number | null;
}

export const UNJUDGED: Judged = {
  stopped: 0,
  alreadyRemoved: 0,
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
export function judge(desk: Desk, request: JudgeRequest, sink: Sink): Judged {
  noteLater(desk.db);
  for (const { firstRow, firstLine, ...at } of duplicates(desk.db)) {
    sink.found(diagnostic('duplicate-customer', idPlace(sink.template, at), { firstRow, firstLine }));
  }
  const presences = countPresence(desk.db, desk.store !== null);
  const stopping = new Set(stoppingPresences(request.missingOk));
  const stopped = sumOf([...presences], ([presence, rows]) =>
    stopping.has(presence) ? rows.clean : rows.stopped,
  );
  if (desk.store === null) return { ...UNJUDGED, stopped };
  for (const [presence, { rows }] of presences)
    if (rows > 0 && stopping.has(presence)) findAbsent(desk, presence, sink);
  const done = [...presences].filter(([presence]) => decide(presence, request.missingOk) === 'done');
  return {
    stopped,
    alreadyRemoved: sumOf(done, ([, { rows }]) => rows),
    ...findLoans(desk, request, sink),
  };
}

function sumOf<T>(list: readonly T[], value: (one: T) => number): number {
  return list.reduce((sum, one) => sum + value(one), 0);
}

function findAbsent({ db }: Desk, presence: Presence, { template, found }: Sink): void {
  for (const { run, at, ...row } of rowsOfPresence(db, presence)) {
    const place = idPlace(template, row);
    found(
      run === null
        ? diagnostic('customer-not-found', place, {})
        : diagnostic('customer-already-removed', place, { run, at: at ?? '' }),
    );
  }
}

function findLoans(
  { db }: Desk,
  { now, keep }: JudgeRequest,
  { template, found, more }: Sink,
): Pick<Judged, 'flagged' | 'firstOpenRow' | 'loansSeen'> {
  chooseRemovals(db);
  const loansSeen = dataVersion(db);
  collectLoans(db);
  const flagged: number[] = [];
  let firstOpenRow: number | null = null;
  let alone = 0;
  const aloneUpTo = more === null ? Number.MAX_SAFE_INTEGER : rowOfLastOne(db, keep);
  for (const flags of loanFlags(db, { cutoff: retentionCutoff(now), aloneUpTo })) {
    for (const warning of loanWarnings(flags, template)) found(warning);
    if (flags.alone > 0) alone += 1;
    if (flags.open > 0) firstOpenRow ??= flags.row;
    if (isFlagged(flags) && flagged.length < FLAGGED_SHOWN) flagged.push(flags.row);
  }
  if (more !== null) more('loan-left-alone', countLastOnes(db) - alone);
  return { flagged, firstOpenRow, loansSeen };
}
