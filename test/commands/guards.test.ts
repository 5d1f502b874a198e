import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  dump,
  makeStore,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
  closedStore,
} from '../tools/program.ts';

/** 60 customers without open loans, so that --yes allows 6; a file for the first three. */
function folder() {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 60);
  removalFile(cwd, [40001, 40002, 40003]);
  const sha256 = createHash('sha256')
    .update(readFileSync(join(cwd, 'july.csv')))
    .digest('hex');
  return { cwd, store, sha256 };
}

describe('--sha256', () => {
  const { cwd, store, sha256 } = folder();

  it('lets the very bytes pass, however its letters are written', () => {
    for (const hash of [sha256, sha256.toUpperCase()])
      expect(run(['validate', 'july.csv', '--sha256', hash], { cwd }).code).toBe(0);
  });

  it('refuses a file that is still being copied, by name, before a single error of it is told', () => {
    const whole = readFileSync(join(cwd, 'july.csv'));
    for (const length of [0, 1, 500, whole.length - 1]) {
      writeFileSync(join(cwd, 'part.csv'), whole.subarray(0, length));
      const args = ['ingest', 'part.csv', '--confirm-removes', '3', '--sha256', sha256];
      const before = dump(store);
      const { code, document } = runJson(args, { cwd });
      expect(code).toBe(4);
      expect(document.diagnostics).toMatchObject([{ code: length === 0 ? 'empty-file' : 'hash-mismatch' }]);
      expect(dump(store)).toBe(before);
    }
  });

  it.each(['', 'abc', sha256.slice(1), `${sha256}0`, `g${sha256.slice(1)}`])('%j is no sha256', (hash) => {
    expect(run(['plan', 'july.csv', '--sha256', hash], { cwd }).code).toBe(2);
  });
});

describe('--confirm-removes N:SHA8', () => {
  it('is consent to the count of this very file, as plan --json gives it', () => {
    const { cwd, store, sha256 } = folder();
    const { consent } = runJson(['plan', 'july.csv'], { cwd }).document.plan;
    expect(consent).toBe(`3:${sha256.slice(0, 8)}`);
    const other = `3:${sha256.slice(0, 7)}${sha256[7] === '0' ? '1' : '0'}`;
    const before = dump(store);
    const said = run(['ingest', 'july.csv', '--confirm-removes', other], { cwd });
    expect(said.code).toBe(5);
    expect(said.stderr).toMatch(/Refused \(consent\)[^]*begins\s+with [^]*Nothing was changed\./);
    expect(runJson(['ingest', 'july.csv', '--confirm-removes', other], { cwd }).document).toMatchObject({
      exitCode: 5,
      reason: 'consent',
    });
    expect(dump(store)).toBe(before);
    expect(run(['ingest', 'july.csv', '--confirm-removes', consent], { cwd }).code).toBe(0);
  });

  it.each(['3:', '3:1234567', '3:123456789', ':12345678', '3:1234567g', '3 :12345678', '-3'])(
    '%j is no consent',
    (text) => {
      expect(run(['ingest', 'x.csv', `--confirm-removes=${text}`], { cwd: temporaryFolder() }).code).toBe(2);
    },
  );
});

describe('--max-removes', () => {
  const { cwd, store } = folder();
  it.each([
    ['2', true],
    ['3', false],
    ['4%', true],
    ['5%', false],
    ['0', true],
    ['0%', true],
    ['100%', false],
  ])('%s of 60: three are refused: %j', (max, refuses) => {
    const planned = runJson(['plan', 'july.csv', '--max-removes', max], { cwd });
    expect(planned.document).toMatchObject({ exitCode: 0 });
    expect(planned.document.plan.guards[1]).toMatchObject({ guard: 'cap', given: true, refuses });
    if (!refuses) return;
    const before = dump(store);
    for (const consent of [['--confirm-removes', '3'], ['--yes']]) {
      const args = ['ingest', 'july.csv', ...consent, '--max-removes', max];
      expect(runJson(args, { cwd }).document).toMatchObject({ exitCode: 5, reason: 'cap' });
    }
    expect(dump(store)).toBe(before);
  });

  it('given by hand, it raises what --yes may do, too', () => {
    const own = folder();
    removalFile(own.cwd, [40001, 40002, 40003, 40004, 40005, 40006, 40007]);
    expect(run(['ingest', 'july.csv', '--yes'], own).code).toBe(5);
    expect(run(['ingest', 'july.csv', '--yes', '--max-removes', '7'], own).code).toBe(0);
  });

  it.each(['', '-1', '1.5', '101%', '5 %', '%', 'ten', '99999999999999999999'])('%j is no cap', (text) => {
    expect(run(['plan', 'july.csv', `--max-removes=${text}`], { cwd }).code).toBe(2);
  });
});

describe('the cap of --yes', () => {
  it('is one for a day: small files do not do what a large one may not', () => {
    const { cwd, store } = folder();
    removalFile(cwd, [40011, 40012], 'two.csv');
    removalFile(cwd, [40021, 40022], 'more.csv');
    expect(run(['ingest', 'july.csv', '--yes'], { cwd }).code).toBe(0);
    expect(run(['ingest', 'two.csv', '--yes'], { cwd }).code).toBe(0);
    const before = dump(store);
    const { document } = runJson(['ingest', 'more.csv', '--yes'], { cwd });
    expect(document).toMatchObject({ exitCode: 5, reason: 'cap' });
    expect(runJson(['plan', 'more.csv'], { cwd }).document.plan.guards[1]).toMatchObject({
      recent: 5,
      cap: 5,
    });
    expect(run(['ingest', 'more.csv', '--yes'], { cwd }).stderr).toContain('5 went already');
    expect(run(['ingest', 'more.csv', '--yes', '--max-removes', '6'], { cwd }).code).toBe(5);
    expect(dump(store)).toBe(before);
    // What was ingested before is done, and asks nothing.
    expect(run(['ingest', 'july.csv', '--yes'], { cwd }).code).toBe(0);
    expect(run(['ingest', 'more.csv', '--confirm-removes', '2'], { cwd }).code).toBe(0);
  });

  it('does not count what had another consent, nor what is older than a day', () => {
    const { cwd, store } = folder();
    removalFile(cwd, [40011, 40012, 40013, 40014, 40015], 'five.csv');
    expect(run(['ingest', 'july.csv', '--confirm-removes', '3'], { cwd }).code).toBe(0);
    expect(runJson(['plan', 'five.csv'], { cwd }).document.plan.guards[1]).toMatchObject({ recent: 0 });
    expect(run(['ingest', 'five.csv', '--yes'], { cwd }).code).toBe(0);
    removalFile(cwd, [40021], 'one.csv');
    expect(runJson(['plan', 'one.csv'], { cwd }).document.plan.guards[1]).toMatchObject({ recent: 5 });
    withSql(store, (db) => {
      db.exec('DROP TRIGGER ledger_run_no_update');
      db.exec(
        `UPDATE ledger_run SET committed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-24 hours', '-1 second')`,
      );
    });
    expect(runJson(['plan', 'one.csv'], { cwd }).document.plan?.guards[1]).toMatchObject({ recent: 0 });
  });
});

describe('--list', () => {
  const HEADER = 'row,customerId,records,linkedLoans,lastClosedOn';

  it('holds every removal in file order, with what the store says of each', () => {
    const { cwd, store } = folder();
    removalFile(cwd, [40003, 40001, 40002]);
    withSql(store, (db) =>
      db.exec(`UPDATE loan_entity SET closed_on = '=1+1' WHERE id IN
        (SELECT loan_id FROM loan_customer WHERE customer_id = 40001)`),
    );
    const expected = withSql(store, (db) => {
      const tables = db
        .prepare(
          `SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'customer_id'
          WHERE m.type = 'table' AND m.name <> 'loan_customer' AND m.name NOT LIKE 'ledger%'`,
        )
        .pluck()
        .all() as string[];
      const count = (sql: string, id: number) => Number(db.prepare(sql).pluck().get(id));
      return [40003, 40001, 40002].map((id, at) => {
        const own = tables.map((table) => count(`SELECT count(*) FROM "${table}" WHERE customer_id = ?`, id));
        const loans = count('SELECT count(DISTINCT loan_id) FROM loan_customer WHERE customer_id = ?', id);
        const records = own.reduce((sum, rows) => sum + rows, 1);
        const closed = loans === 0 ? '' : id === 40001 ? '(unknown)' : '2015-01-31';
        return [at + 2, id, records, loans, closed].join(',');
      });
    });
    expect(run(['plan', 'july.csv', '--list', 'list.csv'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'list.csv'), 'utf8')).toBe([HEADER, ...expected, ''].join('\n'));
    expect(statSync(join(cwd, 'list.csv')).mode & 0o777).toBe(0o640);
    // A list is replaced by a list; ingest writes the same before it removes.
    writeFileSync(join(cwd, 'list.csv'), `${HEADER}\nold\n`);
    expect(run(['ingest', 'july.csv', '--confirm-removes', '3', '--list', 'list.csv'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'list.csv'), 'utf8')).toBe([HEADER, ...expected, ''].join('\n'));
  });

  it('is never written over anything else, through a link, or into nowhere', () => {
    const { cwd, store } = folder();
    writeFileSync(join(cwd, 'mine.csv'), 'mine');
    mkdirSync(join(cwd, 'folder'));
    symlinkSync('elsewhere.csv', join(cwd, 'link.csv'));
    writeFileSync(join(cwd, 'errors.csv'), '');
    const before = dump(store);
    const ingest = ['ingest', 'july.csv', '--confirm-removes', '3'];
    for (const path of [
      'mine.csv',
      'july.csv',
      'lms.db',
      'lms.db-wal',
      'folder',
      'link.csv',
      'no/where.csv',
      '/dev/full',
    ]) {
      const ran = runJson([...ingest, '--list', path], { cwd });
      expect(ran.document, path).toMatchObject({ exitCode: 4, storeChanged: false });
    }
    expect(run([...ingest, '--list', 'e.csv', '--errors', 'e.csv'], { cwd }).code).toBe(4);
    expect(readFileSync(join(cwd, 'mine.csv'), 'utf8')).toBe('mine');
    expect(existsSync(join(cwd, 'elsewhere.csv'))).toBe(false);
    expect(dump(store)).toBe(before);
  });
});

it('warnings are the same, shown and counted, whether every one is written down or not', () => {
  const cwd = temporaryFolder();
  const store = makeStore(cwd, 400);
  const ids = withSql(store, (db) =>
    db.prepare('SELECT id FROM customer_entity ORDER BY id * 7919 % 401').pluck().all(),
  );
  removalFile(cwd, ids as number[]);
  for (const show of ['0', '1', '20', '399']) {
    const alone = runJson(['validate', 'july.csv', '--show', show], { cwd }).document;
    const told = runJson(['validate', 'july.csv', '--show', show, '--errors', 'all.csv'], { cwd }).document;
    expect(alone.counts.warnings).toBeGreaterThan(200);
    expect({ ...alone, command: '' }).toEqual({ ...told, command: '' });
  }
});

it('rows beyond what is sorted at once are counted, found twice, and removed like all others', () => {
  const cwd = temporaryFolder();
  const ids = Array.from({ length: 80_000 }, (_, at) => 40_001 + ((at * 7919) % 80_000));
  removalFile(cwd, [...ids, ids[0]!, 9_007_199_254_740_991]);
  const { document } = runJson(['validate', 'july.csv'], { cwd });
  expect(document.counts).toMatchObject({ rows: 80_002, remove: 80_001, withErrors: 1 });
  // By one step, as dragged cells go: that is warned of, too.
  const told: { code: string }[] = document.diagnostics;
  const twice = told.filter(({ code }) => code === 'duplicate-customer');
  expect(twice).toMatchObject([
    { code: 'duplicate-customer', row: 80_002, value: String(ids[0]), details: { firstRow: 2 } },
  ]);
});
