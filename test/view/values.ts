/** Core values made by hand for the screens' tests: the July file of docs and golden files. */
import { diagnostic, type Diagnostic } from '../../src/core/findings/diagnostics.ts';
import type { HeaderDifference } from '../../src/core/findings/troubles.ts';
import { CUSTOMER_TEMPLATE_SHA256 } from '../../src/core/file/template.ts';
import type { ShownPlan } from '../../src/core/plan/saved-plan.ts';
import type { Mentions, Plan, PlannedRemoval } from '../../src/core/plan/plan.ts';
import type {
  Check,
  FileFacts,
  Report,
  RunRecord,
  LiveCopy,
  ScrubbedStore,
} from '../../src/core/run/report.ts';
import { count, newTally, type Tally } from '../../src/core/findings/tally.ts';
import type { Validation } from '../../src/core/findings/validation.ts';
import { NOTHING_GIVEN, type Given } from '../../src/view/text/given.ts';
import type { Style } from '../../src/view/text/style.ts';

export const PLAIN_80: Style = { color: false, unicode: true, width: 80, tableWidth: 80 };
export const ASCII_80: Style = { color: false, unicode: false, width: 80, tableWidth: 80 };
export const COLOUR_80: Style = { color: true, unicode: true, width: 80, tableWidth: 80 };

export const SHA = '9f2c4d0a6b1e58c37f90a2d4e6b8c0f1a3d5e7092b4c6d8e0f1a2b3c4d5eb71e';

export const FILE: FileFacts = {
  name: 'july.csv',
  size: 5217,
  sha256: SHA,
  byteOrderMark: true,
  lineEnds: 'CRLF',
  rows: 109,
  blankRows: 0,
};

export function tallyOf(found: readonly Diagnostic[], keep = 20): Tally {
  const tally = newTally(keep);
  for (const one of found) count(tally, one);
  return tally;
}

/** Every option that a line says again. */
export function everyGiven(text: string): Given {
  const texts = Object.keys(NOTHING_GIVEN).map((name) => [name, text]);
  return {
    ...NOTHING_GIVEN,
    ...Object.fromEntries(texts),
    missingOk: true,
    strictTables: true,
    requireApprover: true,
  };
}

function at(row: number, cell: string, value: string | null = null) {
  return { row, line: row, cell, label: cell.startsWith('A') ? 'action' : 'customerId', value };
}

export const ERRORS: readonly Diagnostic[] = [
  diagnostic('customer-not-found', at(18, 'B18', '40118'), {}),
  diagnostic('customer-not-found', at(19, 'B19', '40191'), {}),
  diagnostic('customer-not-found', at(77, 'B77', '40277'), {}),
  diagnostic(
    'cell-not-empty',
    { row: 42, line: 42 },
    {
      count: 3,
      cells: [
        { cell: 'H42', label: 'firstName' },
        { cell: 'J42', label: 'lastName' },
        { cell: 'Q42', label: 'email' },
      ],
    },
  ),
  diagnostic('unknown-action', at(90, 'A90', 'Remove '), { why: ['case', 'space'], nearest: 'remove' }),
];

export const WARNINGS: readonly Diagnostic[] = [
  diagnostic('blank-row', { row: 30, line: 30 }, {}),
  diagnostic(
    'consecutive-ids',
    { row: 40, line: 40, cell: 'B40', label: 'customerId', value: '40140' },
    { rows: 5, first: 40140, last: 40144, step: 1, lastCell: 'B44' },
  ),
  diagnostic('open-loan', at(29, 'B29', '40131'), { loans: 1, status: 'Open - Repaying', state: 'open' }),
  diagnostic('loan-left-alone', at(29, 'B29', '40131'), { loans: 2 }),
  diagnostic('recently-closed', at(51, 'B51', '40160'), { loans: 1, closedOn: '2025-11-02' }),
];

export function validation(change: Partial<Validation> = {}): Validation {
  return {
    file: FILE,
    template: { name: 'customer', sha256: CUSTOMER_TEMPLATE_SHA256, columns: 48 },
    store: 'lms.db',
    tally: tallyOf(ERRORS),
    rows: { read: 109, clean: 104, withErrors: 5, blank: 0, remove: 104 },
    complete: true,
    alreadyIngested: null,
    names: null,
    ...change,
  };
}

const DIFFERENCES: readonly HeaderDifference[] = [
  { kind: 'renamed', column: 'B', needed: 'customerId', found: 'CustomerId', detail: 'customerId' },
  {
    kind: 'invisible-character',
    column: 'D',
    needed: 'status',
    found: 'status<U+00A0>',
    detail: 'U+00A0',
  },
  { kind: 'missing', column: 'F', needed: 'customerIdType', found: null, detail: null },
  { kind: 'renamed', column: 'Q', needed: 'email', found: 'e-mail', detail: 'email' },
  { kind: 'moved', column: 'R', needed: 'accessUserName', found: 'gender', detail: 'O' },
  { kind: 'duplicate', column: 'S', needed: 'creditLimit', found: 'email', detail: 'Q' },
  { kind: 'extra', column: 'AV', needed: null, found: '•••', detail: null },
];

export const HEADER: Diagnostic = diagnostic(
  'header-mismatch',
  { row: 1, line: 1 },
  { differences: DIFFERENCES, more: 0, right: 41, needed: 48, found: 48, cause: null },
);

function removal(row: number, customerId: number, change: Partial<PlannedRemoval>): PlannedRemoval {
  return {
    row,
    line: row,
    customerId,
    name: null,
    records: [],
    loans: [],
    returned: null,
    flagged: false,
    ...change,
  };
}

const ENTITY = { table: 'customer_entity', level: 'customer', rows: 1 } as const;

function records(...counts: readonly (readonly [string, number])[]) {
  return [ENTITY, ...counts.map(([table, rows]) => ({ table, level: 'customer', rows }) as const)];
}

export const SHOWN: readonly PlannedRemoval[] = [
  removal(17, 40101, {
    name: { last: 'Adeyemi', first: 'Tolu', company: null, born: '1984', city: 'Springfield' },
    records: records(['customer_address', 1], ['customer_document', 2], ['customer_note', 4]),
    loans: [{ status: 'Closed', open: false, state: 'live', loans: 1 }],
  }),
  removal(18, 40122, {
    name: { last: 'Brandt', first: 'Kim', company: null, born: '1984', city: 'Springfield' },
    records: records(['customer_note', 1]),
  }),
  removal(29, 40131, {
    name: { last: 'Cho', first: 'Jin', company: null, born: '1984', city: 'Springfield' },
    records: records(
      ['customer_address', 1],
      ['customer_kyc_check', 2],
      ['customer_note', 6],
      ['customer_reference', 3],
    ),
    loans: [
      { status: 'Closed', open: false, state: 'live', loans: 2 },
      { status: 'Open', open: true, state: 'live', loans: 1 },
    ],
    flagged: true,
  }),
  removal(1031, 7, {
    name: { last: null, first: null, company: 'Harbor Freight Tools', born: null, city: 'Salem' },
    loans: [{ status: 'Open', open: false, state: 'archived', loans: 1 }],
  }),
];

const MENTIONS: Mentions = {
  tables: ['loan_note', 'loan_document'],
  records: 2,
  shown: [
    { table: 'loan_note', id: 118, loan: 77, displayId: 'LN-0000077' },
    { table: 'loan_document', id: null, loan: 90, displayId: null },
  ],
};

export const PLAN: Plan = {
  removals: 57,
  remains: 0,
  alreadyRemoved: 0,
  customers: { before: 1204, after: 1147 },
  tables: [
    { table: 'customer_entity', level: 'customer', rows: 57 },
    { table: 'customer_address', level: 'customer', rows: 61 },
    { table: 'customer_communication', level: 'customer', rows: 201 },
    { table: 'customer_credit_score', level: 'customer', rows: 0 },
    { table: 'customer_document', level: 'customer', rows: 88 },
    { table: 'customer_kyc_check', level: 'customer', rows: 50 },
    { table: 'customer_note', level: 'customer', rows: 312 },
    { table: 'customer_phone', level: 'customer', rows: 102 },
    { table: 'loan_customer', level: 'link', rows: 64 },
  ],
  loans: { linked: 61, customersWithOpen: 1, leftAlone: 2 },
  guards: [
    { guard: 'open-loans', customers: 1, allowed: null, refuses: true, firstRow: 29 },
    { guard: 'cap', removals: 57, cap: 100, given: false, recent: 0, refuses: false },
  ],
  idsGivenOnce: true,
  notExamined: ['audit_log', 'settings'],
  beside: [
    { table: 'audit_log', rows: 1204, why: 'other', by: null },
    { table: 'settings', rows: 3, why: 'other', by: null },
  ],
  mentions: MENTIONS,
  orphans: [],
  shown: SHOWN,
  digest: SHA,
};

export const CHECKS: readonly Check[] = [
  { check: 1, expected: 57, found: 57, passed: true },
  { check: 2, expected: 57, found: 57, passed: true },
  { check: 3, expected: 0, found: 0, passed: true },
  { check: 4, expected: 0, found: 0, passed: true },
  { check: 5, expected: 'unchanged', found: 'unchanged', passed: true },
  { check: 6, expected: 0, found: 0, passed: true },
];

/** Of a run that was given nothing of it. */
export const NO_EVIDENCE = {
  storePath: '/srv/ops/lms.db',
  demo: false,
  approverRequired: false,
  maxRemoves: null,
  allowClock: null,
  names: null,
  outputs: [],
} as const;

export const RUN: RunRecord = {
  run: 42,
  toolVersion: '1.0.0',
  user: 'root',
  plan: null,
  actor: 'dlopez',
  reason: 'retention policy 7.2, closed more than seven years',
  consent: { by: 'prompt', count: 57 },
  startedAt: '2026-11-23T02:00:01.000Z',
  committedAt: '2026-11-23T02:00:01.640Z',
  file: { ...FILE, rows: 57 },
  template: { name: 'customer', sha256: CUSTOMER_TEMPLATE_SHA256 },
  store: 'lms.db',
  removals: 57,
  remains: 0,
  alreadyRemoved: 0,
  returned: 0,
  idsRaisedTo: null,
  customers: { before: 1204, after: 1147 },
  tables: [
    { table: 'customer_entity', level: 'customer', before: 1204, removed: 57, after: 1147 },
    { table: 'customer_address', level: 'customer', before: 1310, removed: 61, after: 1249 },
    { table: 'customer_note', level: 'customer', before: 6012, removed: 312, after: 5700 },
    { table: 'loan_customer', level: 'link', before: 1422, removed: 64, after: 1358 },
  ],
  loanTables: [
    { table: 'loan_document', rows: 2118 },
    { table: 'loan_entity', rows: 1388 },
    { table: 'loan_note', rows: 4007 },
    { table: 'loan_payment', rows: 17_204 },
  ],
  loanDigests: {
    ways: 'all',
    before: [{ table: 'loan_entity', rows: 61, sha256: 'e5'.repeat(32) }],
    after: [{ table: 'loan_entity', rows: 61, sha256: 'e5'.repeat(32) }],
  },
  linkedLoans: 61,
  loansLeftAlone: 2,
  customersWithOpenLoans: 1,
  beside: PLAN.beside,
  notExamined: ['audit_log', 'settings'],
  orphans: [],
  samples: 0,
  checks: CHECKS,
  planDigest: SHA,
  evidence: {
    ...NO_EVIDENCE,
    names: { ids: 57, compared: 57 },
    outputs: [{ option: 'list', sha256: 'c3'.repeat(32) }],
    warned: [
      { why: 'open-loan', customers: 1, ids: [40131] },
      { why: 'recently-closed', customers: 1, ids: [40160] },
    ],
    leftAlone: [
      { loan: 77, displayId: 'LN-0000077' },
      { loan: 81, displayId: 'LN-0000081' },
    ],
    mentions: MENTIONS,
  },
};

export const REPORT: Report = {
  run: RUN,
  verified: true,
  finishedAt: '2026-11-23T02:00:02.040Z',
  checks: [...CHECKS, { check: 7, expected: 0, found: 0, passed: true }],
  scrub: {
    pages: 7012,
    unusedBytes: 2_499_623,
    unusedPages: 6883,
    zeroedBytes: 182_350,
    zeroedPages: 1838,
    left: 0,
    logBytes: 0,
  },
  integrity: 'ok',
  after: null,
  ledger: { store: 'a1'.repeat(16), link: 4, digest: 'd4'.repeat(32) },
};

/** A saved plan whose every text is the given one. */
export function shownPlan(text: string): ShownPlan {
  const { removals, alreadyRemoved, customers, tables, loans, guards } = PLAN;
  const digest = '0'.repeat(32);
  const moved = {
    customers: 40,
    shown: [{ row: 2, customerId: 40101, what: ['changed', 'linked'] as const }],
  };
  return {
    header: {
      schema: 'lms-import/saved-plan',
      schemaVersion: '1.0',
      toolVersion: text,
      maker: text,
      madeAt: '2026-11-23T02:00:01.000Z',
      expiresAt: '2026-11-24T02:00:01.000Z',
      file: { ...FILE, name: text },
      template: { name: text, sha256: FILE.sha256 },
      store: { name: text, identity: text },
      removals,
      alreadyRemoved,
      customers,
      tables: [...tables],
      loans,
      guards: [...guards],
      idsGivenOnce: false,
      warnings: [
        { code: 'digits-lost', rows: 3, at: [{ row: 3, cell: 'B3' }], dragged: null },
        {
          code: text,
          rows: 3,
          at: [{ row: null, cell: text }],
          dragged: { rows: 3, step: 1, lastCell: text },
        },
        { code: text, rows: 3, at: [{ row: null, cell: text }], dragged: null },
      ],
      notExamined: [text],
      shape: [{ table: text, digest: '0'.repeat(16) }],
      requireApprover: true,
      given: { file: text, template: text, checkNames: text },
      remains: 0,
      beside: [{ table: text, rows: 3, why: 'referred-to', by: text }],
      orphans: [{ table: text, rows: 3 }],
    },
    removals: [
      { row: 2, customerId: 40101, linkedLoans: 1, openLoans: 0, customer: digest, loans: digest },
      { row: 3, customerId: 40122, linkedLoans: 3, openLoans: 1, customer: digest, loans: digest },
    ],
    names: new Map([[40122, { last: text, first: text, company: null, born: '1984', city: text }]]),
    expired: true,
    ahead: false,
    compared: { sameStore: true, moved, shape: { tables: 30, shown: [{ table: text, what: 'new' }] } },
  };
}

const SCRUB = { ...REPORT.scrub!, pages: 6900 };
const NOTHING = { ...SCRUB, zeroedBytes: 0, zeroedPages: 0 };
const CHECK_7 = REPORT.checks[6]!;

const COPIES: readonly LiveCopy[] = [
  { table: 'sqlite_stat4', kind: 'samples', rows: 24, frees: 'ANALYZE' },
  { table: 'notes', kind: 'full-text', rows: null, frees: `INSERT INTO "notes"("notes") VALUES('optimize')` },
  { table: 'places', kind: 'boxes', rows: null, frees: null },
  { table: 'words', kind: 'unknown', rows: null, frees: null },
];

/** As `store scrub` finds them: old values; none, and runs that are not finished; bytes that came back. */
export const SCRUBS: readonly ScrubbedStore[] = [
  { scrub: SCRUB, check: CHECK_7, unfinished: [], copies: [] },
  { scrub: NOTHING, check: CHECK_7, unfinished: [42], copies: [] },
  { scrub: NOTHING, check: CHECK_7, unfinished: [41, 42, 43], copies: COPIES },
  {
    scrub: { ...NOTHING, left: 12 },
    check: { ...CHECK_7, found: 12, passed: false },
    unfinished: [],
    copies: [],
  },
  {
    scrub: { ...NOTHING, left: 1, logBytes: 4152 },
    check: { ...CHECK_7, found: 4153, passed: false },
    unfinished: [],
    copies: [],
  },
];
