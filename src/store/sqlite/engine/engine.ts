/** SQLite as an engine that keeps stores. */
import type { Scratch, Store, Engine } from '../../port/port.ts';
import type { Staging } from '../../port/rows.ts';
import { CHECKS } from '../../../core/run/checks.ts';
import { integrity } from '../apply/integrity.ts';
import { isCommitted } from '../apply/committed.ts';
import { dataVersion } from '../connection/db.ts';
import {
  closeStore,
  openScratch,
  openStore,
  storeFiles,
  withStore,
  type Connection,
} from '../connection/open.ts';
import { createStore } from '../schema/create.ts';
import { isDemo, markDemo, migrate, versionOf } from '../schema/migrations.ts';
import { readShape } from '../schema/read-shape.ts';
import { customerNames } from '../selection/identities.ts';
import { isThere } from '../selection/rows-of.ts';
import { ledgerOf, recalledIn } from './ledger.ts';
import { planLinesIn, storePlanLinesIn } from './plan-lines.ts';
import { answer, scratchSession, snapshot, storeSession, type Session } from './session.ts';

/** Stores that are files of SQLite's. */
export const sqlite: Engine = {
  checks: CHECKS,
  files: storeFiles,
  create: (path, customers, onProgress) =>
    answer(async () => {
      // Loaded by whoever makes a store, and by nobody else.
      const { fillDemo } = await import('../../../demo/demo.ts');
      return createStore(path, (db) => {
        if (customers === 0) return;
        fillDemo(db, customers, onProgress);
        markDemo(db);
      });
    }),
  migrate: (at) =>
    answer(() =>
      withStore({ ...at, mode: 'read-write' }, ({ db }) => {
        const from = versionOf(db);
        migrate(db);
        return { from, to: versionOf(db) };
      }),
    ),
  open: ({ path, seconds }, mode) =>
    answer(async () => {
      // What a removal will need, before it: once it has committed nothing may be missing.
      if (mode === 'read-write') await Promise.all([import('./commit.ts'), import('./scrub.ts')]);
      return storeOf(openStore({ path, seconds, mode }));
    }),
  openScratch: () => answer(scratch),
  look: (at) => answer(async () => (await import('./look.ts')).lookAt(at)),
  integrity: (at) => answer(async () => (await import('./look.ts')).integrityNow(at)),
  erase: (at, run, progress) => answer(async () => (await import('./scrub.ts')).scrubRun(at, run, progress)),
  eraseFile: (at, progress) => answer(async () => (await import('./scrub.ts')).scrubFile(at, progress)),
  isCommitted: (at, run) => answer(() => isCommitted(at, run)),
};

/** An open store as the port has it. */
export function storeOf(connection: Connection): Store {
  const session = storeSession(connection);
  const { db, ask } = session;
  return {
    path: connection.path,
    demo: isDemo(db),
    ledger: ledgerOf(session),
    version: () => ask(() => dataVersion(db)),
    snapshot: (work) => snapshot(session, work),
    shape: () => ask(() => readShape(connection)),
    stage: () => stageOf(session),
    isThere: (customerId) => ask(() => isThere(db, customerId)),
    planLines: () => ask(() => storePlanLinesIn(session)),
    recall: (run) => ask(() => recalledIn(session, run)),
    names: (ids) => ask(() => customerNames(db, ids)),
    integrity: () => ask(() => integrity(db)),
    close: () => answer(() => closeStore(connection)),
  };
}

/** Loaded by whoever reads a file: to look back at a run it is not needed. */
async function stageOf(session: Session): Promise<Staging> {
  const { stageIn } = await import('./staging.ts');
  return session.ask(() => stageIn(session));
}

function scratch(): Scratch {
  const db = openScratch();
  const session = scratchSession(db);
  return {
    stage: () => stageOf(session),
    planLines: () => session.ask(() => planLinesIn(session)),
    close: () => answer(() => void db.close()),
  };
}
