/** What can be wrong with a header, an ID or an action, in one word each: the details of their diagnostics. */

/** One difference between the header found and the template's. `cell` is the column's letters: `AV`. */
export interface HeaderDifference {
  readonly kind:
    'missing' | 'extra' | 'renamed' | 'moved' | 'duplicate' | 'invisible-character' | 'separator';
  readonly column: string;
  readonly needed: string | null;
  /** Cleaned: control and invisible characters are shown as `U+00A0` in angle brackets. */
  readonly found: string | null;
  /** `U+00A0`, the nearest label, where it was moved from, the separator found: what explains the kind. */
  readonly detail: string | null;
}

/** One thing that makes the whole first row wrong. */
export interface HeaderCause {
  readonly kind:
    | 'no-line-break'
    | 'no-header'
    | 'quoted-line'
    | 'header-below'
    | 'unnamed-column'
    | 'extra-columns'
    | 'id-list'
    | 'names-list'
    | 'own-output';
  /** `U+000D`: what stands where the header's line should end; empty where nothing does, null for the other kinds. */
  readonly character: string | null;
  /** The row in which the header stands, where that is not the first; null for the other kinds. */
  readonly row: number | null;
  /** Columns that are too many, as a spreadsheet names them, `AW` or `AW:AZ`; empty for the other kinds. */
  readonly columns: readonly string[];
}

/** What a spreadsheet, a writer or a hand did to an ID; from `name` to `import-file`, what stands in its place in a list. */
export const ID_TROUBLES = [
  'scientific',
  'decimal-point',
  'thousands-separator',
  'leading-zero',
  'letter-for-digit',
  'too-large',
  'space',
  'two-ids',
  'sign',
  'zero',
  'currency',
  'accounting',
  'date',
  'truth-value',
  'error-value',
  'apostrophe',
  'formula',
  'name',
  'not-alone',
  'other-columns',
  'heading',
  'import-file',
  'not-a-number',
] as const;

export type IdTrouble = (typeof ID_TROUBLES)[number];

/** What is wrong with an action; from `total` on, what the row looks like where its action is near none. */
export type ActionTrouble =
  | 'case'
  | 'space'
  | 'invisible-character'
  | 'empty'
  | 'example'
  | 'total'
  | 'footer'
  | 'dashes'
  | 'header'
  | 'note'
  | 'stay';
