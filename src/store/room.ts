/** Room on the disk beside a store, whether its folder may be written, and what of its rows guards cannot read. */
import { accessSync, constants, fstatSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreError } from '../core/errors.ts';
import type { Checked } from '../core/looks.ts';
import type { Store } from './open.ts';

/** For a report: its IDs take some ten bytes each. */
const REPORT = 2 ** 20;

/**
 * Bytes that are free for this user beside the store, and how many a removal may take. Its log holds each page that it
 * writes, once, and is empty when it begins: at most about the store's size.
 */
export function roomFor({ file, fd }: Store): NonNullable<Checked['room']> {
  const { bavail, bsize } = statfsSync(dirname(file));
  return { free: bavail * bsize, wanted: fstatSync(fd).size + REPORT };
}

/** Throws a `StoreError` (`full`) where that is not enough. */
export function refuseTooFull({ path }: Store, { free, wanted }: NonNullable<Checked['room']>): void {
  if (free < wanted) throw new StoreError({ reason: 'full', path });
}

/** Throws a `StoreError` (`read-only`) where SQLite could not make its files beside the store. */
export function refuseClosedFolder({ file, path }: Store): void {
  try {
    accessSync(dirname(file), constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StoreError({ reason: 'read-only', path, what: 'folder' }, cause);
  }
}

/** Loans in which a column that a guard reads is null. */
export function countLoansWithNulls({ db }: Store): number {
  const sql =
    'SELECT count(*) FROM main.loan_entity WHERE status IS NULL OR archived IS NULL OR deleted IS NULL';
  return db.prepare<[], number>(sql).pluck().get() ?? 0;
}
