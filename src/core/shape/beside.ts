/** Tables that a removal does not examine, and what may hold personal data among them. */
import { saysCustomerId } from './says-id.ts';
import { CUSTOMER, LINK, type Tables } from './ways.ts';

/**
 * `parallel`: its `customer_id` is keyed to another table than `customer_entity`; `referred-to`: such a table, or one that
 * records of a customer refer to, so that what they mean stays; `hangs-on`: it refers to one of those; `other`: none.
 */
export const BESIDE = ['referred-to', 'parallel', 'hangs-on', 'other'] as const;

type BesideWhy = (typeof BESIDE)[number];

export interface Beside {
  readonly table: string;
  readonly why: BesideWhy;
  /** The other table that makes it so; null for `other`. */
  readonly by: string | null;
}

/** The same with its rows. */
export interface BesideRows extends Beside {
  readonly rows: number;
}

/** What each of the tables is to a customer's records; `records` are those tables that lose rows. */
export function besideOf(
  tables: Tables,
  names: readonly string[],
  records: readonly string[],
): readonly Beside[] {
  const open = new Set(names);
  const found = new Map<string, Beside>();
  const note = (table: string, why: BesideWhy, by: string): boolean => {
    if (!open.has(table) || found.has(table)) return false;
    found.set(table, { table, why, by });
    return true;
  };
  for (const from of [CUSTOMER, LINK, ...records])
    for (const parent of parentsOf(tables, from)) note(parent, 'referred-to', from);
  for (const [table, parent] of parallels(tables)) {
    note(table, 'parallel', parent);
    note(parent, 'referred-to', table);
  }
  // Then whatever is tied to one of those, in either direction, and whatever is tied to that.
  const tied = [...found.keys()];
  for (const one of tied) {
    for (const parent of parentsOf(tables, one)) if (note(parent, 'referred-to', one)) tied.push(parent);
    for (const name of names)
      if (parentsOf(tables, name).includes(one) && note(name, 'hangs-on', one)) tied.push(name);
  }
  return names.map((table) => found.get(table) ?? { table, why: 'other', by: null });
}

function parentsOf(tables: Tables, name: string): readonly string[] {
  return (tables.get(name)?.foreignKeys ?? []).map(({ parent }) => parent);
}

/** Tables with a column that says it holds a customer's ID, and the table that it is keyed to; loans' tables, too. */
function parallels(tables: Tables): readonly (readonly [string, string])[] {
  return [...tables].flatMap(([name, { foreignKeys }]) =>
    foreignKeys
      .filter(({ columns }) => columns.some(saysCustomerId))
      .map(({ parent }) => [name, parent] as const),
  );
}
