/** The ledger, as the port has it. */
import type { Ledger, Recalled } from '../../port/ledger.ts';
import { checkAbsent, checkLoansSince, checkSince, customersBack } from '../apply/checks.ts';
import { requireUpToDate } from '../connection/open.ts';
import { digestAt, headOf, isChained } from '../ledger/chain.ts';
import { checkChain } from '../ledger/check-chain.ts';
import { refuseLackingIds } from '../ledger/lacking-ids.ts';
import * as ledger from '../ledger/ledger.ts';
import { newSeal } from '../ledger/seal.ts';
import { countRemovals } from '../selection/facts.ts';
import type { StoreSession } from './session.ts';

/** What is asked of a store's ledger. */
export function ledgerOf({ db, store, ask, rows }: StoreSession): Ledger {
  return {
    requireUpToDate: () => ask(() => requireUpToDate(store)),
    requireWhole: () => ask(() => refuseLackingIds(store)),
    runOfFile: (sha256) => ask(() => ledger.runOfFile(db, sha256)),
    runOf: (run) => ask(() => ledger.runOf(db, run)),
    runOfOutput: (sha256) => ask(() => ledger.runOfOutput(db, sha256)),
    pastRuns: (filter) => rows(() => ledger.pastRuns(db, filter)),
    unfinishedRuns: () => ask(() => ledger.unfinishedRuns(db)),
    lastEntry: () => ask(() => ledger.lastEntry(db)),
    removedByYes: (since) => ask(() => ledger.removedByYes(db, since)),
    holdsRun: (run) => ask(() => ledger.holdsRun(db, run)),
    hasRemoved: (ids) => ask(() => ledger.hasRemoved(db, ids)),
    removedIds: (run) => rows(() => ledger.removedIds(db, run)),
    linkedLoans: (run) => rows(() => ledger.linkedLoans(db, run)),
    findingOf: (run, kind) => ask(() => ledger.findingOf(db, run, kind)),
    findingsOf: (run, kind) => ask(() => ledger.findingsOf(db, run, kind)),
    note: (run, finding) =>
      ask(() =>
        db
          .transaction(() => {
            if (ledger.holdsRun(db, run)) ledger.noteFinding(db, run.run, finding);
          })
          .immediate(),
      ),
    head: () => ask(() => (isChained(db) ? headOf(db) : null)),
    digestAt: (link) => ask(() => digestAt(db, link)),
    troubles: () => rows(() => checkChain(db)),
    newSeal: () => ask(() => newSeal(db)),
  };
}

/** Makes `temp.removal` hold the customers that a run removed. */
export function recalledIn({ db, ask }: StoreSession, run: number): Recalled {
  ledger.recallRemovals(db, run);
  return {
    listed: countRemovals(db),
    absent: () => ask(() => checkAbsent(db)),
    since: (shape, record) => ask(() => checkSince(db, shape, record)),
    loansSince: (shape, digests) => ask(() => checkLoansSince(db, shape, digests)),
    back: (most) => ask(() => customersBack(db, most)),
  };
}
