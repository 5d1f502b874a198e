/** Checks 1 to 6, asked of the store independently of what the removal says it did (docs/CONTRACT.md, "Report"). */
import type { Facts } from '../../../core/plan/facts.ts';
import type { TableRows } from '../../../core/shape/table-rows.ts';
import type { AfterRecord, Check, LoanDigests, RunRecord, TableDigest } from '../../../core/run/report.ts';
import { REMOVAL_CHECKS, type RemovalCheck } from '../../../core/run/checks.ts';
import { digestLoans, digestLoansAsEarlier } from './loan-digests.ts';
import type { Shape } from '../../../core/shape/shape.ts';
import { CUSTOMER, LINK } from '../../../core/shape/ways.ts';
import { countGuards, expectedGuards, type Applied } from './apply.ts';
import { countTables, linksToNobody, type Before } from './counts.ts';
import { countOrphans, countRemovals, countRows } from '../selection/facts.ts';
import { isSequenceShort } from './id-sequence.ts';
import { quoteName } from '../schema/quote.ts';
import { inStore } from '../selection/rows-of.ts';
import { countSamples, countStraySamples } from './samples.ts';
import type { Db } from '../connection/db.ts';

interface RowCounts {
  readonly rows: number;
  readonly blank: number;
}

interface Asked {
  readonly db: Db;
  readonly before: Before;
  readonly facts: Facts;
  readonly applied: Applied;
  readonly file: RowCounts;
  readonly loans: readonly TableDigest[];
}

/** How each is answered here. */
const QUESTIONS: Readonly<Record<RemovalCheck, (asked: Asked) => Check>> = {
  1: ({ db, file }) => equal(1, file.rows, absentOf(db) + alreadyRemoved(db) + file.blank),
  2: ({ db }) => checkAbsent(db),
  3: ({ db, facts: { shape, orphans } }) =>
    checkNothingLeft(db, shape, { orphans, committed: false, samples: countSamples(db) }),
  4: ({ db, before, facts, applied }) => equal(4, 0, writtenBeside(db, { before, facts, applied })),
  5: ({ db, before, facts: { shape }, loans }) => checkLoans(db, shape, { before, loans }),
  6: ({ db, before }) => equal(6, 0, Math.max(0, linksToNobody(db) - before.linksToNobody)),
};

/** Asks the checks of a removal, after it and before the commit. */
export function checkRemoval(db: Db, asked: Omit<Asked, 'db'>): readonly Check[] {
  return REMOVAL_CHECKS.map((check) => QUESTIONS[check]({ ...asked, db }));
}

/** Check 2: of the customers in `temp.removal`, those that are absent. */
export function checkAbsent(db: Db): Check {
  return equal(2, countRemovals(db), absentOf(db));
}

/** Checks 2 and 3 of a run that has committed, with what its record knows: rows without a parent, and sample rows. */
export function checkSince(
  db: Db,
  shape: Shape,
  { orphans, samples }: Pick<RunRecord, 'orphans' | 'samples'>,
): Pick<AfterRecord, 'absent' | 'nothingLeft'> {
  // Such a run left those that stood under the old name of a table; a later one left none.
  const kept = samples === null ? countStraySamples(db) : 0;
  return {
    absent: checkAbsent(db),
    nothingLeft: checkNothingLeft(db, shape, { orphans, committed: true, samples: kept }),
  };
}

/** The customers in `temp.removal` that are in the store: the first `most`, and how many. */
export function customersBack(
  db: Db,
  most: number,
): { readonly back: readonly number[]; readonly found: number } {
  const there = `temp.removal WHERE ${inStore('customer_id')}`;
  const first = db.prepare<[number], number>(`SELECT customer_id FROM ${there} ORDER BY row LIMIT ?`).pluck();
  return { back: first.all(most), found: countRows(db, there) };
}

/** Check 5, asked of a past run: others may have changed loans since. None where the run has no digests. */
export function checkLoansSince(db: Db, shape: Shape, { after, ways }: LoanDigests): readonly Check[] {
  if (after.length === 0) return [];
  const now = ways === 'all' ? [digestLoans(db, shape, () => undefined)] : digestLoansAsEarlier(db, shape);
  const found = now.some((digests) => sameDigests(after, digests)) ? 'unchanged' : 'changed';
  return [{ check: 5, expected: 'unchanged', found, passed: true }];
}

/** Equal rows: a table without any may come and go. */
function sameDigests(one: readonly TableDigest[], other: readonly TableDigest[]): boolean {
  const held = (digests: readonly TableDigest[]) => JSON.stringify(digests.filter(({ rows }) => rows > 0));
  return held(one) === held(other);
}

interface Known {
  /** Rows without a parent before the removal. */
  readonly orphans: readonly TableRows[];
  readonly committed: boolean;
  /** Rows of SQLite's statistics that may tell of the removed. */
  readonly samples: number;
}

/**
 * Check 3: rows with the ID of a customer in `temp.removal`, links too, and new rows without a parent. Once the removal
 * has committed with none of those, they are another program's: `changed`, and not failed.
 */
function checkNothingLeft(db: Db, shape: Shape, { orphans, committed, samples }: Known): Check {
  let left =
    samples + countRows(db, `main.${LINK} WHERE customer_id IN (SELECT customer_id FROM temp.removal)`);
  for (const { table, idColumn } of shape.customer) {
    if (idColumn === null) continue;
    const column = quoteName(idColumn);
    left += countRows(
      db,
      `main.${quoteName(table)} WHERE ${column} IN (SELECT customer_id FROM temp.removal)`,
    );
  }
  const before = new Map(orphans.map(({ table, rows }) => [table, rows]));
  // Of a table that holds a customer's ID a removal leaves no row without a parent, and earlier runs noted none.
  const byParentAlone = shape.customer.filter(({ idColumn }) => idColumn === null);
  let orphaned = 0;
  for (const { table, rows } of countOrphans(db, shape, byParentAlone))
    orphaned += Math.max(0, rows - (before.get(table) ?? 0));
  if (committed && left === 0 && orphaned > 0)
    return { check: 3, expected: 0, found: 'changed', passed: true };
  return equal(3, 0, left + orphaned);
}

function equal(check: Check['check'], expected: number, found: number): Check {
  return { check, expected, found, passed: expected === found };
}

function absentOf(db: Db): number {
  // In order of the IDs, not of the index: the file's order would be another page for each.
  return countRows(db, `temp.removal NOT INDEXED WHERE customer_id NOT IN (SELECT id FROM main.${CUSTOMER})`);
}

function alreadyRemoved(db: Db): number {
  return countRows(
    db,
    `temp.staged s WHERE s.customer_id NOT IN (SELECT id FROM main.${CUSTOMER})
       AND EXISTS (SELECT 1 FROM main.ledger_removed l WHERE l.customer_id = s.customer_id)`,
  );
}

/** Rows that are missing or too many beside the plan, in any table, and changes beside it. */
function writtenBeside(db: Db, asked: { before: Before; facts: Facts; applied: Applied }): number {
  const planned = new Map(asked.facts.tables.map(({ table, rows }) => [table, rows]));
  let beside = 0;
  for (const [table, after] of countTables(db, asked.facts.shape)) {
    beside += Math.abs((asked.before.rows.get(table) ?? 0) - (planned.get(table) ?? 0) - after);
  }
  for (const [table, owned] of asked.before.owned) beside += Math.abs(owned - (planned.get(table) ?? 0));
  const { changes, raised } = asked.applied;
  const expected = [...planned.values()].reduce((sum, rows) => sum + rows, raised?.rows ?? 0);
  return beside + Math.abs(changes - expected) + (isSequenceShort(db) ? 1 : 0);
}

function checkLoans(
  db: Db,
  shape: Shape,
  { before, loans }: { before: Before; loans: readonly TableDigest[] },
): Check {
  const same = shape.loan.every(
    (table) => countRows(db, `main.${quoteName(table)}`) === before.rows.get(table),
  );
  // What could be reached is compared; no other loan row could be written, because the guards stood.
  const unchanged = same && sameDigests(before.loans, loans) && countGuards(db) === expectedGuards(shape);
  return { check: 5, expected: 'unchanged', found: unchanged ? 'unchanged' : 'changed', passed: unchanged };
}
