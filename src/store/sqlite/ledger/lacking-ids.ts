/** Damage that SQLite does not tell: a ledger that lacks IDs of a run, or holds those of one that has not been. */
import { StoreError } from '../../../core/errors.ts';
import type { Connection } from '../connection/open.ts';
import { runThatListsOthers } from './ledger.ts';

/** The ledger holds IDs of a run that it does not hold: somebody wrote them there, and who removed them cannot be told. */
export function forgedIds(path: string, run: number | null): StoreError {
  const whose = run === null ? 'a run that' : `run ${run}, which`;
  return new StoreError({
    reason: 'damaged',
    path,
    page: null,
    found: `its ledger holds IDs of ${whose} has not been`,
  });
}

/**
 * Throws a `StoreError` (`damaged`) where the ledger lacks IDs of a run, as one does that was copied in part: whoever has one
 * of them today would be taken for the customer of the file. Of a run that is not finished `finish` says so.
 */
export function refuseLackingIds({ db, path }: Pick<Connection, 'db' | 'path'>): void {
  const short = runThatListsOthers(db);
  if (short === null) return;
  const { run, listed, removals } = short;
  const found = `its ledger lists ${listed} of the ${removals} customers that run ${run} removed`;
  throw new StoreError({ reason: 'damaged', path, page: null, found });
}
