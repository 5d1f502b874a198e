/** A dump keeps no encoding: what is hashed of a store's texts must be the same in UTF-8 and in UTF-16. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../../src/core/shape/shape.ts';
import { addDigestFunctions, canonical, compact } from '../../../../src/store/sqlite/apply/canonical.ts';
import { addLink } from '../../../../src/store/sqlite/ledger/chain.ts';
import { checkChain } from '../../../../src/store/sqlite/ledger/check-chain.ts';
import { customerFacts } from '../../../../src/store/sqlite/selection/customer-facts.ts';
import { ENCODINGS, type Encoding } from '../../../../src/store/sqlite/apply/encoding.ts';
import { digestLoans } from '../../../../src/store/sqlite/apply/loan-digests.ts';
import { MIGRATION_TABLES, migrate } from '../../../../src/store/sqlite/schema/migrations.ts';
import { readTables } from '../../../../src/store/sqlite/schema/read-shape.ts';
import { runs } from '../../../tools/fuzz.ts';
import {
  ask,
  closedStore,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
} from '../../../tools/program.ts';

function empty(encoding: Encoding) {
  const db = new Database(':memory:');
  db.pragma(`encoding = '${encoding}'`);
  addDigestFunctions(db);
  return db;
}

/** Texts as people and programs write them: every plane, NUL, a byte order mark, and lengths around the bound. */
const text = fc.oneof(
  { weight: 9, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 3, arbitrary: fc.constantFrom('', '\0', '\uFEFFa', 'é\0x', '\u{1F600}', '\uFFFD') },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat((1 << 20) + 1), 'é'.repeat(1 << 19)) },
);
const value = fc.oneof(text, fc.integer(), fc.double({ noNaN: true }), fc.uint8Array(), fc.constant(null));

describe('a digest', () => {
  it('is of the same text in every encoding, and of no two texts', () => {
    const stores = ENCODINGS.map((encoding) => {
      const db = empty(encoding);
      db.exec('CREATE TABLE one (a, b)');
      const [all, short] = [canonical, compact].map((made) =>
        made(db, { columns: ['a', 'b'], alias: 'one' }),
      );
      const read = db.prepare<[], string[]>(`SELECT ${all}, ${short} FROM one`).raw();
      const write = db.prepare('INSERT INTO one VALUES (?, ?)');
      return (a: unknown, b: unknown) => {
        db.exec('DELETE FROM one');
        write.run(a, b);
        return read.get()!.join('\n');
      };
    });
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(value, value, (a, b) => {
        const texts = new Set(stores.map((store) => store(a, b)));
        expect(texts.size).toBe(1);
        const [found = ''] = texts;
        const asked = [a, b].map((one) =>
          one instanceof Uint8Array ? `x${one.join()}` : typeof one + String(one),
        );
        expect(seen.get(found) ?? asked.join('/')).toBe(asked.join('/'));
        if (found.length < 200) seen.set(found, asked.join('/'));
      }),
      { numRuns: runs(400) },
    );
  });

  it.each(ENCODINGS)('of bytes that are no text in %s is not that of a text', (encoding) => {
    const db = empty(encoding);
    const sql = (bytes: string) =>
      `SELECT ${canonical(db, { columns: ['a'], alias: 't' })} FROM (SELECT CAST(x'${bytes}' AS TEXT) AS a) t`;
    const shown = ['61D8', '61D862D8', '00D8', 'D800', 'FDFF', 'FFFD', 'EFBFBD', '61'].map((bytes) =>
      db.prepare(sql(bytes)).pluck().get(),
    );
    expect(new Set(shown).size).toBe(shown.length);
  });

  it('of loans and of customers does not depend on the encoding, nor on the order of its bytes', () => {
    const found = ENCODINGS.map((encoding) => {
      const db = empty(encoding);
      migrate(db);
      db.exec(`DROP TRIGGER ledger_store_no_update; UPDATE ledger_store SET key = zeroblob(32);
        CREATE TABLE loan_tag (tag TEXT, loan INTEGER REFERENCES loan_entity(id), PRIMARY KEY (tag, loan)) WITHOUT ROWID;
        CREATE TABLE loan_word (word TEXT COLLATE NOCASE PRIMARY KEY, loan INTEGER REFERENCES loan_entity(id));
        INSERT INTO loan_entity (id, display_id, status) VALUES (1, 'Lé', 'Closed');
        INSERT INTO customer_entity (id, last_name) VALUES (7, 'Brandt é');
        INSERT INTO loan_customer VALUES (1, 7, 'primary');
        INSERT INTO customer_note (customer_id, body) VALUES (7, '\u{1F600}');
        CREATE TEMP TABLE reached_loan (loan_id INTEGER); INSERT INTO temp.reached_loan VALUES (1)`);
      for (const word of ['z', 'é', '\uFFFD', '\u{1F600}', 'Ab', 'aa', 'Z', '', '\u0100', '\u00FF'])
        db.prepare('INSERT INTO loan_tag VALUES (?, 1)').run(word);
      for (const word of ['z', 'é', '\uFFFD', '\u{1F600}', 'Ab', 'aa'])
        db.prepare('INSERT INTO loan_word VALUES (?, 1)').run(word);
      const shape = classify(readTables(db), MIGRATION_TABLES);
      if ('trouble' in shape) throw new Error(JSON.stringify(shape.trouble));
      return JSON.stringify([digestLoans(db, shape, () => undefined), [...customerFacts(db, shape, [7])]]);
    });
    expect(new Set(found).size).toBe(1);
    expect(found[0]).toContain('"table":"loan_tag","rows":10');
  });

  it.each(ENCODINGS)(
    'that an earlier version noted in a store of %s is still one of the ledger',
    (written) => {
      for (const now of ENCODINGS) {
        const [old, db] = [empty(written), empty(now)];
        migrate(old);
        old.exec(`INSERT INTO ledger_run VALUES (1, 'abc', '2026', '{"actor":"Zoë"}')`);
        // As it was first defined: `hex` of a text is of the bytes that the store keeps.
        old.exec(`DROP TRIGGER ledger_chain_no_delete; DELETE FROM ledger_chain`);
        noteAsFirstDefined(old);
        migrate(db);
        db.exec(`DROP TRIGGER ledger_chain_no_delete; DELETE FROM ledger_chain;
        DROP TRIGGER ledger_store_no_delete; DELETE FROM ledger_store`);
        for (const table of ['ledger_store', 'ledger_run', 'ledger_chain'])
          for (const row of old.prepare<[], unknown[]>(`SELECT * FROM ${table}`).raw().all())
            db.prepare(`INSERT INTO ${table} VALUES (${row.map(() => '?').join()})`).run(row);
        // Written since, by this version.
        db.exec(`INSERT INTO ledger_run VALUES (2, 'def', '2026', '{"actor":"é"}')`);
        addLink(db, { run: 2, finding: null });
        const troubles = () => [...checkChain(db)].filter(({ why }) => why !== 'unguarded');
        expect(troubles()).toEqual([]);
        db.exec(
          `DROP TRIGGER ledger_run_no_update; UPDATE ledger_run SET record = '{"actor":"Zoé"}' WHERE run = 1`,
        );
        expect(troubles()).toEqual([{ run: 1, why: 'changed' }]);
      }
    },
  );
});

/** The links of the store's own row and of run 1, by SQL's own `hex` alone. */
function noteAsFirstDefined(db: Database.Database): void {
  let before = '';
  for (const [link, run, sql] of [
    [1, null, `SELECT id || ',t' || hex(identity) || ',b' || hex(key) FROM ledger_store`],
    [
      2,
      1,
      `SELECT run || ',t' || hex(file_sha256) || ',t' || hex(committed_at) || ',t' || hex(record) FROM ledger_run`,
    ],
  ] as const) {
    const text = String(db.prepare(sql).pluck().get());
    const hash = createHash('sha256').update(JSON.stringify([before, link, run, null]));
    before = hash.update(`${text}\n`).digest('hex');
    db.prepare('INSERT INTO ledger_chain VALUES (?, ?, NULL, ?)').run(link, run, before);
  }
}

describe('a store that was made anew from a dump in UTF-16', () => {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 60);
  removalFile(cwd, [40001, 40002]);
  removalFile(cwd, [40005], 'next.csv');

  it('accuses nobody, says no loan was changed, and goes on', () => {
    withSql(store, (db) => db.exec(`UPDATE loan_note SET body = 'é' || body`));
    expect(run(['plan', 'next.csv', '--out', 'next.plan'], { cwd }).code).toBe(0);
    expect(run(['ingest', 'july.csv', '--yes', '--actor', 'Zoë'], { cwd }).code).toBe(0);
    const dumped = execFileSync('sqlite3', [store, '.dump']).toString();
    const ids = `PRAGMA application_id = ${String(ask(store, 'PRAGMA application_id'))}; PRAGMA user_version = 2;`;
    execFileSync('sqlite3', [join(cwd, 'other.db')], {
      input: `PRAGMA encoding = 'UTF-16le';\n${dumped}\n${ids}\nPRAGMA journal_mode = wal;`,
    });
    for (const end of ['-wal', '-shm']) rmSync(`${store}${end}`, { force: true });
    copyFileSync(join(cwd, 'other.db'), store);
    expect(ask(store, 'PRAGMA encoding')).toBe('UTF-16le');
    const check = ['history', '--check', '--report', 'lms-reports/0001/report.json'];
    expect(runJson(check, { cwd }).document).toMatchObject({ exitCode: 0, counts: { troubles: 0 } });
    const unchanged = expect.objectContaining({ check: 5, found: 'unchanged' });
    const checks = expect.arrayContaining([unchanged]);
    expect(runJson(['verify', '1'], { cwd }).document).toMatchObject({ runs: [{ checks }] });
    expect(run(['ingest', 'next.csv', '--plan', 'next.plan'], { cwd })).toMatchObject({ code: 0 });
    expect(run(check, { cwd }).code).toBe(0);
  });
});
