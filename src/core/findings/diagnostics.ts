/** What can be wrong with a file, as data: a code, a place, typed details. Sentences are made in the view. */
import type { TextFormat } from '../file/text-format.ts';
import type { NameDifference } from '../text/name-difference.ts';
import type { ActionTrouble, HeaderCause, HeaderDifference, IdTrouble } from './troubles.ts';

/** Where a diagnostic points. `row` counts as a spreadsheet does (the header is 1), `line` as a text editor does. */
export interface Place {
  readonly row: number | null;
  readonly line: number | null;
  /** As a spreadsheet names it: `B77`. */
  readonly cell: string | null;
  readonly label: string | null;
  /** The cell's text, already cleaned, cut and masked (see `mask.ts`). */
  readonly value: string | null;
}

export type FileRole = 'input' | 'template' | 'list' | 'names' | 'output' | 'report' | 'reports' | 'plan';

/** The details of each code. Codes are for ever; keys are only added. */
export interface DiagnosticDetails {
  /** `folder`: where a path that is not whole was looked for; null of a whole one. */
  'file-not-found': { readonly path: string; readonly role: FileRole; readonly folder: string | null };
  'file-not-readable': { readonly path: string; readonly role: FileRole; readonly why: string };
  /** Written, replaced or taken away after it was opened. */
  'file-changed': { readonly path: string; readonly role: FileRole };
  /** `format`: of a text that is none; null for all else. */
  'not-csv': {
    readonly path: string;
    readonly role: FileRole;
    readonly found: string;
    readonly format: TextFormat | null;
  };
  'template-invalid': {
    readonly path: string;
    readonly why:
      'no-action' | 'no-customer-id' | 'twice' | 'same-as-file' | 'not-readable-as-csv' | 'values-in-header';
  };
  'report-invalid': {
    readonly path: string;
    readonly why: 'not-a-report' | 'truncated' | 'no-chain' | 'unfinished';
  };
  'plan-invalid': {
    readonly path: string;
    readonly why: 'not-a-plan' | 'other-version' | 'cut-off' | 'changed' | 'same-as-file';
  };
  'names-file-invalid': {
    readonly path: string;
    readonly why:
      | 'no-customer-id'
      | 'no-last-name'
      | 'twice'
      | 'same-as-file'
      | 'same-as-template'
      | 'carriage-returns'
      | 'import-file'
      | 'not-readable-as-csv';
  };
  'encoding-error': {
    readonly path: string;
    readonly role: FileRole;
    readonly offset: number;
    readonly byte: string;
    readonly likely: string;
  };
  'empty-file': { readonly path: string; readonly role: FileRole };
  'hash-mismatch': { readonly path: string; readonly expected: string; readonly found: string };
  'output-not-writable': { readonly path: string; readonly why: string };
  'header-mismatch': {
    readonly differences: readonly HeaderDifference[];
    /** Differences found beyond the ones listed. */
    readonly more: number;
    readonly right: number;
    readonly needed: number;
    readonly found: number;
    /** Null where the differences say all there is to say. */
    readonly cause: HeaderCause | null;
  };
  'truncated-row': { readonly found: number; readonly needed: number };
  /** `shifted`: everything stands a column to the right, behind a cell that the header knows nothing of. */
  'extra-cell': { readonly cells: number; readonly needed: number; readonly shifted: boolean };
  'quote-error': { readonly why: 'not-closed' | 'text-after-quote' | 'quote-inside-text' | 'formula' };
  'record-too-long': { readonly limit: number };
  'control-character': { readonly character: string };
  'line-break-in-cell': Record<string, never>;
  'lone-carriage-return': Record<string, never>;
  'blank-row': Record<string, never>;
  'unknown-action': {
    readonly why: readonly ActionTrouble[];
    /** The action that it is near, or a word for: nothing else is ever proposed. */
    readonly nearest: 'add' | 'update' | 'remove' | null;
  };
  'action-not-supported': { readonly action: 'add' | 'update' };
  'customer-id-missing': Record<string, never>;
  'customer-id-invalid': { readonly why: IdTrouble };
  'digits-lost': Record<string, never>;
  /** `cells` holds the first 100 of `count`; a value is never shown. */
  'cell-not-empty': {
    readonly count: number;
    readonly cells: readonly { readonly cell: string; readonly label: string }[];
  };
  'consecutive-ids': {
    readonly rows: number;
    readonly first: number;
    readonly last: number;
    /** By how much each ID is greater than the one before; negative where they go down. */
    readonly step: number;
    readonly lastCell: string;
  };
  'duplicate-customer': { readonly firstRow: number; readonly firstLine: number };
  /** In the list that `--check-names` names, at `path`; `firstLine` is null unless the ID is there twice. */
  'names-line-invalid': {
    readonly path: string;
    readonly why:
      IdTrouble | 'no-id' | 'no-name' | 'twice' | 'extra-cell' | 'cut' | 'quote-error' | 'record-too-long';
    readonly firstLine: number | null;
  };
  'name-missing': Record<string, never>;
  'name-not-in-file': { readonly path: string };
  /** Initials: a letter each, or `•`. */
  'name-mismatch': { readonly list: string; readonly store: string; readonly differ: NameDifference };
  'customer-not-found': Record<string, never>;
  'customer-already-removed': { readonly run: number; readonly at: string };
  /** In the store, and the last run that removed this ID. A warning with `--allow-returned`. */
  'customer-returned': { readonly run: number; readonly at: string };
  /** `run` and `at`: the last run that removed this ID; null where none did. */
  'customer-remains': { readonly run: number | null; readonly at: string | null };
  /** `state` says why a loan whose status is not Closed does not count as open, if it does not. */
  'open-loan': {
    readonly loans: number;
    readonly status: string;
    readonly state: 'open' | 'archived' | 'deleted';
  };
  'loan-left-alone': { readonly loans: number };
  'recently-closed': { readonly loans: number; readonly closedOn: string };
  'closed-on-unknown': { readonly loans: number };
}

export type Code = keyof DiagnosticDetails;
export type Severity = 'error' | 'warning';
export type DiagnosticOf<C extends Code> = Place & {
  readonly code: C;
  readonly severity: Severity;
  readonly details: DiagnosticDetails[C];
};
export type Diagnostic = { [C in Code]: DiagnosticOf<C> }[Code];

/** What each code is about, in the order in which groups are shown, and whether it stops an import.
 * `extra-cell` on empty cells alone is a warning, and so is `customer-returned` where it is allowed. */
export const CODES: Readonly<Record<Code, { readonly about: About; readonly severity: Severity }>> = {
  'file-not-found': { about: 'file', severity: 'error' },
  'file-not-readable': { about: 'file', severity: 'error' },
  'file-changed': { about: 'file', severity: 'error' },
  'not-csv': { about: 'file', severity: 'error' },
  'report-invalid': { about: 'file', severity: 'error' },
  'template-invalid': { about: 'file', severity: 'error' },
  'plan-invalid': { about: 'file', severity: 'error' },
  'names-file-invalid': { about: 'file', severity: 'error' },
  'hash-mismatch': { about: 'file', severity: 'error' },
  'encoding-error': { about: 'file', severity: 'error' },
  'empty-file': { about: 'file', severity: 'error' },
  'output-not-writable': { about: 'file', severity: 'error' },
  'header-mismatch': { about: 'header', severity: 'error' },
  'truncated-row': { about: 'structure', severity: 'error' },
  'extra-cell': { about: 'structure', severity: 'error' },
  'quote-error': { about: 'structure', severity: 'error' },
  'record-too-long': { about: 'structure', severity: 'error' },
  'control-character': { about: 'structure', severity: 'error' },
  'line-break-in-cell': { about: 'structure', severity: 'error' },
  'lone-carriage-return': { about: 'structure', severity: 'error' },
  'blank-row': { about: 'structure', severity: 'warning' },
  'unknown-action': { about: 'action', severity: 'error' },
  'action-not-supported': { about: 'action', severity: 'error' },
  'customer-id-missing': { about: 'customer-id', severity: 'error' },
  'customer-id-invalid': { about: 'customer-id', severity: 'error' },
  'digits-lost': { about: 'customer-id', severity: 'warning' },
  'cell-not-empty': { about: 'remove', severity: 'error' },
  'consecutive-ids': { about: 'remove', severity: 'warning' },
  'duplicate-customer': { about: 'across-rows', severity: 'error' },
  'names-line-invalid': { about: 'names', severity: 'error' },
  'name-missing': { about: 'names', severity: 'error' },
  'name-not-in-file': { about: 'names', severity: 'error' },
  'name-mismatch': { about: 'names', severity: 'error' },
  'customer-not-found': { about: 'store', severity: 'error' },
  'customer-already-removed': { about: 'store', severity: 'error' },
  'customer-returned': { about: 'store', severity: 'error' },
  'customer-remains': { about: 'store', severity: 'warning' },
  'open-loan': { about: 'store', severity: 'warning' },
  'loan-left-alone': { about: 'store', severity: 'warning' },
  'recently-closed': { about: 'store', severity: 'warning' },
  'closed-on-unknown': { about: 'store', severity: 'warning' },
};

export type About =
  'file' | 'header' | 'structure' | 'action' | 'customer-id' | 'remove' | 'across-rows' | 'names' | 'store';

const NOWHERE: Place = { row: null, line: null, cell: null, label: null, value: null };

/** Makes a diagnostic with its code's severity. */
export function diagnostic<C extends Code>(
  code: C,
  place: Partial<Place>,
  details: DiagnosticDetails[C],
): DiagnosticOf<C> {
  return { code, severity: CODES[code].severity, ...NOWHERE, ...place, details };
}
