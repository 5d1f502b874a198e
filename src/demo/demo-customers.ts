/** Made-up customers: four in five a person, the rest companies and floor-plan dealers. */
import { BEFORE_FIRST, chance, day, dice, oneOf, word } from './demo-dice.ts';

const COMPANY = chance('company', 18);

/** Statements that make the customers of `temp.demo_key`. */
export function customerRange(): readonly string[] {
  const person = (sql: string) => `iif(${COMPANY}, NULL, ${sql})`;
  const company = (sql: string) => `iif(${COMPANY}, ${sql}, NULL)`;
  const user = `lower(substr(${word('first')}, 1, 1) || replace(${word('last')}, ' ', '')) || k.i`;
  return [
    `INSERT INTO customer_entity (id, import_id, status_id, customer_type, customer_id_type, ssn, first_name, middle_name,
       last_name, generation_code, company_name, contact_name, birth_date, gender, driver_license, email,
       access_user_name, credit_limit_cents, ofac_match, ofac_tested)
     SELECT ${BEFORE_FIRST} + k.i, 'IMP-' || printf('%07d', k.i), 1 + ${dice('status', 5)},
       iif(${COMPANY}, ${oneOf('company type', ['company', 'company', 'flooring'])}, 'individual'),
       iif(${COMPANY}, 'ein', 'ssn'),
       ${/* numbers that begin with 9 are never given out (ssa.gov) */ ''}
       '9' || printf('%02d-%02d-%04d', ${dice('ssn a', 100)}, ${dice('ssn b', 100)}, ${dice('ssn c', 10000)}),
       ${person(word('first'))},
       ${person(`iif(${chance('middle', 40)}, ${word('first', 'middle name')}, NULL)`)},
       ${person(word('last'))},
       ${person(oneOf('generation', ['none', 'none', 'none', 'jr', 'sr', 'iii']))},
       ${company(`${word('trade')} || ' ' || ${word('business')}`)},
       ${company(`${word('first', 'contact first')} || ' ' || ${word('last', 'contact last')}`)},
       ${person(day('birth', '1945-01-01', 20_000))},
       ${person(oneOf('gender', ['female', 'male', 'unknown']))},
       ${person(`'D' || printf('%07d', ${dice('license', 10_000_000)})`)},
       iif(${chance('email', 85)}, ${user} || '@example.com', NULL),
       iif(${chance('user', 60)}, ${user}, NULL),
       iif(${chance('limit', 50)}, 50000 + 5000 * ${dice('limit amount', 100)}, NULL),
       ${chance('ofac', 1)}, ${chance('ofac tested', 90)}
     FROM temp.demo_key k`,
  ];
}
