import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closedStore, removalFile, runJson, temporaryFolder, withSql } from '../tools/program.ts';

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
    expect(text).toContain('sample rows that ANALYZE had kept');
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
