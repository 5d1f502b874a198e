/** The IDs that the ledger holds of a run, as numbers: its columns would take any text, and anybody can write to the file. */
import { UnverifiedError } from '../../core/errors.ts';
import type { Db } from '../../store/sqlite/connection/db.ts';
import * as ledger from '../../store/sqlite/ledger/ledger.ts';

/** The IDs a run removed, in file order; throws an `UnverifiedError` at one that is no whole number. */
export function removedIds(db: Db, run: number): Generator<number> {
  return wholeNumbers(ledger.removedIds(db, run), run);
}

/** The loans a run's customers were linked to; throws as `removedIds` does. */
export function linkedLoans(db: Db, run: number): Generator<number> {
  return wholeNumbers(ledger.linkedLoans(db, run), run);
}

function* wholeNumbers(ids: Iterable<number>, run: number): Generator<number> {
  for (const id of ids) {
    if (!Number.isSafeInteger(id))
      throw new UnverifiedError({ reason: 'ledger-changed', run, found: 'an ID in it is no number' });
    yield id;
  }
}
