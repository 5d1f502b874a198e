/** Room on the disk beside a store, whether its folder may be written, and what of its rows guards cannot read. */
import { accessSync, constants, fstatSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreError } from '../../../core/errors.ts';
import type { Nulls, Room } from '../../../core/run/looks.ts';
import { CUSTOMER, LINK, LOAN } from '../../../core/shape/ways.ts';
import type { Db } from './db.ts';
import { countRows, ODD_LOAN } from '../selection/facts.ts';
import { UNDATED } from '../selection/loan-state.ts';
import type { Connection } from './open.ts';
import { closedTo } from './owner.ts';
import { filesLeft, sizeLimit } from './surroundings.ts';

/** For a report without its IDs. */
const REPORT = 2 ** 20;

/** Measured: 21 bytes of both files for a customer with a loan and IDs of five digits. */
const PER_CUSTOMER = 64;

/** The log and its index, a report's folder and its two files, each under a name of before first. */
const FILES = 8;

/** Bytes that a report takes at most, about: one that removes everybody; without the store's customers where it is null. */
export function reportSize(store: Connection | null): number {
  return REPORT + (store === null ? 0 : PER_CUSTOMER * countRows(store.db, `main.${CUSTOMER}`));
}

/**
 * Bytes that are free for this user beside the store, and how many a removal may take. Its log holds each page that it
 * writes, once, and is empty when it begins: at most about the store's size. A report may come to the same disk.
 */
export function roomFor({ file, fd }: Connection, report: number): Room {
  const { bavail, bsize } = statfsSync(dirname(file));
  return { free: bavail * bsize, wanted: fstatSync(fd).size + report };
}

/** Throws a `StoreError` where that is not enough (`full`), or where the log may not grow as far as that (`limit`). */
export function refuseTooFull({ path, fd }: Connection, { free, wanted }: Room): void {
  if (free < wanted || filesLeft(path) < FILES) throw new StoreError({ reason: 'full', path });
  const most = sizeLimit();
  if (most !== null && fstatSync(fd).size > most)
    throw new StoreError({ reason: 'limit', path, what: 'file-size' });
}

/** Throws a `StoreError` (`read-only`) where SQLite could not make its files beside the store. */
export function refuseClosedFolder({ file, path }: Connection): void {
  try {
    accessSync(dirname(file), constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StoreError(closedTo(path, 'folder'), cause);
  }
}

/** Rows in which a column that a guard or a warning reads says nothing. */
export function countNulls(db: Db): Nulls {
  const loans = (where: string) => countRows(db, `main.${LOAN} e WHERE ${where}`);
  return {
    status: loans('e.status IS NULL'),
    archived: loans('e.archived IS NULL'),
    deleted: loans('e.deleted IS NULL'),
    closedOn: loans(UNDATED),
    loanId: countRows(db, `(SELECT ifnull(loan_id, '') AS loan_id FROM main.${LINK}) WHERE ${ODD_LOAN}`),
  };
}
