/** What an auditor asks of those who go, by ID: warned of, allowed, loans left with nobody, texts that name them. Asked under the removal's lock. */
import type { Facts } from '../../../core/plan/facts.ts';
import { retentionCutoff } from '../../../core/plan/retention.ts';
import { EVIDENCE_KEPT, type FoundEvidence } from '../../../core/run/new-run.ts';
import type { Evidence } from '../../../core/run/report.ts';
import { LOAN } from '../../../core/shape/ways.ts';
import type { Db } from '../connection/db.ts';
import { displayIdOf } from '../selection/loan-state.ts';
import { mentionsOf } from '../selection/mentions.ts';
import { loanFlags } from '../selection/plan-rows.ts';
import { REMOVED_BEFORE, inStore } from '../selection/rows-of.ts';

type Warned = Evidence['warned'][number];

/** To be called before the removal, whose customers and loans are collected. */
export function evidenceOf(db: Db, facts: Facts, now: Date): FoundEvidence {
  const kinds: readonly Kept[] = [
    { why: 'open-loan', customers: 0, ids: [] },
    { why: 'recently-closed', customers: 0, ids: [] },
    { why: 'closed-on-unknown', customers: 0, ids: [] },
  ];
  if (facts.loans.linked > 0)
    for (const flags of loanFlags(db, { cutoff: retentionCutoff(now), aloneUpTo: 0 }))
      [flags.open, flags.recent, flags.undated].forEach((loans, at) => {
        if (loans > 0) keep(kinds[at], flags.customerId);
      });
  const returned = facts.returned === 0 ? [] : [returnedOf(db, facts.returned)];
  return {
    warned: [...kinds.filter(({ customers }) => customers > 0), ...returned],
    leftAlone: leftAlone(db),
    mentions: mentionsOf(db, EVIDENCE_KEPT),
  };
}

interface Kept extends Warned {
  customers: number;
  readonly ids: number[];
}

function keep(kind: Kept | undefined, customerId: number): void {
  if (kind === undefined) return;
  kind.customers += 1;
  if (kind.ids.length < EVIDENCE_KEPT) kind.ids.push(customerId);
}

function returnedOf(db: Db, customers: number): Warned {
  const sql = `SELECT r.customer_id FROM temp.removal r INDEXED BY removal_by_row
    WHERE ${REMOVED_BEFORE} AND ${inStore('r.customer_id')} ORDER BY r.row LIMIT ?`;
  const ids = db.prepare<[number], number>(sql).pluck().all(EVIDENCE_KEPT);
  return { why: 'customer-returned', customers, ids };
}

function leftAlone(db: Db): Evidence['leftAlone'] {
  const sql = `SELECT o.loan_id AS loan, ${displayIdOf(db)} AS displayId FROM temp.reached_loan o
    LEFT JOIN main.${LOAN} e ON e.id = o.loan_id WHERE o.left_alone ORDER BY o.loan_id LIMIT ?`;
  return db.prepare<[number], Evidence['leftAlone'][number]>(sql).all(EVIDENCE_KEPT);
}
