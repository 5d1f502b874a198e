/** The ledger: what each run did, written in the removal's own transaction; rows are added and never changed. */
import type { RunRecord } from '../../../core/run/report.ts';
import type { Finding, FindingKind, LedgerRun, NewFinding, RunFilter } from '../../port/ledger.ts';
import { addLink } from './chain.ts';
import type { Db } from '../connection/db.ts';
import { migrate } from '../schema/migrations.ts';

const RUN = 'SELECT run, committed_at AS committedAt, file_sha256 AS sha256, record FROM main.ledger_run';

/** The run that ingested a file of these bytes, if one did. */
export function runOfFile(db: Db, sha256: string): LedgerRun | null {
  return db.prepare<[string], LedgerRun>(`${RUN} WHERE file_sha256 = ?`).get(sha256) ?? null;
}

/** A run by its number. */
export function runOf(db: Db, run: number): LedgerRun | null {
  return db.prepare<[number], LedgerRun>(`${RUN} WHERE run = ?`).get(run) ?? null;
}

/** The newest run of which a file of these bytes was written; one whose row is no longer JSON wrote none. */
export function runOfOutput(db: Db, sha256: string): number | null {
  const outputs = `json_each(CASE WHEN json_valid(r.record) THEN r.record ELSE '{}' END, '$.evidence.outputs')`;
  const sql = `SELECT max(r.run) FROM main.ledger_run r, ${outputs} o WHERE o.value ->> '$.sha256' = ?`;
  return db.prepare<[string], number | null>(sql).pluck().get(sha256) ?? null;
}

/** Runs, newest first, each with whether its last step is noted. */
export function* pastRuns(db: Db, filter: RunFilter): Generator<LedgerRun & { readonly finished: boolean }> {
  const rows = db
    .prepare<RunFilter, LedgerRun & { readonly finished: number }>(
      `SELECT r.run, r.committed_at AS committedAt, r.file_sha256 AS sha256, r.record,
         EXISTS (SELECT 1 FROM main.ledger_finding f WHERE f.run = r.run AND f.kind = 'reported') AS finished
       FROM main.ledger_run r
       WHERE (@since IS NULL OR r.committed_at >= @since)
         AND (@customer IS NULL OR r.run IN (SELECT run FROM main.ledger_removed WHERE customer_id = @customer))
       ORDER BY r.run DESC`,
    )
    .iterate(filter);
  for (const { finished, ...run } of rows) yield { ...run, finished: finished === 1 };
}

/** Customers that runs with `--yes` removed since a moment (ISO 8601, UTC); a run whose row is no longer JSON counts as none. */
export function removedByYes(db: Db, since: string): number {
  const byYes = `CASE WHEN json_valid(record) THEN record ->> '$.consent.by' = 'yes' END`;
  const sql = `SELECT sum(iif(${byYes}, record ->> '$.removals', 0)) FROM main.ledger_run WHERE committed_at >= ?`;
  return db.prepare<[string], number | null>(sql).pluck().get(since) ?? 0;
}

/** Runs that committed and whose last step is not noted, oldest first. */
export function unfinishedRuns(db: Db): readonly LedgerRun[] {
  return db
    .prepare<[], LedgerRun>(
      `${RUN} r WHERE NOT EXISTS (SELECT 1 FROM main.ledger_finding f WHERE f.run = r.run AND f.kind = 'reported')
       ORDER BY run`,
    )
    .all();
}

/** When the newest run's last entry was made (ISO 8601), as its clock had it; null where there is no run. */
export function lastEntry(db: Db): string | null {
  const sql = `SELECT coalesce((SELECT found_at FROM main.ledger_finding f WHERE f.run = r.run ORDER BY id DESC LIMIT 1),
      committed_at) FROM main.ledger_run r ORDER BY run DESC LIMIT 1`;
  return db.prepare<[], string>(sql).pluck().get() ?? null;
}

/** The number that the next run will have; true until this transaction ends. */
export function nextRun(db: Db): number {
  const last = db
    .prepare<[], number>(
      // The sequence may have been dropped or set back; SQLite goes by the higher one, too.
      `SELECT max(coalesce((SELECT max(run) FROM main.ledger_run), 0),
         coalesce((SELECT max(seq) FROM main.sqlite_sequence WHERE name = 'ledger_run'), 0))`,
    )
    .pluck();
  return (last.get() ?? 0) + 1;
}

/** Does the ledger hold IDs of a run that it does not hold? Once that run is noted, they would be taken for its own. */
export function holdsIdsOf(db: Db, run: number): boolean {
  const sql = `SELECT EXISTS (SELECT 1 FROM main.ledger_removed WHERE run = @run)
    OR EXISTS (SELECT 1 FROM main.ledger_loan WHERE run = @run)`;
  return db.prepare<{ run: number }, number>(sql).pluck().get({ run }) === 1;
}

/** Notes the run, the removed IDs with their rows, and the loans they were linked to; an older ledger is migrated first. */
export function noteRun(db: Db, record: RunRecord): void {
  migrate(db);
  db.prepare('INSERT INTO main.ledger_run (run, file_sha256, committed_at, record) VALUES (?, ?, ?, ?)').run(
    record.run,
    record.file.sha256,
    record.committedAt,
    JSON.stringify(record),
  );
  // ROLLBACK: the transaction ends where a row cannot be added, so SQLite keeps no copy of each page to take back one
  // statement. By the index, which `chooseRemovals` makes: nothing is sorted.
  db.prepare(
    `INSERT OR ROLLBACK INTO main.ledger_removed (run, row, customer_id)
     SELECT ?, row, customer_id FROM temp.removal INDEXED BY removal_by_row ORDER BY row`,
  ).run(record.run);
  db.prepare(
    'INSERT OR ROLLBACK INTO main.ledger_loan (run, loan_id) SELECT ?, loan_id FROM temp.reached_loan ORDER BY loan_id',
  ).run(record.run);
  addLink(db, { run: record.run, finding: null });
}

/** The first finished run that lists another number of customers than it removed; a row that is no longer JSON is passed over. */
export function runThatListsOthers(
  db: Db,
): { readonly run: number; readonly listed: number; readonly removals: number } | null {
  const sql = `SELECT run, listed, removals FROM (SELECT r.run,
      (SELECT count(*) FROM main.ledger_removed g WHERE g.run = r.run) AS listed,
      CASE WHEN json_valid(r.record) THEN r.record ->> '$.removals' END AS removals FROM main.ledger_run r
      WHERE EXISTS (SELECT 1 FROM main.ledger_finding f WHERE f.run = r.run AND f.kind = 'reported'))
    WHERE listed <> removals ORDER BY run LIMIT 1`;
  return db.prepare<[], { run: number; listed: number; removals: number }>(sql).get() ?? null;
}

/** Are all of these among the customers that its runs removed? */
export function hasRemoved(db: Db, ids: readonly number[]): boolean {
  const missing = `SELECT EXISTS (SELECT 1 FROM json_each(?) WHERE value NOT IN (SELECT customer_id FROM main.ledger_removed))`;
  return db.prepare<[string], number>(missing).pluck().get(JSON.stringify(ids)) === 0;
}

/** Is this the store that a run was committed to, and not another one at its path? */
export function holdsRun(db: Db, { run, file }: Pick<RunRecord, 'run' | 'file'>): boolean {
  const sql = 'SELECT count(*) FROM main.ledger_run WHERE run = ? AND file_sha256 = ?';
  return db.prepare<[number, string], number>(sql).pluck().get(run, file.sha256) === 1;
}

/** Adds what a step of finishing found, in the caller's transaction; an older ledger is migrated first. */
export function noteFinding(db: Db, run: number, note: NewFinding): void {
  migrate(db);
  // Another process may have finished the same run in the meantime: it is finished once.
  const noted = db
    .prepare(
      `INSERT INTO main.ledger_finding (run, kind, found_at, finding)
     SELECT @run, @kind, @at, @finding WHERE @kind <> 'reported'
       OR NOT EXISTS (SELECT 1 FROM main.ledger_finding WHERE run = @run AND kind = 'reported')`,
    )
    .run({ run, kind: note.kind, at: note.at, finding: JSON.stringify(note.finding) });
  if (noted.changes > 0) addLink(db, { run, finding: Number(noted.lastInsertRowid) });
}

/** The newest finding of a kind, as JSON text, or null where the step has not been noted. */
export function findingOf(db: Db, run: number, kind: FindingKind): Finding | null {
  const sql = `SELECT id, found_at AS at, finding FROM main.ledger_finding WHERE run = ? AND kind = ? ORDER BY id DESC LIMIT 1`;
  return db.prepare<[number, FindingKind], Finding>(sql).get(run, kind) ?? null;
}

/** Every finding of a kind, as JSON text. */
export function findingsOf(db: Db, run: number, kind: FindingKind): readonly string[] {
  const sql = 'SELECT finding FROM main.ledger_finding WHERE run = ? AND kind = ?';
  return db.prepare<[number, FindingKind], string>(sql).pluck().all(run, kind);
}

/** The IDs a run removed, in file order. */
export function removedIds(db: Db, run: number): IterableIterator<number> {
  return db
    .prepare<[number], number>('SELECT customer_id FROM main.ledger_removed WHERE run = ? ORDER BY row')
    .pluck()
    .iterate(run);
}

/** The loans a run's customers were linked to, by ID. */
export function linkedLoans(db: Db, run: number): IterableIterator<number> {
  return db
    .prepare<[number], number>('SELECT loan_id FROM main.ledger_loan WHERE run = ? ORDER BY loan_id')
    .pluck()
    .iterate(run);
}

/** Makes `temp.removal` and `temp.reached_loan` hold what a run removed and left, for checks that are asked again; on a connection of its own. */
export function recallRemovals(db: Db, run: number): void {
  // Emptied and not made anew: to change the schema costs more than all that is asked of a run, a thousand times.
  db.exec(`CREATE TEMP TABLE IF NOT EXISTS removal (customer_id INTEGER PRIMARY KEY, row INTEGER);
    CREATE TEMP TABLE IF NOT EXISTS reached_loan (loan_id INTEGER PRIMARY KEY NOT NULL) WITHOUT ROWID;
    DELETE FROM temp.removal; DELETE FROM temp.reached_loan`);
  const removed = 'INSERT INTO temp.removal SELECT customer_id, row FROM main.ledger_removed WHERE run = ?';
  db.prepare<[number]>(removed).run(run);
  db.prepare<[number]>(
    'INSERT INTO temp.reached_loan SELECT loan_id FROM main.ledger_loan WHERE run = ?',
  ).run(run);
}
