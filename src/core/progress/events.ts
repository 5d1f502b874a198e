/** What happens in an ingest, told as it happens: a terminal, a log and a page hear of the same. */
import type { UnverifiedError } from '../errors.ts';
import type { Validation } from '../findings/validation.ts';
import type { Plan } from '../plan/plan.ts';
import type { Evidence, RunRecord } from '../run/report.ts';

/** An output that waits, the path that it is for, and the run whose output stands there. */
export interface HeldOutput {
  readonly option: Evidence['outputs'][number]['option'];
  readonly path: string;
  readonly run: number;
}

export type IngestEvent =
  /** A run that an earlier call left begins to be finished. */
  | { readonly event: 'finishing'; readonly run: RunRecord }
  /** It stays unverified, because customers of it are back; the given file is begun all the same. */
  | { readonly event: 'left'; readonly error: UnverifiedError }
  /** Consent comes next, or a guard refuses. */
  | { readonly event: 'planned'; readonly plan: Plan; readonly validation: Validation }
  /** What stands at an output's path is of a real removal: it is replaced if this one goes through, and stays if not. */
  | { readonly event: 'held'; readonly held: HeldOutput }
  /** The removal holds; nothing that can still fail has begun. */
  | { readonly event: 'committed'; readonly run: RunRecord };

/**
 * Hears of each; the work goes on when it is done. What it throws after the commit stops nothing: the run is finished, and
 * the error comes out then, as one of a run that nobody heard the end of (exit 9).
 */
export type OnEvent = (event: IngestEvent) => void | Promise<void>;
