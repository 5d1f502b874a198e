/** `show PLAN`: what a saved plan says, a stale one too, and what a store says of it now. */
import { isExpired, type SavedPlanHeader, type SavedRemoval, type ShownPlan } from '../core/saved-plan.ts';
import { planInvalid, planLines } from '../input/saved-plan.ts';
import { headOf } from '../store/chain.ts';
import { closeStore, openStore, type Store } from '../store/open.ts';
import { movements } from '../store/planned.ts';
import { readShape } from '../store/read-shape.ts';
import { asStoreError, type StoreAt } from '../store/trouble.ts';
import { readSavedPlan } from './saved-plan.ts';

export interface ShowPlanRequest {
  readonly path: string;
  /** Removals, and customers that moved, that are given back. */
  readonly show: number;
  readonly now: Date;
}

/** The plan, compared with a store where one is given. Throws a `FileError` (`plan-invalid`) where it is none. */
export async function showPlan(at: StoreAt | null, request: ShowPlanRequest): Promise<ShownPlan> {
  const { header, removals } = await readFirst(request);
  const compared = at === null ? null : await compare(at, request);
  return { header, removals, expired: isExpired(header, request.now), compared };
}

async function readFirst({ path, show }: ShowPlanRequest): Promise<Pick<ShownPlan, 'header' | 'removals'>> {
  let header: SavedPlanHeader | null = null;
  const removals: SavedRemoval[] = [];
  for await (const batch of planLines(path)) {
    for (const line of batch) {
      if (line.kind === 'header') header = line.header;
      else if (line.kind === 'removal' && removals.length < show) removals.push(line.removal);
    }
  }
  if (header === null) throw planInvalid(path, 'not-a-plan');
  return { header, removals };
}

async function compare(at: StoreAt, request: ShowPlanRequest): Promise<ShownPlan['compared']> {
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
async function compareWith(store: Store, { path, show }: ShowPlanRequest): Promise<ShownPlan['compared']> {
  const { header, sealed } = await readSavedPlan(store, path);
  const sameStore = header.store.identity === headOf(store.db).store;
  if (!sameStore) return { sameStore, moved: { customers: 0, shown: [] } };
  if (!sealed) throw planInvalid(path, 'changed');
  const ask = () => movements(store.db, readShape(store), { most: show, chosen: false });
  return { sameStore, moved: store.db.transaction(ask)() };
}
