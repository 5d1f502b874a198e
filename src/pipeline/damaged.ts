/** The walk's refusal, told as the contract's reason. */
import { StoreError } from '../core/errors.ts';
import { Unaccounted } from '../scrub/walk.ts';

/** A `StoreError` (`damaged`) with the page where the walk could not account for one, else the error as it is. */
export function asDamaged(error: unknown, path: string): unknown {
  if (!(error instanceof Unaccounted)) return error;
  const { page, found } = error;
  return new StoreError({ reason: 'damaged', path, page, found }, error);
}
