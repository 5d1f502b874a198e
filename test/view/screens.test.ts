/** The screens of screens.md, word for word, at 80 columns. */
import { describe, expect, test } from 'vitest';
import { FINISHING_STEPS, type IngestedRun } from '../../src/core/run/earlier-run.ts';
import * as errors from '../../src/core/errors.ts';
import { KEPT_TEXTS } from '../../src/core/plan/plan.ts';
import type { Validation } from '../../src/core/findings/validation.ts';
import { checkScreen } from '../../src/view/screens/check.ts';
import { failureScreen } from '../../src/view/failures/failure.ts';
import * as ingest from '../../src/view/screens/ingest.ts';
import { namesAgree } from '../../src/view/plan/names-checked.ts';
import { planScreen } from '../../src/view/plan/plan.ts';
import { savedPlanScreen } from '../../src/view/plan/saved-plan.ts';
import { reportText } from '../../src/view/report/report-text.ts';
import { collect } from '../tools/collect.ts';
import { nextLine } from '../../src/view/text/shell.ts';
import { scrubScreen } from '../../src/view/screens/scrub.ts';
import { NOTHING_GIVEN } from '../../src/view/text/given.ts';
import { guardLines } from '../../src/view/plan/plan-guards.ts';
import { storeScreen } from '../../src/view/screens/store.ts';
import { whoIs } from '../../src/view/plan/plan-rows.ts';
import { templateScreen } from '../../src/view/screens/template.ts';
import { validationScreen } from '../../src/view/screens/validation.ts';
import { everyCheck, everyDiagnostic, everyError } from './everything.ts';
import { expectGolden } from './golden.ts';
import * as v from './values.ts';

const GIVEN = { ...NOTHING_GIVEN, command: null, file: 'july.csv', store: 'ops/lms.db' };
const NEXT = nextLine(v.PLAIN_80, GIVEN);

function validate(change: Partial<Validation>, style = v.PLAIN_80): string {
  return validationScreen(style, v.validation(change), {
    next: NEXT,
    errorsFile: null,
    store: null,
    all: false,
    names: false,
  });
}

const CLEAN = { read: 109, clean: 109, withErrors: 0, blank: 0, remove: 109 };

describe('validate', () => {
  test('names every error by code, place, value and remedy', async () => {
    await expectGolden('validate-errors', validate({}));
    await expectGolden('validate-errors-ascii', validate({}, v.ASCII_80));
    await expectGolden('validate-errors-colour', validate({}, v.COLOUR_80));
  });

  test('says what is next where all is clean', async () => {
    await expectGolden('validate-clean', validate({ tally: v.tallyOf([]), rows: CLEAN }));
  });

  test('shows warnings with a sign of their own, and stays valid', async () => {
    const rows = { ...CLEAN, clean: 108, blank: 1 };
    await expectGolden('validate-warnings', validate({ tally: v.tallyOf(v.WARNINGS), rows }));
  });

  test('shows a wrong header alone', async () => {
    await expectGolden('validate-header', validate({ tally: v.tallyOf([v.HEADER]), complete: false }));
    const own = { name: 'ours.csv', sha256: v.SHA, columns: 61 };
    await expectGolden('validate-header-own', validate({ tally: v.tallyOf([v.HEADER]), template: own }));
  });

  test('says how many rows it does not show, and where they are', async () => {
    const shown = { tally: v.tallyOf(v.ERRORS, 2), complete: false, store: null };
    await expectGolden('validate-truncated', validate(shown));
    expect(
      validationScreen(v.PLAIN_80, v.validation(shown), {
        next: null,
        errorsFile: 'errors.csv',
        store: null,
        all: false,
        names: false,
      }),
    ).toContain('On the screen:  --all  As CSV: errors.csv');
    expect(
      validationScreen(v.PLAIN_80, v.validation(), {
        next: null,
        errorsFile: 'errors.csv',
        store: null,
        all: false,
        names: false,
      }),
    ).toContain('\n  As CSV: errors.csv\n');
  });

  test('names the run that ingested these bytes already', async () => {
    const known = {
      ...{ run: 42, at: '2026-11-23T02:00:01Z', finished: true, back: 0 },
      ...{ missing: [], changed: null },
    };
    const screen = (alreadyIngested: IngestedRun) =>
      validate({ tally: v.tallyOf([]), alreadyIngested, rows: CLEAN });
    await expectGolden('validate-ingested', screen(known));
    const unfinished = FINISHING_STEPS.map((_, at) =>
      screen({ ...known, finished: false, missing: FINISHING_STEPS.slice(at) }),
    );
    await expectGolden('validate-unfinished', unfinished.join('\n'));
    await expectGolden('validate-changed', screen({ ...known, changed: 'its row cannot be read' }));
    await expectGolden('validate-returned', screen({ ...known, back: 3 }));
  });

  test('says one thing of a header that one thing makes wrong, and what to do', async () => {
    const screens = everyDiagnostic('Zoë')
      .filter((found) => found.code === 'header-mismatch' && found.details.cause !== null)
      .map((found) => validate({ tally: v.tallyOf([found]) }));
    await expectGolden('validate-header-causes', screens.join('\n'));
  });

  test('has words for every code', async () => {
    const some = everyDiagnostic('Zoë').filter(({ code }) => code !== 'header-mismatch');
    const found = some.map((one, at) => (one.row === null ? one : { ...one, row: one.row + at }));
    await expectGolden('validate-every-code', validate({ tally: v.tallyOf(found, 50) }));
  });
});

describe('plan', () => {
  const context = {
    file: v.FILE,
    store: 'ops/lms.db',
    tally: v.tallyOf(v.WARNINGS),
    agreed: null,
    saved: null,
    next: NEXT,
    names: true,
    refusedBy: null,
  };

  test('says who goes, what goes with them and what would be refused', async () => {
    await expectGolden('plan', planScreen(v.PLAIN_80, v.PLAN, context));
    await expectGolden('plan-ascii', planScreen(v.ASCII_80, v.PLAN, context));
    await expectGolden('plan-colour', planScreen(v.COLOUR_80, v.PLAN, context));
  });

  test.each([60, 80, 100, 160])(
    'in %d columns says who goes whole, and breaks no word and no line',
    async (columns) => {
      const style = { ...v.PLAIN_80, width: Math.min(80, columns), tableWidth: columns };
      const text = planScreen(style, v.PLAN, context);
      await expectGolden(`plan-${columns}`, text, columns);
      for (const { name } of v.PLAN.shown)
        if (name !== null) expect(text.replace(/\s+/g, ' ')).toContain(whoIs(name));
    },
  );

  test('does not say what is said after it: the refusal of an ingest', () => {
    const refusedBy = (guard: string | null) =>
      planScreen(v.PLAIN_80, v.PLAN, { ...context, refusedBy: guard });
    expect(refusedBy(null)).toContain('Would be refused: 1 customer has an open loan');
    expect(refusedBy('open-loans')).not.toContain('Would be refused');
    const guards = KEPT_TEXTS.map(
      (where) => ({ guard: 'personal-data', where, named: 'names', refuses: true }) as const,
    );
    const text = planScreen(v.PLAIN_80, { ...v.PLAN, guards }, { ...context, refusedBy: 'personal-data' });
    expect(text.match(/Would be refused/g)).toHaveLength(KEPT_TEXTS.length - 1);
  });

  test("says that the operator's own list agrees", async () => {
    const names = { name: 'names.csv', ids: 57, compared: 56, differing: new Map() };
    const agreed = namesAgree(v.validation({ tally: v.tallyOf(v.WARNINGS), names }));
    expect(planScreen(v.PLAIN_80, v.PLAN, { ...context, agreed })).toContain(
      '\n  Names      57 IDs and 56 names agree with names.csv.\n',
    );
  });

  test('says who may apply it, where it is saved', async () => {
    for (const [requireApprover, who] of [
      [false, 'by whoever has it\n'],
      [true, 'by whoever has it but its maker\n'],
    ] as const) {
      const saved = { path: 'july.plan', expiresAt: '2026-07-02T00:00:00.000Z', requireApprover };
      const text = planScreen({ ...v.PLAIN_80, width: 160, tableWidth: 160 }, v.PLAN, { ...context, saved });
      expect(text).toContain(who);
    }
  });

  test('holds no names off a terminal', async () => {
    const text = planScreen(v.PLAIN_80, v.PLAN, { ...context, names: false });
    await expectGolden('plan-no-names', text);
    expect(text).not.toMatch(/Adeyemi|Brandt|Harbor|•/);
  });

  test('says which text names somebody who goes, and not whom', async () => {
    const guards = v.PLAN.guards
      .slice(0, 0)
      .concat(
        ...KEPT_TEXTS.map((where) => [
          { guard: 'personal-data', where, named: 'names', refuses: true } as const,
          { guard: 'personal-data', where, named: 'surname', refuses: false } as const,
        ]),
      );
    await expectGolden('plan-personal-data', planScreen(v.PLAIN_80, { ...v.PLAN, guards }, context));
  });

  test('names tables that are not examined, what they are to customers, and what --strict-tables refuses', async () => {
    const beside = [
      { table: 'archive_note', rows: 3, why: 'parallel', by: 'customer_archive' },
      { table: 'audit_log', rows: 1204, why: 'other', by: null },
      { table: 'customer_archive', rows: 1, why: 'referred-to', by: 'archive_note' },
      { table: 'customer_profile', rows: 0, why: 'referred-to', by: 'customer_entity' },
      { table: 'passport', rows: 2, why: 'hangs-on', by: 'customer_profile' },
    ] as const;
    const guards = [{ guard: 'strict-tables', asked: true, tables: 5, orphans: 3, refuses: true } as const];
    const notExamined = beside.map(({ table }) => table);
    const orphans = [{ table: 'customer_page', rows: 3 }];
    const plan = { ...v.PLAN, beside, notExamined, orphans, guards };
    await expectGolden('plan-beside', planScreen(v.PLAIN_80, plan, { ...context, tally: v.tallyOf([]) }));
  });

  test('says what share of all customers goes where it is more than a tenth, and nothing of --yes', async () => {
    const guards = [
      { guard: 'cap', removals: 412, cap: 100, given: false, recent: 0, refuses: true } as const,
    ];
    const plan = { ...v.PLAN, removals: 412, guards, customers: { before: 1204, after: 792 } };
    const text = planScreen(v.PLAIN_80, plan, { ...context, tally: v.tallyOf([]) });
    await expectGolden('plan-cap', text);
    expect(text).toContain('! 34 % of all customers go: 412 of 1,204.');
    expect(text).not.toContain('--yes');
    const tenth = { ...plan, removals: 120, customers: { before: 1200, after: 1080 } };
    expect(planScreen(v.PLAIN_80, tenth, context)).not.toContain('of all customers go');
  });

  test('says so where there is nothing to do', async () => {
    const plan = {
      ...v.PLAN,
      removals: 0,
      customers: { before: 1204, after: 1204 },
      shown: [],
      guards: [],
      notExamined: [],
      beside: [],
    };
    const quiet = { ...context, tally: v.tallyOf([]), next: null };
    await expectGolden('plan-nothing', planScreen(v.PLAIN_80, plan, quiet));
    await expectGolden('plan-all-removed', planScreen(v.PLAIN_80, { ...plan, alreadyRemoved: 57 }, quiet));
  });
});

test('a saved plan says whose it is, whom it removes, and whether it still holds', async () => {
  const shown = v.shownPlan('july');
  const next = `${NEXT} --plan july.plan`;
  const none = { customers: 0, shown: [] };
  const TABLES = { tables: 1, shown: [{ table: 'kyc', what: 'changed' as const }] };
  const screens = [
    shown,
    { ...shown, expired: false, compared: { sameStore: true, moved: none, shape: null } },
    {
      ...shown,
      ...{ names: null, expired: false, compared: { sameStore: true, moved: none, shape: null } },
      header: { ...shown.header, guards: [] },
    },
    { ...shown, expired: false, compared: { sameStore: true, moved: none, shape: TABLES } },
    { ...shown, expired: false, compared: { sameStore: false, moved: none, shape: null } },
    { ...shown, expired: false, compared: null },
    { ...shown, expired: false, ahead: true, compared: null },
  ].map((one) => savedPlanScreen(v.PLAIN_80, one, next));
  await expectGolden('saved-plan', screens.join('\n'));
});

test('ingest says what will be lost, asks, and says what each phase did', async () => {
  const s = v.PLAIN_80;
  const facts = {
    store: '/srv/ops/lms.db',
    customers: 1204,
    linkedLoans: 61,
    alreadyRemoved: 0,
    typedBefore: false,
    beside: [],
    orphans: [],
  };
  await expectGolden(
    'ingest',
    [
      ingest.questionScreen(s, facts),
      `${ingest.questionText(s)}remove 57\n\n`,
      ingest.phaseLine(s, { phase: 'remove', customers: 57, records: 871 }, 600),
      ingest.phaseLine(s, { phase: 'scrub', zeroedBytes: 182_350, zeroedPages: 1838 }, 200),
      ingest.phaseLine(s, { phase: 'verify', passed: 7, asked: 7 }, 100),
      '\n',
      ingest.verifiedScreen(s, 'lms-reports/0042/report.txt'),
    ].join(''),
  );
});

test('ingest has endings for what is done already, and for what is not finished', async () => {
  const s = v.PLAIN_80;
  const run = { run: 42, at: '2026-11-23T02:00:01Z', report: 'lms-reports/0042/report.txt' };
  await expectGolden(
    'ingest-endings',
    [
      ingest.questionScreen(s, {
        store: 'lms.db',
        customers: 9,
        linkedLoans: 1,
        alreadyRemoved: 3,
        typedBefore: true,
        beside: [
          { table: 'customer_profile', rows: 9, why: 'referred-to', by: 'customer_entity' },
          { table: 'archive_note', rows: 1, why: 'parallel', by: 'customer_archive' },
          { table: 'passport', rows: 2, why: 'hangs-on', by: 'customer_profile' },
          { table: 'settings', rows: 2, why: 'other', by: null },
        ],
        orphans: [{ table: 'customer_page', rows: 3 }],
      }),
      ingest.alreadyIngestedScreen(s, { ...run, store: null }),
      ingest.alreadyIngestedScreen(s, { ...run, report: null, store: 'a b.db' }),
      ingest.finishingScreen(s, run),
      ingest.nothingToDoScreen(s, 0),
      ingest.nothingToDoScreen(s, 57),
      ingest.phaseLine(s, { phase: 'scrub', zeroedBytes: 0, zeroedPages: 0 }, 60_000),
      ingest.phaseLine(s, { phase: 'verify', passed: 6, asked: 7 }, 200_000),
    ].join(''),
  );
});

test('scrub says what was set to zero, what check 7 found, and what it does not finish', async () => {
  const shown = v.SCRUBS.map((found) =>
    scrubScreen(v.PLAIN_80, { ...found, path: 'ops/lms.db', store: 'ops/lms.db', milliseconds: 200 }),
  );
  await expectGolden('scrub', shown.join('\n'));
});

test('every failure says what was found, whether anything was changed, and what to do', async () => {
  const context = { style: v.PLAIN_80, ...GIVEN };
  const shown = everyError('ops/x')
    .filter((error) => error instanceof errors.OperationalError && !(error instanceof errors.FileError))
    .map((error) => failureScreen(error, context));
  await expectGolden('failures', shown.join('\n'));
});

test('check says what an ingest would meet, what is worth knowing, and what could not be asked', async () => {
  const context = { style: v.PLAIN_80, ...GIVEN, path: 'ops/lms.db' };
  await expectGolden(
    'check',
    everyCheck('x')
      .map((found) => checkScreen(found, context))
      .join('\n'),
  );
});

test('a plan made afresh is asked for what the stale one was asked for, and agrees to nothing', async () => {
  const given = { ...v.everyGiven('x y'), command: 'ingest', file: 'july.csv' };
  const stale = new errors.StaleError({
    reason: 'store-moved',
    why: 'customers',
    moved: { customers: 1, shown: [] },
  });
  expect(failureScreen(stale, { style: v.PLAIN_80, ...given }).replace(/\s+/g, ' ')).toContain(
    "lms-import plan july.csv --store 'x y' --template 'x y' --check-names 'x y' --sha256 'x y' --missing-ok " +
      "--max-removes 'x y' --strict-tables --allow-clock 'x y' --errors 'x y' --list 'x y' --require-approver --out PLAN",
  );
});

test.each(['open-loans', 'returned'] as const)(
  '%s that were allowed and are not there have words of their own',
  (reason) => {
    const context = { style: v.PLAIN_80, ...GIVEN };
    const words = (customers: number) => {
      const refused = new errors.RefusedError(
        reason === 'returned'
          ? { reason, why: 'number', customers, allowed: 3 }
          : { reason, customers, allowed: 3 },
      );
      const guard = {
        guard: reason,
        customers,
        allowed: 3,
        refuses: true,
        firstRow: customers === 0 ? null : 29,
      };
      const planned = guardLines(v.PLAIN_80, { ...v.PLAN, guards: [guard] }).join(' ');
      return [failureScreen(refused, context), planned].map((text) => text.replace(/\s+/g, ' '));
    };
    for (const none of words(0)) {
      expect(none).toContain(`--allow-${reason} says 3. `);
      expect(none).toMatch(/: no customer [^]*Where both are, leave the option out: --allow-/);
      expect(none).not.toMatch(/ 0 |Take|--allow-[a-z-]+ 0|See them/);
    }
    for (const one of words(1)) expect(one).toMatch(/: 1 customer [^]*Take/);
    for (const more of words(4)) expect(more).toMatch(/: 4 customers [^]*Take/);
  },
);

test('who needs an approver reads both lines with what was given', async () => {
  const given = { ...NOTHING_GIVEN, command: 'ingest', file: 'july.csv', store: 'ops/lms.db' };
  const asked = { ...given, checkNames: 'our.csv', requireApprover: true };
  const alone = new errors.RefusedError({ reason: 'approver', maker: null, user: 'kim' });
  const said = failureScreen(alone, { style: v.PLAIN_80, ...asked }).replace(/\s+/g, ' ');
  const names = '--store ops/lms.db --check-names our.csv';
  expect(said).toContain(`They make it: lms-import plan july.csv ${names} --require-approver --out PLAN`);
  expect(said).toContain(`You apply it: lms-import ingest july.csv ${names} --require-approver --plan PLAN`);
});

test('a bug shows its stack and asks for a report', async () => {
  const bug = new Error('cells do not add up');
  bug.stack = 'Error: cells do not add up\n    at walk (scrub/walk.ts:12:3)';
  await expectGolden('failure-bug', failureScreen(bug, { style: v.PLAIN_80, ...GIVEN }));
});

describe('report.txt', () => {
  const ids = Array.from({ length: 57 }, (_, index) => 40101 + index * 3);

  test('proves a verified run', async () => {
    await expectGolden('report', (await collect(reportText(v.REPORT, ids))).join(''));
  });

  test('says plainly what is not verified', async () => {
    const checks = v.CHECKS.map((check) =>
      check.check === 3 ? { ...check, found: 2, passed: false } : check,
    );
    const report = { ...v.REPORT, verified: false, scrub: null, integrity: null, checks };
    await expectGolden('report-not-verified', (await collect(reportText(report, [40101]))).join(''));
    const back = v.CHECKS.map((check) => (check.check === 2 ? { ...check, found: 1, passed: false } : check));
    const said = (await collect(reportText({ ...v.REPORT, verified: false, checks: back }, [40101]))).join(
      '',
    );
    expect(said.replace(/\s+/g, ' ')).toContain('were removed, and not all of them are gone');
    expect(said).not.toContain('will not come back');
  });
});

test('template and store say what was made and what comes next', async () => {
  const made = { path: 'july new.csv', columns: 48, example: false, removals: 57 };
  await expectGolden(
    'made',
    [
      templateScreen(v.PLAIN_80, made),
      templateScreen(v.PLAIN_80, { path: 'july.csv', columns: 48, example: true, removals: null }),
      storeScreen(v.PLAIN_80, { path: 'ops/lms.db', customers: 1000, loans: 1200, records: 9120 }),
      storeScreen(v.PLAIN_80, { path: 'lms.db', customers: 0, loans: 0, records: 0 }),
    ].join(''),
  );
});
