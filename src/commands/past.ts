/** `history`, `show RUN`, `show PLAN`, `verify RUN`: what was done, or planned; nothing is written to the store. */
import { existsSync } from 'node:fs';
import { EXIT_CODES, NoRunError, UsageError } from '../core/errors.ts';
import { whyNotTrue } from '../core/run/history.ts';
import type { SavedPlanHeader } from '../core/plan/saved-plan.ts';
import { isBuiltIn } from '../core/file/template.ts';
import { checkHistory, history as readHistory } from '../pipeline/past/history.ts';
import { certify, type CertificateRequest } from '../pipeline/past/certificate.ts';
import { reverify, showRun } from '../pipeline/past/past-run.ts';
import { showPlan, showPlanBeside } from '../pipeline/plan/show-plan.ts';
import { certificatePage, isCertain } from '../view/report/certificate.ts';
import { historyScreen } from '../view/report/history-list.ts';
import { historyCheckScreen, verificationScreen, writtenLine } from '../view/screens/history.ts';
import { historyDocument, verificationDocument } from '../view/documents/history-json.ts';
import { reportDocument } from '../view/documents/json.ts';
import { savedPlanDocument, savedPlanScreen } from '../view/plan/saved-plan.ts';
import { NOTHING_GIVEN } from '../view/text/given.ts';
import { commandLine, type CommandFacts } from '../view/text/shell.ts';
import { answer, type Context } from './terminal/context.ts';
import { reportsPath } from './line/finish-request.ts';
import { SHOWN, storeIfAny } from './line/options.ts';
import { ENGINE, storeAt, storeNamed } from './line/store-at.ts';
import type { HistoryOptions, ShowOptions, VerifyOptions } from './line/verbs.ts';

/** Runs `history`; returns the exit code: 9 where the ledger is not what was written. */
export async function history(context: Context, options: HistoryOptions): Promise<number> {
  const at = storeAt(context, options);
  const { limit, since = null, file = null, customer = null, report = null } = options;
  if (options.check !== true && report !== null) throw new UsageError('--report goes with --check');
  if (options.check === true) {
    const check = await checkHistory(at, report);
    const outcome = check.found === 0 ? 'ok' : 'unverified';
    const reason = check.found === 0 ? null : 'ledger-changed';
    await answer(
      context,
      () =>
        historyDocument(
          { ...context.ending, outcome, reason, store: at.path },
          { runs: [], truncated: false, customer: null, check },
        ),
      () => historyCheckScreen(context.style, check, report !== null),
    );
    return EXIT_CODES[outcome];
  }
  const found = await readHistory(at, { limit, since, file, customer });
  await answer(
    context,
    () => historyDocument({ ...context.ending, outcome: 'ok', store: at.path }, { ...found, check: null }),
    () => historyScreen(context.style, { store: at.path, named: since !== null || file !== null, ...found }),
  );
  return EXIT_CODES.ok;
}

/** Runs `show PLAN`; returns the exit code: 0 also where the plan is stale, for the answer says so. */
export async function showSaved(context: Context, path: string, options: ShowOptions): Promise<number> {
  if (options.report !== undefined) throw new UsageError('--report goes with the number of a run');
  if (options.certificate !== undefined) throw new UsageError('--certificate goes with the number of a run');
  if (/^[-+]?[\d.,]+$/.test(path) && !existsSync(path))
    throw new NoRunError(
      `${path} is no run's number (1, 2, 3, and so on), and no file of that name is there`,
    );
  const store = storeIfAny(context, options);
  const most = options.all === true ? Infinity : SHOWN;
  const request = { path, show: most, names: context.terminal, now: context.io.now() };
  const shown = await (store === null
    ? showPlan(ENGINE, request)
    : showPlanBeside(storeNamed(context, store, options), request));
  const given = { ...applyingFacts(shown.header), store: options.store ?? null, plan: path };
  await answer(
    context,
    () => savedPlanDocument({ ...context.ending, outcome: 'ok', store }, shown),
    () => savedPlanScreen(context.style, shown, commandLine(context.style, 'ingest', given)),
  );
  return EXIT_CODES.ok;
}

/** What the line that applies a plan repeats of the line that made it; older plans know names alone. */
function applyingFacts(header: SavedPlanHeader): CommandFacts {
  const { file, template, alreadyRemoved, requireApprover, guards, given } = header;
  const own = isBuiltIn(template) ? null : template.name;
  const names = given ?? { file: file.name, template: own, checkNames: null };
  const strictTables = guards.some((guard) => guard.guard === 'strict-tables' && guard.asked);
  return { ...NOTHING_GIVEN, ...names, strictTables, requireApprover, missingOk: alreadyRemoved > 0 };
}

/** Runs `show RUN`; returns the exit code: 0 also where the run is not verified, for the answer says so. */
export async function show(context: Context, digits: string, options: ShowOptions): Promise<number> {
  if (options.all === true) throw new UsageError('--all goes with a saved plan');
  const run = Number(digits);
  if (run < 1 || !Number.isSafeInteger(run))
    throw new NoRunError(`no store has a run ${digits}: they are numbered 1, 2, 3, and so on`);
  const at = storeAt(context, options);
  if (options.certificate !== undefined)
    return showCertificate(context, { ...at, run, customer: options.certificate }, options);
  const found = await showRun({
    ...at,
    run,
    show: SHOWN,
    reports: options.report ?? null,
    learn: context.learn,
    print: context.json ? null : (line) => void context.io.stdout.write(line),
  });
  const ending = { ...context.ending, outcome: 'ok', store: at.path } as const;
  await answer(
    context,
    () => reportDocument(ending, { ...found, alreadyIngested: null }),
    () => '',
  );
  if (options.report !== undefined && found.folder !== null && !context.json && options.quiet !== true)
    context.io.stderr.write(writtenLine(context.errorStyle, found.folder));
  return EXIT_CODES.ok;
}

/** Where the page is none to be given away the exit code says so: a script may be about to send it. */
async function showCertificate(
  context: Context,
  asked: Omit<CertificateRequest, 'learn'>,
  { report }: ShowOptions,
): Promise<number> {
  if (context.json) throw new UsageError('--certificate is a page: it does not go with --json');
  if (report !== undefined) throw new UsageError('--certificate and --report do not go together');
  const certified = {
    ...(await certify({ ...asked, learn: context.learn })),
    asked: context.io.now().toISOString(),
  };
  context.io.stdout.write(certificatePage(certified));
  return EXIT_CODES[isCertain(certified) ? 'ok' : 'unverified'];
}

/** Runs `verify`; returns the exit code: 9 where anything is not as it was proved, or could not be asked. */
export async function verify(context: Context, run: number | null, options: VerifyOptions): Promise<number> {
  if ((run === null) !== (options.all === true))
    throw new UsageError('name one run, or every run with --all');
  const at = storeAt(context, options);
  const reports = reportsPath(at.path, options.report);
  const found = await reverify(at, { run, show: SHOWN, reports, named: options.report !== undefined });
  const reason = whyNotTrue(found);
  const outcome = reason === null ? 'ok' : 'unverified';
  await answer(
    context,
    () => verificationDocument({ ...context.ending, outcome, reason, store: at.path }, found),
    () =>
      verificationScreen(context.style, found, {
        store: options.store ?? null,
        report: options.report ?? null,
      }),
  );
  return EXIT_CODES[outcome];
}
