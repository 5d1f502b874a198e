/** A saved plan that is to be applied: read, its seal checked, compared with the file, the clock and the store. */
import { isAhead } from '../../core/run/clock.ts';
import { StaleError } from '../../core/errors.ts';
import type { AppliedPlan } from '../../core/run/report.ts';
import { isExpired, type SavedPlanHeader } from '../../core/plan/saved-plan.ts';
import type { Validation } from '../../core/findings/validation.ts';
import { planInvalid } from '../../sources/plan-invalid.ts';
import { planLines, type PlanLine } from '../../sources/saved-plan.ts';
import type { Stamp } from '../../sources/bytes/stamp.ts';
import type { Moved, MovedRequest, PlanLines, StorePlanLines } from '../../store/port/commit.ts';
import type { Scratch, Store } from '../../store/port/port.ts';
import type { Seal } from '../../store/port/ledger.ts';

export interface ReadPlan<Lines extends PlanLines> {
  readonly header: SavedPlanHeader;
  readonly seal: string;
  /** True where this store's key made the seal, over these very lines. */
  readonly sealed: boolean;
  /** The file it was read from. */
  readonly stamps: readonly Stamp[];
  readonly lines: Lines;
}

/** A plan beside the store that it may be applied to. */
export type SavedPlan = ReadPlan<StorePlanLines>;

/** Reads the plan and stages its removals; throws a `FileError` (`plan-invalid`) where it is none. */
export async function readSavedPlan(store: Store, path: string): Promise<SavedPlan> {
  const lines = await store.planLines();
  const isChained = (await store.ledger.head()) !== null;
  return readLines(path, { lines, seal: isChained ? await store.ledger.newSeal() : NO_SEAL });
}

/** A store without an identity has made no plan. */
export async function isOfStore({ ledger }: Store, { store }: SavedPlanHeader): Promise<boolean> {
  const head = await ledger.head();
  return head !== null && store.identity === head.store;
}

const NO_SEAL: Seal = { add: () => undefined, close: () => '' };

/** The same without a store, and so without its key: never `sealed`. */
export async function readUnsealed(scratch: Scratch, path: string): Promise<ReadPlan<PlanLines>> {
  return readLines(path, { lines: await scratch.planLines(), seal: NO_SEAL });
}

async function readLines<Lines extends PlanLines>(
  path: string,
  { lines, seal }: { readonly lines: Lines; readonly seal: Seal },
): Promise<ReadPlan<Lines>> {
  let header: SavedPlanHeader | null = null;
  let said = '';
  const read = (line: PlanLine) => {
    if (line.kind !== 'seal') seal.add(line.text);
    if (line.kind === 'header') header = line.header;
    else if (line.kind === 'seal') said = line.seal;
    return line.kind === 'removal' ? [line.removal] : [];
  };
  const stamps: Stamp[] = [];
  for await (const batch of planLines(path, (stamp) => stamps.push(stamp)))
    await lines.add(batch.flatMap(read));
  const saved = { ...finished(header, said, seal.close()), stamps, lines };
  if (saved.header.removals !== (await lines.count())) throw planInvalid(path, 'changed');
  return saved;
}

function finished(
  header: SavedPlanHeader | null,
  said: string,
  seal: string,
): Pick<SavedPlan, 'header' | 'seal' | 'sealed'> {
  if (header === null) throw new Error('a plan without a header');
  return { header, seal: said, sealed: said === seal };
}

export interface Applying {
  readonly path: string;
  readonly validation: Validation;
  readonly now: Date;
}

/**
 * Throws where the plan is not for this store, not as it was written, not for this file, or too old.
 * Another store has another key, so that its plans could not be told from changed ones: that is asked first.
 */
export async function refuseOther(
  store: Store,
  { header, sealed }: SavedPlan,
  applying: Applying,
): Promise<void> {
  const { path, validation, now } = applying;
  if (!(await isOfStore(store, header))) throw new StaleError({ reason: 'store-moved', why: 'other-store' });
  if (!sealed) throw planInvalid(path, 'changed');
  for (const what of ['file', 'template'] as const) {
    const [planned, found] = [header[what].sha256, validation[what].sha256];
    if (planned !== found) throw new StaleError({ reason: 'file-moved', what, planned, found });
  }
  refuseOtherTime(header, now);
}

/** Throws a `StaleError` where the plan is too old, or of a time that has not come. */
export function refuseOtherTime(header: SavedPlanHeader, now: Date): void {
  const { madeAt, expiresAt } = header;
  // A clock that was set back would make a plan last longer than its maker said.
  if (isAhead(madeAt, now)) throw new StaleError({ reason: 'clock', madeAt, now: now.toISOString() });
  if (isExpired(header, now)) throw new StaleError({ reason: 'expired', madeAt, expiresAt });
}

/** Customers, or tables, that are named; what is beyond is counted. */
const NAMED = 20;

/** What of it is compared before it is applied. */
export function comparing({ header }: SavedPlan): MovedRequest {
  return { header, most: NAMED, chosen: true };
}

/**
 * Throws a `StaleError` where anything moved for a customer of the plan, the file would remove another one, too, or a
 * table is not as it was: whose rows a new one holds, nobody who agreed to the plan has looked at.
 */
export function refuseMoved({ tables, customers: moved }: Moved): void {
  // Tables first: a new column changes what is compared of every customer who has rows there.
  if (tables !== null && tables.tables > 0)
    throw new StaleError({ reason: 'store-moved', why: 'shape', tables });
  if (moved.customers > 0) throw new StaleError({ reason: 'store-moved', why: 'customers', moved });
}

/** What the ledger notes of the plan. */
export function appliedPlan({ header: { maker, madeAt }, seal }: SavedPlan): AppliedPlan {
  return { maker, madeAt, seal };
}
