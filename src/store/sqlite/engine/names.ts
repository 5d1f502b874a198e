/** The operator's list beside the staged rows, as the port has it. */
import type { NameStaging, Names } from '../../port/rows.ts';
import { inBatch } from '../selection/stage.ts';
import * as names from '../selection/names.ts';
import type { Session } from './session.ts';

/** Makes the TEMP table. */
export function stageNames(session: Session): NameStaging {
  const { db } = session;
  const stage = names.openNames(db);
  return {
    stored: (ids) => session.ask(() => (session.store === null ? [] : names.storeNames(db, ids))),
    add: (lines) => session.ask(() => inBatch(db, () => lines.forEach((line) => stage.add(line)))),
    end: (by) =>
      session.ask(() => {
        names.closeNames(db);
        names.noteOffList(db, by);
        return namesIn(session);
      }),
  };
}

function namesIn({ db, ask, rows }: Session): Names {
  return {
    twice: () => rows(() => names.linesTwice(db)),
    differing: () => rows(() => names.differingRows(db)),
    unlisted: () => rows(() => names.unlistedRows(db)),
    notInFile: () => rows(() => names.idsNotInFile(db)),
    count: () => ask(() => names.countListed(db)),
  };
}
