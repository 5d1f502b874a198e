/** What `check` looks at beforehand, what each look found, and what of it is worth a warning. */
import type { BesideRows } from '../shape/beside.ts';
import type { StoreTrouble } from '../errors.ts';
import type { TableRows } from '../shape/table-rows.ts';

/** In the order in which they are shown. */
export const LOOKS = [
  'store',
  'folder',
  'reports',
  'shape',
  'integrity',
  'room',
  'ids',
  'nulls',
  'tables',
  'unfinished',
  'clock',
] as const;

export type LookName = (typeof LOOKS)[number];

/** Why an ingest would be refused: the store's own reason, that of the folder for reports (a code of the system), or runs. */
export type LookTrouble =
  | StoreTrouble
  | { readonly reason: 'report-folder'; readonly path: string; readonly why: string }
  /** What the ledger holds of them is not what was written: nothing finishes them, and no file is begun before. */
  | { readonly reason: 'earlier-run'; readonly runs: readonly ChangedRun[] };

export interface ChangedRun {
  readonly run: number;
  readonly found: string;
}

export interface Look {
  readonly look: LookName;
  /** `not-asked` where an earlier look keeps it from being asked. */
  readonly found: 'ok' | 'not-asked' | LookTrouble;
}

/** Bytes that are free for this user, and those that are taken at most, about. */
export interface Room {
  readonly free: number;
  readonly wanted: number;
}

/** What an ingest goes by, and is no trouble: of rows and runs only a store that is what it should be can be asked. */
export interface Asked {
  /** `once`: AUTOINCREMENT. `behind`: the highest removed ID where the sequence is below it, so that it could come again. */
  readonly ids: { readonly once: boolean; readonly behind: number | null };
  readonly nulls: Nulls;
  readonly beside: readonly BesideRows[];
  /** Rows without a parent, by table where there are any. */
  readonly orphans: readonly TableRows[];
  /** Committed runs that the next ingest finishes first, or cannot finish: that is a trouble. */
  readonly unfinishedRuns: readonly number[];
}

/** Rows in which nothing stands that a guard or a warning could read. */
export interface Nulls {
  /** Loans in which the column is null: they count as open unless another column says otherwise. */
  readonly status: number;
  readonly archived: number;
  readonly deleted: number;
  /** Loans that are Closed, on no day. */
  readonly closedOn: number;
  /** Links whose loan is null, or no ID of a loan: the customer cannot be removed. */
  readonly loanId: number;
}

/** What the store itself says before an ingest. */
export interface StoreLooks {
  /** A look that is missing could not be asked. */
  readonly found: Readonly<Partial<Record<LookName, Look['found']>>>;
  /** Beside the store: the log of a removal, and a report. */
  readonly room: Room;
  readonly asked: Asked | null;
  /** When the ledger's newest entry was made (ISO 8601); null where there is none, or it could not be asked. */
  readonly lastEntry: string | null;
  /** Bytes that a report takes at most, about. */
  readonly reportSize: number;
}

/** What a check found; `null` where it could not be asked. */
export interface Checked {
  readonly looks: readonly Look[];
  /** Beside the store: the log of a removal, and a report. */
  readonly room: Room | null;
  /** Where reports go. */
  readonly reportRoom: Room | null;
  readonly asked: Asked | null;
}

/** The troubles alone, in the order of the looks. */
export function troublesOf({ looks }: Pick<Checked, 'looks'>): readonly LookTrouble[] {
  return looks.flatMap(({ found }) => (typeof found === 'string' ? [] : [found]));
}

/** Of each look that found no trouble: is there something that somebody should know before a removal? Null: there never is. */
const WARNS: Readonly<Record<LookName, ((asked: Asked) => boolean) | null>> = {
  store: null,
  folder: null,
  reports: null,
  shape: null,
  integrity: null,
  room: null,
  ids: ({ ids }) => !ids.once || ids.behind !== null,
  nulls: ({ nulls }) => Object.values(nulls).some((rows) => rows > 0),
  tables: ({ orphans, beside }) =>
    orphans.length > 0 || beside.some(({ why, rows }) => why !== 'other' && rows > 0),
  unfinished: ({ unfinishedRuns }) => unfinishedRuns.length > 0,
  clock: null,
};

/** The looks that found no trouble, and something that somebody should know before a removal. */
export function warningsOf({ looks, asked }: Pick<Checked, 'looks' | 'asked'>): readonly LookName[] {
  return looks.flatMap(({ look, found }) =>
    found === 'ok' && asked !== null && WARNS[look]?.(asked) === true ? [look] : [],
  );
}
