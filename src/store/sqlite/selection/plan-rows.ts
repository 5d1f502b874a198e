/** The rows of a plan that are shown, and the loans of each customer that deserve a warning. */
import type { LoanCount, PlannedRemoval, TableCount } from '../../../core/plan/plan.ts';
import type { Shape } from '../../../core/shape/shape.ts';
import type { LoanFlags } from '../../../core/findings/warnings.ts';
import type { FlagsRequest, ShownOptions } from '../../port/rows.ts';
import { countRows } from './facts.ts';
import { customerNames } from './identities.ts';
import * as loan from './loan-state.ts';
import { LAST_RUN, countByOwner } from './rows-of.ts';
import type { Db } from '../connection/db.ts';

/** How many customers are the last one of a loan. */
export function countLastCustomers(db: Db): number {
  return countRows(
    db,
    '(SELECT DISTINCT r.customer_id FROM temp.removal_loan r CROSS JOIN temp.reached_loan o ON o.loan_id = r.loan_id AND o.left_alone)',
  );
}

/** The row of the `most`th customer that is the last one of a loan; beyond every row where there are fewer. */
export function rowOfLastCustomer(db: Db, most: number): number {
  const leftAlone = `SELECT 1 FROM temp.removal_loan r JOIN temp.reached_loan o ON o.loan_id = r.loan_id AND o.left_alone
    WHERE r.customer_id = m.customer_id`;
  const sql = `SELECT m.row FROM temp.removal m WHERE EXISTS (${leftAlone}) ORDER BY m.row LIMIT 1 OFFSET ?`;
  return (
    db
      .prepare<[number], number>(sql)
      .pluck()
      .get(Math.max(0, most - 1)) ?? Number.MAX_SAFE_INTEGER
  );
}

/**
 * Per customer with a loan to warn of, in file order: the counts and an example of each kind. Those that are a loan's
 * last customer, and nothing else, up to the row `aloneUpTo` only: in a file of old loans that is nearly everybody.
 */
export function* loanFlags(db: Db, request: FlagsRequest, atOnce = AT_ONCE): Generator<LoanFlags> {
  chooseFlagged(db, request);
  const choose = db.prepare<[number, number]>(
    'INSERT INTO temp.chosen SELECT customer_id, row FROM temp.flagged WHERE row > ? ORDER BY row LIMIT ?',
  );
  const last = db.prepare<[], number>('SELECT max(row) FROM temp.chosen').pluck();
  for (let [after, chosen] = [0, atOnce]; chosen === atOnce; after = last.get() ?? after) {
    db.exec('DELETE FROM temp.chosen');
    chosen = choose.run(after, atOnce).changes;
    yield* flagsOfChosen(db, request);
  }
}

/** Each status once: of two loans, one Active and one Charged Off, both are told. */
const STATUSES = `group_concat(DISTINCT ${loan.STATUS} ORDER BY ${loan.STATUS})`;

/** Customers whose loans are looked at together: in order of the IDs, for speed, and few enough to be sorted in memory. */
const AT_ONCE = 1 << 16;

function flagsOfChosen(db: Db, request: FlagsRequest): IterableIterator<LoanFlags> {
  return db
    .prepare<FlagsRequest, LoanFlags>(
      // From outside the grouping: in a HAVING a name is a column of some loan first, and the counted sum only then.
      `SELECT * FROM (SELECT f.row, m.line, m.customer_id AS customerId,
         count(*) FILTER (WHERE ${loan.OPEN}) AS open, ${STATUSES} FILTER (WHERE ${loan.OPEN}) AS openStatus,
         count(*) FILTER (WHERE ${loan.DELETED}) AS deleted,
         ${STATUSES} FILTER (WHERE ${loan.DELETED}) AS deletedStatus,
         count(*) FILTER (WHERE ${loan.ARCHIVED}) AS archived,
         ${STATUSES} FILTER (WHERE ${loan.ARCHIVED}) AS archivedStatus,
         count(o.loan_id) AS leftAlone, count(*) FILTER (WHERE ${loan.UNDATED}) AS undated,
         count(*) FILTER (WHERE ${loan.RECENT}) AS recent, max(e.closed_on) FILTER (WHERE ${loan.RECENT}) AS recentOn
       FROM temp.chosen f
       CROSS JOIN temp.removal_loan r ON r.customer_id = f.customer_id
       CROSS JOIN temp.removal m ON m.customer_id = f.customer_id
       CROSS JOIN main.loan_entity e ON e.id = r.loan_id
       LEFT JOIN temp.reached_loan o ON o.loan_id = r.loan_id AND o.left_alone
       GROUP BY f.customer_id)
       WHERE open + deleted + archived + undated + recent > 0 OR (leftAlone > 0 AND row <= @aloneUpTo) ORDER BY row`,
    )
    .iterate(request);
}

/** Whose loans are to be looked at one by one: of a million, a few; so nothing of the others is sorted or counted. */
function chooseFlagged(db: Db, { cutoff, aloneUpTo }: FlagsRequest): void {
  db.exec(
    `DROP TABLE IF EXISTS temp.flagged; CREATE TEMP TABLE flagged (row INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL);
     DROP TABLE IF EXISTS temp.chosen; CREATE TEMP TABLE chosen (customer_id INTEGER PRIMARY KEY, row INTEGER NOT NULL)`,
  );
  db.prepare(
    `INSERT OR IGNORE INTO temp.flagged SELECT m.row, m.customer_id FROM temp.removal_loan r
     CROSS JOIN main.loan_entity e ON e.id = r.loan_id
     CROSS JOIN temp.removal m ON m.customer_id = r.customer_id WHERE ${loan.TO_LOOK_AT}`,
  ).run({ cutoff });
  db.prepare(
    `INSERT OR IGNORE INTO temp.flagged SELECT m.row, m.customer_id FROM temp.removal m NOT INDEXED
     CROSS JOIN temp.removal_loan r ON r.customer_id = m.customer_id
     CROSS JOIN temp.reached_loan o ON o.loan_id = r.loan_id AND o.left_alone WHERE m.row <= ?`,
  ).run(aloneUpTo);
}

interface ShownRow {
  readonly row: number;
  readonly line: number;
  readonly customerId: number;
  readonly run: number | null;
  readonly at: string | null;
}

/** The rows to show, in file order, each with what goes with it and the loans that stay. */
export function shownRemovals(db: Db, shape: Shape, options: ShownOptions): readonly PlannedRemoval[] {
  db.exec(
    `DROP TABLE IF EXISTS temp.shown; CREATE TEMP TABLE shown (customer_id INTEGER PRIMARY KEY, row INTEGER)`,
  );
  db.prepare(
    `INSERT INTO temp.shown SELECT customer_id, row FROM temp.removal
     WHERE row IN (SELECT row FROM temp.removal ORDER BY row LIMIT ?) OR row IN (SELECT value FROM json_each(?))`,
  ).run(options.first, JSON.stringify(options.flagged));
  const records = shownRecords(db, shape);
  const loans = shownLoans(db);
  const flagged = new Set(options.flagged);
  const rows = shownRows(db);
  const names = options.names
    ? customerNames(
        db,
        rows.map(({ customerId }) => customerId),
      )
    : null;
  return rows.map(({ row, line, customerId, run, at }) => ({
    row,
    line,
    customerId,
    name: names?.get(customerId) ?? null,
    records: records.get(customerId) ?? [],
    loans: loans.get(customerId) ?? [],
    returned: run === null ? null : { run, at: at ?? '' },
    flagged: flagged.has(row),
  }));
}

function shownRows(db: Db): readonly ShownRow[] {
  return db
    .prepare<[], ShownRow>(
      `SELECT r.row, r.line, r.customer_id AS customerId,
         iif(c.id IS NULL, NULL, l.run) AS run, l.committed_at AS at
       FROM temp.removal r CROSS JOIN temp.shown s ON s.customer_id = r.customer_id
       LEFT JOIN main.customer_entity c ON c.id = s.customer_id
       LEFT JOIN main.ledger_run l ON l.run = (${LAST_RUN}) ORDER BY r.row`,
    )
    .all();
}

function shownRecords(db: Db, shape: Shape): ReadonlyMap<number, readonly TableCount[]> {
  const found = new Map<number, TableCount[]>();
  for (const table of shape.customer) {
    const counts = db.prepare<[], { readonly owner: number; readonly rows: number }>(
      countByOwner(db, table, { shape, of: 'temp.shown' }),
    );
    for (const { owner, rows } of counts.all()) {
      const list = found.get(owner) ?? [];
      found.set(owner, list);
      list.push({ table: table.table, level: 'customer', rows });
    }
  }
  return found;
}

interface LoanRow {
  readonly owner: number;
  readonly status: string;
  readonly open: number;
  readonly state: LoanCount['state'];
  readonly loans: number;
}

function shownLoans(db: Db): ReadonlyMap<number, readonly LoanCount[]> {
  const rows = db
    .prepare<[], LoanRow>(
      `SELECT r.customer_id AS owner, ${loan.STATUS} AS status, ${loan.OPEN} AS open, ${loan.STATE} AS state, count(*) AS loans
       FROM temp.shown s JOIN temp.removal_loan r ON r.customer_id = s.customer_id
       JOIN main.loan_entity e ON e.id = r.loan_id
       GROUP BY 1, 2, 3, 4 ORDER BY 1, 3 DESC, 2, 4`,
    )
    .all();
  const found = new Map<number, LoanCount[]>();
  for (const { owner, status, open, state, loans } of rows) {
    const list = found.get(owner) ?? [];
    found.set(owner, list);
    list.push({ status, open: open === 1, state, loans });
  }
  return found;
}
