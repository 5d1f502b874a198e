import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closedStore, removalFile, runJson, temporaryFolder, withSql } from '../../../tools/program.ts';

/** A company's table whose rows were sampled by ANALYZE before it got the name that it has now. */
const RENAMED = `
  CREATE TABLE kyc (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer_entity(id), passport TEXT UNIQUE);
  INSERT INTO kyc (customer_id, passport) SELECT id, 'PASSPORT-' || id || '-' FROM customer_entity;
  ANALYZE;
  ALTER TABLE kyc RENAME TO customer_kyc;`;

const IDS = Array.from({ length: 60 }, (_, at) => 40_001 + at);

describe('sample rows of ANALYZE', () => {
  it.each([
    ['under the old name of a table', RENAMED],
    [
      'under a name that another table has now',
      `${RENAMED} CREATE TABLE kyc (id INTEGER PRIMARY KEY, word TEXT UNIQUE)`,
    ],
    ['under its own name', RENAMED.replace(/ALTER.*/, '')],
  ])('go with the removed: %s', (_name, sql) => {
    const cwd = temporaryFolder();
    const store = closedStore(cwd, IDS.length);
    withSql(store, (db) => db.exec(sql));
    const held = () => readFileSync(store, 'latin1').includes('PASSPORT-');
    expect(held()).toBe(true);
    const done = runJson(['ingest', removalFile(cwd, IDS), '--confirm-removes', '60'], { cwd });
    expect(done).toMatchObject({ code: 0, document: { report: { verified: true } } });
    expect(done.document.report.samples).toBeGreaterThan(0);
    expect(held()).toBe(false);
    const text = readFileSync(join(cwd, 'lms-reports/0001/report.txt'), 'utf8');
    expect(text).toContain('rows that ANALYZE had kept');
  });

  it('go as counts, too, where the table or index that they name is none of the store: it may be named for somebody', () => {
    const cwd = temporaryFolder();
    const store = closedStore(cwd, 20);
    withSql(store, (db) =>
      db.exec(`
        CREATE TABLE zyzzyva_import (customer_id INTEGER NOT NULL REFERENCES customer_entity(id), x UNIQUE);
        CREATE TABLE zyzzyva_keyed (x TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE zyzzyva_bare (x);
        CREATE TABLE "Kept" (x UNIQUE);
        CREATE TABLE kept_keyed (x TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE kept_bare (x);
        INSERT INTO zyzzyva_import VALUES (40001, 1), (40002, 2);
        INSERT INTO zyzzyva_keyed VALUES (1); INSERT INTO zyzzyva_bare VALUES (1);
        INSERT INTO "Kept" VALUES (1); INSERT INTO kept_keyed VALUES (1); INSERT INTO kept_bare VALUES (1);
        ANALYZE; DROP TABLE IF EXISTS sqlite_stat4;
        UPDATE sqlite_stat1 SET tbl = 'KEPT' WHERE tbl = 'Kept';
        INSERT INTO sqlite_stat1 VALUES ('Kept', 'zyzzyva_index', '1 1'), (NULL, NULL, '1');
        ALTER TABLE zyzzyva_import RENAME TO imported;
        ALTER TABLE zyzzyva_keyed RENAME TO keyed; ALTER TABLE zyzzyva_bare RENAME TO bare`),
    );
    const counts = () =>
      withSql(store, (db) =>
        db
          .prepare(
            `SELECT DISTINCT tbl FROM sqlite_stat1 WHERE tbl IS NULL OR tbl LIKE 'kept%' OR tbl LIKE 'zyz%' ORDER BY 1`,
          )
          .pluck()
          .all(),
      );
    expect(counts()).toEqual([
      null,
      'KEPT',
      'Kept',
      'kept_bare',
      'kept_keyed',
      'zyzzyva_bare',
      'zyzzyva_import',
      'zyzzyva_keyed',
    ]);
    const before = withSql(store, (db) => db.prepare('SELECT count(*) FROM sqlite_stat1').pluck().get());
    const done = runJson(['ingest', removalFile(cwd, [40_001]), '--confirm-removes', '1'], { cwd });
    expect(done).toMatchObject({ code: 0, document: { report: { verified: true } } });
    expect(counts()).toEqual(['KEPT', 'kept_bare', 'kept_keyed']);
    expect(withSql(store, (db) => db.prepare('SELECT count(*) FROM sqlite_stat1').pluck().get())).toBe(
      Number(before) - 5,
    );
    expect(readFileSync(store, 'latin1')).not.toContain('zyzzyva');
  });

  it('make a run fail again that left some, and not one that left none', () => {
    const cwd = temporaryFolder();
    const store = closedStore(cwd, 60);
    runJson(['ingest', removalFile(cwd, IDS.slice(0, 5)), '--confirm-removes', '5'], { cwd });
    withSql(store, (db) => db.exec(RENAMED));
    expect(runJson(['verify', '1'], { cwd }).code).toBe(0);
    // As an earlier version noted it.
    withSql(store, (db) =>
      db.exec(
        `DROP TRIGGER ledger_run_no_update; UPDATE ledger_run SET record = json_remove(record, '$.samples')`,
      ),
    );
    const again = runJson(['verify', '1'], { cwd });
    expect(again).toMatchObject({ code: 9, document: { reason: 'check-failed' } });
    expect(again.document.runs[0].checks[1]).toMatchObject({ check: 3, passed: false });
    withSql(store, (db) => db.exec('ANALYZE'));
    expect(runJson(['verify', '1'], { cwd }).code).toBe(0);
  });
});
