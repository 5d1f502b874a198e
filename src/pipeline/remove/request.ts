/** What an ingest is asked for, and what is known of one while it runs. */
import type { Plan } from '../../core/plan/plan.ts';
import type { Validation } from '../../core/findings/validation.ts';
import type { Consent, RunRecord } from '../../core/run/report.ts';
import type { FileRequest } from '../load/session.ts';
import type { PlanRequest } from '../plan/plan.ts';
import type { Earlier } from './earlier.ts';

export interface IngestRequest extends Omit<Earlier, 'file'> {
  readonly load: FileRequest;
  readonly plan: PlanRequest;
  readonly run: Pick<RunRecord, 'toolVersion' | 'actor' | 'reason'> & { readonly user: string };
  /** Two people are needed: whoever made the saved plan, and another one who applies it. */
  readonly requireApprover: boolean;
  /** The consent to a plan, and why, where that was asked; throws a `RefusedError` where there is none. */
  readonly consent: (plan: Plan, validation: Validation) => Promise<Given>;
  /** Called right before the commit: from here on no signal may end the program. */
  readonly beforeCommit: () => void;
}

/** What a person, or an option, gave. */
export interface Given {
  readonly consent: Consent;
  /** Null where none was given. */
  readonly reason: string | null;
}

/** One call of `ingest`. */
export interface Running {
  readonly request: IngestRequest;
  readonly startedAt: string;
  /** The run whose commit has begun; a commit that fails may hold all the same. */
  begun: RunRecord | null;
  /** The run's number from the moment its removal has committed. */
  committed: number | null;
}
