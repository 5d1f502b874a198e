/** What the chosen customers are known by, one after the other: in memory alone, and never to be written anywhere. */
import type { Identity } from '../../../core/plan/personal-data.ts';
import type { Db } from '../connection/db.ts';

const COLUMNS = [
  'first_name',
  'last_name',
  'company_name',
  'email',
  'ssn',
  'driver_license',
  'access_user_name',
] as const;

/** The customers in `temp.removal` as the store has them now. Read in order of the IDs, so that nothing is sorted. */
export function* identities(db: Db): Generator<Identity> {
  const text = (column: string) => `CAST(c.${column} AS TEXT)`;
  const columns = COLUMNS.map(text).join(', ');
  const rows = db
    .prepare<[], readonly (string | null)[]>(
      `SELECT ${columns} FROM temp.removal r NOT INDEXED CROSS JOIN main.customer_entity c ON c.id = r.customer_id
       ORDER BY r.customer_id`,
    )
    .raw();
  for (const row of rows.iterate()) {
    const [
      first = null,
      last = null,
      company = null,
      email = null,
      ssn = null,
      license = null,
      login = null,
    ] = row;
    yield { first, last, company, email, ssn, license, login };
  }
}
