/**
 * The port: what a store is asked for, in words of the domain, whichever engine keeps it. Each promise is rejected with an
 * error of `core/errors.ts` where the store is the cause. TEMP tables, descriptors, locks and pages are the engine's own.
 */
import type { CustomerName } from '../../core/plan/plan.ts';
import type { Migrated } from '../../core/run/history.ts';
import type { OnProgress, Progress } from '../../core/progress/progress.ts';
import type { CheckNumber, RunRecord, ScrubRecord } from '../../core/run/report.ts';
import type { StoreLooks } from '../../core/run/looks.ts';
import type { Shape } from '../../core/shape/shape.ts';
import type { PlanLines, StorePlanLines } from './commit.ts';
import type { Ledger, Recalled } from './ledger.ts';
import type { Created, ScrubbedFile, Staging } from './rows.ts';

/** A store by its path as given, how long to wait for a lock on it (seconds), and the engine that keeps it. */
export interface StoreAt {
  readonly engine: Engine;
  readonly path: string;
  readonly seconds: number;
}

export type Mode = 'read-only' | 'read-write';

/** An engine that keeps stores. */
export interface Engine {
  /** Those of the registry (`core/run/checks.ts`) that it can answer; only a run that all of them passed is verified. */
  readonly checks: readonly CheckNumber[];
  /** The files that it keeps for a store: none of them may be read as an input, or written over. */
  files(path: string): readonly string[];
  /** Makes a store with `customers` made-up customers, none for 0; throws a `FileError` where something stands there. */
  create(path: string, customers: number, onProgress: OnProgress): Promise<Created>;
  /** Brings a store up to this program's version, and does nothing else; both versions, equal where there was nothing to do. */
  migrate(at: StoreAt): Promise<Migrated>;
  /** Opens a store of any version up to this program's. `read-only` cannot write. To be closed whatever happens. */
  open(at: StoreAt, mode: Mode): Promise<Store>;
  /** A place for a file that is checked without a store. To be closed whatever happens. */
  openScratch(): Promise<Scratch>;
  /** What an ingest would meet, by the questions that it asks; writes nothing, and rejects where nothing can be asked. */
  look(at: StoreAt): Promise<StoreLooks>;
  /** The engine's own word on whether the store is sound: `ok`, or the first complaint. Told all that this user may be told. */
  integrity(at: StoreAt): Promise<string>;
  /**
   * Sets to zero what no row of the store that holds `run` needs, and reads it again. May be called at any time after a
   * commit, and again. No other handle on the store may be open in this process.
   */
  erase(at: StoreAt, run: RunRecord, progress: Progress): Promise<ScrubRecord>;
  /** The same of any file that this engine reads, whoever made it. */
  eraseFile(at: StoreAt, progress: Progress): Promise<ScrubbedFile>;
  /** After a commit that failed: does the store hold it all the same? No handle on the store may be open in this process. */
  isCommitted(at: StoreAt, run: Pick<RunRecord, 'run' | 'file'>): Promise<boolean>;
}

/** A place to stage in. */
export interface Scratch {
  /** Begins to stage a file's rows; once. In a store of a refused shape it is rejected, before a row is read. */
  stage(): Promise<Staging>;
  /** Begins to read a saved plan's removals; once. */
  planLines(): Promise<PlanLines>;
  close(): Promise<void>;
}

/** An open store. */
export interface Store extends Scratch {
  readonly path: string;
  /** Are its customers made up (`Engine.create`)? */
  readonly demo: boolean;
  readonly ledger: Ledger;
  /** A number that changes whenever somebody else has committed to the store. */
  version(): Promise<number>;
  /** Works with one snapshot of the store: whatever others commit meanwhile is not seen. */
  snapshot<T>(work: () => Promise<T>): Promise<T>;
  /** Whose rows each table holds; rejected (`shape`) where nobody can know. */
  shape(): Promise<Shape>;
  /** Is a customer of this ID in the store? */
  isThere(customerId: number): Promise<boolean>;
  /** A saved plan's removals, compared with this store. */
  planLines(): Promise<StorePlanLines>;
  /** The customers that a past run removed, for its checks; the one of another run is void after it. */
  recall(run: number): Promise<Recalled>;
  /** What a person knows these customers by; whoever is not there is left out. For a terminal, and never to be written anywhere. */
  names(ids: readonly number[]): Promise<ReadonlyMap<number, CustomerName>>;
  /** The engine's own word: `ok`, or the first complaint. */
  integrity(): Promise<string>;
}
