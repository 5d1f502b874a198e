/** Plan: what would happen, made of facts the store was asked for; `plan` shows it, `ingest` carries it out. */
import { StaleError, StoreError } from '../../core/errors.ts';
import { guardsOf, type MaxRemoves } from '../../core/plan/guards.ts';
import type { Facts } from '../../core/plan/facts.ts';
import type { Guard, Plan } from '../../core/plan/plan.ts';
import type { Progress } from '../../core/run/progress.ts';
import { CUSTOMER, LINK } from '../../core/shape/ways.ts';
import { dataVersion } from '../../store/sqlite/connection/db.ts';
import {
  collectLoans,
  countBeside,
  countRemovals,
  hasOddLoan,
  readFacts,
} from '../../store/sqlite/selection/facts.ts';
import type { Store } from '../../store/sqlite/connection/open.ts';
import { shownRemovals } from '../../store/sqlite/selection/plan-rows.ts';
import { readShape } from '../../store/sqlite/schema/read-shape.ts';
import { removedByYes } from '../../store/sqlite/ledger/ledger.ts';
import { refuseClock } from '../remove/clock.ts';
import { writeList } from './list-file.ts';
import { keptTexts, personalDataGuards, type GivenTexts } from './personal-data.ts';
import { savePlan, type SaveRequest } from './save-plan.ts';
import type { LoadedFile } from '../load/session.ts';

export interface PlanRequest extends GivenTexts {
  /** Rows shown in file order, beside those flagged. */
  readonly show: number;
  /** Names are for a terminal only. */
  readonly names: boolean;
  readonly allowOpenLoans: number | null;
  readonly allowReturned: number | null;
  readonly maxRemoves: MaxRemoves | null;
  readonly strictTables: boolean;
  /** Where every removal is written as CSV, or null. */
  readonly list: string | null;
  /** Where and how the plan is saved, or null. */
  readonly save: SaveRequest | null;
  readonly now: Date;
  readonly allowClock: string | null;
  readonly progress: Progress;
}

export interface Planned {
  readonly plan: Plan;
  readonly facts: Facts;
  /** Until when it may be applied (ISO 8601, UTC), or null where it was not saved. */
  readonly expiresAt: string | null;
}

/** The cap for `--yes` is one for a day. */
const DAY = 24 * 60 * 60 * 1000;

/** Names were compared before this snapshot: whoever committed in between may have changed one. */
function refuseOtherNames({ db }: Store, { namesSeen }: LoadedFile): void {
  if (namesSeen !== null && dataVersion(db) !== namesSeen)
    throw new StaleError({ reason: 'store-moved', why: 'written' });
}

/** Rows were judged before this snapshot: who was there may be gone, removed by another run for one, or back. */
function refuseOtherRows(
  { db }: Store,
  loaded: LoadedFile,
  { facts, removals }: { readonly facts: Facts; readonly removals: number },
): void {
  const { validation, alreadyRemoved, returned } = loaded;
  const { read, blank } = validation.rows;
  const moved = countRemovals(db) !== removals || facts.returned !== returned.rows;
  if (moved || removals + alreadyRemoved + blank !== read)
    throw new StaleError({ reason: 'store-moved', why: 'written' });
}

function refuseOddLoan({ db, path }: Store): void {
  if (!hasOddLoan(db)) return;
  const shape = { why: 'id-not-row-id', table: LINK, columns: ['loan_id'] } as const;
  throw new StoreError({ reason: 'shape', path, shape });
}

function refuseGivenOut({ path }: Store, { ids: { highestGoes } }: Facts): void {
  if (highestGoes === null) return;
  const shape = { why: 'id-given-out-again', table: CUSTOMER, customerId: highestGoes } as const;
  throw new StoreError({ reason: 'shape', path, shape });
}

/** The moment 24 hours before, as the ledger has moments. */
export function sinceYesterday(now: Date): string {
  return new Date(now.getTime() - DAY).toISOString();
}

interface Guarded {
  readonly facts: Facts;
  readonly removals: number;
  readonly request: PlanRequest;
}

function planGuards(
  store: Store,
  loaded: LoadedFile,
  { facts, removals, request }: Guarded,
): readonly Guard[] {
  const asked = {
    ...request,
    firstOpenRow: loaded.firstOpenRow,
    firstReturnedRow: loaded.returned.firstRow,
    removedByYes: removedByYes(store.db, sinceYesterday(request.now)),
  };
  const personal = personalDataGuards(store, keptTexts(store, loaded.validation, request));
  return [...guardsOf(facts, removals, asked), ...personal];
}

/** Plans the removal of the chosen customers, all facts from one snapshot of the store. */
export function makePlan(store: Store, loaded: LoadedFile, request: PlanRequest): Planned {
  return store.db.transaction(() => {
    refuseOtherNames(store, loaded);
    refuseClock(store, request);
    const shape = readShape(store);
    // Collected before this snapshot, and nobody has committed since: the same loans.
    if (dataVersion(store.db) !== loaded.loansSeen) collectLoans(store.db);
    const facts = readFacts(store.db, shape, (done, total) => request.progress.count(done, total));
    refuseOddLoan(store);
    refuseGivenOut(store, facts);
    const there = facts.tables.find(({ table }) => table === CUSTOMER)?.rows ?? 0;
    const removals = there + facts.remains;
    refuseOtherRows(store, loaded, { facts, removals });
    const { list, save } = request;
    const shown = shownRemovals(store.db, shape, {
      first: request.show,
      flagged: loaded.flagged,
      names: request.names,
    });
    const plan: Plan = {
      removals,
      alreadyRemoved: loaded.alreadyRemoved,
      remains: facts.remains,
      customers: { before: facts.customers, after: facts.customers - there },
      tables: facts.tables,
      loans: facts.loans,
      guards: planGuards(store, loaded, { facts, removals, request }),
      idsGivenOnce: facts.ids.once,
      notExamined: shape.notExamined,
      beside: countBeside(store.db, shape),
      orphans: facts.orphans.filter(({ rows }) => rows > 0),
      shown,
      digest: facts.digest,
    };
    if (list !== null) writeList(store.db, shape, { path: list, inputs: loaded.inputs });
    const expiresAt = save === null ? null : savePlan(store, { plan, shape, loaded }, save);
    return { plan, facts, expiresAt };
  })();
}
