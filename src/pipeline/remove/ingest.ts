/** Ingest: load, remove, finish; the same line again is load, then whichever is left. */
import { guardRefusal } from '../../core/plan/guards.ts';
import { RefusedError, StaleError, UnverifiedError } from '../../core/errors.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { RunRecord } from '../../core/run/report.ts';
import { recordIn } from '../../core/run/run-record.ts';
import { jsonOrNull } from '../../core/text/json-or-null.ts';
import { isValid, type Validation } from '../../core/findings/validation.ts';
import type { Store } from '../../store/port/port.ts';
import type { LedgerRun } from '../../store/port/ledger.ts';
import { capOf, consentBy, requireTwo, savedPlanFor } from '../plan/agree.ts';
import { removeNow } from './agreed.ts';
import { finishEarlier } from './earlier.ts';
import type { IngestRequest, Running } from './request.ts';
import { finish, unverifiedBy, type FinishRequest } from '../finish/finish.ts';
import { recall, recordOf, whereItIs, type Finished } from '../past/recall.ts';
import { makePlan } from '../plan/plan.ts';
import { withLoaded, type LoadedFile } from '../load/session.ts';
import { withStore } from '../with-store.ts';

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
async function asCommitted(
  error: unknown,
  { request, startedAt, begun, committed }: Running,
): Promise<unknown> {
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
  if (begun === null && error instanceof StaleError) return namedRun(error, request, startedAt);
  if (begun === null || !(await at.engine.isCommitted(at, begun))) return error;
  const why = error instanceof Error ? error.message : String(error);
  const found = `the commit itself failed (${why}), and holds`;
  return new UnverifiedError({ reason: 'scrub-incomplete', run: begun.run, found }, error, call(begun.run));
}

/** Where it was another run that wrote to the store, the error with its number; where the store cannot say, as it was. */
async function namedRun(
  error: StaleError,
  { finish: at }: IngestRequest,
  since: string,
): Promise<StaleError> {
  const { staleness } = error;
  if (staleness.reason !== 'store-moved' || staleness.why !== 'written') return error;
  const customer = null;
  const by = await withStore(at, 'read-only', async ({ ledger }) => {
    for await (const { run, committedAt, record } of ledger.pastRuns({ since, customer })) {
      const removals = recordIn(jsonOrNull(record))?.removals;
      return removals === undefined ? null : { run, at: committedAt, removals };
    }
    return null;
  }).catch(() => null);
  return by === null ? error : new StaleError({ ...staleness, by });
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
        await request.onEvent({ event: 'committed', run: next.run });
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
  const { load: asked, requireApprover, run: who, finish: finishing } = running.request;
  const applying = { validation, now: finishing.now() };
  const saved = asked.plan === null ? null : await savedPlanFor(store, { path: asked.plan, ...applying });
  requireTwo(saved, who.user, requireApprover);
  if (!isValid(validation)) return { kind: 'invalid', validation };
  const { maxRemoves } = running.request.plan;
  const planned = await makePlan(store, loaded, {
    ...running.request.plan,
    maxRemoves: maxRemoves ?? capOf(saved),
  });
  if (planned.plan.removals === 0) return { kind: 'nothing', validation, plan: planned.plan };
  await running.request.onEvent({ event: 'planned', plan: planned.plan, validation });
  const refusal = guardRefusal(planned.plan);
  if (refusal !== null) throw new RefusedError(refusal);
  running.request.load.progress.step('ask');
  const given =
    saved === null
      ? await running.request.consent(planned.plan, validation)
      : { consent: consentBy(saved, planned.plan), reason: who.reason };
  const run = await removeNow(store, { running, loaded, planned, ...given, saved });
  running.committed = run.run;
  return { kind: 'removed', validation, run };
}

/** The file was ingested before; a customer of it that is back makes that run's report untrue. */
async function whatWasDone(
  { ingested, validation }: Extract<Next, { readonly kind: 'ingested' }>,
  finishing: FinishRequest,
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
  const known = await withStore(finishing, 'read-only', ({ ledger }) =>
    recall(ledger, record, finishing.show),
  );
  // Another process may have committed it since, and not be done.
  if (known.report.verified && known.folder !== null)
    return { kind: 'already', validation, finished: whereItIs(known), now: false };
  const finished = await finish(record, finishing);
  return { kind: 'already', validation: finishedNow(validation), finished, now: true };
}

function finishedNow(validation: Validation): Validation {
  const { alreadyIngested: known } = validation;
  return known === null
    ? validation
    : { ...validation, alreadyIngested: { ...known, finished: true, missing: [] } };
}
