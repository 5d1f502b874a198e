/** A file's rows, staged and asked about, as the port has them. */
import type { Presence } from '../../../core/plan/decide.ts';
import type { Shape } from '../../../core/shape/shape.ts';
import type { LookedUp, Selection, Staged, Staging } from '../../port/rows.ts';
import { dataVersion } from '../connection/db.ts';
import { chooseRemovals, collectLoans } from '../selection/facts.ts';
import {
  countPresence,
  countThere,
  duplicates,
  noteLater,
  openStage,
  rowsOfPresence,
} from '../selection/stage.ts';
import { forgedIds } from '../ledger/lacking-ids.ts';
import { readShape } from '../schema/read-shape.ts';
import { stageNames } from './names.ts';
import { selectionOf } from './selection.ts';
import type { Session, StoreSession } from './session.ts';

/** Makes the TEMP tables; throws a `StoreError` (`shape`) before it where the store's shape is refused. */
export function stageIn(session: Session): Staging {
  session.rememberSchema();
  const shape = session.store === null ? null : readShape(session.store);
  const stage = openStage(session.db);
  return {
    add: (row, clean) => stage.add(row, clean),
    flush: () => session.ask(() => stage.flush()),
    end: () =>
      session.ask(() => {
        stage.close();
        return stagedIn(session, shape);
      }),
  };
}

function stagedIn(session: Session, shape: Shape | null): Staged {
  const { db } = session;
  return {
    names: () => session.ask(() => stageNames(session)),
    lookUp: () => session.ask(() => lookUp(session, shape)),
    countThere: () => session.ask(() => (session.store === null ? 0 : countThere(db))),
  };
}

function lookUp(session: Session, shape: Shape | null): LookedUp {
  const { db } = session;
  noteLater(db);
  return {
    presences: countPresence(db, shape),
    duplicates: () => session.rows(() => duplicates(db)),
    rowsOf: (presence) => session.rows(() => oddRows(session, presence)),
    choose: () => session.ask(() => choose(session)),
  };
}

function* oddRows({ db, store }: Session, presence: Presence) {
  for (const row of rowsOfPresence(db, presence)) {
    if (presence === 'returned' && row.run === null) throw forgedIds(store?.path ?? '', null);
    yield row;
  }
}

function choose(session: Session): Selection {
  if (!hasStore(session)) throw new Error('nobody is chosen without a store');
  const { db } = session;
  chooseRemovals(db);
  const seen = dataVersion(db);
  collectLoans(db);
  return selectionOf(session, seen);
}

function hasStore(session: Session): session is StoreSession {
  return session.store !== null;
}
