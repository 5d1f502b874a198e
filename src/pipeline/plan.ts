/** Plan: what would happen, made of facts the store was asked for; `plan` shows it, `ingest` carries it out. */
import { guardsOf } from '../core/guards.ts';
import type { Facts } from '../core/facts.ts';
import type { Plan } from '../core/plan.ts';
import { CUSTOMER } from '../core/ways.ts';
import { readFacts } from '../store/facts.ts';
import type { Store } from '../store/open.ts';
import { shownRemovals } from '../store/plan-rows.ts';
import { readShape } from '../store/read-shape.ts';
import type { Loaded } from './load.ts';

export interface PlanRequest {
  /** Rows shown in file order, beside those flagged. */
  readonly show: number;
  /** Names are for a terminal only. */
  readonly names: boolean;
  readonly allowOpenLoans: number | null;
}

export interface Planned {
  readonly plan: Plan;
  readonly facts: Facts;
}

/** Plans the removal of the staged rows, all facts from one snapshot of the store. */
export function makePlan(store: Store, loaded: Loaded, request: PlanRequest): Planned {
  return store.db.transaction(() => {
    const shape = readShape(store);
    const facts = readFacts(store.db, shape);
    const removals = facts.tables.find(({ table }) => table === CUSTOMER)?.rows ?? 0;
    const open = { allowed: request.allowOpenLoans, firstRow: loaded.firstOpenRow };
    const shown = shownRemovals(store.db, shape, {
      first: request.show,
      flagged: loaded.flagged,
      names: request.names,
    });
    const plan: Plan = {
      removals,
      alreadyRemoved: loaded.alreadyRemoved,
      customers: { before: facts.customers, after: facts.customers - removals },
      tables: facts.tables,
      loans: facts.loans,
      guards: guardsOf(facts, removals, open),
      notExamined: shape.notExamined,
      shown,
      digest: facts.digest,
    };
    return { plan, facts };
  })();
}
