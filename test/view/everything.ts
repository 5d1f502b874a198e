/** Every diagnostic code and every failure at least once, with a text of one's own in each field that comes from outside. */
import { NAME_DIFFERENCES } from '../../src/core/text/name-difference.ts';
import { CODES, diagnostic, type Code, type Diagnostic } from '../../src/core/findings/diagnostics.ts';
import { ID_TROUBLES, type HeaderCause, type HeaderDifference } from '../../src/core/findings/troubles.ts';
import { TEXT_FORMATS } from '../../src/core/file/text-format.ts';
import type { FileDiagnostic } from '../../src/core/findings/file-reason.ts';
import { LOOKS, type Asked, type Checked, type Look, type LookName } from '../../src/core/run/looks.ts';
import { KEPT_TEXTS } from '../../src/core/plan/plan.ts';
import * as errors from '../../src/core/errors.ts';
import type { RunUnverified } from '../../src/core/run/unverified.ts';
import { COLUMN_SHAPES, NAMED_PARTS, type ShapeTrouble } from '../../src/core/shape/shape-trouble.ts';
import { HOLDS } from '../../src/core/shape/virtual-table.ts';

const PLACE = { row: 18, line: 19 };

/** A table, so that a code without a sample does not compile. */
export function everyDiagnostic(text: string): readonly Diagnostic[] {
  const at = { ...PLACE, cell: text, label: text, value: text };
  const samples: { readonly [C in Code]: readonly Diagnostic[] } = {
    'file-not-found': (['input', 'template', 'list', 'names', 'output', 'report', 'reports'] as const).map(
      (role) =>
        diagnostic('file-not-found', {}, { path: text, role, folder: role === 'input' ? text : null }),
    ),
    'file-not-readable': [diagnostic('file-not-readable', {}, { path: text, role: 'input', why: text })],
    'file-changed': [diagnostic('file-changed', {}, { path: text, role: 'names' })],
    'not-csv': [null, ...TEXT_FORMATS].map((format) =>
      diagnostic('not-csv', {}, { path: text, role: 'input', found: text, format }),
    ),
    'template-invalid': (
      ['no-action', 'no-customer-id', 'twice', 'same-as-file', 'not-readable-as-csv'] as const
    ).map((why) => diagnostic('template-invalid', {}, { path: text, why })),
    'report-invalid': (['not-a-report', 'truncated', 'no-chain', 'unfinished'] as const).map((why) =>
      diagnostic('report-invalid', {}, { path: text, why }),
    ),
    'names-file-invalid': NAMES_TROUBLES.map((why) =>
      diagnostic('names-file-invalid', {}, { path: text, why }),
    ),
    'plan-invalid': (['not-a-plan', 'other-version', 'cut-off', 'changed', 'same-as-file'] as const).map(
      (why) => diagnostic('plan-invalid', {}, { path: text, why }),
    ),
    'hash-mismatch': [diagnostic('hash-mismatch', {}, { path: text, expected: text, found: text })],
    'encoding-error': [text, 'UTF-16LE'].map((likely) =>
      diagnostic('encoding-error', PLACE, { path: text, role: 'input', offset: 1204, byte: text, likely }),
    ),
    'empty-file': (['input', 'template', 'list', 'names', 'output'] as const).map((role) =>
      diagnostic('empty-file', {}, { path: text, role }),
    ),
    'output-not-writable': [text, 'temporary-full', 'temporary-none'].map((why) =>
      diagnostic('output-not-writable', {}, { path: text, why }),
    ),
    'header-mismatch': [header(text, null), ...CAUSES.map((cause) => header(text, cause))],
    'truncated-row': [diagnostic('truncated-row', at, { found: 2, needed: 48 })],
    'extra-cell': [
      diagnostic('extra-cell', at, { cells: 50, needed: 48, shifted: false }),
      diagnostic('extra-cell', at, { cells: 49, needed: 48, shifted: true }),
      { ...diagnostic('extra-cell', at, { cells: 50, needed: 48, shifted: false }), severity: 'warning' },
    ],
    'quote-error': (['not-closed', 'text-after-quote', 'quote-inside-text', 'formula'] as const).map((why) =>
      diagnostic('quote-error', at, { why }),
    ),
    'record-too-long': [diagnostic('record-too-long', PLACE, { limit: 1_048_576 })],
    'control-character': [diagnostic('control-character', at, { character: text })],
    'line-break-in-cell': [diagnostic('line-break-in-cell', at, {})],
    'lone-carriage-return': [diagnostic('lone-carriage-return', at, {})],
    'blank-row': [diagnostic('blank-row', PLACE, {})],
    'unknown-action': [
      ...ACTION_TROUBLES.map((why) => diagnostic('unknown-action', at, { why: [why], nearest: null })),
      ...(['add', 'update', 'remove'] as const).map((nearest) =>
        diagnostic('unknown-action', at, { why: [], nearest }),
      ),
    ],
    'action-not-supported': [diagnostic('action-not-supported', at, { action: 'add' })],
    'customer-id-missing': [diagnostic('customer-id-missing', at, {})],
    'customer-id-invalid': ID_TROUBLES.map((why) => diagnostic('customer-id-invalid', at, { why })),
    'digits-lost': [diagnostic('digits-lost', at, {})],
    'cell-not-empty': [1, 2, 40].map((count) =>
      diagnostic('cell-not-empty', PLACE, {
        count,
        cells: Array.from({ length: count }, () => ({ cell: text, label: text })),
      }),
    ),
    'consecutive-ids': [1, -250].map((step) =>
      diagnostic('consecutive-ids', at, { rows: 5, first: 4, last: 4 + 4 * step, step, lastCell: text }),
    ),
    'duplicate-customer': [
      diagnostic('duplicate-customer', at, { firstRow: 17, firstLine: 18 }),
      diagnostic('duplicate-customer', { line: 19, value: text }, { firstRow: 18, firstLine: 18 }),
    ],
    'names-line-invalid': [...ID_TROUBLES, ...LINE_TROUBLES].map((why) =>
      diagnostic(
        'names-line-invalid',
        { line: 19, value: text },
        { path: text, why, firstLine: why === 'twice' ? 18 : null },
      ),
    ),
    'name-missing': [diagnostic('name-missing', at, {})],
    'name-not-in-file': [diagnostic('name-not-in-file', { line: 19, value: text }, { path: text })],
    'name-mismatch': [
      ...NAME_DIFFERENCES.map((differ) => diagnostic('name-mismatch', at, { list: 'B', store: '•', differ })),
      diagnostic('name-mismatch', at, { list: text, store: text, differ: 'other' }),
    ],
    'customer-not-found': [diagnostic('customer-not-found', at, {})],
    'customer-already-removed': [diagnostic('customer-already-removed', at, { run: 41, at: text })],
    'customer-returned': [
      diagnostic('customer-returned', at, { run: 41, at: text }),
      { ...diagnostic('customer-returned', at, { run: 41, at: text }), severity: 'warning' },
    ],
    'open-loan': (['open', 'archived', 'deleted'] as const).map((state) =>
      diagnostic('open-loan', at, { loans: 1, status: text, state }),
    ),
    'loan-left-alone': [diagnostic('loan-left-alone', at, { loans: 2 })],
    'recently-closed': [diagnostic('recently-closed', at, { loans: 1, closedOn: text })],
    'customer-remains': [
      diagnostic('customer-remains', at, { run: null, at: null }),
      diagnostic('customer-remains', at, { run: 3, at: text }),
    ],
    'closed-on-unknown': [diagnostic('closed-on-unknown', at, { loans: 1 })],
  };
  return Object.values(samples).flat();
}

const ACTION_TROUBLES = [
  'case',
  'space',
  'invisible-character',
  'empty',
  'example',
  'total',
  'footer',
  'dashes',
  'header',
  'note',
  'stay',
] as const;

const NAMES_TROUBLES = [
  'no-customer-id',
  'no-last-name',
  'twice',
  'same-as-file',
  'same-as-template',
  'carriage-returns',
  'import-file',
  'not-readable-as-csv',
] as const;

const LINE_TROUBLES = [
  'no-id',
  'no-name',
  'twice',
  'extra-cell',
  'cut',
  'quote-error',
  'record-too-long',
] as const;

const KINDS = [
  'missing',
  'extra',
  'renamed',
  'moved',
  'duplicate',
  'invisible-character',
  'separator',
] as const;

const NO_MORE = { character: null, row: null, columns: [] } as const;
const CAUSES: readonly HeaderCause[] = [
  ...['U+000B', 'U+E000', 'U+000D', 'U+000A', ''].map((character) => ({
    ...NO_MORE,
    kind: 'no-line-break' as const,
    character,
  })),
  ...(['no-header', 'quoted-line', 'id-list', 'names-list', 'own-output'] as const).map((kind) => ({
    ...NO_MORE,
    kind,
  })),
  ...[2, 3, 5].map((row) => ({ ...NO_MORE, kind: 'header-below' as const, row })),
  { ...NO_MORE, kind: 'unnamed-column', columns: ['A'] },
  { ...NO_MORE, kind: 'extra-columns', columns: ['AW'] },
  { ...NO_MORE, kind: 'extra-columns', columns: ['D', 'AW:AY'] },
];

function header(text: string, cause: HeaderCause | null): Diagnostic {
  const differences: readonly HeaderDifference[] = KINDS.flatMap((kind) => [
    { kind, column: text, needed: text, found: text, detail: text },
    { kind, column: text, needed: null, found: null, detail: null },
    { kind, column: 'B', needed: 'email', found: text, detail: null },
  ]);
  return diagnostic('header-mismatch', PLACE, {
    differences,
    more: 3,
    right: 41,
    needed: 48,
    found: 48,
    cause,
  });
}

/** Tables again, one sample or more for each reason of exit 5, 7 and 9 and each shape. */
export function everyError(text: string): readonly Error[] {
  return [
    ...Object.values(stores(text))
      .flat()
      .map((trouble) => new errors.StoreError(trouble)),
    ...Object.values(REFUSALS)
      .flat()
      .map((refusal) => new errors.RefusedError(refusal)),
    ...unverified(text),
    ...everyDiagnostic(text)
      .filter(isOfFile)
      .map((found) => new errors.FileError(found)),
    ...stale(text).map((one) => new errors.StaleError(one)),
    new errors.UsageError(text),
    new errors.OperationalError(text),
    new Error(text),
  ];
}

function isOfFile(found: Diagnostic): found is FileDiagnostic {
  return CODES[found.code].about === 'file';
}

const MOVEMENTS = ['gone', 'changed', 'linked', 'reopened', 'loans-changed', 'not-planned'] as const;

function stale(text: string): readonly errors.Staleness[] {
  const shown = MOVEMENTS.map((what, row) => ({ row: row + 2, customerId: 40001 + row, what: [what] }));
  const tables = (['new', 'gone', 'changed'] as const).map((what) => ({ table: text, what }));
  return [
    { reason: 'store-moved', why: 'written' },
    { reason: 'store-moved', why: 'written', by: { run: 42, at: '2026-11-23T02:00:01Z', removals: 57 } },
    { reason: 'store-moved', why: 'other-store' },
    { reason: 'store-moved', why: 'customers', moved: { customers: 57, shown } },
    { reason: 'store-moved', why: 'customers', moved: { customers: 1, shown: shown.slice(0, 1) } },
    { reason: 'store-moved', why: 'shape', tables: { tables: 30, shown: tables } },
    { reason: 'store-moved', why: 'shape', tables: { tables: 1, shown: tables.slice(0, 1) } },
    { reason: 'file-moved', what: 'file', planned: text, found: text },
    { reason: 'file-moved', what: 'template', planned: text, found: text },
    { reason: 'expired', madeAt: '2026-07-01T02:00:00.000Z', expiresAt: '2026-07-02T02:00:00.000Z' },
    { reason: 'clock', madeAt: '2026-07-01T03:00:00.000Z', now: '2026-07-01T02:00:00.000Z' },
  ];
}

function stores(text: string) {
  const path = text;
  const samples: { readonly [R in errors.StoreTrouble['reason']]: readonly errors.StoreTrouble[] } = {
    missing: [{ reason: 'missing', path }],
    'not-a-store': [
      { reason: 'not-a-store', path, found: text },
      { reason: 'not-a-store', path, mounted: text },
    ],
    version: [1, 3].map((found) => ({ reason: 'version', path, found, known: 2 })),
    shape: shapes(text).map((shape) => ({ reason: 'shape', path, shape })),
    'journal-mode': [
      { reason: 'journal-mode', path, found: text },
      ...(['done', 'not-done'] as const).map(
        (journal) => ({ reason: 'journal-mode', path, journal, bytes: 512 }) as const,
      ),
    ],
    locked: (['reader', 'writer'] as const).map((by) => ({ reason: 'locked', path, seconds: 10, by })),
    'read-only': [
      ...(['file', 'folder', 'mount'] as const).map((what) => ({ reason: 'read-only', path, what }) as const),
      ...(['-wal', '-shm'] as const).map(
        (what) => ({ reason: 'read-only', path, what, owner: text, ownerOfStore: text }) as const,
      ),
    ],
    full: [{ reason: 'full', path }],
    limit: (['file-size', 'open-files'] as const).map((what) => ({ reason: 'limit', path, what })),
    clock: [{ reason: 'clock', path, now: '2026-07-01T02:00:00.000Z', last: '2026-07-01T03:00:00.000Z' }],
    damaged: [
      ...[12, null].map((page) => ({ reason: 'damaged', path, page, found: text }) as const),
      ...[text, null].map((table) => ({ reason: 'damaged', path, page: null, found: text, table }) as const),
    ],
    'check-failed': [{ reason: 'check-failed', path, checks: [3, 6] }],
  };
  return samples;
}

/** A check of each kind: nothing to say, warnings alone, and troubles of which each keeps others from being asked. */
export function everyCheck(text: string): readonly Checked[] {
  const path = `ops/${text}`;
  const room = { free: 812_347_392, wanted: 48_148_480 };
  const reportRoom = { free: 812_347_392, wanted: 1_125_632 };
  const quiet: Asked = {
    ids: { once: true, behind: null },
    nulls: { status: 0, archived: 0, deleted: 0, closedOn: 0, loanId: 0 },
    ...{ beside: [], orphans: [], unfinishedRuns: [] },
  };
  const told: Asked = {
    ids: { once: false, behind: null },
    nulls: { status: 1, archived: 1204, deleted: 2, closedOn: 3, loanId: 1 },
    beside: [
      { table: 'settings', rows: 3, why: 'other', by: null },
      { table: text, rows: 9, why: 'referred-to', by: text },
    ],
    orphans: [{ table: text, rows: 3 }],
    unfinishedRuns: Array.from({ length: 22 }, (_, at) => at + 1),
  };
  const behind: Asked = {
    ...quiet,
    ids: { once: true, behind: 40060 },
    beside: [{ table: text, rows: 3, why: 'other', by: null }],
    unfinishedRuns: [7],
  };
  const all = (found: Look['found']) => LOOKS.map((look) => ({ look, found }));
  const but = (found: Partial<Record<LookName, Look['found']>>, rest: Look['found']) =>
    LOOKS.map((look) => ({ look, found: found[look] ?? rest }));
  return [
    ...[quiet, told, behind].map((asked) => ({ looks: all('ok'), room, reportRoom, asked })),
    {
      looks: but(
        {
          ...{ store: 'ok', folder: { reason: 'read-only', path, what: 'folder' } },
          reports: { reason: 'report-folder', path, why: 'ENOSPC' },
          shape: { reason: 'shape', path, shape: { why: 'missing-column', table: text, columns: [text] } },
          integrity: { reason: 'damaged', path, page: null, found: text, table: text },
          room: { reason: 'full', path },
        },
        'not-asked',
      ),
      ...{ room: { ...room, free: 4096 }, reportRoom: null, asked: null },
    },
    ...[[7], [7, 9]].map((runs) => ({
      looks: but(
        { unfinished: { reason: 'earlier-run', runs: runs.map((run) => ({ run, found: text })) } },
        'ok',
      ),
      ...{ room, reportRoom, asked: { ...behind, unfinishedRuns: [7, 8] } },
    })),
    {
      looks: but({ store: { reason: 'missing', path }, reports: 'ok' }, 'not-asked'),
      ...{ room: null, reportRoom: null, asked: null },
    },
  ];
}

function shapes(text: string): readonly ShapeTrouble[] {
  return [
    ...COLUMN_SHAPES.map((why) => ({ why, table: text, columns: [text, 'b'] })),
    { why: 'trigger', table: text, trigger: text },
    ...HOLDS.map((holds) => ({ why: 'virtual-table', table: text, holds }) as const),
    { why: 'reserved-name', table: text },
    ...NAMED_PARTS.map((kind) => ({ why: 'name-taken', kind, name: text }) as const),
    { why: 'id-given-out-again', table: text, customerId: 40060 },
    { why: 'not-understood', found: text },
    { why: 'not-understood', found: `malformed database schema (${text}) - near "ROWID": syntax error` },
    { why: 'missing-table', table: text },
    { why: 'no-loan-key', table: text, columns: [] },
    { why: 'not-computed', table: text, columns: [] },
    { why: 'no-foreign-key', table: text, columns: [] },
    { why: 'too-deep', table: text, levels: 21, most: 20 },
    { why: 'reserved-bytes', bytes: 8, page: 12 },
    { why: 'longer-file', bytes: 65536 },
  ];
}

const REFUSALS: { readonly [R in errors.Refusal['reason']]: readonly errors.Refusal[] } = {
  consent: (['not-asked', 'answer-piped', 'not-given'] as const).map((why) => ({
    reason: 'consent',
    why,
    removals: 57,
  })),
  count: (['option', 'prompt', 'plan'] as const).map((by) => ({
    reason: 'count',
    by,
    said: 57,
    removals: 61,
  })),
  cap: [false, true].flatMap((given) =>
    [0, 90].map(
      (recent) => ({ reason: 'cap', removals: 412, cap: 100, given, recent, customers: 1204 }) as const,
    ),
  ),
  'personal-data': KEPT_TEXTS.map((where) => ({ reason: 'personal-data', where })),
  approver: [
    { reason: 'approver', maker: null, user: 'dlopez' },
    { reason: 'approver', maker: 'dlopez', user: 'dlopez' },
  ],
  'strict-tables': [
    { reason: 'strict-tables', tables: ['audit_log', 'settings'], orphans: [] },
    { reason: 'strict-tables', tables: [], orphans: [{ table: 'customer_page', rows: 1 }] },
    { reason: 'strict-tables', tables: ['audit_log'], orphans: [{ table: 'customer_page', rows: 3 }] },
  ],
  returned: [
    { reason: 'returned', why: 'number', customers: 0, allowed: 2 },
    { reason: 'returned', why: 'number', customers: 1, allowed: 2 },
    { reason: 'returned', why: 'number', customers: 3, allowed: null },
    { reason: 'returned', why: 'names', customers: 612, allowed: 612 },
  ],
  'open-loans': [
    { reason: 'open-loans', customers: 1, allowed: null },
    { reason: 'open-loans', customers: 2, allowed: 1 },
  ],
};

function unverified(text: string): readonly errors.UnverifiedError[] {
  const samples: {
    readonly [R in RunUnverified['reason']]: readonly Extract<RunUnverified, { reason: R }>[];
  } = {
    'scrub-incomplete': [{ reason: 'scrub-incomplete', run: 42, found: text }],
    locked: (['reader', 'writer'] as const).map((by) => ({ reason: 'locked', run: 42, seconds: 10, by })),
    'check-failed': [
      { reason: 'check-failed', run: 42, checks: [2, 3], found: null },
      { reason: 'check-failed', run: 42, checks: [], found: text },
    ],
    integrity: [{ reason: 'integrity', run: 42, found: text }],
    'customer-returned': [1, 1204].map((customers) => ({
      reason: 'customer-returned',
      run: 42,
      at: text,
      customers,
    })),
    'report-not-written': [{ reason: 'report-not-written', run: 42, path: text, found: text }],
    'not-noted': [{ reason: 'not-noted', run: 42, found: text }],
    'ledger-changed': [{ reason: 'ledger-changed', run: 42, found: text }],
    internal: [{ reason: 'internal', run: 42, found: text }],
  };
  const whys = Object.values(samples).flat();
  const removed = { runOfThisFile: 42, storeChanged: true };
  const full = new errors.StoreError({ reason: 'full', path: text });
  const unwritten = new errors.FileError(
    diagnostic('output-not-writable', {}, { path: text, why: 'ENOTDIR' }),
  );
  return [
    ...whys.map((why) => new errors.UnverifiedError(why, undefined, removed)),
    ...[...samples.locked, ...samples['ledger-changed']].map(
      (why) => new errors.UnverifiedError({ reason: 'earlier-run', run: 42, why }),
    ),
    new errors.UnverifiedError({ reason: 'scrub-incomplete', run: 42, found: text }, full),
    new errors.UnverifiedError({ reason: 'check-failed', run: 42, checks: [2], found: null }, unwritten),
  ];
}
