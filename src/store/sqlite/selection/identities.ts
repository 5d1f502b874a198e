/** What customers are known by: in memory alone, never to be written anywhere, and so never sorted. */
import type { Identity } from '../../../core/plan/personal-data.ts';
import type { CustomerName } from '../../../core/plan/plan.ts';
import type { Db } from '../connection/db.ts';
import { hasColumns } from '../schema/read-keys.ts';

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

interface NameRow extends CustomerName {
  readonly customerId: number;
}

/** What a person knows each of these customers by; those that are not in the store are left out. */
export function customerNames(db: Db, ids: readonly number[]): ReadonlyMap<number, CustomerName> {
  const among = JSON.stringify(ids);
  const cities = citiesOf(db, among);
  const born = hasColumns(db, 'customer_entity', ['birth_date']) ? 'CAST(c.birth_date AS TEXT)' : 'NULL';
  const rows = db
    .prepare<[string], NameRow>(
      `SELECT c.id AS customerId, CAST(c.last_name AS TEXT) AS last, CAST(c.first_name AS TEXT) AS first,
         CAST(c.company_name AS TEXT) AS company, ${born} AS born, NULL AS city
       FROM json_each(?) j CROSS JOIN main.customer_entity c ON c.id = j.value`,
    )
    .all(among);
  return new Map(
    rows.map(({ customerId, born, ...name }) => [
      customerId,
      { ...name, born: /\b\d{4}\b/.exec(born ?? '')?.[0] ?? null, city: cities.get(customerId) ?? null },
    ]),
  );
}

/** One reading of the addresses, whether they have an index or not. */
function citiesOf(db: Db, among: string): ReadonlyMap<number, string> {
  const cities = new Map<number, string>();
  if (!hasColumns(db, 'customer_address', ['customer_id', 'kind', 'city'])) return cities;
  const rows = db.prepare<
    [string],
    { readonly owner: number; readonly city: string; readonly first: number }
  >(
    `SELECT customer_id AS owner, CAST(city AS TEXT) AS city, kind = 'primary' AS first
     FROM main.customer_address WHERE customer_id IN (SELECT value FROM json_each(?)) AND city <> ''`,
  );
  for (const { owner, city, first } of rows.iterate(among))
    if (first === 1 || !cities.has(owner)) cities.set(owner, city);
  return cities;
}
