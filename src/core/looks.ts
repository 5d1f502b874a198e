/** What `check` looks at beforehand, and what each look found. */
import type { StoreTrouble } from './errors.ts';

/** In the order in which they are asked and shown. */
export const LOOKS = [
  'store',
  'folder',
  'reports',
  'shape',
  'integrity',
  'room',
  'nulls',
  'unfinished',
  'clock',
] as const;

export type LookName = (typeof LOOKS)[number];

/** Why an ingest would be refused: the store's own reason, or that of the folder for reports, a code of the system. */
export type LookTrouble =
  StoreTrouble | { readonly reason: 'report-folder'; readonly path: string; readonly why: string };

export interface Look {
  readonly look: LookName;
  /** `not-asked` where an earlier look keeps it from being asked. */
  readonly found: 'ok' | 'not-asked' | LookTrouble;
}

/** What a check found; `null` where it could not be asked. */
export interface Checked {
  readonly looks: readonly Look[];
  /** Bytes that are free beside the store, and those that a removal's log and report take at most, about. */
  readonly room: { readonly free: number; readonly wanted: number } | null;
  /** Loans in which a column that a guard reads is null. */
  readonly loansWithNulls: number | null;
  /** Committed runs that the next ingest finishes first. */
  readonly unfinishedRuns: readonly number[] | null;
}

/** The troubles alone, in the order of the looks. */
export function troublesOf({ looks }: Pick<Checked, 'looks'>): readonly LookTrouble[] {
  return looks.flatMap(({ found }) => (typeof found === 'string' ? [] : [found]));
}
