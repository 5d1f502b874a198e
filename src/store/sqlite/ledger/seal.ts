/** The seal of a saved plan: an HMAC with the store's key over its lines, so that nobody changes one unseen. */
import { createHmac } from 'node:crypto';
import type { Seal } from '../../port/ledger.ts';
import { storeKey } from './chain.ts';
import type { Db } from '../connection/db.ts';

/** Begins a seal with the store's key. */
export function newSeal(db: Db): Seal {
  const hmac = createHmac('sha256', storeKey(db)).update('saved plan\n');
  return { add: (line) => void hmac.update(`${line}\n`), close: () => hmac.digest('hex') };
}
