import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, linkSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { customerHeader, removeRow } from '../../src/core/file/template.ts';
import {
  BIN,
  ask,
  dump,
  makeStore,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
} from '../tools/program.ts';

function room(customers = 60) {
  const cwd = temporaryFolder();
  const store = makeStore(cwd, customers);
  withSql(store, (db) => db.exec(`UPDATE loan_entity SET status = 'Closed'`));
  removalFile(cwd, [40002]);
  return { cwd, store };
}

const INGEST = ['ingest', 'july.csv', '--confirm-removes', '1', '--lock-timeout', '1'];

interface Chain {
  readonly table: string;
  readonly length: number;
  readonly from: string;
}

/** Tables that hang one on the other, by a text from the second on, with a row in each for every row of the first's parent. */
function chain(db: Database.Database, { table, length, from }: Chain): void {
  db.exec(`CREATE TABLE ${table}0 (k TEXT PRIMARY KEY NOT NULL, up INTEGER NOT NULL REFERENCES ${from}(id));
    INSERT INTO ${table}0 SELECT 'k' || id, id FROM ${from}`);
  for (let at = 1; at < length; at += 1)
    db.exec(`CREATE TABLE ${table}${at} (k TEXT PRIMARY KEY NOT NULL, up TEXT NOT NULL REFERENCES ${table}${at - 1}(k));
      INSERT INTO ${table}${at} SELECT k, k FROM ${table}${at - 1}`);
}

describe("a company's tables", () => {
  it.each(['p', 'o0', 'o1', 't0', 'removal', 'staged'])(
    'named %s lose the rows of the removed and no other',
    (name) => {
      const { cwd, store } = room();
      withSql(store, (db) =>
        db.exec(
          `CREATE TABLE "${name}" (id INTEGER PRIMARY KEY, import_id TEXT NOT NULL REFERENCES customer_entity(import_id));
         INSERT INTO "${name}" (import_id) SELECT import_id FROM customer_entity`,
        ),
      );
      expect(run(INGEST, { cwd }).code).toBe(0);
      expect(ask(store, `SELECT count(*) FROM "${name}"`)).toBe(59);
    },
  );

  it('may hang two levels deep by unique columns', () => {
    const { cwd, store } = room();
    withSql(store, (db) =>
      db.exec(
        `CREATE TABLE kyc (code TEXT PRIMARY KEY NOT NULL, import_id TEXT NOT NULL REFERENCES customer_entity(import_id));
         CREATE TABLE kyc_page (id INTEGER PRIMARY KEY, code TEXT NOT NULL REFERENCES kyc(code));
         INSERT INTO kyc SELECT 'k' || id, import_id FROM customer_entity;
         INSERT INTO kyc_page (code) SELECT code FROM kyc`,
      ),
    );
    expect(run(INGEST, { cwd }).code).toBe(0);
    expect(ask(store, 'SELECT (SELECT count(*) FROM kyc) || (SELECT count(*) FROM kyc_page)')).toBe('5959');
  });

  it.each([`'MARKERLOAN-secret'`, '1.5', '9223372036854775807', `x'4142'`])(
    'with a link to a loan that nobody can note are refused before anything is removed: %s',
    (loan) => {
      const { cwd, store } = room();
      withSql(store, (db) => {
        db.pragma('foreign_keys = OFF');
        db.exec(`INSERT INTO loan_customer (loan_id, customer_id, role)
          SELECT ${loan}, id, 'primary' FROM customer_entity`);
      });
      const before = ask(store, 'SELECT count(*) FROM customer_entity');
      for (const line of [['plan', 'july.csv'], INGEST]) {
        const { code, document } = runJson(line, { cwd });
        expect(code).toBe(7);
        expect(JSON.stringify(document)).toContain('loan_customer');
        expect(document).toMatchObject({ reason: 'shape' });
      }
      expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(before);
    },
  );

  it.each([
    [
      'an ANY column of a STRICT table, where 0123 and 123 are two',
      `CREATE TABLE customer_file (customer_id INTEGER NOT NULL REFERENCES customer_entity(id), code ANY NOT NULL UNIQUE) STRICT;
       CREATE TABLE customer_file_page (code INTEGER NOT NULL REFERENCES customer_file(code), body TEXT);
       INSERT INTO customer_file VALUES (40002, '0123'), (40003, 123);
       INSERT INTO customer_file_page VALUES (123, 'of 40003')`,
      'customer_file_page',
    ],
    [
      'a text, from a column of no type',
      `CREATE TABLE customer_scan (ref NOT NULL REFERENCES customer_entity(import_id), body TEXT);
       UPDATE customer_entity SET import_id = '700123' WHERE id = 40002;
       INSERT INTO customer_scan VALUES (700123, 'of 40002')`,
      'customer_scan',
    ],
  ])('are refused where a key is not compared as SQLite compares columns: to %s', (_name, sql, table) => {
    const { cwd, store } = room();
    withSql(store, (db) => db.exec(sql));
    for (const line of [['plan', 'july.csv'], INGEST]) {
      const { code, document, stderr } = runJson(line, { cwd });
      expect(code, stderr).toBe(7);
      expect(document).toMatchObject({ reason: 'shape', storeChanged: false });
      expect(JSON.stringify(document)).toContain(`table ${table} refers to a key of another type`);
    }
    expect(ask(store, `SELECT count(*) FROM ${table}`)).toBe(1);
  });

  it('with a text key are shown with the customer, too', () => {
    const { cwd, store } = room();
    withSql(store, (db) =>
      db.exec(
        `CREATE TABLE x (id INTEGER PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customer_entity(id));
         INSERT INTO x (customer_id) SELECT '0' || id FROM customer_entity`,
      ),
    );
    const { plan } = runJson(['plan', 'july.csv'], { cwd }).document;
    expect(plan.shown[0].records).toContainEqual({ table: 'x', level: 'customer', rows: 1 });
  });

  it('are refused by the name of a function that this program asks, and by no other', () => {
    const { cwd, store } = room();
    withSql(store, (db) => db.exec('CREATE TABLE pragma_table_list (schema, name, type, wr, strict)'));
    const { document } = runJson(INGEST, { cwd });
    expect(document).toMatchObject({ exitCode: 7, reason: 'shape' });
    expect(document.message).toContain(
      "pragma_table_list has a name that is SQLite's own: of a function that this program asks",
    );
    expect(run(['store', 'scrub'], { cwd }).code).toBe(0);
    withSql(store, (db) => {
      db.exec('DROP TABLE pragma_table_list');
      for (const name of [
        'pragma_notes',
        'pragma_integrity_check',
        'json_archive',
        'json_tree',
        'dbstat',
        'hex',
      ])
        db.exec(`CREATE TABLE ${name} (c INTEGER NOT NULL REFERENCES customer_entity(id));
          INSERT INTO ${name} SELECT id FROM customer_entity`);
    });
    expect(run(INGEST, { cwd }).code).toBe(0);
    expect(ask(store, 'SELECT (SELECT count(*) FROM json_archive) || (SELECT count(*) FROM hex)')).toBe(
      '5959',
    );
  });

  it('may have two thousand columns, and stand far from a customer or a loan', () => {
    const { cwd, store } = room();
    withSql(store, (db) => {
      const wide = Array.from({ length: 1990 }, (_, at) => `c${at}`).join(', ');
      for (const table of ['customer_entity', 'customer_note', 'loan_entity', 'loan_payment'])
        for (let at = 0; at < 490; at += 1)
          db.exec(`ALTER TABLE ${table} ADD COLUMN more_${at} TEXT DEFAULT 'x'`);
      db.exec(`CREATE TABLE wide (customer_id INTEGER NOT NULL REFERENCES customer_entity(id), ${wide});
        CREATE TABLE wide_loan (loan_id INTEGER NOT NULL REFERENCES loan_entity(id), ${wide});
        INSERT INTO wide (customer_id) SELECT id FROM customer_entity;
        INSERT INTO wide_loan (loan_id) SELECT id FROM loan_entity`);
      chain(db, { table: 'p', length: 20, from: 'customer_entity' });
      chain(db, { table: 'q', length: 70, from: 'loan_entity' });
    });
    expect(run(['plan', 'july.csv', '--out', 'july.plan'], { cwd }).code).toBe(0);
    const done = run(['ingest', 'july.csv', '--plan', 'july.plan'], { cwd });
    expect(done.code, done.stderr).toBe(0);
    expect(run(['verify', '--all'], { cwd }).code).toBe(0);
    expect(
      ask(
        store,
        'SELECT (SELECT count(*) FROM wide) || (SELECT count(*) FROM p0) || (SELECT count(*) FROM p19)',
      ),
    ).toBe('595959');
    expect(ask(store, 'SELECT (SELECT count(*) FROM q69) = (SELECT count(*) FROM loan_entity)')).toBe(1);
  });

  it('too far from a customer are refused before anything is planned', () => {
    const { cwd, store } = room();
    withSql(store, (db) => chain(db, { table: 'p', length: 21, from: 'customer_entity' }));
    for (const line of [['validate', 'july.csv'], ['plan', 'july.csv'], INGEST]) {
      const { code, document } = runJson(line, { cwd });
      expect(code).toBe(7);
      expect(document).toMatchObject({ reason: 'shape' });
      expect(JSON.stringify(document)).toContain('table p20 hangs on a customer by 21 foreign keys');
    }
  });

  it('with the ID of a loan and no key to it are refused: its rows would go with one of its customers', () => {
    const { cwd, store } = room();
    withSql(store, (db) =>
      db.exec(
        `CREATE TABLE loan_insurance (id INTEGER PRIMARY KEY, Loan_Id INTEGER NOT NULL,
           customer_id INTEGER NOT NULL REFERENCES customer_entity(id));
         INSERT INTO loan_insurance (loan_id, customer_id) SELECT loan_id, customer_id FROM loan_customer`,
      ),
    );
    const before = dump(store);
    for (const line of [['check'], ['plan', 'july.csv'], INGEST]) {
      const { code, document } = runJson(line, { cwd });
      expect(code).toBe(7);
      expect(JSON.stringify(document)).toContain(
        'table loan_insurance has column loan_id and no foreign key to loan_entity',
      );
    }
    expect(dump(store)).toBe(before);
  });

  it('may repeat the ID of a customer in a key to another record', () => {
    const { cwd, store } = room();
    withSql(store, (db) =>
      db.exec(
        `CREATE TABLE file (customer_id INTEGER NOT NULL REFERENCES customer_entity(id), no INTEGER NOT NULL, PRIMARY KEY (customer_id, no)) WITHOUT ROWID;
         CREATE TABLE file_page (customer_id INTEGER NOT NULL REFERENCES customer_entity(id), no INTEGER, body TEXT,
           FOREIGN KEY (customer_id, no) REFERENCES file(customer_id, no));
         INSERT INTO file SELECT id, 1 FROM customer_entity;
         INSERT INTO file_page SELECT id, 1, 'a' FROM customer_entity;
         INSERT INTO file_page SELECT id, NULL, 'b' FROM customer_entity;
         INSERT INTO file_page SELECT id, 2, 'no file' FROM customer_entity`,
      ),
    );
    expect(run(INGEST, { cwd }).code).toBe(0);
    expect(ask(store, 'SELECT (SELECT count(*) FROM file) || (SELECT count(*) FROM file_page)')).toBe(
      '59177',
    );
    expect(ask(store, 'SELECT count(*) FROM file_page WHERE customer_id = 40002')).toBe(0);
  });

  it('may be thousands, and are walked in time', () => {
    const { cwd, store } = room();
    withSql(store, (db) => {
      db.transaction(() => {
        for (let at = 0; at < 1500; at += 1) db.exec(`CREATE TABLE other_${at} (x)`);
      })();
    });
    expect(run(INGEST, { cwd }).code).toBe(0);
  });
});

describe('a store', () => {
  it('whose customers are not numbered by SQLite is refused: 040002 is not 40002', () => {
    const { cwd, store } = room();
    withSql(store, (db) =>
      db.exec(
        `PRAGMA legacy_alter_table = ON;
         CREATE TABLE c AS SELECT * FROM customer_entity; DROP TABLE customer_entity;
         CREATE TABLE customer_entity (id TEXT PRIMARY KEY NOT NULL, import_id TEXT UNIQUE, status_id, customer_type, first_name, last_name, company_name);
         INSERT INTO customer_entity SELECT '0' || id, import_id, status_id, customer_type, first_name, last_name, company_name FROM c; DROP TABLE c`,
      ),
    );
    expect(runJson(INGEST, { cwd }).document).toMatchObject({ exitCode: 7, reason: 'shape' });
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(60);
  });

  it('with a second name, or a name that ends in white space, is refused', () => {
    const { cwd, store } = room();
    withSql(store, (db) => db.pragma('wal_checkpoint(TRUNCATE)'));
    cpSync(store, join(cwd, 'lms.db '));
    expect(runJson([...INGEST, '--store', 'lms.db '], { cwd }).document).toMatchObject({
      exitCode: 7,
      reason: 'not-a-store',
    });
    expect(runJson(['store', 'init', '--store', 'new.db '], { cwd }).document.exitCode).toBe(4);
    linkSync(store, join(cwd, 'hard.db'));
    for (const name of ['hard.db', 'lms.db']) {
      expect(runJson([...INGEST, '--store', name], { cwd }).document).toMatchObject({
        exitCode: 7,
        reason: 'not-a-store',
      });
    }
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(60);
  });

  it.each([
    ['before the removal', 'prepare PRAGMA main.wal_checkpoint', 6, false],
    ['between the commit and the scrub', 'exec COMMIT', 9, true],
  ])('that is replaced %s leaves the other one as it is', (_name, before, code, committed) => {
    const { cwd, store } = room();
    const other = makeStore(cwd, 300, 'other.db');
    withSql(other, (db) => db.pragma('wal_checkpoint(TRUNCATE)'));
    const untouched = dump(other);
    const fault = committed ? { before: 'prepare PRAGMA main.wal_checkpoint', nth: 2 } : { before };
    const ran = runJson(INGEST, {
      cwd,
      fault: { ...fault, run: 'mv lms.db aside.db; rm -f lms.db-wal lms.db-shm; mv other.db lms.db' },
    });
    expect(ran.code).toBe(code);
    expect(dump(store)).toBe(untouched);
    expect(ask(store, 'PRAGMA integrity_check')).toBe('ok');
    expect(ask(store, 'SELECT count(*) FROM ledger_finding')).toBe(0);
    renameSync(store, other);
  });

  it('whose link is turned to another one is the store no more: nothing is removed from either', () => {
    const { cwd, store } = room();
    const [old, other] = [join(cwd, 'v1.db'), makeStore(cwd, 60, 'v2.db')];
    withSql(store, (db) => db.pragma('wal_checkpoint(TRUNCATE)'));
    renameSync(store, old);
    symlinkSync('v1.db', store);
    const untouched = [dump(old), dump(other)];
    const fault = { before: 'exec BEGIN IMMEDIATE', run: 'ln -sfn v2.db lms.db' };
    expect(runJson(INGEST, { cwd, fault }).document).toMatchObject({
      exitCode: 6,
      reason: 'store-moved',
      storeChanged: false,
    });
    expect([dump(old), dump(other)]).toEqual(untouched);
  });

  it('has files beside it that no output replaces', () => {
    const { cwd, store } = room();
    withSql(store, (db) => {
      db.exec(`INSERT INTO customer_note (customer_id, body) VALUES (40003, 'in the log')`);
      for (const end of ['-wal', '-shm']) {
        const forced = ['template', 'customer', '-o', `lms.db${end}`, '--force'];
        expect(runJson(forced, { cwd }).document).toMatchObject({ exitCode: 4 });
        expect(
          run(['validate', 'july.csv', '--store', 'none.db', '--errors', `lms.db${end}`], { cwd }).code,
        ).not.toBe(0);
      }
      expect(readFileSync(`${store}-wal`).length).toBeGreaterThan(0);
    });
    expect(ask(store, `SELECT count(*) FROM customer_note WHERE body = 'in the log'`)).toBe(1);
  });
});

describe('a reader of an old state', () => {
  it('is waited for before anything is removed, also where the log is empty', () => {
    const { cwd, store } = room();
    withSql(store, (reader) => {
      reader.pragma('wal_checkpoint(TRUNCATE)');
      reader.exec('BEGIN');
      reader.prepare('SELECT count(*) FROM customer_entity').get();
      expect(runJson(INGEST, { cwd }).document).toMatchObject({
        exitCode: 7,
        reason: 'locked',
        storeChanged: false,
      });
      reader.exec('COMMIT');
    });
    expect(run(INGEST, { cwd }).code).toBe(0);
  });
});

describe('an answer that cannot be written', () => {
  it('is exit 4, but after a commit 0, and said', () => {
    const { cwd } = room();
    const shell = (line: string) =>
      spawnSync('bash', ['-c', `"${process.execPath}" "${BIN}" ${line} > /dev/full`], {
        cwd,
        encoding: 'utf8',
      });
    for (const line of ['plan july.csv --json', 'validate july.csv', 'template customer']) {
      const ran = shell(line);
      expect(ran.status, line).toBe(4);
      expect(ran.stderr).toContain('ENOSPC');
    }
    expect(shell(INGEST.join(' '))).toMatchObject({ status: 0 });
  });
});

describe('a name that slipped a column', () => {
  it('is not shown, in any output', () => {
    const { cwd } = room();
    writeFileSync(join(cwd, 'slipped.csv'), `${customerHeader()}Quackenbush,remove,40001\n`);
    for (const args of [[], ['--json'], ['--errors', 'e.csv']]) {
      const ran = run(['validate', 'slipped.csv', ...args], { cwd });
      expect(ran.stdout + ran.stderr).not.toContain('Quackenbush');
    }
    expect(readFileSync(join(cwd, 'e.csv'), 'utf8')).not.toContain('Quackenbush');
    expect(run(['validate', 'slipped.csv', '--errors', '-'], { cwd }).code).toBe(4);
    expect(existsSync(join(cwd, '-'))).toBe(false);
  });
});

describe('standard input', () => {
  it('is waited for, however late it comes', async () => {
    const { cwd } = room();
    const child = spawn(process.execPath, [BIN, 'validate', '-'], {
      cwd,
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8' },
    });
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    let at = 0;
    // Each piece follows a turn of the event loop, and the first one the program's own start.
    const write = () => {
      const text = customerHeader() + removeRow(40002);
      if (at >= text.length) return void child.stdin.end();
      child.stdin.write(text.slice(at, (at += 40)));
      setTimeout(write, 5);
    };
    setTimeout(write, 400);
    expect(await ended).toBe(0);
  });

  it('is none where no command is given: that is wrong usage', () => {
    for (const args of [[], ['store']]) {
      const ran = spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8' });
      expect(ran.status).toBe(2);
      expect(ran.stderr).toContain('a command is missing');
    }
  });
});
