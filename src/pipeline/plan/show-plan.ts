/** `show PLAN`: what a saved plan says, a stale one too, and what a store says of it now. */
import { isAhead } from '../../core/run/clock.ts';
import { isExpired, type SavedPlanHeader, type ShownPlan } from '../../core/plan/saved-plan.ts';
import { planInvalid } from '../../sources/plan-invalid.ts';
import type { Engine, Store, StoreAt } from '../../store/port/port.ts';
import { withStore } from '../with-store.ts';
import { isOfStore, readSavedPlan, readUnsealed } from './saved-plan.ts';

export interface ShowPlanRequest {
  readonly path: string;
  /** Removals, and customers that moved, that are given back. */
  readonly show: number;
  /** For a terminal alone: who they are. */
  readonly names: boolean;
  readonly now: Date;
}

/** The plan by itself. Throws a `FileError` (`plan-invalid`) where it is none. */
export async function showPlan(engine: Engine, { path, show, now }: ShowPlanRequest): Promise<ShownPlan> {
  const scratch = await engine.openScratch();
  try {
    const { header, lines } = await readUnsealed(scratch, path);
    return {
      header,
      removals: await lines.first(show),
      names: null,
      ...timesOf(header, now),
      compared: null,
    };
  } finally {
    await scratch.close();
  }
}

function timesOf(header: SavedPlanHeader, now: Date): Pick<ShownPlan, 'expired' | 'ahead'> {
  return { expired: isExpired(header, now), ahead: isAhead(header.madeAt, now) };
}

/** The same, compared with a store. */
export function showPlanBeside(at: StoreAt, request: ShowPlanRequest): Promise<ShownPlan> {
  return withStore(at, 'read-only', (store) => compareWith(store, request));
}

/** Only its own store has the key that tells whether the plan is as it was written. */
async function compareWith(store: Store, { path, show, names, now }: ShowPlanRequest): Promise<ShownPlan> {
  const { header, sealed, lines } = await readSavedPlan(store, path);
  const shown = { header, removals: await lines.first(show), names: null, ...timesOf(header, now) };
  const sameStore = await isOfStore(store, header);
  if (!sameStore)
    return { ...shown, compared: { sameStore, moved: { customers: 0, shown: [] }, shape: null } };
  if (!sealed) throw planInvalid(path, 'changed');
  const request = { header, most: show, chosen: false };
  const { tables: shape, customers: moved } = await store.snapshot(() => lines.moved(request));
  const ids = shown.removals.map(({ customerId }) => customerId);
  return { ...shown, names: names ? await store.names(ids) : null, compared: { sameStore, moved, shape } };
}
