/** Made-up records of every kind that a customer can have; some customers have none of a kind. */
import { BEFORE_FIRST, chance, day, dice, oneOf, phone, word } from './demo-dice.ts';

/** `INSERT … SELECT` for the customers of `temp.demo_key` that the chance falls on. */
function insert(table: string, values: Readonly<Record<string, string>>, when: string): string {
  return `INSERT INTO ${table} (customer_id, ${Object.keys(values).join(', ')})
    SELECT ${BEFORE_FIRST} + k.i, ${Object.values(values).join(', ')} FROM temp.demo_key k WHERE ${when}`;
}

function address(kind: 'primary' | 'mail', percent: number): string {
  const values = {
    kind: `'${kind}'`,
    address1: `(1 + ${dice(`${kind} number`, 9_000)}) || ' ' || ${word('street', `${kind} street`)} || ' ' || ${word('kindOfStreet', `${kind} way`)}`,
    address2: `iif(${chance(`${kind} unit`, 20)}, 'Unit ' || (1 + ${dice(`${kind} unit number`, 40)}), NULL)`,
    city: word('city', `${kind} city`),
    state: `'CA'`,
    zipcode: `printf('9%04d', ${dice(`${kind} zip`, 7_000)})`,
    country: `'usa'`,
  };
  return insert('customer_address', values, chance(`${kind} address`, percent));
}

function phoneOf(type: string, percent: number): string {
  return insert(
    'customer_phone',
    { type: `'${type}'`, number: phone(type) },
    chance(`${type} phone`, percent),
  );
}

function note(at: number, percent: number): string {
  const name = `note ${at}`;
  const values = {
    written_on: day(`${name} day`, '2014-01-01', 3_000),
    author: oneOf(`${name} author`, ['mreyes', 'tchan', 'kolsen', 'system']),
    body: word('note', name),
  };
  return insert('customer_note', values, chance(`${name} there`, percent));
}

/** Content that looks like a scanned page: a PDF's first line, and a few hundred bytes that differ. */
function document(at: number, percent: number): string {
  const name = `document ${at}`;
  const values = {
    name: `${word('document', name)} || '.pdf'`,
    media_type: `'application/pdf'`,
    content: `CAST('%PDF-1.7' || char(10) || substr(replace(hex(zeroblob(1000)), '00', printf('%08x', ${dice(`${name} content`, 2_000_000_000)})), 1, 200 + ${dice(`${name} size`, 1_800)}) AS BLOB)`,
  };
  return insert('customer_document', values, chance(`${name} there`, percent));
}

function communication(at: number, percent: number): string {
  const name = `communication ${at}`;
  const values = {
    sent_on: day(`${name} day`, '2014-01-01', 3_000),
    channel: word('channel', `${name} channel`),
    subject: word('subject', `${name} subject`),
    body: `'Dear customer, ' || lower(${word('subject', `${name} subject`)}) || '. Reference ' || printf('%08d', ${dice(`${name} reference`, 100_000_000)}) || '.'`,
  };
  return insert('customer_communication', values, chance(`${name} there`, percent));
}

function reference(at: number, percent: number): string {
  const name = `reference ${at}`;
  const values = {
    name: `${word('first', `${name} first`)} || ' ' || ${word('last', `${name} last`)}`,
    relation: word('relation', name),
    phone: phone(name),
  };
  return insert('customer_reference', values, chance(`${name} there`, percent));
}

function work(): readonly string[] {
  const score = (bureau: string) => `480 + ${dice(bureau, 340)}`;
  return [
    insert(
      'customer_employer',
      {
        company_name: word('company', 'employer'),
        title: word('title'),
        phone: phone('employer'),
        hire_date: day('hired', '1995-01-01', 9_000),
        income_cents: `2400000 + 10000 * ${dice('income', 900)}`,
        income_frequency: `'annually'`,
        pay_date: day('paid', '2022-01-01', 30),
        pay_date_frequency: oneOf('pay', ['monthly', 'semiMonthly', 'biWeekly', 'weekly']),
      },
      chance('employed', 70),
    ),
    insert(
      'customer_credit_score',
      {
        scored_on: day('scored', '2016-01-01', 2_000),
        equifax: score('e'),
        transunion: score('t'),
        experian: score('x'),
      },
      chance('scored at all', 75),
    ),
  ];
}

/** The small ones. */
function accounts(): readonly string[] {
  return [
    insert(
      'customer_social_profile',
      { network: word('network'), profile: `'customer-' || k.i` },
      chance('social', 25),
    ),
    insert(
      'customer_custom_field',
      { name: `'referred by'`, value: oneOf('referred', ['web', 'radio', 'friend', 'branch']) },
      chance('custom', 45),
    ),
    insert(
      'customer_payment_profile',
      {
        token: `'tok_' || printf('%08x', ${dice('token', 2_000_000_000)})`,
        title: oneOf('card', ['checking', 'savings', 'debit card']),
        last_four: `printf('%04d', ${dice('last four', 10_000)})`,
      },
      chance('pays', 60),
    ),
  ];
}

/** Statements that make the records of the customers of `temp.demo_key`. */
export function recordRange(): readonly string[] {
  return [
    address('primary', 94),
    address('mail', 25),
    ...[['cell', 88] as const, ['home', 35] as const, ['office', 20] as const, ['fax', 4] as const].map(
      ([type, percent]) => phoneOf(type, percent),
    ),
    ...[70, 50, 30, 15].map((percent, at) => note(at, percent)),
    ...[55, 25].map((percent, at) => document(at, percent)),
    ...[80, 60, 40].map((percent, at) => communication(at, percent)),
    ...[40, 20].map((percent, at) => reference(at, percent)),
    ...work(),
    ...accounts(),
  ];
}
