/** Plan: what would happen, made of facts the store was asked for; `plan` shows it, `ingest` carries it out. */
import { resolve } from 'node:path';
import { StaleError } from '../../core/errors.ts';
import { guardsOf, type MaxRemoves } from '../../core/plan/guards.ts';
import { customersThere, type Facts } from '../../core/plan/facts.ts';
import type { Guard, Plan } from '../../core/plan/plan.ts';
import type { OnProgress, Progress } from '../../core/progress/progress.ts';
import { refuseClock } from '../../core/run/clock.ts';
import type { Output } from '../../files/file.ts';
import type { Store } from '../../store/port/port.ts';
import type { Reached } from '../../store/port/rows.ts';
import { writeList } from './list-file.ts';
import { writeReview } from './review-file.ts';
import { keptTexts, type GivenTexts } from './kept-texts.ts';
import { savePlan, type SaveRequest } from './save-plan.ts';
import type { LoadedFile } from '../load/session.ts';

export interface PlanRequest extends GivenTexts {
  /** Rows shown in file order, beside those flagged. */
  readonly show: number;
  /** Names are for a terminal only. */
  readonly names: boolean;
  readonly allowOpenLoans: number | null;
  readonly allowReturned: number | null;
  readonly maxRemoves: MaxRemoves | null;
  readonly strictTables: boolean;
  /** Where every removal is written as CSV, or null. */
  readonly list: string | null;
  /** Where the approver's sheet is written, or null. */
  readonly review: string | null;
  /** Where and how the plan is saved, or null. */
  readonly save: SaveRequest | null;
  readonly now: Date;
  readonly allowClock: string | null;
  readonly progress: Progress;
}

export interface Planned {
  readonly plan: Plan;
  readonly facts: Facts;
  /** Until when it may be applied (ISO 8601, UTC), or null where it was not saved. */
  readonly expiresAt: string | null;
}

/** The cap for `--yes` is one for a day. */
const DAY = 24 * 60 * 60 * 1000;

/** Records that name somebody who goes, and are told by ID. */
const MENTIONS_SHOWN = 20;

/** Names were compared before this snapshot: whoever committed in between may have changed one. */
function refuseOtherNames(version: number, { namesSeen }: LoadedFile): void {
  if (namesSeen !== null && version !== namesSeen)
    throw new StaleError({ reason: 'store-moved', why: 'written' });
}

/** Rows were judged before this snapshot: who was there may be gone, removed by another run for one, or back. */
function refuseOtherRows({ facts, removals: chosen }: Reached, loaded: LoadedFile, removals: number): void {
  const { validation, alreadyRemoved, returned } = loaded;
  const { read, blank } = validation.rows;
  const moved = chosen !== removals || facts.returned !== returned.rows;
  if (moved || removals + alreadyRemoved + blank !== read)
    throw new StaleError({ reason: 'store-moved', why: 'written' });
}

/** The moment 24 hours before, as the ledger has moments. */
export function sinceYesterday(now: Date): string {
  return new Date(now.getTime() - DAY).toISOString();
}

interface Planning {
  readonly store: Store;
  readonly loaded: LoadedFile;
  readonly request: PlanRequest;
}

async function planGuards(
  { store, loaded, request }: Planning,
  reached: Reached,
  removals: number,
): Promise<readonly Guard[]> {
  const asked = {
    ...request,
    firstOpenRow: loaded.firstOpenRow,
    firstReturnedRow: loaded.returned.firstRow,
    removedByYes: await store.ledger.removedByYes(sinceYesterday(request.now)),
  };
  const personal = await reached.personalData(keptTexts(store, loaded.validation, request));
  return [...guardsOf(reached.facts, removals, asked), ...personal];
}

/** Plans the removal of the chosen customers, all facts from one snapshot of the store. */
export async function makePlan(store: Store, loaded: LoadedFile, request: PlanRequest): Promise<Planned> {
  const { selection } = loaded;
  if (selection === null) throw new Error('a plan of nobody');
  // Before what is dear, and of what may be wrong with the tables: that is told where these hold.
  refuseOtherNames(await store.version(), loaded);
  refuseClock(store.path, await store.ledger.lastEntry(), request);
  const count: OnProgress = (done, total) => request.progress.count(done, total);
  return selection.reach(count, (reached) => planIn({ store, loaded, request }, reached));
}

/** `--list` and `--review`, whole before anything is removed. */
async function writeOutputs(
  { store, loaded, request }: Planning,
  reached: Reached,
  removals: number,
): Promise<void> {
  const { list, review, now } = request;
  const { inputs, outputs, validation } = loaded;
  if (list !== null) {
    const settle = (output: Output) => outputs.settle('list', output, 'something');
    await writeList(reached, { path: list, inputs, settle });
  }
  if (review === null) return;
  const facts = { file: validation.file, store: resolve(store.path), removals, madeAt: now.toISOString() };
  await writeReview(reached, { path: review, inputs, facts });
}

async function planIn(planning: Planning, reached: Reached): Promise<Planned> {
  const { store, loaded, request } = planning;
  refuseOtherNames(reached.version, loaded);
  const { facts } = reached;
  const there = customersThere(facts);
  const removals = there + facts.remains;
  refuseOtherRows(reached, loaded, removals);
  const { save, show: first, names } = request;
  const plan: Plan = {
    removals,
    alreadyRemoved: loaded.alreadyRemoved,
    remains: facts.remains,
    customers: { before: facts.customers, after: facts.customers - there },
    tables: facts.tables,
    loans: facts.loans,
    guards: await planGuards(planning, reached, removals),
    idsGivenOnce: facts.ids.once,
    notExamined: facts.shape.notExamined,
    beside: reached.beside,
    orphans: facts.orphans.filter(({ rows }) => rows > 0),
    mentions: await reached.mentions(MENTIONS_SHOWN),
    shown: await reached.shown({ first, flagged: loaded.flagged, names }),
    digest: facts.digest,
  };
  await writeOutputs(planning, reached, removals);
  const expiresAt = save === null ? null : await savePlan(store, { plan, reached, loaded }, save);
  return { plan, facts, expiresAt };
}
