/** What an ingest would meet, asked beforehand by the functions that an ingest asks; nothing is written. */
import { StoreError } from '../../../core/errors.ts';
import type { Asked, Look, StoreLooks } from '../../../core/run/looks.ts';
import type { Shape } from '../../../core/shape/shape.ts';
import { givesIdsOnce, removedAboveSequence } from '../apply/id-sequence.ts';
import { integrity, refuseDamaged } from '../apply/integrity.ts';
import { withAsked, withStore, type Connection } from '../connection/open.ts';
import { countNulls, refuseClosedFolder, refuseTooFull, reportSize, roomFor } from '../connection/room.ts';
import { asStoreError, type FileAt } from '../connection/trouble.ts';
import { refuseLackingIds } from '../ledger/lacking-ids.ts';
import { lastEntry, unfinishedRuns } from '../ledger/ledger.ts';
import { refuseNotComputed } from '../schema/not-computed.ts';
import { readShape } from '../schema/read-shape.ts';
import { countBeside, countOrphans } from '../selection/facts.ts';

type Found = Look['found'];

/** Every look that the store answers, also after one that found a trouble. */
export function lookAt(at: FileAt): StoreLooks {
  return withAsked(at, lookInside);
}

function lookInside(store: Connection): StoreLooks {
  const { found: shapeFound, value: shape } = ask(store, () => {
    const read = readShape(store);
    refuseNotComputed(store, read);
    return read;
  });
  const damage = ask(store, () => refuseDamaged(store)).found;
  const sound = shape !== null && damage === 'ok' ? shape : null;
  const wanted = reportSize(sound === null ? null : store);
  const room = roomFor(store, wanted);
  const { found, value: asked } = sound === null ? NOT_ASKED : ask(store, () => askRows(store, sound));
  const entry = asked === null ? NOT_ASKED : ask(store, () => lastEntry(store.db));
  return {
    found: {
      folder: ask(store, () => refuseClosedFolder(store)).found,
      shape: shapeFound,
      integrity: damage,
      room: ask(store, () => refuseTooFull(store, room)).found,
      ids: asked === null ? found : ask(store, () => refuseLackingIds(store)).found,
      ...(asked === null ? {} : { nulls: 'ok', tables: 'ok', unfinished: 'ok', clock: entry.found }),
    },
    room,
    asked,
    lastEntry: entry.value,
    reportSize: wanted,
  };
}

function askRows({ db }: Connection, shape: Shape): Asked {
  return {
    ids: { once: givesIdsOnce(db), behind: removedAboveSequence(db) },
    nulls: countNulls(db),
    beside: countBeside(db, shape),
    orphans: countOrphans(db, shape).filter(({ rows }) => rows > 0),
    unfinishedRuns: unfinishedRuns(db).map(({ run }) => run),
  };
}

const NOT_ASKED = { found: 'not-asked', value: null } as const;

function ask<T>(at: FileAt, work: () => T): { readonly found: Found; readonly value: T | null } {
  try {
    return { found: 'ok', value: work() };
  } catch (thrown) {
    const error = asStoreError(thrown, at);
    if (!(error instanceof StoreError)) throw thrown;
    return { found: error.trouble, value: null };
  }
}

/**
 * SQLite's own word. On a connection of its own that may write, and does not: for one that only reads SQLite does not ask
 * the CHECK constraints. Who may not write is told less.
 */
export function integrityNow(at: FileAt): string {
  try {
    return withAsked(at, ({ db }) => integrity(db));
  } catch (error) {
    if (!(error instanceof StoreError) || error.trouble.reason !== 'read-only') throw error;
    return withStore({ ...at, mode: 'read-only' }, ({ db }) => integrity(db));
  }
}
