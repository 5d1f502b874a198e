/** What the validate step found: the file, the template, exact totals, and the first diagnostics of each code. */
import type { IngestedRun } from '../run/earlier-run.ts';
import type { FileFacts } from '../run/report.ts';
import type { Tally } from './tally.ts';

interface ValidatedRows {
  /** Rows after the header that were read, blank ones too. */
  readonly read: number;
  /** Neither blank nor with an error; warnings do not count. */
  readonly clean: number;
  readonly withErrors: number;
  readonly blank: number;
  /** Rows that ask for a removal and are clean. */
  readonly remove: number;
}

/** The operator's own list, as far as it was compared. */
export interface NamesChecked {
  /** The list's name without its folder. */
  readonly name: string;
  /** Its lines that name a customer. */
  readonly ids: number;
  /** Those whose name was compared with the store's. */
  readonly compared: number;
  /** By ID the first of those that differ, as list and store have them, for a terminal alone; null where the list has two for one. */
  readonly differing: ReadonlyMap<number, NamePair | null>;
}

/** A customer's name as the operator's list and as the store has it. */
export interface NamePair {
  readonly list: string;
  readonly store: string;
}

export interface Validation {
  readonly file: FileFacts;
  readonly template: { readonly name: string; readonly sha256: string; readonly columns: number };
  /** The store's path as given; `null` where no store was looked at. */
  readonly store: string | null;
  readonly tally: Tally;
  readonly rows: ValidatedRows;
  /** False where reading stopped before the file's end (docs/CONTRACT.md, "Reading"). */
  readonly complete: boolean;
  /** The run that ingested the same bytes. */
  readonly alreadyIngested: IngestedRun | null;
  /** Null where no list was compared. */
  readonly names: NamesChecked | null;
}

/** May the file be carried out as it is? Warnings do not stop it; reading that had to stop does. */
export function isValid({ tally, complete }: Pick<Validation, 'tally' | 'complete'>): boolean {
  return tally.errors === 0 && complete;
}

/** How a command ends that only looks. A file that was ingested is done, whatever is said of its rows today. */
export function outcomeOf(
  validation: Pick<Validation, 'tally' | 'complete' | 'alreadyIngested'>,
): 'ok' | 'invalid' {
  return validation.alreadyIngested !== null || isValid(validation) ? 'ok' : 'invalid';
}

/** Was anything of the file judged? Of one that was ingested no row is told of; what was wrong before the rows is. */
export function isJudged({ alreadyIngested, tally }: Pick<Validation, 'alreadyIngested' | 'tally'>): boolean {
  return alreadyIngested === null || tally.errors > 0;
}
