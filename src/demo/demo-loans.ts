/** Made-up loans in all states: shared ones, second ones, and some that belong to nobody. */
import { BEFORE_FIRST, chance, day, dice, oneOf } from './demo-dice.ts';

const CLOSED = chance('loan closed', 72);
const APPLICATION = chance('loan applied for', 25);

/**
 * Every closed loan closed before 2023, so that none is "closed less than 36 months ago" on whatever day the demo
 * is made: 2010-01-01 and 2,700 and 2,000 days are 2022-11-14.
 */
function loans(name: 'first' | 'second', when: string): string {
  const closedOn = `date(opened_on, '+' || (30 + ${dice(`${name} months`, 1_970)}) || ' days')`;
  return `INSERT INTO loan_entity (id, display_id, status, sub_status, opened_on, closed_on, archived, deleted, balance_cents)
    SELECT id, 'LN-' || printf('%07d', id), status,
      CASE status
        WHEN 'Closed' THEN ${oneOf('sub closed', ['Closed - Paid Off', 'Closed - Paid Off', 'Closed - Settled'])}
        WHEN 'Open' THEN ${oneOf('sub open', ['Open - Repaying', 'Open - Repaying', 'Open - Charged Off Collectible'])}
        ELSE ${oneOf('sub application', ['Application - In Review', 'Application - Approved'])} END,
      opened_on, iif(status = 'Closed', ${closedOn}, NULL),
      status = 'Closed' AND ${chance('archived', 15)}, ${chance(`${name} deleted`, 3)},
      iif(status = 'Open', 10000 + 100 * ${dice('balance', 20_000)}, 0)
    FROM (SELECT k.i, 2 * k.i - ${name === 'first' ? 1 : 0} AS id,
        iif(${CLOSED}, 'Closed', iif(${APPLICATION}, 'Application', 'Open')) AS status,
        ${day(`${name} opened`, '2010-01-01', 2_700)} AS opened_on
      FROM temp.demo_key k WHERE ${when}) AS k`;
}

interface Link {
  readonly loan: string;
  /** The customer's number, before `BEFORE_FIRST` is added. */
  readonly customer: string;
  readonly role: 'primary' | 'secondary' | 'additional';
}

function link({ loan, customer, role }: Link, when: string): string {
  return `INSERT OR IGNORE INTO loan_customer (loan_id, customer_id, role)
    SELECT ${loan}, ${BEFORE_FIRST} + ${customer}, '${role}' FROM temp.demo_key k WHERE ${when}`;
}

function perLoan(sql: string): string {
  return `${sql} FROM temp.demo_key k JOIN loan_entity e ON e.id IN (2 * k.i - 1, 2 * k.i)`;
}

const FIRST = chance('has a loan', 78);
/** One that belongs to nobody, or a second one. */
const NOBODYS = chance('loan of nobody', 3);
const SECOND = `(${chance('has a second loan', 14)} OR ${NOBODYS})`;

/** Statements that make the loans of the customers of `temp.demo_key`; a loan is shared with a customer before. */
export function loanRange(): readonly string[] {
  const applied = `e.status <> 'Application'`;
  return [
    loans('first', FIRST),
    loans('second', SECOND),
    link({ loan: '2 * k.i - 1', customer: 'k.i', role: 'primary' }, FIRST),
    link({ loan: '2 * k.i', customer: 'k.i', role: 'primary' }, `${SECOND} AND NOT (${NOBODYS})`),
    link(
      { loan: '2 * k.i - 1', customer: 'k.i - 1', role: 'secondary' },
      `k.i > 1 AND ${FIRST} AND ${chance('shared', 12)}`,
    ),
    link(
      { loan: '2 * k.i - 1', customer: 'k.i - 2', role: 'additional' },
      `k.i > 2 AND ${FIRST} AND ${chance('shared by three', 3)}`,
    ),
    ...[1, 2, 3].map(
      (month) =>
        `${perLoan(`INSERT INTO loan_payment (loan_id, paid_on, amount_cents)
          SELECT e.id, date(e.opened_on, '+${month} months'), 5000 + 100 * ${dice(`amount ${month}`, 500)}`)} WHERE ${applied}`,
    ),
    `${perLoan(`INSERT INTO loan_note (loan_id, written_on, body) SELECT e.id, e.opened_on, 'Agreement signed.'`)} WHERE ${applied}`,
    perLoan(`INSERT INTO loan_document (loan_id, name, media_type, content)
      SELECT e.id, 'agreement.pdf', 'application/pdf', CAST('%PDF-1.7 agreement ' || e.display_id AS BLOB)`),
  ];
}
