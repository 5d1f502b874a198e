/** The newest finding of each kind about a run, read back from the ledger: text that anybody can write to. */
import { UnverifiedError } from '../../core/errors.ts';
import type { FindingKind, Ledger } from '../../store/port/ledger.ts';

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
export async function findingIn<T>(ledger: Ledger, { run, kind, parse }: Asked<T>): Promise<Known<T> | null> {
  const noted = await ledger.findingOf(run, kind);
  if (noted === null) return null;
  try {
    return { id: noted.id, at: noted.at, found: parse(noted.finding) };
  } catch (error) {
    const found = `what was noted of it (${kind}) cannot be read`;
    throw new UnverifiedError({ reason: 'ledger-changed', run, found }, error);
  }
}
