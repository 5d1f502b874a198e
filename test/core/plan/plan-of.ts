/** A plan with the guards of given facts, for tests of what refuses it and of what is consent to it. */
import type { Facts } from '../../../src/core/plan/facts.ts';
import { guardsOf, type GuardRequest } from '../../../src/core/plan/guards.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';

export const SHA = `ab12cd34${'0'.repeat(48)}99ffee77`;

export const FACTS: Facts = {
  customers: 2000,
  tables: [],
  remains: 0,
  orphans: [],
  returned: 0,
  ids: { once: true, highestGoes: null },
  loans: { linked: 0, customersWithOpen: 0, leftAlone: 0 },
  shape: { customer: [], loan: [], loanKeys: [], notExamined: [], beside: [] },
  digest: SHA,
  names: SHA,
};

const REQUEST: GuardRequest = {
  allowOpenLoans: null,
  firstOpenRow: null,
  allowReturned: null,
  firstReturnedRow: null,
  maxRemoves: null,
  strictTables: false,
  removedByYes: 0,
};

export function planOf(
  removals: number,
  facts: Partial<Facts> = {},
  request: Partial<GuardRequest> = {},
): Plan {
  const all = { ...FACTS, ...facts };
  return {
    removals,
    alreadyRemoved: 0,
    remains: 0,
    customers: { before: all.customers, after: all.customers - removals },
    tables: [],
    loans: all.loans,
    guards: guardsOf(all, removals, { ...REQUEST, ...request }),
    idsGivenOnce: true,
    notExamined: all.shape.notExamined,
    beside: [],
    orphans: all.orphans,
    mentions: { tables: [], records: 0, shown: [] },
    shown: [],
    digest: SHA,
  };
}

export const loans = (customersWithOpen: number) => ({ loans: { ...FACTS.loans, customersWithOpen } });
