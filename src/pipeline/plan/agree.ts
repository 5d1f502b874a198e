/** What a removal is agreed to by, and whether that still holds: a saved plan, two people, the cap of a day. */
import { approverRefusal, consentOfPlan, type MaxRemoves } from '../../core/plan/guards.ts';
import { RefusedError, StaleError } from '../../core/errors.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Consent } from '../../core/run/report.ts';
import type { FoundUnderLock } from '../../store/port/commit.ts';
import type { Store } from '../../store/port/port.ts';
import {
  comparing,
  readSavedPlan,
  refuseMoved,
  refuseOther,
  refuseOtherTime,
  type Applying,
  type SavedPlan,
} from './saved-plan.ts';

/** The saved plan that the removal is bound to, as it was agreed to; throws where file, store or clock moved on. */
export async function savedPlanFor(store: Store, applying: Applying): Promise<SavedPlan> {
  const saved = await readSavedPlan(store, applying.path);
  await refuseOther(store, saved, applying);
  refuseMoved(await store.snapshot(() => saved.lines.moved(comparing(saved))));
  return saved;
}

/** Throws a `RefusedError` where two must agree, as the line or the plan says, and maker and system user are one. */
export function requireTwo(saved: SavedPlan | null, user: string, required: boolean): void {
  if (!required && saved?.header.requireApprover !== true) return;
  const refusal = approverRefusal(saved?.header.maker ?? null, user);
  if (refusal !== null) throw new RefusedError(refusal);
}

/** The consent that a saved plan is; throws a `RefusedError` where it is for another count. */
export function consentBy({ header }: SavedPlan, { removals }: Plan): Consent {
  const consent = consentOfPlan(header.removals, removals);
  if ('reason' in consent) throw new RefusedError(consent);
  return consent;
}

/** The cap by which the plan was made, where none is given now: who agreed to it read that it would be refused. */
export function capOf(saved: SavedPlan | null): MaxRemoves | null {
  const cap = saved?.header.guards.find((guard) => guard.guard === 'cap' && guard.given);
  return cap?.guard === 'cap' ? { customers: cap.cap } : null;
}

export interface Agreement {
  readonly plan: Plan;
  readonly consent: Consent;
  readonly saved: SavedPlan | null;
  readonly now: Date;
}

/** Judges what was found under the lock: throws where what was agreed to is no longer what would happen. */
export function refuseChanged(found: FoundUnderLock, { plan, consent, saved, now }: Agreement): void {
  if (saved !== null) refuseOtherTime(saved.header, now);
  if (found.moved !== null) refuseMoved(found.moved);
  // Another run with `--yes` may have committed while this one waited: the cap is one for both.
  const recent = plan.guards.reduce((sum, guard) => (guard.guard === 'cap' ? guard.recent : sum), 0);
  if (consent.by === 'yes' && found.removedByYes > recent)
    throw new StaleError({ reason: 'store-moved', why: 'written' });
  // A customer may have got another address since the plan.
  for (const { where, refuses } of found.personalData)
    if (refuses) throw new RefusedError({ reason: 'personal-data', where });
}
