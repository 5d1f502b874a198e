import { createHmac } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileError } from '../../src/core/errors.ts';
import { readSavedPlan } from '../../src/pipeline/plan/saved-plan.ts';
import { sqlite } from '../../src/store/sqlite/engine/engine.ts';
import {
  ask,
  dump,
  makeStore,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
  closedStore,
  runsAsOthers,
} from '../tools/program.ts';
import { showPlanBeside } from '../../src/pipeline/plan/show-plan.ts';

const IDS = [40001, 40002, 40003];
const CUSTOMER_TABLE =
  'CREATE TABLE customer_extra (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer_entity)';
const INGEST = ['ingest', 'july.csv', '--plan', 'july.plan'];

/** 60 customers without open loans and a file for three of them: made once, copied for each test. */
let origin: string | undefined;
function makeOrigin(): string {
  const cwd = temporaryFolder();
  withSql(makeStore(cwd, 60), (db) => {
    db.exec(`UPDATE loan_entity SET status = 'Closed', closed_on = '2015-01-31'`);
    db.exec(
      `INSERT OR IGNORE INTO loan_customer (loan_id, customer_id, role) VALUES (1, 40002, 'secondary')`,
    );
    db.exec(`INSERT INTO customer_note (customer_id, body) VALUES (40001, 'one'), (40001, 'two')`);
    db.exec('CREATE TABLE audit_log (at TEXT, body TEXT); CREATE TABLE settings (at TEXT PRIMARY KEY, x)');
    // Above a mebibyte a value is digested in a way of its own.
    db.exec(
      `INSERT INTO customer_document (customer_id, name, content) VALUES (40001, 'scan', zeroblob(1100001))`,
    );
  });
  removalFile(cwd, IDS);
  return cwd;
}

/** A copy of that folder, and the plan of its file. */
function folder(...options: readonly string[]) {
  const cwd = temporaryFolder();
  cpSync((origin ??= makeOrigin()), cwd, { recursive: true });
  const made = run(['plan', 'july.csv', '--out', 'july.plan', ...options], { cwd });
  if (made.code !== 0) throw new Error(made.stderr);
  return { cwd, store: join(cwd, 'lms.db') };
}

/** The plan's lines, changed, with a seal that whoever reads the store's key could make. */
function resealed(cwd: string, store: string, change: (lines: string[]) => string[]): void {
  const path = join(cwd, 'july.plan');
  const lines = change(readFileSync(path, 'utf8').trimEnd().split('\n').slice(0, -1));
  const hmac = createHmac('sha256', ask(store, 'SELECT key FROM ledger_store') as Buffer).update(
    'saved plan\n',
  );
  for (const line of lines) hmac.update(`${line}\n`);
  writeFileSync(path, [...lines, JSON.stringify({ seal: hmac.digest('hex') }), ''].join('\n'));
}

function refused(cwd: string, store: string, expected: object) {
  const before = dump(store);
  const { code, document, stderr } = runJson(INGEST, { cwd });
  expect(document).toMatchObject({ storeChanged: false, ...expected });
  expect({ code, stderr }).toEqual({ code: document.exitCode, stderr: '' });
  expect(dump(store)).toBe(before);
  expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(0);
  return document;
}

describe('a saved plan', () => {
  it('is carried out as it stands, and is the consent; report and ledger say whose it was', () => {
    const { cwd } = folder();
    expect(statSync(join(cwd, 'july.plan')).mode & 0o777).toBe(0o640);
    const ran = run([...INGEST, '--actor', 'dlopez'], { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: expect.any(String) as string });
    const { report } = JSON.parse(readFileSync(join(cwd, 'lms-reports/0001/report.json'), 'utf8'));
    const user = report.user as string;
    expect(report).toMatchObject({
      verified: true,
      removedIds: IDS,
      consent: { by: 'plan', count: 3 },
      plan: { maker: user },
      actor: 'dlopez',
    });
    expect(readFileSync(join(cwd, 'lms-reports/0001/report.txt'), 'utf8')).toMatch(
      new RegExp(`Plan +made by ${user}, [^]*Approver +none: ${user} made the plan and applied it`),
    );
    // Done is done, whatever became of the plan.
    rmSync(join(cwd, 'july.plan'));
    expect(run(INGEST, { cwd }).code).toBe(0);
  });

  it('holds no value of a customer, and none that could be found by trying', () => {
    const { cwd, store } = folder();
    const text = readFileSync(join(cwd, 'july.plan'), 'utf8');
    const [header, ...lines] = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(header).toMatchObject({
      schema: 'lms-import/saved-plan',
      removals: 3,
      maker: expect.any(String) as string,
    });
    expect(Date.parse(header.expiresAt) - Date.parse(header.madeAt)).toBe(86_400_000);
    expect(lines.map((line) => line.customerId as number)).toEqual([...IDS, undefined]);
    const values = withSql(store, (db) =>
      db.prepare('SELECT last_name, email, ssn, birth_date FROM customer_entity').raw().all().flat(),
    ).filter((value) => typeof value === 'string' && value.length > 2);
    expect(values.length).toBeGreaterThan(100);
    for (const value of values) expect(text).not.toContain(value);
    // The same data under another key gives other digests.
    copyFileSync(store, join(cwd, 'twin.db'));
    withSql(join(cwd, 'twin.db'), (db) => {
      db.exec('DROP TRIGGER ledger_store_no_update; UPDATE ledger_store SET key = randomblob(32)');
    });
    run(['plan', 'july.csv', '--store', 'twin.db', '--out', 'twin.plan'], { cwd });
    const twin = readFileSync(join(cwd, 'twin.plan'), 'utf8');
    for (const { customer, loans } of lines.slice(0, 3)) {
      expect(text).toContain(customer);
      expect(twin).not.toContain(customer);
      expect(twin).not.toContain(loans);
    }
  });

  it('is not made stale by what touches none of its customers', () => {
    const { cwd, store } = folder();
    withSql(store, (db) => {
      db.exec(`UPDATE customer_entity SET last_name = 'Other' WHERE id NOT IN (40001, 40002, 40003)`);
      db.exec(`INSERT INTO customer_note (customer_id, body) VALUES (40010, 'x')`);
      db.exec(`DELETE FROM loan_customer WHERE customer_id = 40011`);
      db.exec(`INSERT INTO customer_entity (last_name) VALUES ('New')`);
      db.exec('CREATE INDEX audit_by_at ON audit_log (at); CREATE INDEX ours ON customer_note (body)');
      db.exec(
        `INSERT INTO audit_log VALUES ('2026-07-01', 'x'); CREATE VIEW seen AS SELECT * FROM audit_log`,
      );
      db.exec('ANALYZE; VACUUM');
    });
    expect(run(INGEST, { cwd }).code).toBe(0);
  });
});

describe('a plan whose store has another shape', () => {
  const CHANGES: readonly (readonly [string, string, object])[] = [
    ['a table that is not examined', 'CREATE TABLE later (x, y)', { table: 'later', what: 'new' }],
    ['a table of the company', CUSTOMER_TABLE, { table: 'customer_extra', what: 'new' }],
    [
      'one with rows of somebody who goes',
      'CREATE TABLE kyc (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer_entity); INSERT INTO kyc (customer_id) VALUES (40001)',
      { table: 'kyc', what: 'new' },
    ],
    ['a table that went', 'DROP TABLE audit_log', { table: 'audit_log', what: 'gone' }],
    ['a column', 'ALTER TABLE audit_log ADD COLUMN who TEXT', { table: 'audit_log', what: 'changed' }],
    ['a column of a loan', 'ALTER TABLE loan_note ADD COLUMN who', { table: 'loan_note', what: 'changed' }],
    [
      'a column of a customer',
      'ALTER TABLE customer_note ADD COLUMN who',
      { table: 'customer_note', what: 'changed' },
    ],
    [
      'a key to another table',
      'DROP TABLE audit_log; CREATE TABLE audit_log (at TEXT REFERENCES settings(at), body TEXT)',
      { table: 'audit_log', what: 'changed' },
    ],
    [
      'another type',
      'DROP TABLE audit_log; CREATE TABLE audit_log (at INTEGER, body TEXT)',
      { table: 'audit_log', what: 'changed' },
    ],
  ];

  it('is refused, and the table named: one that came, one that went, other columns, other keys', () => {
    const { cwd, store } = folder();
    const copy = join(cwd, 'copy.db');
    for (const [name, sql, moved] of CHANGES) {
      copyFileSync(store, copy);
      withSql(copy, (db) => db.exec(sql));
      const { document } = runJson(['show', 'july.plan', '--store', 'copy.db'], { cwd });
      expect(document.compared.shape, name).toEqual({ tables: 1, truncated: false, shown: [moved] });
    }
    const shown = run(['show', 'july.plan', '--store', 'copy.db'], { cwd }).stdout;
    expect(shown).toMatch(/1 table of the store is not[^]*Table audit_log: it has other/);
    expect(shown).not.toContain('Next:');
    copyFileSync(copy, store);
    refused(cwd, store, { exitCode: 6, outcome: 'stale', reason: 'store-moved', retryable: false });
    expect(run(INGEST, { cwd }).stderr).toMatch(/Stale \(store-moved\)[^]*Table audit_log: it has other/);
  });

  it('between the comparison and the lock: refused all the same', () => {
    const { cwd, store } = folder();
    const fault = {
      before: 'prepare PRAGMA main.wal_checkpoint',
      run: `sqlite3 lms.db "CREATE TABLE later (x, y)"`,
    };
    const { document } = runJson(INGEST, { cwd, fault });
    expect(document).toMatchObject({ exitCode: 6, reason: 'store-moved', storeChanged: false });
    expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(0);
  });

  it('a plan from before the shape was bound is applied as it was then', () => {
    const { cwd, store } = folder();
    resealed(cwd, store, ([header = '', ...lines]) => {
      const { shape: _shape, given: _given, requireApprover: _approver, ...old } = JSON.parse(header);
      return [JSON.stringify(old), ...lines];
    });
    withSql(store, (db) => db.exec('CREATE TABLE later (x, y)'));
    expect(runJson(['show', 'july.plan'], { cwd }).document.compared.shape).toBeNull();
    expect(run(['show', 'july.plan'], { cwd }).stdout).toContain('ingest july.csv --plan july.plan');
    expect(run(INGEST, { cwd }).code).toBe(0);
  });
});

describe('a plan whose customers moved', () => {
  const MOVES: readonly (readonly [string, string, number, readonly string[]])[] = [
    [
      'a name',
      `UPDATE customer_entity SET last_name = last_name || ' ' WHERE id = 40001`,
      40001,
      ['changed'],
    ],
    [
      'a type',
      `UPDATE customer_entity SET last_name = CAST(last_name AS BLOB) WHERE id = 40001`,
      40001,
      ['changed'],
    ],
    ['a new note', `INSERT INTO customer_note (customer_id, body) VALUES (40003, '')`, 40003, ['changed']],
    ['a note gone', `DELETE FROM customer_note WHERE body = 'one'`, 40001, ['changed']],
    [
      'a note given away',
      `UPDATE customer_note SET customer_id = 40010 WHERE body = 'two'`,
      40001,
      ['changed'],
    ],
    ['gone', `DELETE FROM customer_entity WHERE id = 40002`, 40002, ['gone']],
    [
      'a link more',
      `INSERT INTO loan_customer (loan_id, customer_id, role) SELECT max(id), 40002, 'primary' FROM loan_entity`,
      40002,
      ['linked'],
    ],
    ['a link less', `DELETE FROM loan_customer WHERE customer_id = 40002`, 40002, ['loans-changed']],
    [
      'a role',
      `UPDATE loan_customer SET role = 'additional' WHERE customer_id = 40002 AND loan_id = 1`,
      40002,
      ['loans-changed'],
    ],
    [
      'a day',
      `UPDATE loan_entity SET closed_on = '2016-01-01' WHERE id IN (SELECT loan_id FROM loan_customer WHERE customer_id = 40002)`,
      40002,
      ['loans-changed'],
    ],
    [
      'a loan reopened',
      `UPDATE loan_entity SET status = 'Open' WHERE id IN (SELECT loan_id FROM loan_customer WHERE customer_id = 40002)`,
      40002,
      ['reopened'],
    ],
    [
      'a byte of a large document',
      `UPDATE customer_document SET content = zeroblob(1100000) || x'01' WHERE name = 'scan'`,
      40001,
      ['changed'],
    ],
  ];

  it.each(MOVES)('%s: refused, the customer named', (_name, sql, customer, what) => {
    const { cwd, store } = folder();
    withSql(store, (db) => db.exec(sql));
    const document = refused(cwd, store, {
      exitCode: 6,
      outcome: 'stale',
      reason: 'store-moved',
      retryable: false,
    });
    const moved = { row: IDS.indexOf(customer) + 2, customerId: customer, what };
    expect(document.moved.shown).toContainEqual(moved);
    const said = run(INGEST, { cwd });
    expect(said.code).toBe(6);
    expect(said.stderr).toMatch(
      new RegExp(`Stale \\(store-moved\\)[^]*Nothing was changed[^]*customer ${customer}`),
    );
    const shown = runJson(['show', 'july.plan'], { cwd });
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.document.compared.moved.shown).toContainEqual(moved);
    expect(run(['show', 'july.plan'], { cwd }).stdout).toContain(`customer ${customer}`);
  });

  it('between the comparison and the lock: refused all the same', () => {
    for (const [, sql, customer] of MOVES.slice(0, 3)) {
      const { cwd, store } = folder();
      const fault = {
        before: 'prepare PRAGMA main.wal_checkpoint',
        run: `sqlite3 lms.db "${sql.replaceAll('"', '\\"')}"`,
      };
      const { code, document } = runJson(INGEST, { cwd, fault });
      expect({ code, reason: document.reason }).toEqual({ code: 6, reason: 'store-moved' });
      expect(ask(store, `SELECT count(*) FROM customer_entity WHERE id = ${customer}`)).toBe(1);
      expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(0);
    }
  });

  it('every column of every customer table counts', async () => {
    const { cwd, store } = folder();
    const columns = withSql(store, (db) =>
      db
        .prepare(
          `SELECT m.name AS tbl, c.name AS col FROM sqlite_schema m, pragma_table_info(m.name) c
           WHERE m.type = 'table' AND c.pk = 0 AND (m.name = 'customer_entity' OR EXISTS
             (SELECT 1 FROM pragma_foreign_key_list(m.name) k WHERE k."table" = 'customer_entity' AND m.name <> 'loan_customer'))`,
        )
        .all(),
    ) as { tbl: string; col: string }[];
    expect(columns.length).toBeGreaterThan(40);
    let stale = 0;
    const plan = { path: join(cwd, 'july.plan'), show: 0, names: false, now: new Date() };
    for (const [at, { tbl, col }] of columns.entries()) {
      const path = join(cwd, `copy-${at}.db`);
      const of = tbl === 'customer_entity' ? 'id' : 'customer_id';
      copyFileSync(store, path);
      const changes = withSql(path, (db) =>
        col === 'customer_id'
          ? 0
          : db
              .prepare(
                `UPDATE OR IGNORE "${tbl}" SET "${col}" = ifnull("${col}", '') || 'x' WHERE ${of} IN (40001, 40002, 40003)`,
              )
              .run().changes,
      );
      if (changes === 0) continue;
      const { compared } = await showPlanBeside({ engine: sqlite, path, seconds: 1 }, plan);
      expect(compared?.moved.customers, `${tbl}.${col}`).toBeGreaterThan(0);
      stale += 1;
    }
    expect(stale).toBeGreaterThan(30);
  });

  it('a customer that came back since is nobody’s consent', () => {
    const { cwd, store } = folder();
    removalFile(cwd, [40003], 'june.csv');
    withSql(store, (db) => db.exec(`CREATE TABLE kept AS SELECT * FROM customer_entity WHERE id = 40003`));
    expect(run(['ingest', 'june.csv', '--confirm-removes', '1'], { cwd }).code).toBe(0);
    expect(run(['plan', 'july.csv', '--missing-ok', '--out', 'july.plan'], { cwd }).code).toBe(0);
    withSql(store, (db) => db.exec('INSERT INTO customer_entity SELECT * FROM kept'));
    const { document } = runJson([...INGEST, '--missing-ok'], { cwd });
    expect(document).toMatchObject({ exitCode: 6, reason: 'store-moved' });
    expect(document.moved.shown).toEqual([{ row: 4, customerId: 40003, what: ['not-planned'] }]);
    expect(ask(store, 'SELECT count(*) FROM customer_entity WHERE id IN (40001, 40002, 40003)')).toBe(3);
  });
});

describe('a plan for something else', () => {
  it('another file, another template', () => {
    const { cwd, store } = folder();
    const text = readFileSync(join(cwd, 'july.csv'), 'utf8');
    writeFileSync(join(cwd, 'july.csv'), text.replaceAll('\n', '\r\n'));
    refused(cwd, store, { exitCode: 6, reason: 'file-moved', moved: null });
    removalFile(cwd, [40001, 40002, 40004]);
    refused(cwd, store, { exitCode: 6, reason: 'file-moved' });
    writeFileSync(join(cwd, 'july.csv'), text);
    writeFileSync(join(cwd, 'ours.csv'), text.slice(0, text.indexOf('\n')) + ',more\n');
    const { document } = runJson([...INGEST, '--template', 'ours.csv'], { cwd });
    expect(document).toMatchObject({ exitCode: 6, reason: 'file-moved' });
  });

  it('another store, a copy with the same rows too', () => {
    const { cwd } = folder();
    const other = makeStore(cwd, 60, 'other.db');
    const { document } = runJson([...INGEST, '--store', 'other.db'], { cwd });
    expect(document).toMatchObject({ exitCode: 6, reason: 'store-moved', moved: null });
    expect(ask(other, 'SELECT count(*) FROM ledger_run')).toBe(0);
    expect(runJson(['show', 'july.plan', '--store', 'other.db'], { cwd }).document.compared.sameStore).toBe(
      false,
    );
  });

  it('another day', () => {
    const { cwd, store } = folder('--expires', '1m');
    resealed(cwd, store, ([header = '', ...lines]) => {
      const old = {
        ...JSON.parse(header),
        madeAt: '2020-01-01T00:00:00.000Z',
        expiresAt: '2020-01-02T00:00:00.000Z',
      };
      return [JSON.stringify(old), ...lines];
    });
    refused(cwd, store, { exitCode: 6, reason: 'expired' });
    expect(runJson(['show', 'july.plan'], { cwd }).document).toMatchObject({ exitCode: 0, expired: true });
    expect(run(['show', 'july.plan'], { cwd }).stdout).toContain('Expired');
  });

  it('another count than its own lines: never more than what the file asks for', () => {
    const { cwd, store } = folder();
    resealed(cwd, store, (lines) => lines.slice(0, -1));
    refused(cwd, store, { exitCode: 4 });
    resealed(cwd, store, ([header = '', ...lines]) => [
      JSON.stringify({ ...JSON.parse(header), removals: 2 }),
      ...lines,
    ]);
    refused(cwd, store, { exitCode: 6, reason: 'store-moved' });
  });
});

describe('a plan that is not as it was written', () => {
  const EDITS: Record<string, (lines: string[]) => string[]> = {
    'a later expiry': ([header = '', ...lines]) => [
      header.replace(/"expiresAt":"\d{4}/, '"expiresAt":"2999'),
      ...lines,
    ],
    'another maker': ([header = '', ...lines]) => [
      header.replace(/"maker":"[^"]*"/, '"maker":"nobody"'),
      ...lines,
    ],
    'a line less': ([header = '', , ...lines]) => [header, ...lines],
    'a line twice': ([header = '', first = '', ...lines]) => [header, first, first, ...lines],
    'another order': ([header = '', first = '', second = '', ...lines]) => [header, second, first, ...lines],
    'a line after the seal': (lines) => [...lines, '{}'],
    'a seal with a space': (lines) => [...lines.slice(0, -1), (lines.at(-1) ?? '').replace(':', ': ')],
    'text after the seal': (lines) => [...lines, 'x'],
    'no seal': (lines) => lines.slice(0, -1),
    'half a seal': (lines) => [...lines.slice(0, -1), (lines.at(-1) ?? '').slice(0, 20)],
    'another seal': (lines) => [...lines.slice(0, -1), JSON.stringify({ seal: '0'.repeat(64) })],
    nothing: () => [],
    'another version': ([header = '', ...lines]) => [
      header.replace('"schemaVersion":"1.0"', '"schemaVersion":"2.0"'),
      ...lines,
    ],
    'a CSV': () => ['action,customerId'],
  };

  it.each(Object.entries(EDITS))('%s', (_name, edit) => {
    const { cwd, store } = folder();
    const path = join(cwd, 'july.plan');
    writeFileSync(
      path,
      edit(readFileSync(path, 'utf8').trimEnd().split('\n'))
        .map((line) => `${line}\n`)
        .join(''),
    );
    const document = refused(cwd, store, { exitCode: 4, outcome: 'file' });
    expect(document.diagnostics).toMatchObject([{ code: 'plan-invalid' }]);
  });

  it('any byte changed, cut or added', async () => {
    const { cwd, store } = folder();
    const good = readFileSync(join(cwd, 'july.plan'));
    const path = join(cwd, 'bad.plan');
    const sealedStill = async (bytes: Buffer) => {
      writeFileSync(path, bytes);
      const open = await sqlite.open({ engine: sqlite, path: store, seconds: 1 }, 'read-only');
      try {
        return (await readSavedPlan(open, path)).sealed;
      } catch (error) {
        if (error instanceof FileError) return false;
        throw error;
      } finally {
        await open.close();
      }
    };
    expect(await sealedStill(good)).toBe(true);
    const at = fc.integer({ min: 0, max: good.length - 1 });
    await fc.assert(
      fc.asyncProperty(
        at,
        fc.integer({ min: 1, max: 255 }),
        fc.constantFrom('change', 'cut', 'add'),
        async (where, by, how) => {
          const changed = Buffer.from([(good[where] ?? 0) ^ by]);
          const bytes =
            how === 'cut'
              ? good.subarray(0, where)
              : Buffer.concat([
                  good.subarray(0, where),
                  changed,
                  good.subarray(how === 'add' ? where : where + 1),
                ]);
          expect(await sealedStill(bytes)).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('--require-approver', () => {
  it('needs a plan, and one that another system user made; --actor does not count', () => {
    const { cwd, store } = folder();
    for (const args of [
      ['ingest', 'july.csv', '--confirm-removes', '3'],
      INGEST,
      [...INGEST, '--actor', 'somebody-else'],
    ]) {
      const ran = runJson([...args, '--require-approver'], { cwd });
      expect(ran.document).toMatchObject({
        exitCode: 5,
        outcome: 'refused',
        reason: 'approver',
        storeChanged: false,
      });
      expect(run([...args, '--require-approver'], { cwd }).stderr).toContain('Refused (approver)');
    }
    expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(0);
  });

  it.skipIf(!runsAsOthers())('lets another one apply it; report and ledger name both', () => {
    const { cwd, store } = folder();
    for (const path of [cwd, store, join(cwd, 'july.plan')]) chmodSync(path, 0o777);
    for (const end of ['-wal', '-shm']) if (existsSync(store + end)) chmodSync(store + end, 0o666);
    const { code, document } = runJson([...INGEST, '--require-approver'], { cwd, uid: 65534 });
    expect(code).toBe(0);
    const { user, plan } = document.report;
    expect(plan.maker).not.toBe(user);
    expect(document.report.verified).toBe(true);
    expect(JSON.parse(String(ask(store, 'SELECT record FROM ledger_run')))).toMatchObject({
      user,
      plan: { maker: plan.maker },
    });
  });
});

describe('plan --out', () => {
  it('writes over a plan, and over nothing else', () => {
    const { cwd, store } = folder();
    writeFileSync(join(cwd, 'mine.txt'), 'mine');
    symlinkSync('elsewhere', join(cwd, 'link.plan'));
    const before = dump(store);
    for (const path of [
      'mine.txt',
      'july.csv',
      'lms.db',
      'lms.db-wal',
      'link.plan',
      'no/where.plan',
      '.',
      '-',
    ])
      expect(runJson(['plan', 'july.csv', '--out', path], { cwd }).document, path).toMatchObject({
        exitCode: 4,
      });
    expect(readFileSync(join(cwd, 'mine.txt'), 'utf8')).toBe('mine');
    expect(existsSync(join(cwd, 'elsewhere'))).toBe(false);
    expect(run(['plan', 'july.csv', '--out', 'july.plan'], { cwd }).code).toBe(0);
    expect(dump(store)).toBe(before);
    expect(run(['plan', 'july.csv', '--out', 'new.plan', '--list', 'new.plan'], { cwd }).code).toBe(4);
  });

  it('prints no line that is consent: first a look, and that says what to type', () => {
    const { cwd, store } = folder();
    const names = IDS.map(
      (id) =>
        `${id},${String(ask(store, `SELECT coalesce(last_name, company_name) FROM customer_entity WHERE id = ${id}`))}`,
    );
    writeFileSync(join(cwd, 'names.csv'), ['customerId,lastName', ...names, ''].join('\n'));
    const args = ['july.csv', '--store', './lms.db', '--check-names', 'names.csv', '--out', 'july.plan'];
    const planned = run(['plan', ...args, '--require-approver'], { cwd });
    expect(planned.stdout).toMatch(/Next: +lms-import show july\.plan --store \.\/lms\.db\n$/);
    expect(planned.stdout).not.toContain('ingest');
    const shown = run(['show', 'july.plan', '--store', './lms.db'], { cwd }).stdout;
    const next =
      'ingest july.csv --store ./lms.db --check-names names.csv --require-approver --plan july.plan';
    expect(shown.replace(/\s+/g, ' ')).toContain(`Next: lms-import ${next}`);
    expect(shown).toMatch(/Approver +needed/);
    // The plan says it: whoever leaves the option out is refused as well.
    const alone = next.replace(' --require-approver', '').split(' ');
    expect(runJson(alone, { cwd }).document).toMatchObject({ exitCode: 5, reason: 'approver' });
    expect(run(['plan', 'july.csv', '--out', '42'], { cwd }).stdout).toContain('lms-import show ./42');
  });

  it('says until when, and the line that looks at it', () => {
    const { cwd } = folder();
    const { stdout } = run(['plan', 'july.csv', '--out', "it's.plan", '--expires', '7d'], { cwd });
    expect(stdout).toMatch(/Saved +it's\.plan, to be applied\s+until \d{4}-/);
    expect(stdout).toContain(String.raw`lms-import show 'it'\''s.plan'`);
    expect(run(['show', "it's.plan"], { cwd }).stdout).toContain(
      String.raw`lms-import ingest july.csv --plan 'it'\''s.plan'`,
    );
    const { plan } = runJson(['plan', 'july.csv', '--out', 'a.plan', '--expires', '30m'], { cwd }).document;
    expect(plan.saved).toMatchObject({ path: 'a.plan', expiresAt: expect.stringMatching(/Z$/) as string });
  });

  it('a cap by which it was made binds who applies it, unless another one is given', () => {
    const { cwd, store } = folder();
    run(['plan', 'july.csv', '--max-removes', '2', '--out', 'july.plan'], { cwd });
    expect(run(['show', 'july.plan'], { cwd }).stdout).toContain('Would be refused');
    refused(cwd, store, { exitCode: 5, reason: 'cap' });
    expect(run([...INGEST, '--max-removes', '3'], { cwd }).code).toBe(0);
  });

  it('guards still need their own options', () => {
    const { cwd, store } = folder();
    withSql(store, (db) => db.exec(`UPDATE loan_entity SET status = 'Open'`));
    run(['plan', 'july.csv', '--out', 'july.plan'], { cwd });
    refused(cwd, store, { exitCode: 5, reason: 'open-loans' });
    const [guard] = runJson(['plan', 'july.csv'], { cwd }).document.plan.guards;
    const args = [...INGEST, '--allow-open-loans', String(guard.customers)];
    expect(runJson([...args, '--max-removes', '2'], { cwd }).document).toMatchObject({
      exitCode: 5,
      reason: 'cap',
    });
    expect(run(args, { cwd }).code).toBe(0);
  });

  it.each([
    [['plan', 'a.csv', '--expires', '24h']],
    [['plan', 'a.csv', '--require-approver']],
    [['plan', 'a.csv', '--out', 'a.plan', '--expires', '0h']],
    [['plan', 'a.csv', '--out', 'a.plan', '--expires', '367d']],
    [['plan', 'a.csv', '--out', 'a.plan', '--expires', 'soon']],
    [['ingest', 'a.csv', '--plan', 'a.plan', '--yes']],
    [['ingest', 'a.csv', '--plan', 'a.plan', '--confirm-removes', '3']],
    [['ingest', 'a.csv', '--plan', 'a.plan', '--dry-run']],
    [['show', 'a.plan', '--report', 'x']],
    [['show', '1', '--all']],
  ])('usage: %j', (args) => {
    expect(run(args, { cwd: temporaryFolder() }).code).toBe(2);
  });

  it('is shown without a store, too, and its file named', () => {
    const { cwd, store } = folder();
    rmSync(store);
    const { stdout, code } = run(['show', 'july.plan'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/july\.csv .* → lms\.db, 3 removals[^]*40001[^]*Not compared with a store/);
    expect(run(['show', 'none.plan'], { cwd }).code).toBe(4);
  });
});

it('a plan of many customers is compared to its last one', () => {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 4200);
  const ids = Array.from({ length: 4150 }, (_, at) => 44150 - at);
  removalFile(cwd, ids);
  expect(run(['plan', 'july.csv', '--out', 'july.plan'], { cwd }).code).toBe(0);
  withSql(store, (db) => db.exec(`UPDATE customer_entity SET last_name = 'x' WHERE id IN (40001, 44150)`));
  const { moved } = runJson(INGEST, { cwd }).document;
  expect(moved.shown).toEqual([
    { row: 2, customerId: 44150, what: ['changed'] },
    { row: 4151, customerId: 40001, what: ['changed'] },
  ]);
  const { saved, removals, truncated } = runJson(['show', 'july.plan', '--all'], { cwd }).document;
  expect({ planned: saved.removals, shown: removals.length, truncated }).toEqual({
    planned: 4150,
    shown: 4150,
    truncated: false,
  });
});

it('a plan from standard input is shown, its seal checked; the line that applies it holds what it needs', () => {
  const { cwd, store } = folder();
  const input = readFileSync(join(cwd, 'july.plan'));
  expect(run(['show', '-'], { cwd, input }).stdout).toContain('Its seal fits');
  expect(run(['show', '-'], { cwd, input: Buffer.concat([input, Buffer.from('x')]) }).code).toBe(4);
  removalFile(cwd, [40003], 'june.csv');
  expect(run(['ingest', 'june.csv', '--confirm-removes', '1'], { cwd }).code).toBe(0);
  expect(run(['plan', 'july.csv', '--missing-ok', '--out', 'july.plan'], { cwd }).code).toBe(0);
  expect(run(['show', 'july.plan'], { cwd }).stdout).toMatch(/--missing-ok\s+--plan july\.plan/);
  expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(1);
});
