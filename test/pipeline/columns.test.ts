/** A column that is not there: where a guard, a name or a link is read from it the shape is refused, and no guard is off. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { COLUMNS_READ } from '../../src/core/shape/own-tables.ts';
import { runHere } from '../tools/in-process.ts';
import {
  bytesOf,
  closedStore,
  dump,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
} from '../tools/program.ts';

const cwd = temporaryFolder();
const store = closedStore(cwd, 20);
const file = join(cwd, removalFile(cwd, [40001, 40002]));
run(['plan', 'july.csv', '--out', 'july.plan'], { cwd });

/** A copy of the store in which a column has another name, which no index and no rule of the table is in the way of. */
function without(table: string, column: string): string {
  const copy = join(cwd, `${table}.${column}.db`);
  copyFileSync(store, copy);
  withSql(copy, (db) => db.exec(`ALTER TABLE ${table} RENAME COLUMN ${column} TO was_${column}`));
  return copy;
}

const READ = [...COLUMNS_READ].flatMap(([table, columns]) =>
  columns.map((column) => [table, column] as const),
);

it.each(READ)('%s without %s is refused by name, and nothing is written', async (table, column) => {
  const path = without(table, column);
  const before = bytesOf(path);
  const { code, text } = await runHere(['plan', file, '--store', path], true);
  expect({ code, text: text.replaceAll(/\s+/g, ' ') }).toMatchObject({
    code: 7,
    text: expect.stringContaining(`table ${table} has no column ${column}, which`),
  });
  expect(bytesOf(path)).toBe(before);
});

/** Every column of the tables of ours whose names are like that. */
function columnsOf(like: string) {
  return withSql(store, (db) =>
    db
      .prepare<[string], { readonly table: string; readonly column: string; readonly held: number }>(
        `SELECT m.name AS "table", c.name AS "column",
           c.pk OR EXISTS (SELECT 1 FROM pragma_foreign_key_list(m.name) k WHERE k."from" = c.name) AS held
         FROM sqlite_schema m, pragma_table_xinfo(m.name) c WHERE m.type = 'table' AND m.name LIKE ? ESCAPE '!'`,
      )
      .all(like),
  );
}

it('of the ledger, too, to whoever only looks at it, and a scrub needs none of them', async () => {
  const columns = columnsOf('ledger!_%');
  expect(columns.length).toBeGreaterThan(15);
  for (const { table, column } of columns) {
    const path = without(table, column);
    const { code, text } = await runHere(['history', '--store', path], true);
    expect({ code, text: text.replaceAll(/\s+/g, ' ') }).toMatchObject({
      code: 7,
      text: expect.stringContaining(`table ${table} has no column ${column}, which`),
    });
    expect((await runHere(['store', 'scrub', '--store', path], true)).code, column).toBe(0);
  }
});

it('every column but those and the keys may have any name: the same people go, and no guard is off', async () => {
  const path = join(cwd, 'renamed.db');
  copyFileSync(store, path);
  const others = [...columnsOf('customer!_%'), ...columnsOf('loan!_%')].filter(
    ({ table, column, held }) =>
      // A list of titles with a column of another name is told as not examined.
      table !== 'customer_status_entity' && held === 0 && COLUMNS_READ.get(table)?.includes(column) !== true,
  );
  expect(others.length).toBeGreaterThan(40);
  withSql(path, (db) => {
    for (const { table, column } of others)
      db.exec(`ALTER TABLE ${table} RENAME COLUMN ${column} TO was_${column}`);
  });
  const planned = async (of: string) =>
    JSON.parse((await runHere(['plan', file, '--store', of, '--json'], false)).text).plan;
  // Texts are looked at by their columns' names, and the plan says which.
  const { digest: _whole, mentions: _looked, ...whole } = await planned(store);
  const { digest: _renamed, mentions, ...renamed } = await planned(path);
  expect(renamed).toEqual(whole);
  expect(mentions).toEqual({ tables: [], records: 0, shown: [] });
  expect(runJson(['ingest', file, '--store', path, '--confirm-removes', '2'], { cwd }).code).toBe(0);
});

it.each([
  ['validate', 'july.csv'],
  ['plan', 'july.csv'],
  ['ingest', 'july.csv', '--confirm-removes', '2', '--allow-open-loans', '0'],
  ['ingest', 'july.csv', '--plan', 'july.plan'],
  ['show', 'july.plan'],
])('%s %s … of a store without loan_entity.deleted: 7 shape', (...args) => {
  const path = without('loan_entity', 'deleted');
  const before = dump(path);
  const { code, document } = runJson([...args, '--store', path], { cwd });
  expect({ code, reason: document.reason, changed: document.storeChanged }).toEqual({
    code: 7,
    reason: 'shape',
    changed: false,
  });
  expect(dump(path)).toBe(before);
});

it('check finds it, verify asks what can be asked all the same, and finish says that it could not', () => {
  const path = without('loan_entity', 'closed_on');
  expect(runJson(['check', '--store', path], { cwd }).document).toMatchObject({
    exitCode: 7,
    reason: 'shape',
  });
  const fault = {
    before: 'prepare PRAGMA main.wal_checkpoint',
    after: 'exec COMMIT',
    signal: 'SIGKILL' as const,
  };
  run(['ingest', 'july.csv', '--confirm-removes', '2'], { cwd, fault });
  const done = without('loan_entity', 'closed_on');
  expect(runJson(['finish', '--store', done], { cwd }).document).toMatchObject({
    exitCode: 9,
    reason: 'check-failed',
  });
  const verified = run(['verify', '--all', '--store', done], { cwd });
  expect(verified.stdout.replaceAll(/\s+/g, ' ')).toContain('table loan_entity has no column closed_on');
});
