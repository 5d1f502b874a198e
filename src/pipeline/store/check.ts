/** Check: what an ingest would meet, asked beforehand by the functions that an ingest asks; nothing is written. */
import { StoreError } from '../../core/errors.ts';
import { refuseClock } from '../../core/run/clock.ts';
import {
  LOOKS,
  type ChangedRun,
  type Checked,
  type Look,
  type LookName,
  type Room,
  type StoreLooks,
} from '../../core/run/looks.ts';
import { roomForReports, whyNoReports } from '../../files/report-place.ts';
import type { Store, StoreAt } from '../../store/port/port.ts';
import { whatWasChanged } from '../finish/left.ts';
import { withStore } from '../with-store.ts';

export interface Asking {
  /** The folder that reports would go to. */
  readonly reports: string;
  readonly now: Date;
}

type Found = Look['found'];

/** Every look, also after one that found a trouble: only what cannot be asked is not. */
export async function checkStore(at: StoreAt, asking: Asking): Promise<Checked> {
  try {
    return await withUnfinished(at, checkedOf(at, asking, await at.engine.look(at)));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const looks = inOrder({ store: error.trouble, reports: atReports(asking.reports, null) });
    return { looks, room: null, reportRoom: null, asked: null };
  }
}

function checkedOf({ path }: StoreAt, { reports, now }: Asking, store: StoreLooks): Checked {
  const { found, room, asked, lastEntry } = store;
  const reportRoom = roomForReports(reports, store.reportSize);
  const clock =
    found.clock === 'ok' ? troubleOf(() => refuseClock(path, lastEntry, { now, allowClock: null })) : null;
  const looks = inOrder({
    ...found,
    store: 'ok',
    reports: atReports(reports, reportRoom),
    ...(clock === null ? {} : { clock }),
  });
  return { looks, room, reportRoom, asked };
}

function troubleOf(work: () => void): Found {
  try {
    work();
    return 'ok';
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return error.trouble;
  }
}

/** Afterwards: what `finish` asks makes TEMP tables, which a connection that only asks may not. */
async function withUnfinished(at: StoreAt, checked: Checked): Promise<Checked> {
  if (checked.asked === null || checked.asked.unfinishedRuns.length === 0) return checked;
  const found = await foundUnfinished(at);
  const looks = checked.looks.map((look) => (look.look === 'unfinished' ? { ...look, found } : look));
  return { ...checked, looks };
}

async function foundUnfinished(at: StoreAt): Promise<Found> {
  try {
    const runs = await withStore(at, 'read-only', changedRuns);
    return runs.length === 0 ? 'ok' : { reason: 'earlier-run', runs };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return error.trouble;
  }
}

async function changedRuns(store: Store): Promise<readonly ChangedRun[]> {
  const runs: ChangedRun[] = [];
  for (const known of await store.ledger.unfinishedRuns()) {
    const found = await whatWasChanged(store, known);
    if (found !== null) runs.push({ run: known.run, found });
  }
  return runs;
}

function atReports(path: string, room: Room | null): Found {
  const full = room !== null && room.free < room.wanted ? 'ENOSPC' : null;
  const why = whyNoReports(path) ?? full;
  return why === null ? 'ok' : { reason: 'report-folder', path, why };
}

function inOrder(found: Partial<Record<LookName, Found>>): readonly Look[] {
  return LOOKS.map((look) => ({ look, found: found[look] ?? 'not-asked' }));
}
