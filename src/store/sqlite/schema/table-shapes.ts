/** What a saved plan binds of every table: a digest of its columns, its keys and its level. */
import { createHash } from 'node:crypto';
import type { TableShape } from '../../../core/plan/saved-plan.ts';
import type { Shape } from '../../../core/shape/shape.ts';
import { CUSTOMER, LINK } from '../../../core/shape/ways.ts';
import type { Db } from '../connection/db.ts';
import { MIGRATION_TABLES } from './migrations.ts';
import { foldName } from './quote.ts';

/** Statements that say of each table, in order, what no index, ANALYZE or VACUUM changes. */
const ASKED = [
  `SELECT name AS "table", json_array(type, wr, strict) AS said FROM pragma_table_list
     WHERE schema = 'main' AND type <> 'view' ORDER BY name`,
  `SELECT l.name AS "table", json_array(c.name, c.type, c."notnull", c.pk, c.hidden) AS said
     FROM pragma_table_list l, pragma_table_xinfo(l.name, 'main') c
     WHERE l.schema = 'main' AND l.type <> 'view' ORDER BY l.name, c.cid`,
  `SELECT l.name AS "table", json_array(k."table", k.seq, k."from", k."to") AS said
     FROM pragma_table_list l, pragma_foreign_key_list(l.name, 'main') k
     WHERE l.schema = 'main' AND l.type <> 'view' ORDER BY l.name, k.id, k.seq`,
];

/**
 * Every table of the store by name, those that are not examined too. The ledger's own are left out: what they hold is
 * chained, and a newer program may add one without anything else being different.
 */
export function tableShapes(db: Db, shape: Shape): TableShape[] {
  const said = new Map<string, string[]>();
  for (const sql of ASKED) {
    const rows = db.prepare<[], { readonly table: string; readonly said: string }>(sql).all();
    for (const row of rows) {
      const table = foldName(row.table);
      const lines = said.get(table) ?? [];
      said.set(table, lines);
      lines.push(row.said);
    }
  }
  const isLedger = (table: string) => table.startsWith('ledger_') && MIGRATION_TABLES.has(table);
  return [...said]
    .filter(([table]) => !isLedger(table) && !table.startsWith('sqlite_'))
    .map(([table, lines]) => ({ table, digest: digestOf([levelOf(shape, table), ...lines]) }));
}

function digestOf(lines: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(lines)).digest('hex').slice(0, 16);
}

function levelOf(shape: Shape, table: string): 'customer' | 'link' | 'loan' | 'none' {
  if (table === LINK) return 'link';
  if (table === CUSTOMER || shape.customer.some((one) => one.table === table)) return 'customer';
  return shape.loan.includes(table) ? 'loan' : 'none';
}
