/** The shape of a table of words: what each diagnostic code has to say. */
import type { Code, DiagnosticOf, Severity } from '../../core/findings/diagnostics.ts';

interface HeadlineFacts {
  /** The store as people know it, cleaned. */
  readonly store: string;
  readonly severity: Severity;
}

interface Words<C extends Code> {
  /** One clause, no full stop, true of every diagnostic of the code. */
  readonly headline: (facts: HeadlineFacts) => string;
  /** A few words on this one; empty where place and value say it all. */
  readonly detail: (found: DiagnosticOf<C>) => string;
  /** Whole sentences: what to do next. */
  readonly remedy: (found: DiagnosticOf<C>) => string;
}

export type WordTable = { readonly [C in Code]: Words<C> };
