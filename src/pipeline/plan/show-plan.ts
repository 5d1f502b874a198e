/** `show PLAN`: what a saved plan says, a stale one too, and what a store says of it now. */
import { isAhead } from '../../core/run/clock.ts';
import { isExpired, type SavedPlanHeader, type ShownPlan } from '../../core/plan/saved-plan.ts';
import { planInvalid } from '../../sources/plan-invalid.ts';
import { closeStore, openScratch, openStore, type Store } from '../../store/sqlite/connection/open.ts';
import { firstPlanned, movements } from '../../store/sqlite/selection/planned.ts';
import { readShape } from '../../store/sqlite/schema/read-shape.ts';
import { asStoreError, type StoreAt } from '../../store/sqlite/connection/trouble.ts';
import { isOfStore, movedTables, readSavedPlan, readUnsealed } from './saved-plan.ts';

export interface ShowPlanRequest {
  readonly path: string;
  /** Removals, and customers that moved, that are given back. */
  readonly show: number;
  readonly now: Date;
}

/** The plan, compared with a store where one is given. Throws a `FileError` (`plan-invalid`) where it is none. */
export function showPlan(at: StoreAt | null, request: ShowPlanRequest): Promise<ShownPlan> {
  return at === null ? showAlone(request) : showBeside(at, request);
}

async function showAlone({ path, show, now }: ShowPlanRequest): Promise<ShownPlan> {
  const db = openScratch();
  try {
    const { header } = await readUnsealed(db, path);
    return { header, removals: firstPlanned(db, show), ...timesOf(header, now), compared: null };
  } finally {
    db.close();
  }
}

function timesOf(header: SavedPlanHeader, now: Date): Pick<ShownPlan, 'expired' | 'ahead'> {
  return { expired: isExpired(header, now), ahead: isAhead(header.madeAt, now) };
}

async function showBeside(at: StoreAt, request: ShowPlanRequest): Promise<ShownPlan> {
  const store = openStore({ ...at, mode: 'read-only' });
  try {
    return await compareWith(store, request);
  } catch (error) {
    throw asStoreError(error, store);
  } finally {
    closeStore(store);
  }
}

/** Only its own store has the key that tells whether the plan is as it was written. */
async function compareWith(store: Store, { path, show, now }: ShowPlanRequest): Promise<ShownPlan> {
  const { db } = store;
  const { header, sealed } = await readSavedPlan(store, path);
  const shown = { header, removals: firstPlanned(db, show), ...timesOf(header, now) };
  const sameStore = isOfStore(store, header);
  if (!sameStore)
    return { ...shown, compared: { sameStore, moved: { customers: 0, shown: [] }, shape: null } };
  if (!sealed) throw planInvalid(path, 'changed');
  const ask = () => {
    const shape = readShape(store);
    const moved = movements(db, shape, { most: show, chosen: false });
    return { sameStore, moved, shape: movedTables(db, { header, shape, most: show }) };
  };
  return { ...shown, compared: db.transaction(ask)() };
}
