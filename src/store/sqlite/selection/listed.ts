/** Every removal of a plan: with what goes with it, as counts, asked set-wise; and by name with its loans. */
import type { ListedRemoval, ReviewedLoan, ReviewedRemoval } from '../../../core/plan/plan.ts';
import type { Shape } from '../../../core/shape/shape.ts';
import type { Db } from '../connection/db.ts';
import { customerNames } from './identities.ts';
import { displayIdOf, LAST_CLOSED_ON, STATUS } from './loan-state.ts';
import { countByOwner, inStore } from './rows-of.ts';

/** The customers in `temp.removal`, in file order. `records` holds the customer itself. */
export function listedRemovals(db: Db, shape: Shape): IterableIterator<ListedRemoval> {
  db.exec(
    `DROP TABLE IF EXISTS temp.listed; CREATE TEMP TABLE listed (customer_id INTEGER PRIMARY KEY, records INTEGER);
     INSERT INTO temp.listed SELECT customer_id, ${inStore('customer_id')} FROM temp.removal`,
  );
  for (const table of shape.customer) {
    db.exec(
      `UPDATE temp.listed SET records = records + c.rows FROM (${countByOwner(db, table, { shape, of: 'temp.removal' })}) c
       WHERE c.owner = customer_id`,
    );
  }
  return db
    .prepare<[], ListedRemoval>(
      `SELECT r.row, r.customer_id AS customerId, l.records,
         (SELECT count(*) FROM temp.removal_loan m WHERE m.customer_id = r.customer_id) AS linkedLoans,
         (SELECT ${LAST_CLOSED_ON} FROM temp.removal_loan m JOIN main.loan_entity e ON e.id = m.loan_id
            WHERE m.customer_id = r.customer_id) AS lastClosedOn
       FROM temp.removal r JOIN temp.listed l ON l.customer_id = r.customer_id ORDER BY r.row`,
    )
    .iterate();
}

/** Customers whose names are in memory at once. */
const AT_ONCE = 1000;

interface RemovalAt {
  readonly row: number;
  readonly customerId: number;
}

/** The customers in `temp.removal`, in file order, a batch at a time. */
export function* reviewedRemovals(db: Db, atOnce = AT_ONCE): Generator<ReviewedRemoval> {
  const batch = db.prepare<[number, number], RemovalAt>(
    'SELECT row, customer_id AS customerId FROM temp.removal WHERE row > ? ORDER BY row LIMIT ?',
  );
  for (let [after, rows] = [0, batch.all(0, atOnce)]; rows.length > 0; rows = batch.all(after, atOnce)) {
    const ids = rows.map(({ customerId }) => customerId);
    const [names, loans] = [customerNames(db, ids), loansOf(db, ids)];
    for (const { row, customerId } of rows) {
      yield { row, customerId, name: names.get(customerId) ?? null, loans: loans.get(customerId) ?? [] };
      after = row;
    }
  }
}

function loansOf(db: Db, ids: readonly number[]): ReadonlyMap<number, readonly ReviewedLoan[]> {
  const displayId = displayIdOf(db);
  const rows = db.prepare<[string], ReviewedLoan & { readonly owner: number }>(
    `SELECT m.customer_id AS owner, e.id AS loan, ${displayId} AS displayId, ${STATUS} AS status,
       CAST(e.closed_on AS TEXT) AS closedOn
     FROM json_each(?) j CROSS JOIN temp.removal_loan m ON m.customer_id = j.value
     CROSS JOIN main.loan_entity e ON e.id = m.loan_id`,
  );
  const found = new Map<number, ReviewedLoan[]>();
  for (const { owner, ...loan } of rows.iterate(JSON.stringify(ids))) {
    const list = found.get(owner) ?? [];
    found.set(owner, list);
    list.push(loan);
  }
  return found;
}
