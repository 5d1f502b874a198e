/** Whatever a file, a store or a path holds, what is shown holds no control character; in ASCII mode, ASCII alone. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PastRun } from '../../src/core/run/history.ts';
import type { Report } from '../../src/core/run/report.ts';
import { CODES, type Diagnostic } from '../../src/core/findings/diagnostics.ts';
import { checkScreen } from '../../src/view/screens/check.ts';
import { sentence } from '../../src/view/findings/diagnostic-words.ts';
import { errorsCsvLine } from '../../src/view/documents/errors-csv.ts';
import { failureLine, failureScreen } from '../../src/view/failures/failure.ts';
import * as ingest from '../../src/view/screens/ingest.ts';
import { certificatePage } from '../../src/view/report/certificate.ts';
import { historyScreen } from '../../src/view/report/history-list.ts';
import { troubleSentence, verificationScreen } from '../../src/view/screens/history.ts';
import { namesAgree } from '../../src/view/plan/names-checked.ts';
import { planScreen } from '../../src/view/plan/plan.ts';
import { savedPlanScreen } from '../../src/view/plan/saved-plan.ts';
import { reportText } from '../../src/view/report/report-text.ts';
import { collect } from '../tools/collect.ts';
import { nextLine } from '../../src/view/text/shell.ts';
import { scrubScreen } from '../../src/view/screens/scrub.ts';
import { storeScreen } from '../../src/view/screens/store.ts';
import type { Style } from '../../src/view/text/style.ts';
import { templateScreen, unknownTemplate } from '../../src/view/screens/template.ts';
import { validationScreen } from '../../src/view/screens/validation.ts';
import { NASTY, UNSAFE } from '../tools/nasty.ts';
import { everyCheck, everyDiagnostic, everyError } from './everything.ts';
import * as v from './values.ts';

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(...Array.from(`${NASTY}\u00a0\ud800Zoë日"'\`$;= x`)),
    maxLength: 60,
  }),
);

function everyScreen(style: Style, text: string): readonly string[] {
  const given = { ...v.everyGiven(text), command: null, file: text };
  const next = nextLine(style, given);
  const found = everyDiagnostic(text);
  const file = { ...v.FILE, name: text };
  const facts = { file, template: { name: text, sha256: v.SHA, columns: 48 }, store: text };
  const options = { next, errorsFile: text, store: text, all: true, names: true };
  const noHeader = v.tallyOf(found.filter(({ code }) => code !== 'header-mismatch'));
  return [
    validationScreen(style, v.validation({ ...facts, tally: noHeader }), options),
    validationScreen(style, v.validation({ ...facts, tally: v.tallyOf(found) }), options),
    planScreen(style, planWith(text), {
      file,
      store: text,
      tally: noHeader,
      agreed: agreeing(text),
      saved: { path: text, expiresAt: text, requireApprover: true },
      next,
      names: true,
      refusedBy: null,
    }),
    ingest.questionScreen(style, {
      store: text,
      customers: 9,
      linkedLoans: 1,
      alreadyRemoved: 1,
      typedBefore: true,
      beside: [],
      orphans: [],
    }),
    savedPlanScreen(style, v.shownPlan(text), next),
    ingest.questionText(style),
    ingest.verifiedScreen(style, text),
    ingest.alreadyIngestedScreen(style, { run: 42, at: text, report: text, store: text }),
    ingest.finishingScreen(style, { run: 42, at: text }),
    historyScreen(style, {
      store: text,
      runs: pastRuns(text),
      truncated: true,
      customer: null,
      named: false,
    }),
    ingest.heldLine(style, { option: 'list', path: text, run: 42 }),
    historyScreen(style, { store: text, runs: [], truncated: false, customer: null, named: false }),
    verificationScreen(
      style,
      {
        runs: [],
        integrity: text,
        trouble: { reason: 'shape', path: text, shape: { why: 'trigger', table: text, trigger: text } },
        lacking: [{ folder: text, run: 42 }],
        unread: [{ path: text, why: text }],
        reports: 0,
      },
      given,
    ),
    ...everyCheck(text).map((found) => checkScreen(found, { style, ...given, path: text })),
    ...v.SCRUBS.map((found) => scrubScreen(style, { ...found, path: text, store: text, milliseconds: 9 })),
    storeScreen(style, { path: text, customers: 9, loans: 9, records: 9 }),
    templateScreen(style, { path: text, columns: 48, example: true, removals: null }),
    ...everyError(text).flatMap((error) => [
      failureScreen(error, { style, ...given }),
      failureLine(error, { style, ...given }),
    ]),
  ];
}

function pastRuns(text: string): readonly PastRun[] {
  const { run: record } = reportWith(text);
  const past = { run: 42, committedAt: text, finished: false };
  return [
    { ...past, record },
    { ...past, record: null },
  ];
}

function agreeing(text: string): string | null {
  const names = { name: text, ids: 9, compared: 9, differing: new Map() };
  return namesAgree(v.validation({ tally: v.tallyOf([]), names }));
}

function mentionsWith(text: string) {
  return { tables: [text], records: 2, shown: [{ table: text, id: null, loan: 1, displayId: text }] };
}

function planWith(text: string) {
  const name = { last: text, first: text, company: text, born: text, city: text };
  const records = [{ table: text, level: 'customer', rows: 3 } as const];
  const loans = [{ status: text, open: true, state: 'live', loans: 1 } as const];
  const shown = v.SHOWN.map((removal) => ({ ...removal, name, records, loans }));
  return {
    ...v.PLAN,
    shown,
    tables: records,
    notExamined: [text],
    beside: [{ table: text, rows: 3, why: 'parallel', by: text } as const],
    orphans: [{ table: text, rows: 3 }],
    mentions: mentionsWith(text),
    guards: [
      ...v.PLAN.guards,
      { guard: 'strict-tables', asked: true, tables: 1, orphans: 3, refuses: true } as const,
    ],
  };
}

function reportWith(text: string): Report {
  const run = {
    ...v.RUN,
    actor: text,
    reason: text,
    store: text,
    toolVersion: text,
    startedAt: text,
    committedAt: text,
    file: { ...v.FILE, name: text },
    template: { name: text, sha256: v.SHA },
    notExamined: [text],
    loanTables: [{ table: text, rows: 1 }],
    evidence: {
      ...v.RUN.evidence!,
      storePath: text,
      allowClock: text,
      leftAlone: [{ loan: 1, displayId: text }],
      mentions: mentionsWith(text),
    },
  };
  const ledger = { store: text, link: 4, digest: v.SHA };
  return { ...v.REPORT, run, verified: false, integrity: text, ledger };
}

describe('whatever the text', () => {
  test('no screen, sentence or report holds a control character but the line break', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, async (text) => {
        const report = await collect(reportText(reportWith(text), [1]));
        const page = certificatePage({ customer: 1, report: reportWith(text), back: true, asked: text });
        const lines = [...everyScreen(v.PLAIN_80, text), ...report, page];
        for (const line of lines.join('').split('\n'))
          expect(UNSAFE.test(line), JSON.stringify(line)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test('nor does what a run of the ledger is named by, though it should be a number', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const run: any = text;
        for (const why of ['changed', 'removed', 'inserted', 'cut-off'] as const)
          expect(UNSAFE.test(troubleSentence({ run, why }))).toBe(false);
      }),
    );
  });

  test('a sentence is one line', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const sentences = [...everyDiagnostic(text).map(sentence), unknownTemplate(text, ['customer'])];
        for (const line of sentences) expect(UNSAFE.test(line), JSON.stringify(line)).toBe(false);
      }),
    );
  });

  test('a failure is one line where there may be only one', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        for (const error of everyError(text)) {
          const given = { ...v.everyGiven(text), command: null, file: text };
          const line = failureLine(error, { style: v.PLAIN_80, ...given });
          expect(line.indexOf('\n')).toBe(line.length - 1);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('ASCII mode holds ASCII alone', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(everyScreen(v.ASCII_80, text).join('')).toMatch(/^[\n\u0020-\u007e]*$/);
      }),
      { numRuns: 30 },
    );
  });

  test('an errors CSV line is one record of nine cells, and no cell runs in a spreadsheet', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        for (const found of everyDiagnostic(text)) {
          const cells = csvCells(errorsCsvLine(found).slice(0, -1));
          expect(cells).toHaveLength(9);
          for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
          for (const cell of cells) expect(UNSAFE.test(cell), JSON.stringify(cell)).toBe(false);
        }
      }),
      { numRuns: 30 },
    );
  });
});

test('there is a sample of every code', () => {
  const codes = new Set(everyDiagnostic('x').map((found: Diagnostic) => found.code));
  expect([...codes].sort()).toEqual(Object.keys(CODES).sort());
});

/** A reader of RFC 4180 records, written apart from the writer. */
function csvCells(line: string): readonly string[] {
  const cells: string[] = [];
  for (const [, quoted, bare] of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g)) {
    cells.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
  }
  return cells;
}
