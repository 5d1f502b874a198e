/** What the port asks of a store's ledger: what each run did; rows are added and never changed. */
import type { OneByOne } from '../../core/one-by-one.ts';
import type { LedgerTrouble } from '../../core/run/history.ts';
import type { AfterRecord, Check, Head, LoanDigests, RunRecord } from '../../core/run/report.ts';
import type { Shape } from '../../core/shape/shape.ts';

/** What is found out after the commit, each at its own step of finishing. */
export type FindingKind = 'scrubbed' | 'verified' | 'reported';

export interface LedgerRun {
  readonly run: number;
  readonly committedAt: string;
  /** Of the file that was ingested. */
  readonly sha256: string;
  /** JSON text of a `RunRecord`; `parseRunRecord` in the core reads it. */
  readonly record: string;
}

export interface Finding {
  /** Goes up: a finding with a higher one was noted later. */
  readonly id: number;
  readonly at: string;
  /** JSON text. */
  readonly finding: string;
}

/** What a step of finishing found; `at` is ISO 8601, UTC. */
export interface NewFinding {
  readonly kind: FindingKind;
  readonly at: string;
  readonly finding: unknown;
}

/** Which runs `history` asks for; `null` where it does not. */
export interface RunFilter {
  /** ISO 8601, UTC. */
  readonly since: string | null;
  readonly customer: number | null;
}

/** Lines are added, and the seal asked for once, after the last. */
export interface Seal {
  /** Adds a line, given without its line break. */
  add(line: string): void;
  /** 64 hexadecimal digits. */
  close(): string;
}

export interface Ledger {
  /** Rejected (`version`) where the store has no chain and no key yet. */
  requireUpToDate(): Promise<void>;
  /** Rejected (`damaged`) where the ledger lacks IDs of a finished run: whoever has one of them would be taken for another customer. */
  requireWhole(): Promise<void>;
  /** The run that ingested a file of these bytes, if one did. */
  runOfFile(sha256: string): Promise<LedgerRun | null>;
  runOf(run: number): Promise<LedgerRun | null>;
  /** The newest run of which a file of these bytes was written (`evidence.outputs`). */
  runOfOutput(sha256: string): Promise<number | null>;
  /** Runs, newest first, each with whether its last step is noted. */
  pastRuns(filter: RunFilter): OneByOne<LedgerRun & { readonly finished: boolean }>;
  /** Runs that committed and whose last step is not noted, oldest first. */
  unfinishedRuns(): Promise<readonly LedgerRun[]>;
  /** When the newest run's last entry was made (ISO 8601), as its clock had it; null where there is no run. */
  lastEntry(): Promise<string | null>;
  /** Customers that runs with `--yes` removed since a moment (ISO 8601, UTC). */
  removedByYes(since: string): Promise<number>;
  /** Is this the store that a run was committed to, and not another one at its path? */
  holdsRun(run: Pick<RunRecord, 'run' | 'file'>): Promise<boolean>;
  /** Are all of these among the customers that its runs removed? */
  hasRemoved(ids: readonly number[]): Promise<boolean>;
  /** The IDs that a run removed, in file order. */
  removedIds(run: number): OneByOne<number>;
  /** The loans that a run's customers were linked to, by ID. */
  linkedLoans(run: number): OneByOne<number>;
  /** The newest finding of a kind; null where the step has not been noted. */
  findingOf(run: number, kind: FindingKind): Promise<Finding | null>;
  /** Every finding of a kind, as JSON text. */
  findingsOf(run: number, kind: FindingKind): Promise<readonly string[]>;
  /** Notes what a step found; nothing where the store holds no such run, or one that is reported. */
  note(run: Pick<RunRecord, 'run' | 'file'>, finding: NewFinding): Promise<void>;
  /** Where the chain ends now; null in a store that has none yet, and so no identity and no key. */
  head(): Promise<Head | null>;
  /** The digest that the chain has at a link, or null where it has none. */
  digestAt(link: number): Promise<string | null>;
  /** Everything that the ledger itself shows to be not what was written. */
  troubles(): OneByOne<LedgerTrouble>;
  /** Begins a seal with the store's own key, which no report, plan or document holds. */
  newSeal(): Promise<Seal>;
}

/** The customers that a past run removed. */
export interface Recalled {
  /** How many the ledger lists. */
  readonly listed: number;
  /** Check 2, which a store of any shape answers. */
  absent(): Promise<Check>;
  /** Checks 2 and 3, with what the run's record knows. */
  since(shape: Shape, record: RunRecord): Promise<Pick<AfterRecord, 'absent' | 'nothingLeft'>>;
  /** Check 5: others may have changed loans since. None where the run has no digests. */
  loansSince(shape: Shape, digests: LoanDigests): Promise<readonly Check[]>;
  /** Those that are in the store: the first `most`, and how many. */
  back(most: number): Promise<{ readonly back: readonly number[]; readonly found: number }>;
}
