/** Every removal of a plan with what goes with it, as counts, asked set-wise. */
import type { ListedRemoval } from '../../../core/plan/plan.ts';
import type { Shape } from '../../../core/shape/shape.ts';
import type { Db } from '../connection/db.ts';
import { LAST_CLOSED_ON } from './loan-state.ts';
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
