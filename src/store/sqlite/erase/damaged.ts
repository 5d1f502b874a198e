/** Damage that SQLite does not tell: pages that the walk cannot account for. */
import { StoreError } from '../../../core/errors.ts';
import { Unaccounted } from './walk.ts';

/**
 * A `StoreError` (`damaged`) with the page where the walk could not account for one, else the error as it is. Where the
 * tables can be asked, `tableOf` names the one that SQLite finds damaged.
 */
export function asDamaged(error: unknown, path: string, tableOf: () => string | null = () => null): unknown {
  if (!(error instanceof Unaccounted)) return error;
  const { page, found } = error;
  return new StoreError({ reason: 'damaged', path, page, found, table: tableOf() }, error);
}
