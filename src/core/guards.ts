/** What refuses a dangerous plan, and what counts as consent (contract: "Options", "Plan"). */
import type { Refusal } from './errors.ts';
import type { Facts } from './facts.ts';
import { capForYes, type Guard, type Plan } from './plan.ts';
import type { Consent } from './report.ts';

/** Consent as options give it; `null` and `false` where they do not. */
export interface ConsentOptions {
  readonly yes: boolean;
  readonly confirmRemoves: number | null;
}

/** The guards of a plan, those that pass too. `allowed` is `--allow-open-loans`, which must be the exact number. */
export function guardsOf(
  facts: Facts,
  removals: number,
  open: { readonly allowed: number | null; readonly firstRow: number | null },
): readonly Guard[] {
  const customers = facts.loans.customersWithOpen;
  const cap = capForYes(facts.customers);
  return [
    { guard: 'open-loans', customers, ...open, refuses: (open.allowed ?? 0) !== customers },
    { guard: 'cap', removals, cap, refuses: removals > cap },
  ];
}

/** Why the plan is refused whatever the consent, or null. */
export function guardRefusal(plan: Plan): Refusal | null {
  for (const guard of plan.guards) {
    if (guard.guard === 'open-loans' && guard.refuses) {
      return { reason: 'open-loans', customers: guard.customers, allowed: guard.allowed };
    }
  }
  return null;
}

/** The consent that the options give, why they give none, or `ask` where they say nothing. */
export function consentOf(plan: Plan, options: ConsentOptions): Consent | Refusal | 'ask' {
  const { removals } = plan;
  if (options.confirmRemoves !== null) {
    const said = options.confirmRemoves;
    if (said === removals) return { by: 'confirm-removes', count: said };
    return { reason: 'count', by: 'option', said, removals };
  }
  if (!options.yes) return 'ask';
  for (const guard of plan.guards) {
    if (guard.guard === 'cap' && guard.refuses) {
      return { reason: 'cap', removals, cap: guard.cap, customers: plan.customers.before };
    }
  }
  return { by: 'yes', count: removals };
}
