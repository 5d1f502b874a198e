/** The customers that a file chose, and what they reach, as the port has them. */
import { StoreError } from '../../../core/errors.ts';
import { personalDataIn } from '../../../core/plan/personal-data.ts';
import type { Facts } from '../../../core/plan/facts.ts';
import type { OnProgress } from '../../../core/progress/progress.ts';
import { CUSTOMER, LINK } from '../../../core/shape/ways.ts';
import type { Reached, Selection } from '../../port/rows.ts';
import { dataVersion } from '../connection/db.ts';
import type { Connection } from '../connection/open.ts';
import { collectLoans, countBeside, countRemovals, hasOddLoan, readFacts } from '../selection/facts.ts';
import { identities } from '../selection/identities.ts';
import { listedRemovals, reviewedRemovals } from '../selection/listed.ts';
import { countLastCustomers, loanFlags, rowOfLastCustomer, shownRemovals } from '../selection/plan-rows.ts';
import { removalsWithFacts } from '../selection/planned.ts';
import { readShape } from '../schema/read-shape.ts';
import { tableShapes } from '../schema/table-shapes.ts';
import { snapshot, type StoreSession } from './session.ts';

/** `seen`: the version of the store of which the loans were collected. */
export function selectionOf(session: StoreSession, seen: number): Selection {
  const { db, store, ask, rows } = session;
  return {
    flags: (request) => rows(() => loanFlags(db, request)),
    lastCustomers: () => ask(() => countLastCustomers(db)),
    rowOfLastCustomer: (most) => ask(() => rowOfLastCustomer(db, most)),
    reach: (onProgress, work) =>
      snapshot(session, async () => work(await ask(() => reachedIn(session, seen, onProgress)))),
    commit: async (removal) => {
      const { commit } = await import('./commit.ts');
      return ask(() => commit(store, removal));
    },
  };
}

function reachedIn(session: StoreSession, seen: number, onProgress: OnProgress): Reached {
  const { db, store, ask, rows } = session;
  const shape = readShape(store);
  const version = dataVersion(db);
  // Collected before this snapshot, and nobody has committed since: the same loans.
  if (version !== seen) collectLoans(db);
  const facts = readFacts(db, shape, onProgress);
  refuseOddLoan(store);
  refuseGivenOut(store, facts);
  return {
    version,
    facts,
    removals: countRemovals(db),
    beside: countBeside(db, shape),
    mentions: async (most) => {
      const { mentionsOf } = await import('../selection/mentions.ts');
      return ask(() => mentionsOf(db, most));
    },
    shown: (options) => ask(() => shownRemovals(db, shape, options)),
    listed: () => rows(() => listedRemovals(db, shape)),
    reviewed: () => rows(() => reviewedRemovals(db)),
    personalData: (texts) => ask(() => personalDataIn(identities(db), texts)),
    savedRemovals: () => rows(() => removalsWithFacts(db, shape)),
    tableShapes: () => ask(() => tableShapes(db, shape)),
  };
}

function refuseOddLoan({ db, path }: Connection): void {
  if (!hasOddLoan(db)) return;
  const shape = { why: 'id-not-row-id', table: LINK, columns: ['loan_id'] } as const;
  throw new StoreError({ reason: 'shape', path, shape });
}

function refuseGivenOut({ path }: Connection, { ids: { highestGoes } }: Facts): void {
  if (highestGoes === null) return;
  const shape = { why: 'id-given-out-again', table: CUSTOMER, customerId: highestGoes } as const;
  throw new StoreError({ reason: 'shape', path, shape });
}
