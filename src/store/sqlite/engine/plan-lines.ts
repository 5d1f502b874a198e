/** The removals of a saved plan, as the port has them. */
import { tableMoves } from '../../../core/plan/saved-plan.ts';
import type { Shape } from '../../../core/shape/shape.ts';
import type { Moved, MovedRequest, PlanLines, StorePlanLines } from '../../port/commit.ts';
import type { Db } from '../connection/db.ts';
import { readShape } from '../schema/read-shape.ts';
import { tableShapes } from '../schema/table-shapes.ts';
import { countPlanned, firstPlanned, movements, openPlanned } from '../selection/planned.ts';
import { inBatch } from '../selection/stage.ts';
import type { Session, StoreSession } from './session.ts';

/** Makes the TEMP table. */
export function planLinesIn({ db, ask }: Session): PlanLines {
  const add = openPlanned(db);
  return {
    add: (removals) => ask(() => inBatch(db, () => removals.forEach(add))),
    count: () => ask(() => countPlanned(db)),
    first: (most) => ask(() => firstPlanned(db, most)),
  };
}

/** The same, compared with the store. */
export function storePlanLinesIn(session: StoreSession): StorePlanLines {
  const { db, store, ask } = session;
  return {
    ...planLinesIn(session),
    moved: (request) => ask(() => movedSince(db, readShape(store), request)),
  };
}

/** What moved since the plan was made; of tables and customers, `most` are named. */
export function movedSince(db: Db, shape: Shape, { header, most, chosen }: MovedRequest): Moved {
  const tables = header.shape === null ? null : tableMoves(header.shape, tableShapes(db, shape), most);
  return { tables, customers: movements(db, shape, { most, chosen }) };
}
