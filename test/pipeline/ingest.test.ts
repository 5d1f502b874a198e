import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerHeader } from '../../src/core/file/template.ts';
import type { Evidence } from '../../src/core/run/report.ts';
import {
  BIN,
  ask,
  bytesOf,
  dumpLoans,
  makeStore,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
} from '../tools/program.ts';

const SAMPLES = new URL('../../samples', import.meta.url).pathname;

/** A company's own tables: one nobody thought of, one two levels down by a text key, one that is nobody's. */
const COMPANY = `
  CREATE TABLE Kyc_Check (code TEXT PRIMARY KEY NOT NULL COLLATE NOCASE, c INTEGER NOT NULL REFERENCES Customer_Entity, t TEXT);
  CREATE TABLE "kyc page" (id INTEGER PRIMARY KEY, "the ""check""" TEXT NOT NULL REFERENCES kyc_check(code) ON DELETE CASCADE, scan BLOB);
  CREATE TABLE document_page (id INTEGER PRIMARY KEY, d INTEGER NOT NULL REFERENCES customer_document(id), text TEXT);
  CREATE TABLE page_stamp (p INTEGER NOT NULL REFERENCES document_page(id), k TEXT, PRIMARY KEY (p, k)) WITHOUT ROWID;
  CREATE TABLE audit_log (id INTEGER PRIMARY KEY, what TEXT);
  INSERT INTO kyc_check SELECT 'Check-' || id, id, 'kyc of ' || id FROM customer_entity WHERE id % 2;
  INSERT INTO "kyc page" SELECT NULL, upper(code), zeroblob(300) FROM kyc_check;
  INSERT INTO document_page SELECT NULL, id, 'page of ' || customer_id FROM customer_document;
  INSERT INTO page_stamp SELECT id, 'stamp' FROM document_page;
  INSERT INTO audit_log VALUES (1, 'kept');`;

const OWNED: Readonly<Record<string, string>> = {
  kyc_check: 'SELECT c FROM kyc_check',
  'kyc page': 'SELECT k.c FROM "kyc page" p JOIN kyc_check k ON k.code = p."the ""check"""',
  document_page: 'SELECT d.customer_id FROM document_page p JOIN customer_document d ON d.id = p.d',
  page_stamp:
    'SELECT d.customer_id FROM page_stamp s JOIN document_page p ON p.id = s.p JOIN customer_document d ON d.id = p.d',
};

/** How many rows each customer has in every table that is a customer's: the model. */
function rowsByCustomer(store: string): Map<string, number> {
  return withSql(store, (db) => {
    const own = db.prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'customer\\_%' ESCAPE '\\' AND name NOT LIKE '%entity'`,
    );
    const queries = own
      .pluck()
      .all()
      .map((table) => [String(table), `SELECT customer_id FROM ${String(table)}`]);
    const model = new Map<string, number>();
    const all = [
      ...queries,
      ...Object.entries(OWNED),
      ['loan_customer', 'SELECT customer_id FROM loan_customer'],
      ['customer_entity', 'SELECT id FROM customer_entity'],
    ];
    for (const [table = '', sql = ''] of all) {
      for (const id of db.prepare(sql).pluck().all()) {
        const key = `${Number(id)}/${table}`;
        model.set(key, (model.get(key) ?? 0) + 1);
      }
    }
    return model;
  });
}

describe('the sample removal', () => {
  it('leaves no row of the removed in any table, and every loan table equal', () => {
    const cwd = temporaryFolder();
    const store = makeStore(cwd, 1204);
    const loans = dumpLoans(store);
    const ids = readFileSync(join(SAMPLES, 'removal.csv'), 'utf8').matchAll(/^remove,(\d+),/gm);
    const list = [...ids].map(([, id]) => id).join();
    cpSync(SAMPLES, cwd, { recursive: true });
    expect(run(['ingest', 'removal.csv', '--confirm-removes', '57'], { cwd }).code).toBe(0);
    const sql = (text: string) => execFileSync('sqlite3', [store, text]).toString().trim();
    for (const table of sql(
      `SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE c.name = 'customer_id' AND m.name NOT LIKE 'ledger%'`,
    ).split('\n')) {
      expect(sql(`SELECT count(*) FROM "${table}" WHERE customer_id IN (${list})`), table).toBe('0');
    }
    expect(sql(`SELECT count(*) FROM customer_entity WHERE id IN (${list})`)).toBe('0');
    expect(sql('SELECT count(*) FROM customer_entity')).toBe('1147');
    expect(dumpLoans(store)).toBe(loans);
    expect(sql('PRAGMA integrity_check; PRAGMA foreign_key_check')).toBe('ok');
    const [report] = ['report.txt', 'report.json'].map((name) => join(cwd, 'lms-reports/0001', name));
    expect(statSync(report!).mode & 0o777).toBe(0o640);
    expect(statSync(join(cwd, 'lms-reports/0001')).mode & 0o027).toBe(0);
    expect(readdirSync(join(cwd, 'lms-reports'))).toEqual(['0001']);
  });
});

describe('any choice of customers', () => {
  const origin = temporaryFolder();
  const first = makeStore(origin, 80);
  withSql(first, (db) => db.exec(COMPANY));

  it('is removed with all that is theirs and nothing else, as a model has it, and every count agrees', () => {
    const ids = Array.from({ length: 80 }, (_, at) => 40001 + at);
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: 1 }), (chosen) => {
        const cwd = temporaryFolder();
        cpSync(first, join(cwd, 'lms.db'));
        const store = join(cwd, 'lms.db');
        const before = rowsByCustomer(store);
        const loans = dumpLoans(store);
        removalFile(cwd, chosen);
        const bytes = bytesOf(store);
        const planned = runJson(['plan', 'july.csv'], { cwd }).document.plan;
        expect(run(['validate', 'july.csv'], { cwd }).code).toBe(0);
        expect(bytesOf(store)).toBe(bytes);
        const open = String(planned.loans.customersWithOpen);
        const line = ['ingest', 'july.csv', '--confirm-removes', planned.consent, '--allow-open-loans', open];
        const { document, code } = runJson(line, { cwd });
        expect(code).toBe(0);

        const gone = new Set(chosen);
        const expected = [...before].filter(([key]) => !gone.has(Number(key.split('/')[0])));
        expect(new Map(rowsByCustomer(store))).toEqual(new Map(expected));
        expect(dumpLoans(store)).toBe(loans);
        expect(ask(store, 'SELECT what FROM audit_log')).toBe('kept');
        expect(planned.notExamined).toEqual(['audit_log']);
        const { tables, checks }: { tables: any[]; checks: any[] } = document.report;
        const removed = tables.map((one) => ({
          table: one.table,
          level: one.level,
          rows: one.removed,
        }));
        expect(removed).toEqual(planned.tables);
        expect(document.report).toMatchObject({
          removals: chosen.length,
          verified: true,
          linkedLoans: planned.loans.linked,
        });
        const { warned, leftAlone, ...given }: Evidence = document.report.evidence;
        expect(given).toMatchObject({ storePath: realpathSync(store), names: null, outputs: [] });
        expect(warned.find((one) => one.why === 'open-loan')?.customers ?? 0).toBe(Number(open));
        for (const { customers, ids: kept } of warned) {
          expect(kept).toHaveLength(customers);
          expect(kept).toEqual(chosen.filter((id) => kept.includes(id)));
        }
        expect(leftAlone).toHaveLength(document.report.loansLeftAlone);
        for (const { loan, displayId } of leftAlone)
          expect(ask(store, `SELECT display_id FROM loan_entity WHERE id = ${loan}`)).toBe(displayId);
        for (const { table, after } of document.report.tables)
          expect(ask(store, `SELECT count(*) FROM "${table}"`)).toBe(after);
        expect(checks.every((check) => check.passed)).toBe(true);
      }),
      { numRuns: 12 },
    );
  });
});

describe('ingest', () => {
  it('never gives an ID out again', () => {
    const cwd = temporaryFolder();
    const store = makeStore(cwd, 10);
    removalFile(cwd, [40010]);
    expect(
      run(['ingest', 'july.csv', '--yes', '--allow-open-loans', String(openOf(store, [40010]))], { cwd })
        .code,
    ).toBe(0);
    withSql(store, (db) => db.exec(`INSERT INTO customer_entity (last_name) VALUES ('New')`));
    expect(ask(store, 'SELECT max(id) FROM customer_entity')).toBe(40011);
  });

  function openOf(store: string, ids: readonly number[]): unknown {
    return ask(
      store,
      `SELECT count(DISTINCT customer_id) FROM loan_customer c JOIN loan_entity e ON e.id = c.loan_id
       WHERE e.status <> 'Closed' AND NOT e.archived AND NOT e.deleted AND customer_id IN (${ids.join()})`,
    );
  }

  it('of a file as a spreadsheet saves it: mark, CRLF, cells left out in blocks, a quoted cell, blank rows at the end', () => {
    const cwd = temporaryFolder();
    const store = makeStore(cwd, 60);
    withSql(store, (db) => db.exec(`UPDATE loan_entity SET status = 'Closed'`));
    const rows = Array.from({ length: 40 }, (_, at) => {
      const id = 40001 + at + (at % 2);
      return at < 16 ? `remove,${id}${','.repeat(46)}` : at === 20 ? `"remove","${id}"` : `remove,${id}`;
    });
    const unique = [...new Set(rows.map((row) => /\d+/.exec(row)![0]))].map((id) =>
      rows.find((row) => row.includes(id))!,
    );
    const blank = ['', ','.repeat(47), ','];
    writeFileSync(
      join(cwd, 'excel.csv'),
      `\uFEFF${customerHeader().trim()}\r\n${[...unique, ...blank].join('\r\n')}\r\n`,
    );
    const { document, code } = runJson(['ingest', 'excel.csv', '--confirm-removes', String(unique.length)], {
      cwd,
    });
    expect(code).toBe(0);
    expect(document.report).toMatchObject({ removals: unique.length, verified: true });
    expect(document.file).toMatchObject({ byteOrderMark: true, lineEnds: 'CRLF', blankRows: 3 });
    expect(document.report.checks[0]).toMatchObject({ expected: unique.length + 3, passed: true });
  });

  it('with --missing-ok counts those that an earlier run removed as done, and only those', () => {
    const cwd = temporaryFolder();
    const store = makeStore(cwd, 60);
    withSql(store, (db) => db.exec(`UPDATE loan_entity SET status = 'Closed'`));
    removalFile(cwd, [40001, 40003]);
    removalFile(cwd, [40003, 40005, 40001], 'more.csv');
    removalFile(cwd, [40003, 40001], 'less.csv');
    removalFile(cwd, [40003, 77], 'never.csv');
    expect(run(['ingest', 'july.csv', '--yes'], { cwd }).code).toBe(0);
    expect(run(['ingest', 'more.csv', '--yes'], { cwd }).code).toBe(3);
    const { document } = runJson(['ingest', 'more.csv', '--confirm-removes', '1', '--missing-ok'], { cwd });
    expect(document).toMatchObject({ exitCode: 0, report: { removals: 1, alreadyRemoved: 2, run: 2 } });
    expect(run(['ingest', 'less.csv', '--yes', '--missing-ok'], { cwd })).toMatchObject({ code: 0 });
    expect(run(['ingest', 'never.csv', '--yes', '--missing-ok'], { cwd }).code).toBe(3);
    expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(2);
  });

  it('twice at the same time removes once, and both say how it ended', async () => {
    const cwd = temporaryFolder();
    const store = makeStore(cwd, 60);
    withSql(store, (db) => db.exec(`UPDATE loan_entity SET status = 'Closed'`));
    removalFile(cwd, [40001, 40003]);
    const env = { PATH: process.env.PATH, LANG: 'C.UTF-8' };
    const codes = await Promise.all(
      [1, 2, 3].map(
        () =>
          new Promise<number | null>((resolve) => {
            const child = spawn(process.execPath, [BIN, 'ingest', 'july.csv', '--yes', '--json'], {
              cwd,
              env,
              stdio: 'ignore',
            });
            child.on('exit', resolve);
          }),
      ),
    );
    for (const code of codes) expect([0, 6, 7, 9]).toContain(code);
    expect(run(['ingest', 'july.csv', '--yes'], { cwd }).code).toBe(0);
    expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(1);
    expect(ask(store, 'SELECT count(*) FROM ledger_removed')).toBe(2);
    expect(existsSync(join(cwd, 'lms-reports/0001/report.txt'))).toBe(true);
  });
});
