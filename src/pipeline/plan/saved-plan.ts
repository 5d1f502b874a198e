/** A saved plan that is to be applied: read, its seal checked, compared with the file, the clock and the store. */
import { isAhead } from '../../core/run/clock.ts';
import { StaleError } from '../../core/errors.ts';
import type { AppliedPlan } from '../../core/run/report.ts';
import { isExpired, tableMoves, type SavedPlanHeader, type TableMoves } from '../../core/plan/saved-plan.ts';
import type { Shape } from '../../core/shape/shape.ts';
import type { Validation } from '../../core/findings/validation.ts';
import { planInvalid } from '../../sources/plan-invalid.ts';
import { planLines, type PlanLine } from '../../sources/saved-plan.ts';
import type { Stamp } from '../../sources/bytes/stamp.ts';
import { headOf, isChained } from '../../store/sqlite/ledger/chain.ts';
import type { Db } from '../../store/sqlite/connection/db.ts';
import type { Store } from '../../store/sqlite/connection/open.ts';
import { countPlanned, movements, openPlanned } from '../../store/sqlite/selection/planned.ts';
import { newSeal, type Seal } from '../../store/sqlite/ledger/seal.ts';
import { inBatch } from '../../store/sqlite/selection/stage.ts';
import { tableShapes } from '../../store/sqlite/schema/table-shapes.ts';

export interface SavedPlan {
  readonly header: SavedPlanHeader;
  readonly seal: string;
  /** True where this store's key made the seal, over these very lines. */
  readonly sealed: boolean;
  /** The file it was read from. */
  readonly stamps: readonly Stamp[];
}

/** Reads the plan and stages its removals; throws a `FileError` (`plan-invalid`) where it is none. */
export function readSavedPlan({ db }: Store, path: string): Promise<SavedPlan> {
  return isChained(db) ? readLines(db, newSeal(db), path) : readUnsealed(db, path);
}

/** A store without an identity has made no plan. */
export function isOfStore({ db }: Store, { store }: SavedPlanHeader): boolean {
  return isChained(db) && store.identity === headOf(db).store;
}

/** The same without a store, and so without its key: never `sealed`. */
export function readUnsealed(db: Db, path: string): Promise<SavedPlan> {
  return readLines(db, { add: () => undefined, close: () => '' }, path);
}

async function readLines(db: Db, seal: Seal, path: string): Promise<SavedPlan> {
  const add = openPlanned(db);
  let header: SavedPlanHeader | null = null;
  let said = '';
  const read = (line: PlanLine) => {
    if (line.kind !== 'seal') seal.add(line.text);
    if (line.kind === 'header') header = line.header;
    else if (line.kind === 'removal') add(line.removal);
    else said = line.seal;
  };
  const stamps: Stamp[] = [];
  const lines = planLines(path, (stamp) => stamps.push(stamp));
  for await (const batch of lines) inBatch(db, () => batch.forEach(read));
  const saved = { ...finished(header, said, seal.close()), stamps };
  if (saved.header.removals !== countPlanned(db)) throw planInvalid(path, 'changed');
  return saved;
}

function finished(header: SavedPlanHeader | null, said: string, seal: string): Omit<SavedPlan, 'stamps'> {
  if (header === null) throw new Error('a plan without a header');
  return { header, seal: said, sealed: said === seal };
}

export interface Applying {
  readonly path: string;
  readonly validation: Validation;
  readonly now: Date;
}

/**
 * Throws where the plan is not for this store, not as it was written, not for this file, or too old.
 * Another store has another key, so that its plans could not be told from changed ones: that is asked first.
 */
export function refuseOther(store: Store, { header, sealed }: SavedPlan, applying: Applying): void {
  const { path, validation, now } = applying;
  if (!isOfStore(store, header)) throw new StaleError({ reason: 'store-moved', why: 'other-store' });
  if (!sealed) throw planInvalid(path, 'changed');
  for (const what of ['file', 'template'] as const) {
    const [planned, found] = [header[what].sha256, validation[what].sha256];
    if (planned !== found) throw new StaleError({ reason: 'file-moved', what, planned, found });
  }
  refuseOtherTime(header, now);
}

function refuseOtherTime(header: SavedPlanHeader, now: Date): void {
  const { madeAt, expiresAt } = header;
  // A clock that was set back would make a plan last longer than its maker said.
  if (isAhead(madeAt, now)) throw new StaleError({ reason: 'clock', madeAt, now: now.toISOString() });
  if (isExpired(header, now)) throw new StaleError({ reason: 'expired', madeAt, expiresAt });
}

/** The same as far as it can change while the lock is waited for. */
export function refuseMovedSince(
  store: Store,
  shape: Shape,
  { saved, now }: { saved: SavedPlan; now: Date },
): void {
  refuseOtherTime(saved.header, now);
  refuseMoved(store, shape, saved);
}

/** Customers, or tables, that are named; what is beyond is counted. */
const NAMED = 20;

/**
 * Throws a `StaleError` where anything moved for a customer of the plan, the file would remove another one, too, or a
 * table is not as it was: whose rows a new one holds, nobody who agreed to the plan has looked at.
 */
export function refuseMoved({ db }: Store, shape: Shape, { header }: SavedPlan): void {
  // Tables first: a new column changes what is compared of every customer who has rows there.
  const tables = movedTables(db, { header, shape, most: NAMED });
  if (tables !== null && tables.tables > 0)
    throw new StaleError({ reason: 'store-moved', why: 'shape', tables });
  const moved = movements(db, shape, { most: NAMED, chosen: true });
  if (moved.customers > 0) throw new StaleError({ reason: 'store-moved', why: 'customers', moved });
}

/** The tables that are not as they were; null where the plan is from before they were bound. */
export function movedTables(
  db: Db,
  { header, shape, most }: { header: SavedPlanHeader; shape: Shape; most: number },
): TableMoves | null {
  return header.shape === null ? null : tableMoves(header.shape, tableShapes(db, shape), most);
}

/** What the ledger notes of the plan. */
export function appliedPlan({ header: { maker, madeAt }, seal }: SavedPlan): AppliedPlan {
  return { maker, madeAt, seal };
}
