/** SQL for "the rows that belong to these customers", made from the foreign keys that the shape found. */
import type { CustomerTable, Shape } from '../core/shape.ts';
import { CUSTOMER, LINK } from '../core/ways.ts';
import { quoteName } from './quote.ts';

/** A table with its rows to remove: `where` chooses those of the customers in `temp.removal`. */
export interface RemovedTable {
  readonly table: string;
  readonly level: 'customer' | 'link';
  readonly where: string;
}

/** Every table that loses rows, children before parents, `customer_entity` last. */
export function removedTables(shape: Shape): readonly RemovedTable[] {
  const children = [...shape.customer].reverse();
  return [
    ...children.map((table) => ({
      table: table.table,
      level: 'customer' as const,
      where: whereOwned(table, shape),
    })),
    { table: LINK, level: 'link', where: 'customer_id IN (SELECT customer_id FROM temp.removal)' },
    { table: CUSTOMER, level: 'customer', where: 'id IN (SELECT customer_id FROM temp.removal)' },
  ];
}

function whereOwned({ table, key }: CustomerTable, shape: Shape): string {
  const parent = shape.customer.find((one) => one.table === key.parent);
  const owned =
    parent === undefined ? 'id IN (SELECT customer_id FROM temp.removal)' : whereOwned(parent, shape);
  const [column, parentColumn] = [key.columns[0] ?? '', key.parentColumns[0] ?? ''];
  if (key.toRowId && parent === undefined) {
    return `${quoteName(column)} IN (SELECT customer_id FROM temp.removal)`;
  }
  if (key.toRowId) {
    const ids = `SELECT ${quoteName(parentColumn)} FROM main.${quoteName(key.parent)} WHERE ${owned}`;
    return `${quoteName(column)} IN (${ids})`;
  }
  return `EXISTS (SELECT 1 FROM main.${quoteName(key.parent)} AS p WHERE ${matches(key, 'p', quoteName(table))} AND ${owned})`;
}

/** The parent stands left: its column's collation is the foreign key's (sqlite.org/foreignkeys.html, 3). */
function matches(key: CustomerTable['key'], parent: string, child: string): string {
  return key.parentColumns
    .map((column, at) => `${parent}.${quoteName(column)} = ${child}.${quoteName(key.columns[at] ?? '')}`)
    .join(' AND ');
}

/** A query for `owner` (a customer's ID) and `rows`, for the customers in `temp.shown`. */
export function countByOwner(table: CustomerTable, shape: Shape): string {
  const joins: string[] = [];
  let [last, at] = [table, 0];
  for (let parent = parentOf(last, shape); parent !== undefined; parent = parentOf(last, shape)) {
    joins.push(join(last, at));
    [last, at] = [parent, at + 1];
  }
  if (!last.key.toRowId) joins.push(join(last, at));
  const owner = last.key.toRowId ? `t${at}.${quoteName(last.key.columns[0] ?? '')}` : `t${at + 1}.id`;
  return `SELECT ${owner} AS owner, count(*) AS rows FROM main.${quoteName(table.table)} AS t0 ${joins.join(' ')}
    WHERE ${owner} IN (SELECT customer_id FROM temp.shown) GROUP BY owner`;
}

function parentOf(table: CustomerTable, shape: Shape): CustomerTable | undefined {
  return shape.customer.find((one) => one.table === table.key.parent);
}

function join({ key }: CustomerTable, at: number): string {
  return `JOIN main.${quoteName(key.parent)} AS t${at + 1} ON ${matches(key, `t${at + 1}`, `t${at}`)}`;
}

/** A query for the number of rows of `table` whose parent, by its way to a customer, is not there. */
export function countOrphans({ table, key }: CustomerTable): string {
  return `SELECT count(*) AS rows FROM main.${quoteName(table)} AS c
    WHERE NOT EXISTS (SELECT 1 FROM main.${quoteName(key.parent)} AS p WHERE ${matches(key, 'p', 'c')})`;
}

/** Is a customer's own ID in the table, so that "nothing left" can be asked by ID? */
export function holdsCustomerId({ key }: CustomerTable): boolean {
  return key.parent === CUSTOMER && key.toRowId;
}
