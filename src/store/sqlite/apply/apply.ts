/** The removal itself: set-wise, children first, with every other write to the store's people and loans made to fail. */
import type { Shape } from '../../../core/shape/shape.ts';
import { CUSTOMER, LINK } from '../../../core/shape/ways.ts';
import { countRows } from '../selection/facts.ts';
import { raiseSequence, type Raised } from './id-sequence.ts';
import { quoteName } from '../schema/quote.ts';
import { parts } from '../selection/parts.ts';
import { forgetSamples } from './samples.ts';
import { removedTables, type Chosen } from '../selection/rows-of.ts';
import type { Db } from '../connection/db.ts';

export interface Applied {
  /** SQLite's count of all changes that the removal made, statistics aside. */
  readonly changes: number;
  /** Rows of SQLite's statistics that were taken away: samples, and counts under old names. */
  readonly samples: number;
  /** The sequence of customers' IDs, where it was raised; those rows are among the changes. */
  readonly raised: Raised | null;
}

export interface Applying {
  /** Tables of which every row is to go, as counted in this transaction: their pages are freed without a look at the rows. */
  readonly emptied: ReadonlySet<string>;
  /** Hears how many of the customers are removed, but for rows of the tables that are emptied, which come last. */
  readonly onProgress: (customers: number) => void;
}

/** Removes the customers of `temp.removal` and everything that is theirs. Inside the caller's transaction. */
export function applyRemoval(db: Db, shape: Shape, { emptied, onProgress }: Applying): Applied {
  guard(db, shape);
  let changes = 0;
  const remove = (table: string, where: string) => {
    const before = totalChanges(db);
    db.prepare(`DELETE FROM main.${quoteName(table)} AS o0${where}`).run();
    changes += totalChanges(db) - before;
  };
  const some = (of: Chosen) => removedTables(shape, of).filter(({ table }) => !emptied.has(table));
  for (const { of, done } of parts(db, some('temp.removal'))) {
    for (const { table, where } of some(of)) remove(table, ` WHERE ${where}`);
    onProgress(done);
  }
  // After all others, which are found by the rows that they hang on.
  for (const { table } of removedTables(shape, 'temp.removal')) if (emptied.has(table)) remove(table, '');
  const before = totalChanges(db);
  const raised = raiseSequence(db);
  changes += totalChanges(db) - before;
  return { changes, raised, samples: forgetSamples(db) };
}

/** TEMP triggers: this connection cannot write a loan, nor insert or update a customer, record or link. */
function guard(db: Db, shape: Shape): void {
  const loan = shape.loan.flatMap((table) => ['INSERT', 'UPDATE', 'DELETE'].map((verb) => ({ table, verb })));
  const kept = [CUSTOMER, LINK, ...shape.customer.map(({ table }) => table)];
  // No DELETE trigger here: with one, a set-wise DELETE spills old page images into a temporary file (docs/FACTS.md, "SQLite").
  const others = kept.flatMap((table) => ['INSERT', 'UPDATE'].map((verb) => ({ table, verb })));
  for (const { table, verb } of [...loan, ...others]) {
    db.exec(
      `CREATE TEMP TRIGGER ${quoteName(`guard ${verb} ${table}`)} BEFORE ${verb} ON main.${quoteName(table)}
       BEGIN SELECT RAISE(ABORT, 'lms-import must not write here'); END`,
    );
  }
}

/** Guards that stand; fewer than `expectedGuards` would mean that a write could have gone unseen. */
export function countGuards(db: Db): number {
  return countRows(db, `temp.sqlite_schema WHERE type = 'trigger' AND name LIKE 'guard %'`);
}

/** Three verbs on each loan-level table, two on each other one. */
export function expectedGuards(shape: Shape): number {
  return 3 * shape.loan.length + 2 * (shape.customer.length + 2);
}

function totalChanges(db: Db): number {
  return db.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0;
}
