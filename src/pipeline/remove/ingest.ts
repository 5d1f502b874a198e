/** Ingest: load, remove, finish; the same line again is load, then whichever is left. */
import { basename } from 'node:path';
import { guardRefusal } from '../../core/plan/guards.ts';
import { RefusedError, UnverifiedError } from '../../core/errors.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Consent, RunRecord } from '../../core/run/report.ts';
import { isValid, type Validation } from '../../core/findings/validation.ts';
import { refuseChangedFile } from '../../sources/bytes/stamp.ts';
import { dropPending, makePending } from '../../files/report-folder.ts';
import type { Store } from '../../store/port/port.ts';
import type { LedgerRun } from '../../store/port/ledger.ts';
import type { Selection } from '../../store/port/rows.ts';
import { refuseClock } from '../../core/run/clock.ts';
import type { RunFacts } from '../../core/run/new-run.ts';
import { capOf, consentBy, refuseChanged, requireTwo, savedPlanFor } from '../plan/agree.ts';
import { finishEarlier, type Earlier } from './earlier.ts';
import { finish, unverifiedBy, type Finish } from '../finish/finish.ts';
import { recall, recordOf, whereItIs, type Finished } from '../past/recall.ts';
import { makePlan, sinceYesterday, type Planned, type PlanRequest } from '../plan/plan.ts';
import { keptTexts } from '../plan/kept-texts.ts';
import { appliedPlan, comparing, type SavedPlan } from '../plan/saved-plan.ts';
import { withLoaded, type FileRequest, type LoadedFile } from '../load/session.ts';
import { withStore } from '../with-store.ts';

export interface IngestRequest extends Omit<Earlier, 'file'> {
  readonly load: FileRequest;
  readonly plan: PlanRequest;
  readonly run: Pick<RunFacts, 'toolVersion' | 'actor' | 'reason'> & { readonly user: string };
  /** Two people are needed: whoever made the saved plan, and another one who applies it. */
  readonly requireApprover: boolean;
  /** Shows the plan, the guards that will refuse it too. */
  readonly show: (plan: Plan, validation: Validation) => Promise<void>;
  /** Returns the consent; throws a `RefusedError` where there is none. */
  readonly ask: (plan: Plan, validation: Validation) => Promise<Consent>;
  /** Called right before the commit: from here on no signal may end the program. */
  readonly beforeCommit: () => void;
  /** Called when the removal has committed, before anything that can still fail. */
  readonly removed: (run: RunRecord) => void;
}

export type Ingested =
  | { readonly kind: 'invalid'; readonly validation: Validation }
  | { readonly kind: 'nothing'; readonly validation: Validation; readonly plan: Plan }
  | {
      readonly kind: 'already';
      readonly validation: Validation;
      readonly finished: Finished;
      /** True where this call finished what an earlier one had left. */
      readonly now: boolean;
    }
  | { readonly kind: 'done'; readonly validation: Validation; readonly finished: Finished };

/**
 * Does what is left to do for the file. Unfinished runs, of whatever file, are finished first.
 * Throws `UnverifiedError` alone once a removal has committed.
 */
export async function ingest(request: IngestRequest): Promise<Ingested> {
  const earlier = await finishEarlier({ ...request, file: request.load.file });
  const run: Running = {
    request,
    startedAt: request.finish.now().toISOString(),
    begun: null,
    committed: null,
  };
  try {
    const at = { ...request.finish, mode: 'read-write' } as const;
    const next = await withLoaded(at, request.load, (store, loaded) => decideNext(store, loaded, run));
    return await conclude(next, request, earlier);
  } catch (error) {
    throw await asCommitted(error, run);
  }
}

/** Once a removal has committed, or its failed commit holds, nothing is an ordinary failure. */
async function asCommitted(error: unknown, { request, begun, committed }: Running): Promise<unknown> {
  if (error instanceof UnverifiedError) {
    const call = { runOfThisFile: error.trouble.run, storeChanged: committed !== null };
    return new UnverifiedError(error.trouble, error.cause, call);
  }
  const call = (run: number) => ({ runOfThisFile: run, storeChanged: true });
  if (committed !== null) {
    const at = { run: committed, reason: 'internal', reports: request.finish.reports } as const;
    return new UnverifiedError(unverifiedBy(error, at), error, call(committed));
  }
  const { finish: at } = request;
  if (begun === null || !(await at.engine.isCommitted(at, begun))) return error;
  const why = error instanceof Error ? error.message : String(error);
  const found = `the commit itself failed (${why}), and holds`;
  return new UnverifiedError({ reason: 'scrub-incomplete', run: begun.run, found }, error, call(begun.run));
}

interface Running {
  readonly request: IngestRequest;
  readonly startedAt: string;
  /** The run whose commit has begun; a commit that fails may hold all the same. */
  begun: RunRecord | null;
  /** The run's number from the moment its removal has committed. */
  committed: number | null;
}

async function conclude(
  next: Next,
  request: IngestRequest,
  earlier: ReadonlyMap<number, Finished>,
): Promise<Ingested> {
  let done: Finished;
  switch (next.kind) {
    case 'ingested':
      return whatWasDone(next, request.finish, earlier);
    case 'removed':
      // Only a line on the screen: the scrub must not depend on it.
      try {
        request.removed(next.run);
      } finally {
        done = await finish(next.run, request.finish);
      }
      return { kind: 'done', validation: next.validation, finished: done };
    case 'invalid':
    case 'nothing':
      return next;
  }
}

type Next =
  | Extract<Ingested, { readonly kind: 'invalid' | 'nothing' }>
  | {
      readonly kind: 'ingested';
      readonly validation: Validation;
      readonly ingested: LedgerRun;
    }
  | { readonly kind: 'removed'; readonly validation: Validation; readonly run: RunRecord };

async function decideNext(store: Store, loaded: LoadedFile, running: Running): Promise<Next> {
  const { validation, alreadyIngested } = loaded;
  if (alreadyIngested !== null) return { kind: 'ingested', validation, ingested: alreadyIngested };
  const { load: asked, requireApprover, run: who, finish: how } = running.request;
  const applying = { validation, now: how.now() };
  const saved = asked.plan === null ? null : await savedPlanFor(store, { path: asked.plan, ...applying });
  requireTwo(saved, who.user, requireApprover);
  if (!isValid(validation)) return { kind: 'invalid', validation };
  const { maxRemoves } = running.request.plan;
  const planned = await makePlan(store, loaded, {
    ...running.request.plan,
    maxRemoves: maxRemoves ?? capOf(saved),
  });
  if (planned.plan.removals === 0) return { kind: 'nothing', validation, plan: planned.plan };
  await running.request.show(planned.plan, validation);
  const refusal = guardRefusal(planned.plan);
  if (refusal !== null) throw new RefusedError(refusal);
  running.request.load.progress.step('ask');
  const consent =
    saved === null ? await running.request.ask(planned.plan, validation) : consentBy(saved, planned.plan);
  const run = await removeNow(store, { running, loaded, planned, consent, saved });
  running.committed = run.run;
  return { kind: 'removed', validation, run };
}

interface Agreed {
  readonly running: Running;
  readonly loaded: LoadedFile;
  readonly planned: Planned;
  readonly consent: Consent;
  readonly saved: SavedPlan | null;
}

async function removeNow(store: Store, agreed: Agreed): Promise<RunRecord> {
  const { running, loaded, planned, saved, consent } = agreed;
  const { finish: how, plan: request } = running.request;
  const refuseChangedFiles = () => [...loaded.stamps, ...(saved?.stamps ?? [])].forEach(refuseChangedFile);
  const pending = makePending(how.reports, loaded.validation.file.sha256);
  try {
    return await selectionOf(loaded).commit({
      planned: planned.facts,
      removals: planned.plan.removals,
      run: runFacts(store, agreed),
      ask: {
        since: sinceYesterday(how.now()),
        texts: keptTexts(store, loaded.validation, request),
        saved: saved === null ? null : comparing(saved),
      },
      judge: (found) => {
        refuseChangedFiles();
        refuseClock(store.path, found.lastEntry, { now: how.now(), allowClock: request.allowClock });
        refuseChanged(found, { plan: planned.plan, consent, saved, now: how.now() });
      },
      now: how.now,
      progress: how.progress,
      beforeCommit: (run) => {
        // Seconds may have passed since, and nothing is for ever yet.
        refuseChangedFiles();
        running.begun = run;
        running.request.beforeCommit();
      },
    });
  } catch (error) {
    dropPending(pending);
    throw error;
  }
}

function selectionOf({ selection }: LoadedFile): Selection {
  if (selection === null) throw new Error('a removal of nobody');
  return selection;
}

function runFacts(store: Store, { running, loaded, planned, consent, saved }: Agreed): RunFacts {
  const { file, template } = loaded.validation;
  return {
    ...running.request.run,
    plan: saved === null ? null : appliedPlan(saved),
    consent,
    startedAt: running.startedAt,
    file,
    template: { name: template.name, sha256: template.sha256 },
    store: basename(store.path),
    alreadyRemoved: planned.plan.alreadyRemoved,
  };
}

/** The file was ingested before; a customer of it that is back makes that run's report untrue. */
async function whatWasDone(
  { ingested, validation }: Extract<Next, { readonly kind: 'ingested' }>,
  how: Finish,
  earlier: ReadonlyMap<number, Finished>,
): Promise<Ingested> {
  const customers = validation.alreadyIngested?.back ?? 0;
  if (customers > 0) {
    const { run, committedAt: at } = ingested;
    throw new UnverifiedError({ reason: 'customer-returned', run, at, customers });
  }
  const now = earlier.get(ingested.run);
  if (now !== undefined) return { kind: 'already', validation, finished: now, now: true };
  const record = recordOf(ingested);
  const known = await withStore(how, 'read-only', ({ ledger }) => recall(ledger, record, how.show));
  // Another process may have committed it since, and not be done.
  if (known.report.verified && known.folder !== null)
    return { kind: 'already', validation, finished: whereItIs(known), now: false };
  const finished = await finish(record, how);
  return { kind: 'already', validation: finishedNow(validation), finished, now: true };
}

function finishedNow(validation: Validation): Validation {
  const { alreadyIngested: known } = validation;
  return known === null
    ? validation
    : { ...validation, alreadyIngested: { ...known, finished: true, missing: [] } };
}
