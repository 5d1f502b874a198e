/** The ledger of a file that need not be a store of ours. */
import type { Db } from '../connection/db.ts';
import { lackingInLedger } from './ledger-columns.ts';
import { unfinishedRuns } from './ledger.ts';
import { isStore } from '../schema/migrations.ts';

const TABLES = `SELECT count(*) FROM main.sqlite_schema
  WHERE type = 'table' AND name IN ('ledger_run', 'ledger_finding')`;

/** Runs that committed and are not finished, oldest first; none in a file that has no ledger. Of any version. */
export function unfinishedNumbers(db: Db): readonly number[] {
  if (!isStore(db)) return [];
  if (db.prepare<[], number>(TABLES).pluck().get() !== 2 || lackingInLedger(db) !== null) return [];
  return unfinishedRuns(db).map(({ run }) => run);
}
