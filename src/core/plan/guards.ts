/** What refuses a dangerous plan, and what counts as consent (docs/CONTRACT.md, "Options", "Plan"). */
import type { Refusal } from '../errors.ts';
import type { Facts } from './facts.ts';
import { capForYes, type Guard, type Plan } from './plan.ts';
import type { Consent } from '../run/report.ts';

/** `--confirm-removes N[:SHA8]`. */
export interface Confirmed {
  readonly count: number;
  /** The first 8 digits of the file's sha256, or null where they were not given. */
  readonly sha8: string | null;
}

/** Consent as options give it; `null` and `false` where they do not. */
export interface ConsentOptions {
  readonly yes: boolean;
  readonly confirmRemoves: Confirmed | null;
}

/** `--max-removes`: a number of customers, or a share of those in the store, rounded down. */
export type MaxRemoves = { readonly customers: number } | { readonly percent: number };

export interface GuardRequest {
  /** `--allow-open-loans`, which must be the exact number. */
  readonly allowOpenLoans: number | null;
  readonly firstOpenRow: number | null;
  /** `--allow-returned`, which must be the exact number. */
  readonly allowReturned: number | null;
  readonly firstReturnedRow: number | null;
  readonly maxRemoves: MaxRemoves | null;
  /** `--strict-tables`. */
  readonly strictTables: boolean;
  /** Customers that runs with `--yes` removed in the last 24 hours. */
  readonly removedByYes: number;
}

/** A plan, as far as guards speak of it; a saved one, too. */
export type Guarded = Pick<Plan, 'guards' | 'removals' | 'customers' | 'notExamined' | 'orphans'>;

/** The guards of a plan, those that pass too. */
export function guardsOf(facts: Facts, removals: number, request: GuardRequest): readonly Guard[] {
  const customers = facts.loans.customersWithOpen;
  const { allowOpenLoans: allowed, firstOpenRow: firstRow, maxRemoves, removedByYes: recent } = request;
  const { allowReturned, firstReturnedRow, strictTables: strict } = request;
  const cap = maxRemoves === null ? capForYes(facts.customers) : capOf(maxRemoves, facts.customers);
  const given = maxRemoves !== null;
  return [
    { guard: 'open-loans', customers, allowed, firstRow, refuses: (allowed ?? 0) !== customers },
    { guard: 'cap', removals, cap, given, recent, refuses: removals + (given ? 0 : recent) > cap },
    strictTables(facts, strict),
    {
      guard: 'returned',
      customers: facts.returned,
      allowed: allowReturned,
      firstRow: firstReturnedRow,
      refuses: returnedRefusal(facts.returned, allowReturned) !== null,
    },
  ];
}

/** By the tables, not by the rows in them: rows may come at any moment, and the tables are among what is compared. */
function strictTables({ shape, orphans: found }: Facts, asked: boolean): Guard {
  const tables = shape.notExamined.length;
  const orphans = found.reduce((sum, { rows }) => sum + rows, 0);
  return { guard: 'strict-tables', asked, tables, orphans, refuses: asked && tables + orphans > 0 };
}

function capOf(max: MaxRemoves, customers: number): number {
  return 'customers' in max ? max.customers : Math.floor((customers * max.percent) / 100);
}

/** Why the plan is refused whatever the consent, or null. A cap given by hand binds everyone. */
export function guardRefusal(plan: Guarded): Refusal | null {
  for (const guard of plan.guards) {
    const refusal = guard.refuses ? refusalBy(plan, guard) : null;
    if (refusal !== null) return refusal;
  }
  return null;
}

function refusalBy(plan: Guarded, guard: Guard): Refusal | null {
  switch (guard.guard) {
    case 'open-loans':
      return { reason: 'open-loans', customers: guard.customers, allowed: guard.allowed };
    case 'strict-tables':
      return { reason: 'strict-tables', tables: plan.notExamined, orphans: plan.orphans };
    case 'returned':
      return returnedRefusal(guard.customers, guard.allowed);
    case 'personal-data':
      return { reason: 'personal-data', where: guard.where };
    case 'cap':
      return guard.given ? capRefusal(plan, { ...guard, recent: 0 }) : null;
  }
}

function capRefusal(plan: Guarded, { cap, given, recent }: Extract<Guard, { guard: 'cap' }>): Refusal {
  const { removals, customers } = plan;
  return { reason: 'cap', removals, cap, given, recent, customers: customers.before };
}

/** `--allow-returned` names another number than that of the customers whose ID an earlier run removed; null where it is theirs. */
export function returnedRefusal(customers: number, allowed: number | null): Refusal | null {
  return (allowed ?? 0) === customers ? null : { reason: 'returned', why: 'number', customers, allowed };
}

/**
 * Customers whose ID an earlier run removed, and that are not agreed to by name: each must have been seen. Null where the
 * plan shows every one of them, or where a list of names was compared.
 */
export function unseenRefusal(plan: Plan, namesCompared: boolean): Refusal | null {
  const customers = plan.guards.reduce((sum, one) => (one.guard === 'returned' ? one.customers : sum), 0);
  const seen = plan.shown.filter(({ returned }) => returned !== null).length;
  return namesCompared || seen === customers
    ? null
    : { reason: 'returned', why: 'names', customers, allowed: customers };
}

/** A saved plan is the consent to exactly its count. */
export function consentOfPlan(saved: number, removals: number): Consent | Refusal {
  if (saved === removals) return { by: 'plan', count: saved };
  return { reason: 'count', by: 'plan', said: saved, removals };
}

/** Why the plan's maker and the one who applies it are not two, or null. Names are the system's, never `--actor`. */
export function approverRefusal(maker: string | null, user: string): Refusal | null {
  return maker === null || maker === user ? { reason: 'approver', maker, user } : null;
}

/** The consent that the options give, why they give none, or `ask` where they say nothing. */
export function consentOf(plan: Plan, sha256: string, options: ConsentOptions): Consent | Refusal | 'ask' {
  const { removals } = plan;
  if (options.confirmRemoves !== null) {
    const { count, sha8 } = options.confirmRemoves;
    if (sha8 !== null && !sha256.startsWith(sha8)) {
      return { reason: 'consent', why: 'other-file', removals, said: sha8, found: sha256.slice(0, 8) };
    }
    if (count === removals) return { by: 'confirm-removes', count };
    return { reason: 'count', by: 'option', said: count, removals };
  }
  if (!options.yes) return 'ask';
  // Also where a cap was given: twenty small files must not do what one large one may not.
  for (const guard of plan.guards) {
    if (guard.guard === 'cap' && removals + guard.recent > guard.cap) return capRefusal(plan, guard);
  }
  return { by: 'yes', count: removals };
}
