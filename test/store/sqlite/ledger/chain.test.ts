import Database from 'better-sqlite3';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { canonical } from '../../../../src/store/sqlite/apply/canonical.ts';
import { digestOf } from '../../../../src/store/sqlite/ledger/chain.ts';
import { migrate } from '../../../../src/store/sqlite/schema/migrations.ts';

/** A ledger with one run, of these removed customers by row, and these loans. */
function ledger({ rows, loans }: { readonly rows: readonly unknown[]; readonly loans: readonly unknown[] }) {
  const db = new Database(':memory:');
  migrate(db);
  db.exec(`INSERT INTO ledger_run VALUES (1, 'abc', '2026', '{}')`);
  const [removed, loan] = [
    db.prepare('INSERT INTO ledger_removed VALUES (1, ?, ?)'),
    db.prepare('INSERT INTO ledger_loan VALUES (1, ?)'),
  ];
  for (const row of rows) removed.run(row, 40001);
  for (const id of loans) loan.run(id);
  return db;
}

const RUN = { link: 2, run: 1, finding: null };

/** What a link stands for, as it was first defined: one statement, of which SQLite sorts every row. */
function defined(db: Database.Database): string {
  const hash = createHash('sha256').update(JSON.stringify(['before', 2, 1, null]));
  const add = (sql: string) => {
    for (const text of db.prepare<[], string>(sql).pluck().iterate()) hash.update(`${text}\n`);
  };
  const columns = ['run', 'file_sha256', 'committed_at', 'record'];
  add(`SELECT ${canonical(db, { columns, alias: 't' })} FROM ledger_run t`);
  for (const [table, key, of] of [
    ['ledger_removed', 'row', ['row', 'customer_id']],
    ['ledger_loan', 'loan_id', ['loan_id']],
  ] as const)
    add(`SELECT group_concat(${canonical(db, { columns: of, alias: 't' })}, ';' ORDER BY t.${key}) FROM ${table} t
      WHERE t.run = 1 GROUP BY t.${key} / 4096 ORDER BY t.${key} / 4096`);
  return hash.digest('hex');
}

it('a link stands for the same text, however it is asked for', () => {
  const most = Number.MAX_SAFE_INTEGER;
  const id = fc.oneof(fc.integer({ min: -10_000, max: 10_000 }), fc.integer({ min: -most, max: most }));
  const ids = fc.uniqueArray(fc.oneof(id, fc.constantFrom(-4096, -4095, 0, 4095, 4096, 8191, 8192)), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(ids, ids, (rows, loans) => {
      const db = ledger({ rows, loans });
      expect(digestOf(db, 'before', RUN)).toBe(defined(db));
      db.close();
    }),
  );
});

it('a link is the digest that earlier versions noted', () => {
  const db = ledger({ rows: [], loans: [-5000, -5, 5, Number.MAX_SAFE_INTEGER] });
  db.exec('INSERT INTO ledger_removed VALUES (1, 2, 40001), (1, 4095, 40002), (1, 4096, 40003)');
  expect(digestOf(db, 'before', RUN)).toBe(
    'bc911c5181673568f5724f9aeb4f7df6e1295628e2c408c05a72108a024d8eaf',
  );
});

it('a key that is no integer is told, and ends', () => {
  const digest = (loans: readonly unknown[]) => digestOf(ledger({ rows: [2], loans }), 'before', RUN);
  const all = [[1], [1, 'one'], [1, 'two'], [1, 1.5], [1, Buffer.from('one')], [1, 2n ** 63n - 1n]].map(
    digest,
  );
  expect(new Set(all).size).toBe(all.length);
});

it('one column alone is text: as a number a large integer would be rounded', () => {
  const db = new Database(':memory:');
  const sql = (value: string) =>
    `SELECT ${canonical(db, { columns: ['a'], alias: 't' })} FROM (SELECT ${value} AS a) t`;
  const text = (value: string) => db.prepare<[]>(sql(value)).pluck().get();
  expect(['9223372036854775807', '-1', 'NULL', "'1'", "x'31'", '1.5'].map(text)).toEqual([
    '9223372036854775807',
    '-1',
    'NULL',
    't31',
    'b31',
    '1.5',
  ]);
});
