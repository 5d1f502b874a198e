/** The newest finding of each kind about a run, read back from the ledger: text that anybody can write to. */
import { UnverifiedError } from '../../core/errors.ts';
import type { Db } from '../../store/sqlite/connection/db.ts';
import { findingOf, type FindingKind } from '../../store/sqlite/ledger/ledger.ts';

/** Which finding, and what reads its text; that throws where the text is none. */
export interface Asked<T> {
  readonly run: number;
  readonly kind: FindingKind;
  readonly parse: (text: string) => T;
}

export interface Known<T> {
  readonly id: number;
  readonly at: string;
  readonly found: T;
}

/** Null where the step has not been noted; throws `ledger-changed` where what was noted cannot be read. */
export function findingIn<T>(db: Db, { run, kind, parse }: Asked<T>): Known<T> | null {
  const noted = findingOf(db, run, kind);
  if (noted === null) return null;
  try {
    return { id: noted.id, at: noted.at, found: parse(noted.finding) };
  } catch (error) {
    const found = `what was noted of it (${kind}) cannot be read`;
    throw new UnverifiedError({ reason: 'ledger-changed', run, found }, error);
  }
}
