/** The record of a run, made of what was planned, found and counted. */
import { describe, expect, it } from 'vitest';
import { newRunRecord, type NewRun, type RunFacts } from '../../../src/core/run/new-run.ts';
import { recordIn } from '../../../src/core/run/run-record.ts';
import { CHECKS, NO_EVIDENCE, RUN, SHA } from '../../view/values.ts';
import { FACTS } from '../plan/plan-of.ts';

const { toolVersion, actor, user, plan, reason, consent, startedAt, file, template, store } = RUN;
const KNOWN: RunFacts = {
  ...{ toolVersion, actor, user, plan, reason, consent, startedAt, file, template, store, alreadyRemoved: 4 },
  evidence: NO_EVIDENCE,
};
const DIGEST = { table: 'loan_entity', rows: 6, sha256: 'e5'.repeat(32) };
const BESIDE = { table: 'audit_log', why: 'other', by: null } as const;
const FOUND: NewRun = {
  run: 43,
  committedAt: new Date('2026-11-23T03:00:01.640+01:00'),
  removals: 10,
  facts: {
    ...FACTS,
    customers: 100,
    remains: 3,
    returned: 2,
    tables: [
      { table: 'customer_entity', level: 'customer', rows: 7 },
      { table: 'customer_note', level: 'customer', rows: 30 },
      { table: 'loan_customer', level: 'link', rows: 9 },
    ],
    orphans: [{ table: 'customer_page', rows: 1 }],
    loans: { linked: 6, customersWithOpen: 1, leftAlone: 5 },
    shape: {
      ...FACTS.shape,
      loan: ['loan_entity', 'loan_note'],
      notExamined: ['audit_log', 'empty'],
      beside: [BESIDE, { ...BESIDE, table: 'empty' }],
    },
    digest: 'f6'.repeat(32),
  },
  rows: new Map(
    Object.entries({
      customer_entity: 100,
      customer_note: 31,
      loan_customer: 50,
      loan_entity: 40,
      audit_log: 8,
    }),
  ),
  loanDigests: { before: [DIGEST], after: [{ ...DIGEST, sha256: SHA }] },
  checks: CHECKS,
  samples: 12,
  idsRaisedTo: 40_140,
  evidence: {
    warned: [{ why: 'open-loan', customers: 1, ids: [40131] }],
    leftAlone: [],
    mentions: { tables: [], records: 0, shown: [] },
  },
};

const made = () => newRunRecord(KNOWN, FOUND);

describe('the record of a run', () => {
  it('is one that is read back as it is', () => {
    const record = made();
    expect(recordIn(record)).toEqual(record);
  });

  it('keeps what the store does not know, and tells the moment by UTC', () => {
    const record = made();
    expect(record).toMatchObject(KNOWN);
    expect(record).toMatchObject({ run: 43, committedAt: '2026-11-23T02:00:01.640Z' });
  });

  it('counts of each table what was, went and is left; customers whose own row was gone before are no fewer', () => {
    const record = made();
    expect(record).toMatchObject({ removals: 10, remains: 3, customers: { before: 100, after: 93 } });
    expect(record.tables).toEqual([
      { table: 'customer_entity', level: 'customer', before: 100, removed: 7, after: 93 },
      { table: 'customer_note', level: 'customer', before: 31, removed: 30, after: 1 },
      { table: 'loan_customer', level: 'link', before: 50, removed: 9, after: 41 },
    ]);
  });

  it('holds the rows of loans and of what is not examined, 0 where none were counted', () => {
    const record = made();
    expect(record.loanTables).toEqual([
      { table: 'loan_entity', rows: 40 },
      { table: 'loan_note', rows: 0 },
    ]);
    expect(record.beside).toEqual([
      { ...BESIDE, rows: 8 },
      { ...BESIDE, table: 'empty', rows: 0 },
    ]);
    expect(record.notExamined).toEqual(['audit_log', 'empty']);
    expect(record.loanDigests).toEqual({ ...FOUND.loanDigests, ways: 'all' });
  });

  it('holds the plan’s facts, each by its own name', () => {
    const record = made();
    const { linkedLoans, loansLeftAlone, customersWithOpenLoans, returned, orphans } = record;
    expect([linkedLoans, loansLeftAlone, customersWithOpenLoans, returned]).toEqual([6, 5, 1, 2]);
    expect(orphans).toEqual([{ table: 'customer_page', rows: 1 }]);
    const { samples, idsRaisedTo, planDigest, checks } = record;
    expect([samples, idsRaisedTo, planDigest, checks]).toEqual([12, 40_140, 'f6'.repeat(32), CHECKS]);
  });
});
