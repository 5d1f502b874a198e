/** The record of a run that is about to commit, made of what was planned, found and counted. */
import type { Facts } from '../plan/facts.ts';
import type { Check, Evidence, RunRecord, TableChange, TableDigest } from './report.ts';

/** How many of each list of the evidence are kept beside its count: a record is read whole, with every list of runs. */
export const EVIDENCE_KEPT = 1000;

/** What of the evidence only the store knows. */
export type FoundEvidence = Pick<Evidence, 'warned' | 'leftAlone' | 'mentions'>;

/** What the run's record holds that the store does not know. */
export type RunFacts = Pick<
  RunRecord,
  | 'toolVersion'
  | 'actor'
  | 'user'
  | 'plan'
  | 'reason'
  | 'consent'
  | 'startedAt'
  | 'file'
  | 'template'
  | 'store'
  | 'alreadyRemoved'
> & { readonly evidence: Omit<Evidence, keyof FoundEvidence> };

/** What is known once the removal was made and checked. */
export interface NewRun {
  readonly run: number;
  readonly committedAt: Date;
  readonly removals: number;
  readonly facts: Facts;
  /** Rows of every table before the removal. */
  readonly rows: ReadonlyMap<string, number>;
  readonly loanDigests: { readonly before: readonly TableDigest[]; readonly after: readonly TableDigest[] };
  readonly checks: readonly Check[];
  /** Rows of the engine's statistics that went. */
  readonly samples: number;
  /** To what the sequence of customers' IDs was raised; null where it stood above. */
  readonly idsRaisedTo: number | null;
  readonly evidence: FoundEvidence;
}

/** The record, as the ledger is to hold it. */
export function newRunRecord(known: RunFacts, found: NewRun): RunRecord {
  const { run, facts, rows, checks, samples, idsRaisedTo, removals } = found;
  const { customers, loans, shape, remains } = facts;
  return {
    ...known,
    run,
    committedAt: found.committedAt.toISOString(),
    removals,
    remains,
    customers: { before: customers, after: customers - (removals - remains) },
    tables: tableChanges(facts, rows),
    loanTables: shape.loan.map((table) => ({ table, rows: rows.get(table) ?? 0 })),
    loanDigests: { ...found.loanDigests, ways: 'all' },
    linkedLoans: loans.linked,
    returned: facts.returned,
    idsRaisedTo,
    loansLeftAlone: loans.leftAlone,
    customersWithOpenLoans: loans.customersWithOpen,
    notExamined: shape.notExamined,
    beside: shape.beside.map((one) => ({ ...one, rows: rows.get(one.table) ?? 0 })),
    orphans: facts.orphans,
    checks,
    samples,
    planDigest: facts.digest,
    evidence: { ...known.evidence, ...found.evidence },
  };
}

/** Check 4 has compared these very numbers with the store's own counts. */
function tableChanges(facts: Facts, rows: NewRun['rows']): readonly TableChange[] {
  return facts.tables.map(({ table, level, rows: removed }) => {
    const before = rows.get(table) ?? 0;
    return { table, level, before, removed, after: before - removed };
  });
}
