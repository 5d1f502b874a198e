/** Rows on their way through a store, and the handles in whose order they are asked: Staging, Staged, LookedUp, Selection, Reached. */
import type { OneByOne } from '../../core/one-by-one.ts';
import type { LoanFlags } from '../../core/findings/warnings.ts';
import type { RemoveRow } from '../../core/file/rows.ts';
import type { Presence } from '../../core/plan/decide.ts';
import type { Facts } from '../../core/plan/facts.ts';
import type { KeptTexts, PersonalData } from '../../core/plan/personal-data.ts';
import type { ListedRemoval, Mentions, Plan, PlannedRemoval, ReviewedRemoval } from '../../core/plan/plan.ts';
import type { SavedRemoval, TableShape } from '../../core/plan/saved-plan.ts';
import type { OnProgress } from '../../core/progress/progress.ts';
import type { ScrubbedStore } from '../../core/run/report.ts';
import type { NameDifference } from '../../core/text/name-difference.ts';
import type { Commit } from './commit.ts';

/** What a new store holds. */
export interface Created {
  readonly customers: number;
  readonly loans: number;
  /** Rows in customer-level tables, customers included. */
  readonly records: number;
}

/** What a scrub of a file found beside its own counts. */
export type ScrubbedFile = Omit<ScrubbedStore, 'check'>;

/** Takes a file's rows. */
export interface Staging {
  /** Adds a row; `clean` says whether the row itself had no error. Held back until `flush`. */
  add(row: RemoveRow, clean: boolean): void;
  /** To be called after each batch of rows. */
  flush(): Promise<void>;
  /** No row comes any more. */
  end(): Promise<Staged>;
}

export interface StagedAt {
  readonly row: number;
  readonly line: number;
  readonly customerId: number;
}

export interface DuplicateRow extends StagedAt {
  readonly firstRow: number;
  readonly firstLine: number;
}

/** Staged rows of one kind. */
export interface StagedRows {
  readonly rows: number;
  /** Of these, rows without an error of their own. */
  readonly clean: number;
  /** Of the clean ones, those that are a duplicate, or off the operator's list. */
  readonly stopped: number;
}

/** A row whose customer is not simply there; the last run that removed the customer, where one did. */
export interface OddRow extends StagedAt {
  readonly run: number | null;
  readonly at: string | null;
}

/** A whole file's rows. */
export interface Staged {
  /** Begins the operator's own list; at most once, and before the rows are looked up. */
  names(): Promise<NameStaging>;
  /** Looks every row up; once. */
  lookUp(): Promise<LookedUp>;
  /** How many customers are in the store; none where there is none. */
  countThere(): Promise<number>;
}

/** A file's rows, of which it is known what the store knows. */
export interface LookedUp {
  /** By what the store knows of their customer; all of them present where there is no store. */
  readonly presences: ReadonlyMap<Presence, StagedRows>;
  /** Rows whose customer an earlier row names already, in file order. */
  duplicates(): OneByOne<DuplicateRow>;
  /** Rows of one presence, in file order. */
  rowsOf(presence: Presence): OneByOne<OddRow>;
  /** Chooses the customers that are there, or of whom something is left, each once; from here on only the others are rows. */
  choose(): Promise<Selection>;
}

/** A customer's names as the store has them. Never to be written anywhere. */
export interface StoreName {
  readonly customerId: number;
  readonly last: string | null;
  readonly company: string | null;
}

/** A line of the list that names a customer. */
export interface ListedId {
  readonly line: number;
  readonly customerId: number;
}

/** What may be told of two names that differ: initials, and in what. */
export interface NamesDiffer {
  readonly list: string;
  readonly store: string;
  readonly differ: NameDifference;
}

/** A line, with what may be told where its name is not the store's. */
export interface NameLine extends ListedId {
  readonly differ: NamesDiffer | null;
}

/** Takes the operator's list: IDs, lines and initials, never a name. */
export interface NameStaging {
  /** The names of those of the customers that are staged and in the store; a batch at a time, all in memory. */
  stored(ids: readonly number[]): Promise<readonly StoreName[]>;
  add(lines: readonly NameLine[]): Promise<void>;
  /** No line comes any more; notes which staged rows the list stops: by names alone where it was not read to its end. */
  end(by: 'names' | 'names-and-ids'): Promise<Names>;
}

/** A whole list beside the staged rows. */
export interface Names {
  /** Lines whose customer an earlier line names already. */
  twice(): OneByOne<ListedId & { readonly firstLine: number }>;
  /** Rows whose customer has another name in the store, in file order. */
  differing(): OneByOne<StagedAt & NamesDiffer>;
  /** Rows whose customer is not in the list, in file order. */
  unlisted(): OneByOne<StagedAt>;
  /** IDs of the list that no row has. */
  notInFile(): OneByOne<ListedId>;
  /** How many lines name a customer. */
  count(): Promise<number>;
}

export interface FlagsRequest {
  /** Closed on a later day (ISO 8601) is closed of late. */
  readonly cutoff: string;
  /** Of customers that are a loan's last, and nothing else, rows up to this one. */
  readonly aloneUpTo: number;
}

/** The customers that a file chose, with their loans. */
export interface Selection {
  /** Per customer with a loan to warn of, in file order: the counts and an example of each kind. */
  flags(request: FlagsRequest): OneByOne<LoanFlags>;
  /** How many customers are the last one of a loan. */
  lastCustomers(): Promise<number>;
  /** The row of the `most`th of them; beyond every row where there are fewer. */
  rowOfLastCustomer(most: number): Promise<number>;
  /** Works with what the selection reaches, all of it from one snapshot of the store. */
  reach<T>(onProgress: OnProgress, work: (reached: Reached) => Promise<T>): Promise<T>;
  /**
   * Removes the customers, wholly or not at all, and gives back the run's number: in one transaction that nothing interrupts,
   * noted in the ledger, with checks 1 to 6 passed in it. Rejected with a `StaleError` where the facts
   * are no longer the plan's, and with whatever `judge` throws.
   */
  commit(removal: Commit): Promise<number>;
}

export interface ShownOptions {
  /** How many rows in file order. */
  readonly first: number;
  /** Rows shown wherever they stand. */
  readonly flagged: readonly number[];
  readonly names: boolean;
}

/** What goes with the chosen customers, as of one snapshot. */
export interface Reached {
  /** `Store.version` of the snapshot. */
  readonly version: number;
  readonly facts: Facts;
  /** How many customers were chosen. */
  readonly removals: number;
  readonly beside: Plan['beside'];
  /** The records of their loans that name them, and stay; `most` of them by ID. */
  mentions(most: number): Promise<Mentions>;
  /** The rows to show, in file order, each with what goes with it and the loans that stay. */
  shown(options: ShownOptions): Promise<readonly PlannedRemoval[]>;
  /** Every removal with what goes with it, as counts, in file order. */
  listed(): OneByOne<ListedRemoval>;
  /** Every removal by name and with its loans, in file order; for `--review` alone. */
  reviewed(): OneByOne<ReviewedRemoval>;
  /** What each text that the ledger would keep says of somebody who goes. */
  personalData(texts: KeptTexts): Promise<readonly PersonalData[]>;
  /** Every removal as a saved plan has it, in file order. */
  savedRemovals(): OneByOne<SavedRemoval>;
  /** What a saved plan binds of every table. */
  tableShapes(): Promise<readonly TableShape[]>;
}
