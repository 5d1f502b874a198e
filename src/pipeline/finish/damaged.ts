/** Damage that SQLite does not tell, as the contract's reason: of pages, by the walk, and of the ledger's IDs. */
import { StoreError } from '../../core/errors.ts';
import { runThatListsOthers } from '../../store/sqlite/ledger/ledger.ts';
import type { Store } from '../../store/sqlite/connection/open.ts';
import { Unaccounted } from '../../store/sqlite/erase/walk.ts';

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
export function refuseLackingIds({ db, path }: Pick<Store, 'db' | 'path'>): void {
  const short = runThatListsOthers(db);
  if (short === null) return;
  const { run, listed, removals } = short;
  const found = `its ledger lists ${listed} of the ${removals} customers that run ${run} removed`;
  throw new StoreError({ reason: 'damaged', path, page: null, found });
}

/**
 * A `StoreError` (`damaged`) with the page where the walk could not account for one, else the error as it is. Where the
 * tables can be asked, `tableOf` names the one that SQLite finds damaged.
 */
export function asDamaged(error: unknown, path: string, tableOf: () => string | null = () => null): unknown {
  if (!(error instanceof Unaccounted)) return error;
  const { page, found } = error;
  return new StoreError({ reason: 'damaged', path, page, found, table: tableOf() }, error);
}
