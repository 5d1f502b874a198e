/** By which chains of foreign keys the rows of a loan-level table hang on loans. */
import { MOST_LEVELS, type Shape } from './shape.ts';
import { LOAN, type ForeignKey } from './ways.ts';

/** Keys from a table up to `loan_entity`, nearest first. */
export type Way = readonly ForeignKey[];

/** A way as far as it was followed, and the table that it has come to. */
interface Open {
  readonly way: Way;
  readonly to: string;
}

/** More ways than these are not told apart: the statement would grow with each. */
const MOST_WAYS = 50;

/**
 * Every way from the table to a loan, the shortest first, each key once in it: of rows that hang on rows of the same table
 * one step is followed. None where its keys compare nothing, or where there are more ways, or longer ones, than a
 * statement can hold.
 */
export function waysToLoan(loanKeys: Shape['loanKeys'], table: string): readonly Way[] {
  const keysOf = new Map(loanKeys.map((one) => [one.table, one.keys]));
  const found: Way[] = [];
  const next = (table: string, way: Way): readonly Open[] =>
    (keysOf.get(table) ?? [])
      .filter((key) => !way.includes(key))
      .map((key) => ({ way: [...way, key], to: key.parent }));
  let open = next(table, []);
  for (let length = 1; open.length > 0; length += 1) {
    if (length > MOST_LEVELS || found.length + open.length > MOST_WAYS) return [];
    found.push(...open.filter(({ to }) => to === LOAN).map(({ way }) => way));
    open = open.flatMap(({ way, to }) => next(to, way));
  }
  return found;
}
