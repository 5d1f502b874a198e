/** What a removal is agreed to by, and what is compared under the lock before it happens. */
import type { KeptTexts, PersonalData } from '../../core/plan/personal-data.ts';
import type { Facts } from '../../core/plan/facts.ts';
import type { Movements, SavedPlanHeader, SavedRemoval, TableMoves } from '../../core/plan/saved-plan.ts';
import type { RunFacts } from '../../core/run/new-run.ts';
import type { Progress } from '../../core/progress/progress.ts';
import type { LedgerRun } from './ledger.ts';

/** The removals of a saved plan: IDs, counts and digests. */
export interface PlanLines {
  /** Adds some; one that comes twice is one. */
  add(removals: readonly SavedRemoval[]): Promise<void>;
  count(): Promise<number>;
  /** The first `most` by row; all of them for `Infinity`. */
  first(most: number): Promise<readonly SavedRemoval[]>;
}

/** What of a saved plan is compared. */
export interface MovedRequest {
  readonly header: SavedPlanHeader;
  /** How many tables and customers are named; what is beyond is counted. */
  readonly most: number;
  /** Customers that a file has chosen, and the plan has not, moved, too. */
  readonly chosen: boolean;
}

/** What moved since a plan was made. */
export interface Moved {
  /** Null where the plan is from before tables were bound. */
  readonly tables: TableMoves | null;
  readonly customers: Movements;
}

export interface StorePlanLines extends PlanLines {
  /** Of one moment: to be asked in a snapshot. */
  moved(request: MovedRequest): Promise<Moved>;
}

/** A removal that was agreed to. */
export interface Commit {
  /** The facts that the plan showed: with others nothing is removed (`StaleError`). */
  readonly planned: Facts;
  readonly removals: number;
  readonly run: RunFacts;
  /** What is asked again under the lock, for `judge`. */
  readonly ask: {
    /** The moment (ISO 8601) since which removals by `--yes` are counted; the lock may have been waited for. */
    readonly since: () => string;
    readonly texts: KeptTexts;
    /** The saved plan that was read into `planLines`, or null. */
    readonly saved: MovedRequest | null;
  };
  /** Throws where anything that was agreed to has moved; called under the lock, before anything is written. */
  readonly judge: (found: FoundUnderLock) => void;
  readonly now: () => Date;
  readonly progress: Progress;
  /**
   * Called right before the commit with the run as the ledger gives it, for whoever must know that it can be read back;
   * from here on no signal may end the program.
   */
  readonly beforeCommit: (noted: LedgerRun) => void;
}

/** What the store says under the lock. */
export interface FoundUnderLock {
  /** When the ledger's newest entry was made (ISO 8601), or null. */
  readonly lastEntry: string | null;
  readonly removedByYes: number;
  readonly personalData: readonly PersonalData[];
  /** Null where no saved plan is applied. */
  readonly moved: Moved | null;
}
