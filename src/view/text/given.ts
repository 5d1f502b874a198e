/** What was given on a command line, as far as a line to copy says it again. */

/** Options as given; null or false where they were not. No consent is among them: what is pasted agrees to nothing. */
export interface Given {
  readonly store: string | null;
  readonly template: string | null;
  readonly checkNames: string | null;
  readonly sha256: string | null;
  /** A number, or a share with its `%`. */
  readonly maxRemoves: string | null;
  readonly allowClock: string | null;
  readonly errors: string | null;
  readonly list: string | null;
  readonly report: string | null;
  readonly missingOk: boolean;
  readonly strictTables: boolean;
  readonly requireApprover: boolean;
}

export const NOTHING_GIVEN: Given = {
  store: null,
  template: null,
  checkNames: null,
  sha256: null,
  maxRemoves: null,
  allowClock: null,
  errors: null,
  list: null,
  report: null,
  missingOk: false,
  strictTables: false,
  requireApprover: false,
};

/** Our commands whose lines are printed with a file. */
export type LineCommand = 'validate' | 'plan' | 'ingest' | 'show';

const OF_FILES = ['store', 'template', 'checkNames', 'sha256', 'missingOk'] as const;
const OF_PLANS = ['maxRemoves', 'strictTables', 'allowClock'] as const;

/**
 * Which of them each command says again, in that order. `ingest` leaves out what `plan` has written; `plan` asks for an
 * approver only where it saves.
 */
export const SAYS_AGAIN: Readonly<Record<LineCommand, readonly (keyof Given)[]>> = {
  validate: [...OF_FILES, 'errors'],
  plan: [...OF_FILES, ...OF_PLANS, 'errors', 'list'],
  ingest: [...OF_FILES, ...OF_PLANS, 'requireApprover', 'report'],
  show: ['store'],
};
