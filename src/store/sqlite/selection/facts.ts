/** What goes with the chosen customers, asked of the store set-wise: counts by table, loans, and a digest. */
import { createHash } from 'node:crypto';
import { comparesAlike } from '../../../core/shape/affinity.ts';
import type { BesideRows } from '../../../core/shape/beside.ts';
import type { Facts } from '../../../core/plan/facts.ts';
import type { TableRows } from '../../../core/shape/table-rows.ts';
import type { OnProgress } from '../../../core/progress/progress.ts';
import type { CustomerTable, Shape } from '../../../core/shape/shape.ts';
import { CUSTOMER, LINK, LOAN } from '../../../core/shape/ways.ts';
import { canonical, feed } from '../apply/canonical.ts';
import { givesIdsOnce, highestThatGoes } from '../apply/id-sequence.ts';
import { OPEN } from './loan-state.ts';
import { quoteName } from '../schema/quote.ts';
import { LAST_RUN, REMOVED_BEFORE, inStore, orphansOf, ownersAmong, removedTables } from './rows-of.ts';
import type { Db } from '../connection/db.ts';

/**
 * Chooses the customers to remove: those staged that are in the store, or of whom something is left, each once. Their rows are staged no longer: twice
 * they would cost as much memory as all that is made of them later.
 */
export function chooseRemovals(db: Db): void {
  db.exec(
    `CREATE TEMP TABLE removal (customer_id INTEGER PRIMARY KEY, row INTEGER NOT NULL, line INTEGER NOT NULL);
     INSERT INTO temp.removal SELECT s.customer_id, min(s.row), s.line FROM temp.staged s
       WHERE ${inStore('s.customer_id')} OR s.customer_id IN (SELECT customer_id FROM temp.remains) GROUP BY s.customer_id`,
  );
  const all = countRows(db, 'temp.staged') === countRemovals(db);
  db.exec(
    `DELETE FROM temp.staged ${all ? '' : 'WHERE customer_id IN (SELECT customer_id FROM temp.removal)'};
     CREATE UNIQUE INDEX temp.removal_by_row ON removal (row)`,
  );
}

/** How many customers were chosen, whether they are still in the store or not. */
export function countRemovals(db: Db): number {
  return countRows(db, 'temp.removal');
}

/**
 * The facts about the chosen customers, and their loans as collected, as they are now; asked again inside the removal's
 * transaction. `onProgress` hears of how many questions are answered.
 */
export function readFacts(db: Db, shape: Shape, onProgress: OnProgress): Facts {
  const removed = removedTables(shape, 'temp.removal');
  // The digest after the tables.
  const questions = removed.length + 1;
  const tables = removed
    .map(({ table, level, where }, at) => {
      onProgress(at, questions);
      return { table, level, rows: countRows(db, `main.${quoteName(table)} AS o0 WHERE ${where}`) };
    })
    .reverse();
  onProgress(questions - 1, questions);
  const once = givesIdsOnce(db);
  const facts = {
    customers: countRows(db, `main.${CUSTOMER}`),
    tables,
    remains: countRemains(db, shape),
    returned: countRows(
      db,
      `temp.removal r NOT INDEXED WHERE ${REMOVED_BEFORE} AND ${inStore('r.customer_id')}`,
    ),
    ids: { once, highestGoes: once ? null : highestThatGoes(db) },
    orphans: countOrphans(db, shape),
    loans: countLoans(db),
    shape,
  };
  return { ...facts, ...digests(db, JSON.stringify(facts)) };
}

/**
 * The loans of the chosen customers, `temp.removal_loan`, and each of them once, `temp.reached_loan`, `left_alone` where it
 * loses its last customer that is in the store. IDs alone. Asked in order of the IDs: in the file's order, which the
 * index has, each customer's links are another page, at twenty times the cost.
 */
export function collectLoans(db: Db): void {
  forgetLoans(db);
  db.exec(
    `CREATE TEMP TABLE removal_loan (customer_id INTEGER, loan_id INTEGER, PRIMARY KEY (customer_id, loan_id)) WITHOUT ROWID;
     INSERT OR IGNORE INTO temp.removal_loan SELECT r.customer_id, ifnull(l.loan_id, '')
       FROM temp.removal r NOT INDEXED CROSS JOIN main.loan_customer l ON l.customer_id = r.customer_id;
     CREATE TEMP TABLE reached_loan (loan_id INTEGER PRIMARY KEY NOT NULL, left_alone INTEGER NOT NULL) WITHOUT ROWID;
     INSERT INTO temp.reached_loan SELECT loan_id, NOT EXISTS (SELECT 1 FROM main.loan_customer l
         WHERE l.loan_id = d.loan_id AND l.customer_id NOT IN (SELECT customer_id FROM temp.removal)
           AND ${inStore('l.customer_id')})
       FROM (SELECT DISTINCT loan_id FROM temp.removal_loan) d;`,
  );
}

/** Drops what was collected; within a transaction their pages would be kept in memory beside what takes their place. */
export function forgetLoans(db: Db): void {
  db.exec('DROP TABLE IF EXISTS temp.removal_loan; DROP TABLE IF EXISTS temp.reached_loan');
}

/**
 * Is a customer linked to a loan whose ID no loan can have, or to none at all, collected as an empty text? The ledger
 * keeps IDs of loans, and nothing else.
 */
export function hasOddLoan(db: Db): boolean {
  return countRows(db, `temp.reached_loan WHERE ${ODD_LOAN}`) > 0 || hasLoanAlike(db);
}

/** Are texts the IDs of loans, and two of them one number, as 7 and 07 are? Collected as that number, nobody could tell them apart. */
function hasLoanAlike(db: Db): boolean {
  const id = db
    .prepare<[], { readonly type: string; readonly strict: number }>(
      `SELECT c.type, l.strict FROM pragma_table_xinfo('${LOAN}', 'main') c, pragma_table_list('${LOAN}') l
       WHERE l.schema = 'main' AND lower(c.name) = 'id'`,
    )
    .get();
  const numbers = { type: 'INTEGER', strict: false };
  // Such a column makes a number of every text that is one.
  if (id !== undefined && comparesAlike(numbers, { type: id.type, strict: id.strict === 1 })) return false;
  const alike = `SELECT 1 FROM temp.reached_loan d JOIN main.${LOAN} e ON e.id = d.loan_id GROUP BY d.loan_id
    HAVING count(*) > 1 OR max(typeof(e.id) = 'text' AND e.id <> CAST(d.loan_id AS TEXT))`;
  return countRows(db, `(${alike})`) > 0;
}

const MOST = Number.MAX_SAFE_INTEGER;

/** Is `loan_id` no ID that a loan can have? */
export const ODD_LOAN = `(typeof(loan_id) <> 'integer' OR loan_id NOT BETWEEN ${-MOST} AND ${MOST})`;

/** Of the chosen customers those whose own row is gone, and of whom something is there: now, whoever wrote since. */
function countRemains(db: Db, shape: Shape): number {
  const gone = `temp.remains WHERE NOT ${inStore('customer_id')}`;
  if (countRows(db, gone) === 0) return 0;
  db.exec('DROP TABLE IF EXISTS temp.left; CREATE TEMP TABLE left (customer_id INTEGER PRIMARY KEY)');
  for (const owners of ownersAmong(shape, gone)) db.exec(`INSERT OR IGNORE INTO temp.left ${owners}`);
  return countRows(db, 'temp.left');
}

/**
 * Rows without a parent, by table whose rows have nothing else that says whose they are; of other tables, where there are any.
 * `tables`: which are asked; every one that holds records of customers, and the links, where it is left out.
 */
export function countOrphans(
  db: Db,
  shape: Shape,
  tables: readonly CustomerTable[] = [...shape.customer, LINKS],
): readonly TableRows[] {
  return tables.flatMap((table) => {
    const rows = countRows(db, orphansOf(table, shape));
    return table.idColumn === null || rows > 0 ? [{ table: table.table, rows }] : [];
  });
}

/** The links as a table that holds customers' IDs: what they are keyed to was looked at by the shape. */
const LINKS: CustomerTable = {
  table: LINK,
  key: {
    columns: ['customer_id'],
    parent: CUSTOMER,
    parentColumns: ['id'],
    toRowId: true,
    mayBeNull: [],
    unlike: [],
    collations: [],
  },
  idColumn: 'customer_id',
};

function countLoans(db: Db): Facts['loans'] {
  const open = `temp.removal_loan r JOIN main.loan_entity e ON e.id = r.loan_id WHERE ${OPEN}`;
  return {
    linked: countRows(db, 'temp.reached_loan'),
    leftAlone: countRows(db, 'temp.reached_loan WHERE left_alone'),
    customersWithOpen: countRows(db, `(SELECT DISTINCT r.customer_id FROM ${open})`),
  };
}

/** How many rows `from` holds; `from` is SQL of our own with quoted names, never text from outside. */
export function countRows(db: Db, from: string): number {
  return db.prepare<[], number>(`SELECT count(*) FROM ${from}`).pluck().get() ?? 0;
}

/** The tables that are not examined, with their rows. */
export function countBeside(db: Db, { beside }: Shape): readonly BesideRows[] {
  return beside.map((one) => ({ ...one, rows: countRows(db, `main.${quoteName(one.table)}`) }));
}

/**
 * `digest`: sha256 over the counts, the chosen customers' IDs, and their loans with all that a guard or a warning reads.
 * It is published, and kept for ever: nothing is in it that somebody who has it could guess, and try, a name by.
 * `names`: the same over what the chosen are called as well. It is compared, and forgotten.
 */
function digests(db: Db, counts: string): Pick<Facts, 'digest' | 'names'> {
  const hash = createHash('sha256').update(counts);
  const add = (sql: string) => feed(hash, db, { sql, values: [] });
  const loan = canonical(db, { columns: ['status', 'archived', 'deleted', 'closed_on'], alias: 'e' });
  add(
    `SELECT r.customer_id || ',' || r.loan_id || ',' || ${loan} || ';'
     FROM temp.removal_loan r LEFT JOIN main.loan_entity e ON e.id = r.loan_id ORDER BY r.customer_id, r.loan_id`,
  );
  // An ID that went and was given out again in the meantime is another person's, whatever else is equal.
  add(
    `SELECT r.customer_id || ',' || (${LAST_RUN}) || ';' FROM temp.removal r NOT INDEXED
     WHERE ${REMOVED_BEFORE} ORDER BY r.customer_id`,
  );
  add(`SELECT customer_id || ',' || row || ';' FROM temp.removal NOT INDEXED ORDER BY customer_id`);
  const digest = hash.copy().digest('hex');
  const names = canonical(db, { columns: ['last_name', 'first_name', 'company_name'], alias: 'c' });
  // Who is shown, and compared with a list of names, is who goes: another name is another person.
  add(
    `SELECT r.customer_id || ',' || ${names} || ';'
     FROM temp.removal r NOT INDEXED CROSS JOIN main.customer_entity c ON c.id = r.customer_id ORDER BY r.customer_id`,
  );
  return { digest, names: hash.digest('hex') };
}
