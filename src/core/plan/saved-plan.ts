/** A saved plan: a line of its own facts, a line a removal, a seal. What is in it may happen, or nothing. */
import type * as z from 'zod';
import type { CustomerName } from './plan.ts';
import type {
  drift,
  savedPlanHeader,
  savedRemoval,
  tableMove,
  tableShape,
} from '../documents/saved-plan-schemas.ts';

/** What a plan is called in its own first line. */
export const SAVED_PLAN: SavedPlanHeader['schema'] = 'lms-import/saved-plan';

export type SavedPlanHeader = z.infer<typeof savedPlanHeader>;
export type SavedRemoval = z.infer<typeof savedRemoval>;

/** The facts about a customer that a saved plan rests on. */
export type CustomerFacts = Omit<SavedRemoval, 'row' | 'customerId'>;

/** The facts as they are now. `there`: the customer's own row is; false where only records or links of it are left. */
export type FactsNow = CustomerFacts & { readonly there: boolean };

/** What became different for a customer since a plan was saved. */
export type Drift = z.infer<typeof drift>;

export interface Moved {
  readonly row: number;
  readonly customerId: number;
  readonly what: readonly Drift[];
}

/** The first few customers for whom something moved, and how many there are. */
export interface Movements {
  readonly customers: number;
  readonly shown: readonly Moved[];
}

/** What moved for one customer; `now` is null where nothing of it is in the store. Empty: nothing. */
export function movementsOf(planned: CustomerFacts, now: FactsNow | null): readonly Drift[] {
  if (now === null || (!now.there && now.customer !== planned.customer)) return ['gone'];
  const changed: Drift[] = now.customer === planned.customer ? [] : ['changed'];
  if (now.loans === planned.loans) return changed;
  const linked: Drift[] = now.linkedLoans > planned.linkedLoans ? ['linked'] : [];
  const reopened: Drift[] = now.openLoans > planned.openLoans ? ['reopened'] : [];
  const loans: Drift[] = [...linked, ...reopened];
  return [...changed, ...(loans.length === 0 ? (['loans-changed'] as const) : loans)];
}

export type TableShape = z.infer<typeof tableShape>;

/** What became of a table since a plan was saved. */
export type TableMove = z.infer<typeof tableMove>;

/** The first few tables that are not as they were, and how many there are. */
export interface TableMoves {
  readonly tables: number;
  readonly shown: readonly TableMove[];
}

/** The tables that came, went, or have other columns, keys or another level, by name. */
export function tableMoves(
  planned: readonly TableShape[],
  now: readonly TableShape[],
  most: number,
): TableMoves {
  const [was, is] = [digests(planned), digests(now)];
  const names = [...new Set([...was.keys(), ...is.keys()])].sort();
  const moved = names.flatMap((table): TableMove[] => {
    const [before, after] = [was.get(table), is.get(table)];
    if (before === after) return [];
    return [{ table, what: before === undefined ? 'new' : after === undefined ? 'gone' : 'changed' }];
  });
  return { tables: moved.length, shown: moved.slice(0, most) };
}

function digests(tables: readonly TableShape[]): ReadonlyMap<string, string> {
  return new Map(tables.map(({ table, digest }) => [table, digest]));
}

/** A saved plan as it is shown. */
export interface ShownPlan {
  readonly header: SavedPlanHeader;
  /** The first few, in file order. */
  readonly removals: readonly SavedRemoval[];
  /** What the store knows them by today; null where it was not asked: for a terminal alone. */
  readonly names: ReadonlyMap<number, CustomerName> | null;
  readonly expired: boolean;
  /** Was it made at a time that this machine's clock has not reached? */
  readonly ahead: boolean;
  /** What the store says; null where none was asked. */
  readonly compared: {
    readonly sameStore: boolean;
    readonly moved: Movements;
    /** Null where the plan is from before the store's shape was bound. */
    readonly shape: TableMoves | null;
  } | null;
}

/** May the plan no longer be applied at this moment? */
export function isExpired({ expiresAt }: Pick<SavedPlanHeader, 'expiresAt'>, now: Date): boolean {
  return now.getTime() > Date.parse(expiresAt);
}
