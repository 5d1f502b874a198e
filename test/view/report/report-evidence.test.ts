import { expect, it } from 'vitest';
import {
  aloneFacts,
  approverFacts,
  namesFacts,
  overrideFacts,
  warnedFacts,
  whoFact,
} from '../../../src/view/report/report-evidence.ts';
import { parseRunRecord } from '../../../src/core/run/run-record.ts';
import { RUN, SHA } from '../values.ts';

const EVIDENCE = RUN.evidence!;
const text = (facts: readonly (readonly [string, string])[]) =>
  facts.map((fact) => fact.join(': ')).join('\n');

it('names the system user beside whoever the line says did it', () => {
  expect(whoFact(RUN)[1]).toContain('dlopez, system user root');
  expect(whoFact({ ...RUN, actor: 'root' })[1]).toContain('root (system user)');
  expect(whoFact({ ...RUN, user: null })[1]).toBe('dlopez   lms-import 1.0.0');
});

it('says whether two people agreed', () => {
  const plan = { maker: 'ana', madeAt: RUN.startedAt, seal: SHA };
  expect(text(approverFacts(RUN))).toBe('Approver: none: one person planned the removal and agreed to it');
  expect(text(approverFacts({ ...RUN, plan }))).toMatch(/Approver: root applied the plan of ana$/);
  const evidence = { ...EVIDENCE, approverRequired: true };
  expect(text(approverFacts({ ...RUN, plan, evidence }))).toMatch(/plan of ana, as was required$/);
  expect(text(approverFacts({ ...RUN, plan, user: 'ana' }))).toMatch(
    /none: ana made the plan and applied it/,
  );
  expect(text(approverFacts({ ...RUN, plan, user: null }))).not.toContain('Approver');
});

it('names those for whom an option or a warning was, and how many more there are', () => {
  const warned = [
    { why: 'open-loan', customers: 1001, ids: [40131, 40140] },
    { why: 'customer-returned', customers: 1, ids: [40002] },
    { why: 'closed-on-unknown', customers: 1, ids: [40003] },
  ] as const;
  const run = {
    ...RUN,
    evidence: { ...EVIDENCE, warned, maxRemoves: 500, allowClock: '2026-11-30T02:00:00.000Z' },
  };
  expect(text(overrideFacts(run))).toBe(
    'Overrides: --allow-open-loans 1001, a loan not closed: 40131, 40140, and 999 more\n' +
      ': --allow-returned 1, an ID that an earlier run had removed: 40002\n' +
      ': --max-removes: 500 customers\n: --allow-clock 2026-11-30T02:00:00.000Z',
  );
  expect(text(warnedFacts(run))).toBe('Warned of: Closed on a day that is not known: 40003');
  expect(text(overrideFacts({ ...RUN, evidence: { ...EVIDENCE, warned: [] } }))).toBe('Overrides: none');
});

it('says whether names were compared', () => {
  expect(text(namesFacts(RUN))).toContain('57 names of a list of 57 customers');
  expect(text(namesFacts({ ...RUN, evidence: { ...EVIDENCE, names: null } }))).toContain('not compared');
});

it('names loans by what people call them, else by their number', () => {
  const leftAlone = [
    { loan: 77, displayId: 'LN-77\u001b[31m' },
    { loan: 81, displayId: null },
  ];
  const words = text(aloneFacts({ ...RUN, loansLeftAlone: 3, evidence: { ...EVIDENCE, leftAlone } }));
  expect(words).toMatch(/^Left alone: 3 loans .*: LN-77[^\u001b]+, loan 81, and 1 more$/);
});

it('says nothing of what an older run did not note', () => {
  const { evidence: _none, ...older } = RUN;
  const run = parseRunRecord(JSON.stringify(older));
  expect(run.evidence).toBeNull();
  for (const facts of [approverFacts, namesFacts, overrideFacts, warnedFacts, aloneFacts])
    expect(facts(run)).toEqual([]);
});
