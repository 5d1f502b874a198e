/** Check: what an ingest would meet, asked beforehand by the functions that an ingest asks; nothing is written. */
import { StoreError } from '../../core/errors.ts';
import {
  LOOKS,
  type Asked,
  type ChangedRun,
  type Checked,
  type Look,
  type LookName,
  type Room,
} from '../../core/run/looks.ts';
import type { Shape } from '../../core/shape/shape.ts';
import { roomForReports, whyNoReports } from '../../files/report-place.ts';
import { countBeside, countOrphans } from '../../store/sqlite/selection/facts.ts';
import { givesIdsOnce, removedAboveSequence } from '../../store/sqlite/apply/id-sequence.ts';
import { refuseDamaged } from '../../store/sqlite/apply/integrity.ts';
import { unfinishedRuns } from '../../store/sqlite/ledger/ledger.ts';
import { withAsked, withStore, type Store } from '../../store/sqlite/connection/open.ts';
import { refuseNotComputed } from '../../store/sqlite/schema/not-computed.ts';
import { readShape } from '../../store/sqlite/schema/read-shape.ts';
import {
  countNulls,
  refuseClosedFolder,
  refuseTooFull,
  reportSize,
  roomFor,
} from '../../store/sqlite/connection/room.ts';
import { asStoreError, type StoreAt } from '../../store/sqlite/connection/trouble.ts';
import { refuseClock } from '../remove/clock.ts';
import { refuseLackingIds } from '../finish/damaged.ts';
import { whatWasChanged } from '../finish/left.ts';

export interface Asking {
  /** The folder that reports would go to. */
  readonly reports: string;
  readonly now: Date;
}

type Found = Look['found'];

/** Every look, also after one that found a trouble: only what cannot be asked is not. */
export function checkStore(at: StoreAt, { reports, now }: Asking): Checked {
  try {
    return withUnfinished(
      at,
      withAsked(at, (store) => lookInside(store, { reports, now })),
    );
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const looks = inOrder({ store: error.trouble, reports: atReports(reports, null) });
    return { looks, room: null, reportRoom: null, asked: null };
  }
}

/** Afterwards, on a connection of its own: what `finish` asks makes TEMP tables, which one that only asks may not. */
function withUnfinished(at: StoreAt, checked: Checked): Checked {
  if (checked.asked === null || checked.asked.unfinishedRuns.length === 0) return checked;
  const { found, value: runs } = ask(at, () => withStore({ ...at, mode: 'read-only' }, changedRuns));
  const trouble = runs === null || runs.length === 0 ? found : ({ reason: 'earlier-run', runs } as const);
  const looks = checked.looks.map((look) =>
    look.look === 'unfinished' ? { ...look, found: trouble } : look,
  );
  return { ...checked, looks };
}

function changedRuns({ db }: Store): readonly ChangedRun[] {
  return unfinishedRuns(db).flatMap((known) => {
    const found = whatWasChanged(db, known);
    return found === null ? [] : [{ run: known.run, found }];
  });
}

function lookInside(store: Store, { reports, now }: Asking): Checked {
  const { found: shapeFound, value: shape } = ask(store, () => {
    const read = readShape(store);
    refuseNotComputed(store, read);
    return read;
  });
  const integrity = ask(store, () => refuseDamaged(store)).found;
  const sound = shape !== null && integrity === 'ok' ? shape : null;
  const wanted = reportSize(sound === null ? null : store);
  const room = roomFor(store, wanted);
  const reportRoom = roomForReports(reports, wanted);
  const { found, value: asked } = sound === null ? NOT_ASKED : ask(store, () => askRows(store, sound));
  const lacking = asked === null ? found : ask(store, () => refuseLackingIds(store)).found;
  const looks = inOrder({
    store: 'ok',
    folder: ask(store, () => refuseClosedFolder(store)).found,
    reports: atReports(reports, reportRoom),
    shape: shapeFound,
    integrity,
    room: ask(store, () => refuseTooFull(store, room)).found,
    ids: lacking,
    ...(asked === null ? {} : { nulls: 'ok', tables: 'ok', unfinished: 'ok', clock: clock(store, now) }),
  });
  return { looks, room, reportRoom, asked };
}

function clock(store: Store, now: Date): Found {
  return ask(store, () => refuseClock(store, { now, allowClock: null })).found;
}

function askRows({ db }: Store, shape: Shape): Asked {
  return {
    ids: { once: givesIdsOnce(db), behind: removedAboveSequence(db) },
    nulls: countNulls(db),
    beside: countBeside(db, shape),
    orphans: countOrphans(db, shape).filter(({ rows }) => rows > 0),
    unfinishedRuns: unfinishedRuns(db).map(({ run }) => run),
  };
}

const NOT_ASKED = { found: 'not-asked', value: null } as const;

function ask<T>(at: StoreAt, work: () => T): { readonly found: Found; readonly value: T | null } {
  try {
    return { found: 'ok', value: work() };
  } catch (thrown) {
    const error = asStoreError(thrown, at);
    if (!(error instanceof StoreError)) throw thrown;
    return { found: error.trouble, value: null };
  }
}

function atReports(path: string, room: Room | null): Found {
  const full = room !== null && room.free < room.wanted ? 'ENOSPC' : null;
  const why = whyNoReports(path) ?? full;
  return why === null ? 'ok' : { reason: 'report-folder', path, why };
}

function inOrder(found: Partial<Record<LookName, Found>>): readonly Look[] {
  return LOOKS.map((look) => ({ look, found: found[look] ?? 'not-asked' }));
}
