/** What can go wrong outside the file, and the one table of exit codes (docs/CONTRACT.md, "Exit codes"). */
import type { Diagnostic } from './findings/diagnostics.ts';
import type { FileDiagnostic } from './findings/file-reason.ts';
import type { KeptText, StrictRefusal } from './plan/plan.ts';
import type { Movements, TableMoves } from './plan/saved-plan.ts';
import type { ShapeTrouble } from './shape/shape-trouble.ts';
import type { ThisCall, Unverified } from './run/unverified.ts';

/** Exit code by outcome. `stopped` differs by signal: see `STOPPED`. */
export const EXIT_CODES = {
  ok: 0,
  internal: 1,
  usage: 2,
  invalid: 3,
  file: 4,
  refused: 5,
  stale: 6,
  store: 7,
  unverified: 9,
} as const;

export type Outcome = keyof typeof EXIT_CODES | 'stopped';

/** 128 and the signal's number, as shells have it. */
export const STOPPED = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Why a store was refused, with what was found. */
export type StoreTrouble =
  | { readonly reason: 'missing'; readonly path: string }
  | { readonly reason: 'not-a-store'; readonly path: string; readonly found: string }
  /** The file is mounted by itself, there. */
  | { readonly reason: 'not-a-store'; readonly path: string; readonly mounted: string }
  | { readonly reason: 'version'; readonly path: string; readonly found: number; readonly known: number }
  | { readonly reason: 'shape'; readonly path: string; readonly shape: ShapeTrouble }
  | { readonly reason: 'journal-mode'; readonly path: string; readonly found: string }
  /** A rollback journal lies beside it, which SQLite has done with, or not. */
  | {
      readonly reason: 'journal-mode';
      readonly path: string;
      readonly journal: 'done' | 'not-done';
      readonly bytes: number;
    }
  | {
      readonly reason: 'locked';
      readonly path: string;
      readonly seconds: number;
      readonly by: 'reader' | 'writer';
    }
  | { readonly reason: 'read-only'; readonly path: string; readonly what: 'file' | 'folder' | 'mount' }
  /** One of SQLite's files beside it is another user's. */
  | {
      readonly reason: 'read-only';
      readonly path: string;
      readonly what: '-wal' | '-shm';
      readonly owner: string;
      readonly ownerOfStore: string;
    }
  | { readonly reason: 'full'; readonly path: string }
  | { readonly reason: 'limit'; readonly path: string; readonly what: 'file-size' | 'open-files' }
  /** By this machine's clock the ledger's last entry is of the future. */
  | { readonly reason: 'clock'; readonly path: string; readonly now: string; readonly last: string }
  | {
      readonly reason: 'damaged';
      readonly path: string;
      readonly page: number | null;
      readonly found: string;
    }
  /** As SQLite or the walk has it; `table` is null where it is no table's. */
  | {
      readonly reason: 'damaged';
      readonly path: string;
      readonly page: number | null;
      readonly found: string;
      readonly table: string | null;
    }
  | { readonly reason: 'check-failed'; readonly path: string; readonly checks: readonly number[] };

/** Why an import was refused although file and store are right. */
export type Refusal =
  /** `answer-piped`: a person is there, and standard output goes to another program, so that the question would not be seen. */
  | {
      readonly reason: 'consent';
      readonly why: 'not-asked' | 'answer-piped' | 'not-given';
      readonly removals: number;
    }
  | {
      readonly reason: 'consent';
      readonly why: 'other-file';
      readonly removals: number;
      /** The first 8 digits of a sha256. */
      readonly said: string;
      readonly found: string;
    }
  | {
      readonly reason: 'count';
      readonly by: 'option' | 'prompt' | 'plan';
      readonly said: number;
      readonly removals: number;
    }
  | {
      readonly reason: 'cap';
      readonly removals: number;
      readonly cap: number;
      readonly given: boolean;
      readonly recent: number;
      readonly customers: number;
    }
  | { readonly reason: 'open-loans'; readonly customers: number; readonly allowed: number | null }
  | { readonly reason: 'personal-data'; readonly where: KeptText }
  /** `number`: not the one that was given; `names`: too many to be shown one by one, and no list was compared. */
  | {
      readonly reason: 'returned';
      readonly why: 'number' | 'names';
      readonly customers: number;
      readonly allowed: number | null;
    }
  | StrictRefusal
  /** `maker` is null where no saved plan was given. */
  | { readonly reason: 'approver'; readonly maker: string | null; readonly user: string };

/** A run of another process that committed while this one was at work. */
export interface WroteRun {
  readonly run: number;
  readonly at: string;
  /** Customers that it removed. */
  readonly removals: number;
}

/** Why what was planned is not carried out: file, store or clock have moved on. */
export type Staleness =
  | { readonly reason: 'store-moved'; readonly why: 'written'; readonly by?: WroteRun }
  | { readonly reason: 'store-moved'; readonly why: 'other-store' }
  | { readonly reason: 'store-moved'; readonly why: 'customers'; readonly moved: Movements }
  | { readonly reason: 'store-moved'; readonly why: 'shape'; readonly tables: TableMoves }
  | {
      readonly reason: 'file-moved';
      readonly what: 'file' | 'template';
      readonly planned: string;
      readonly found: string;
    }
  | { readonly reason: 'expired'; readonly madeAt: string; readonly expiresAt: string }
  /** By this machine's clock the plan is of the future. */
  | { readonly reason: 'clock'; readonly madeAt: string; readonly now: string };

/** The world is wrong: told in a sentence or two and without a stack (`commands/terminal/fail.ts`). */
export class OperationalError extends Error {
  override readonly name: string = 'OperationalError';
}

/** A file cannot be read, or written, as named (exit 4). */
export class FileError extends OperationalError {
  override readonly name = 'FileError';
  readonly diagnostic: FileDiagnostic;
  constructor(diagnostic: FileDiagnostic, cause?: unknown) {
    super(diagnostic.code, { cause });
    this.diagnostic = diagnostic;
  }
}

/** The store cannot be used (exit 7). */
export class StoreError extends OperationalError {
  override readonly name = 'StoreError';
  readonly trouble: StoreTrouble;
  constructor(trouble: StoreTrouble, cause?: unknown) {
    super(trouble.reason, { cause });
    this.trouble = trouble;
  }
}

/** The plan is not carried out (exit 5). */
export class RefusedError extends OperationalError {
  override readonly name = 'RefusedError';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

/** What was planned is no longer what would happen (exit 6). */
export class StaleError extends OperationalError {
  override readonly name = 'StaleError';
  readonly staleness: Staleness;
  constructor(staleness: Staleness) {
    super(staleness.reason);
    this.staleness = staleness;
  }
}

/** Committed, but a person must look (exit 9). */
export class UnverifiedError extends OperationalError {
  override readonly name = 'UnverifiedError';
  readonly trouble: Unverified;
  readonly call: ThisCall;
  constructor(
    trouble: Unverified,
    cause?: unknown,
    call: ThisCall = { runOfThisFile: null, storeChanged: false },
  ) {
    super(trouble.reason, { cause });
    this.trouble = trouble;
    this.call = call;
  }
}

/** The command line is wrong (exit 2); the message is the whole sentence. */
export class UsageError extends OperationalError {
  override readonly name = 'UsageError';
}

/** A run was named that the store does not have (exit 2). */
export class NoRunError extends UsageError {}

/** A list that a command was given is wrong, line by line (exit 3): the first few diagnostics and how many there are. */
export class InvalidError extends OperationalError {
  override readonly name = 'InvalidError';
  readonly found: readonly Diagnostic[];
  readonly errors: number;
  constructor(found: readonly Diagnostic[], errors: number) {
    super('invalid');
    this.found = found;
    this.errors = errors;
  }
}

/** A signal, or Ctrl-C at the question, before anything was committed. */
export class StoppedError extends OperationalError {
  override readonly name = 'StoppedError';
  readonly signal: keyof typeof STOPPED;
  constructor(signal: keyof typeof STOPPED) {
    super(signal);
    this.signal = signal;
  }
}
