/** `ingest FILE`: validate, show the diff, ask, remove in one transaction, scrub, verify, write the report. */
import { join, resolve } from 'node:path';
import { EXIT_CODES, UnverifiedError, UsageError } from '../core/errors.ts';
import { guardRefusal, type ConsentOptions } from '../core/plan/guards.ts';
import { recordsOf } from '../core/plan/plan.ts';
import type { IngestEvent } from '../core/progress/events.ts';
import { REMOVING, SCRUBBING, VERIFYING } from '../core/progress/progress.ts';
import type { RunRecord } from '../core/run/report.ts';
import type { Finished } from '../pipeline/past/recall.ts';
import { ingest as runIngest, type Ingested } from '../pipeline/remove/ingest.ts';
import type { IngestRequest } from '../pipeline/remove/request.ts';
import { notVerifiedLine } from '../view/failures/failure-unverified.ts';
import {
  alreadyIngestedScreen,
  finishingScreen,
  heldLine,
  nothingToDoScreen,
  phaseLine,
  verifiedScreen,
} from '../view/screens/ingest.ts';
import { loadWidths } from '../view/text/layout.ts';
import { planDocument, reportDocument } from '../view/documents/json.ts';
import { consent } from './terminal/ask.ts';
import { answer, marked, type Context } from './terminal/context.ts';
import { finishRequest } from './line/finish-request.ts';
import { fileRequest } from './line/file-request.ts';
import { SHOWN, shownRows, storePath } from './line/options.ts';
import { guardRequest, plan, sayPlan, sayValidation } from './plan.ts';
import type { IngestOptions } from './line/verbs.ts';

/** At a terminal every removal is shown up to this many: the last moment to see a wrong one. */
const SHOWN_AT_TERMINAL = 500;

/** Runs the command; returns the exit code. */
export async function ingest(context: Context, file: string, options: IngestOptions): Promise<number> {
  if (options.yes === true && options.confirmRemoves !== undefined) {
    throw new UsageError('--yes and --confirm-removes do not go together: give one consent');
  }
  if (options.plan !== undefined && (options.yes === true || options.confirmRemoves !== undefined))
    throw new UsageError('--plan is the consent: neither --yes nor --confirm-removes goes with it');
  if (options.plan !== undefined && options.dryRun === true)
    throw new UsageError('--dry-run plans afresh; what a saved plan says:  lms-import show PLAN');
  if (options.dryRun === true) return plan(context, file, options);
  const asks =
    context.interactive &&
    options.plan === undefined &&
    options.yes !== true &&
    options.confirmRemoves === undefined;
  if (options.requireReason === true && options.reason === undefined && !asks)
    throw new UsageError('--require-reason: say why, with --reason TEXT');
  // Whatever happens after the commit, the words for it are at hand.
  await import('./terminal/fail.ts');
  loadWidths();
  const done = await runIngest(requestOf(context, file, options));
  context.progress.end();
  try {
    return await say(context, done, options);
  } catch (error) {
    // The removal has committed: what cannot be said of it any more is no ordinary failure.
    if (done.kind !== 'done' && done.kind !== 'already') throw error;
    const { run } = done.finished.report.run;
    const call = { runOfThisFile: run, storeChanged: done.kind === 'done' };
    throw new UnverifiedError({ reason: 'internal', run, found: String(error) }, error, call);
  }
}

function requestOf(context: Context, file: string, options: IngestOptions): IngestRequest {
  const { io } = context;
  const path = storePath(context, options);
  const reason = { given: options.reason ?? null, required: options.requireReason === true };
  const agreed: ConsentOptions = {
    yes: options.yes === true,
    confirmRemoves: options.confirmRemoves ?? null,
  };
  return {
    load: {
      ...fileRequest(context, file, options),
      onHeld: (held) => sayEvent(context, { event: 'held', held }, options.store ?? null),
    },
    plan: {
      show: shownRows(options, context.terminal ? SHOWN_AT_TERMINAL : SHOWN),
      names: context.terminal,
      ...guardRequest(context, options),
      save: null,
    },
    finish: { ...finishRequest(context, options), show: shownRows(options, SHOWN) },
    run: runFacts(context, options),
    requireApprover: options.requireApprover === true,
    onEvent: (event) => sayEvent(context, event, options.store ?? null),
    consent: (planned, validation) =>
      consent(context, planned, { options: agreed, store: resolve(path), validation, reason }),
    beforeCommit: io.holdSignals,
  };
}

async function sayEvent(context: Context, event: IngestEvent, store: string | null): Promise<void> {
  const { io, progress, style } = context;
  switch (event.event) {
    case 'finishing':
      if (!context.json)
        io.stdout.write(
          marked(context, finishingScreen(style, { run: event.run.run, at: event.run.committedAt })),
        );
      return;
    case 'left':
      progress.end();
      io.stderr.write(notVerifiedLine(context.errorStyle, event.error, { store }));
      return;
    case 'held':
      progress.end();
      io.stderr.write(heldLine(context.errorStyle, event.held));
      return;
    case 'planned':
      progress.end();
      if (!context.json)
        await sayPlan(context, {
          ...event,
          saved: null,
          next: null,
          refusedBy: guardRefusal(event.plan)?.reason ?? null,
        });
      return;
    case 'committed':
      sayRemoved(context, event.run);
  }
}

function runFacts({ io }: Context, { actor, reason }: IngestOptions): IngestRequest['run'] {
  const user = io.user();
  return { toolVersion: io.version, actor: actor ?? user, user, reason: reason ?? null };
}

function sayRemoved(context: Context, run: RunRecord): void {
  if (context.json) return;
  const records = recordsOf(run.tables.map(({ table, level, removed }) => ({ table, level, rows: removed })));
  const phase = { phase: 'remove', customers: run.removals, records } as const;
  context.io.stdout.write(`\n${phaseLine(context.style, phase, context.timed.took(...REMOVING))}`);
}

async function say(context: Context, done: Ingested, options: IngestOptions): Promise<number> {
  switch (done.kind) {
    case 'invalid':
      return sayValidation(context, done.validation, options);
    case 'nothing':
      await sayNothing(context, done);
      return EXIT_CODES.ok;
    case 'already':
    case 'done':
      if (context.json) await sayReport(context, done, storePath(context, options));
      else if (done.kind === 'done') sayDone(context, done.finished);
      else sayAlready(context, done, options.store ?? null);
      return EXIT_CODES.ok;
  }
}

async function sayReport(
  context: Context,
  done: Extract<Ingested, { finished: Finished }>,
  store: string,
): Promise<void> {
  const { alreadyIngested } = done.validation;
  const ending = { ...context.ending, outcome: 'ok', storeChanged: done.kind === 'done', store } as const;
  await answer(
    context,
    () => reportDocument(ending, { ...done.finished, alreadyIngested }),
    () => '',
  );
}

async function sayNothing(
  context: Context,
  { validation, plan: planned }: Extract<Ingested, { kind: 'nothing' }>,
): Promise<void> {
  await answer(
    context,
    () => planDocument({ ...context.ending, outcome: 'ok' }, validation, { plan: planned, saved: null }),
    () => nothingToDoScreen(context.style, planned.alreadyRemoved),
  );
}

function sayDone(context: Context, finished: Finished): void {
  const { scrub, checks } = finished.report;
  const { style, io, timed } = context;
  const asked = { passed: checks.filter((check) => check.passed).length, asked: checks.length };
  if (scrub !== null)
    io.stdout.write(phaseLine(style, { phase: 'scrub', ...scrub }, timed.took(...SCRUBBING)));
  io.stdout.write(phaseLine(style, { phase: 'verify', ...asked }, timed.took(...VERIFYING)));
  io.stdout.write(`\n${verifiedScreen(style, reportPath(finished))}`);
}

function sayAlready(
  context: Context,
  { finished, now }: Extract<Ingested, { kind: 'already' }>,
  store: string | null,
): void {
  if (now) {
    sayDone(context, finished);
    return;
  }
  const { run, committedAt } = finished.report.run;
  const report = finished.folder === null ? null : reportPath(finished);
  const said = alreadyIngestedScreen(context.style, { run, at: committedAt, report, store });
  context.io.stdout.write(marked(context, said));
}

function reportPath({ folder }: Finished): string {
  return join(folder ?? '', 'report.txt');
}
