/** The IDs that the ledger holds of a run, as numbers: its columns would take any text, and anybody can write to the file. */
import type { OneByOne } from '../../core/one-by-one.ts';
import { UnverifiedError } from '../../core/errors.ts';
import type { Ledger } from '../../store/port/ledger.ts';

/** The IDs a run removed, in file order; throws an `UnverifiedError` at one that is no whole number. */
export function removedIds(ledger: Ledger, run: number): AsyncGenerator<number> {
  return wholeNumbers(ledger.removedIds(run), run);
}

/** The loans a run's customers were linked to; throws as `removedIds` does. */
export function linkedLoans(ledger: Ledger, run: number): AsyncGenerator<number> {
  return wholeNumbers(ledger.linkedLoans(run), run);
}

async function* wholeNumbers(ids: OneByOne<number>, run: number): AsyncGenerator<number> {
  for await (const id of ids) {
    if (!Number.isSafeInteger(id))
      throw new UnverifiedError({ reason: 'ledger-changed', run, found: 'an ID in it is no number' });
    yield id;
  }
}
