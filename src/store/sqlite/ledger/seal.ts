/** The seal of a saved plan: an HMAC with the store's key over its lines, so that nobody changes one unseen. */
import { createHmac } from 'node:crypto';
import { storeKey } from './chain.ts';
import type { Db } from '../connection/db.ts';

export interface Seal {
  /** Adds a line, given without its line break. */
  add(line: string): void;
  /** 64 hexadecimal digits; to be asked once, after the last line. */
  close(): string;
}

/** Begins a seal with the store's key. */
export function newSeal(db: Db): Seal {
  const hmac = createHmac('sha256', storeKey(db)).update('saved plan\n');
  return { add: (line) => void hmac.update(`${line}\n`), close: () => hmac.digest('hex') };
}
