import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { unseenRefusal } from '../../src/core/plan/guards.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import * as v from '../view/values.ts';
import {
  BIN,
  ask,
  closedStore,
  dump,
  hasProgram,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
} from '../tools/program.ts';

/** What an application, or a backup, does: somebody has the ID again. */
function bringBack(store: string, id: number, lastName: string): void {
  withSql(store, (db) =>
    db
      .prepare('INSERT INTO customer_entity (id, first_name, last_name) VALUES (?, ?, ?)')
      .run(id, 'Ada', lastName),
  );
}

/** 60 customers without open loans; run 1 removed 40001 and 40002, and somebody has 40002 again. */
function folder() {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 60);
  removalFile(cwd, [40001, 40002], 'june.csv');
  expect(run(['ingest', 'june.csv', '--confirm-removes', '2'], { cwd }).code).toBe(0);
  bringBack(store, 40002, 'Newcomer');
  removalFile(cwd, [40001, 40002, 40003]);
  return { cwd, store };
}

const TERMINAL = new URL('../tools/terminal.py', import.meta.url).pathname;

function errorsOf(document: { diagnostics: readonly { readonly severity: string }[] }) {
  return document.diagnostics.filter(({ severity }) => severity === 'error');
}

const CUMULATIVE = ['july.csv', '--missing-ok'];

describe('a customer whose ID an earlier run removed', () => {
  it('is an error that names run and day, and no consent covers it', () => {
    const { cwd, store } = folder();
    const before = dump(store);
    const at = ask(store, 'SELECT committed_at FROM ledger_run');
    for (const line of [['validate'], ['plan'], ['ingest', '--yes'], ['ingest', '--confirm-removes', '2']]) {
      const [command = '', ...consents] = line;
      const { code, document } = runJson([command, ...CUMULATIVE, ...consents], { cwd });
      expect(code).toBe(3);
      expect(errorsOf(document)).toEqual([
        expect.objectContaining({ code: 'customer-returned', cell: 'B3', details: { run: 1, at } }),
      ]);
    }
    expect(dump(store)).toBe(before);
  });

  it('goes where their exact number is allowed: guarded in the plan, in the report, and then gone again', () => {
    const { cwd, store } = folder();
    const before = dump(store);
    for (const n of ['0', '2']) {
      const allowed = [...CUMULATIVE, '--allow-returned', n];
      const planned = runJson(['plan', ...allowed], { cwd }).document;
      expect(planned).toMatchObject({ exitCode: 0 });
      expect(planned.plan.guards).toContainEqual(
        expect.objectContaining({ guard: 'returned', customers: 1, allowed: Number(n), refuses: true }),
      );
      for (const line of [
        ['validate', ...allowed],
        ['ingest', ...allowed, '--confirm-removes', '2'],
      ])
        expect(runJson(line, { cwd }).document).toMatchObject({ exitCode: 5, reason: 'returned' });
    }
    expect(dump(store)).toBe(before);

    const allowed = [...CUMULATIVE, '--allow-returned', '1'];
    expect(run(['validate', ...allowed], { cwd }).code).toBe(0);
    const screen = run(['plan', ...allowed, '--show', '0'], { cwd }).stdout;
    expect(screen).toMatch(/row 3 +! 40002 /);
    expect(screen).toMatch(/! 1 row: an earlier run removed this ID, and the store has it again/);
    expect(screen).not.toMatch(/Newcomer|Would be refused/);
    const { plan, diagnostics } = runJson(['plan', ...allowed, '--out', 'july.plan'], { cwd }).document;
    expect(plan.shown[0]).toMatchObject({ row: 3, flagged: true, returned: { run: 1 } });
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: 'customer-returned', severity: 'warning' }),
    );

    // A saved plan is consent to its removals, and to no guard.
    const apply = ['ingest', ...CUMULATIVE, '--plan', 'july.plan'];
    expect(run(apply, { cwd }).code).toBe(3);
    const { code, document } = runJson([...apply, '--allow-returned', '1'], { cwd });
    expect({ code, ...document.report }).toMatchObject({ code: 0, removals: 2, returned: 1, verified: true });
    expect(run(['show', '2'], { cwd }).stdout).toMatch(
      /Overrides +--allow-returned 1, an ID that an earlier run had removed: 40002/,
    );

    // The last run is the one that is named, and what the first one says is true again.
    expect(runJson(['history', '--customer', '40002'], { cwd }).document.runs).toHaveLength(2);
    expect(run(['verify', '--all'], { cwd }).code).toBe(0);
    removalFile(cwd, [40002], 'august.csv');
    const again = runJson(['validate', 'august.csv'], { cwd }).document;
    expect(again.diagnostics).toMatchObject([{ code: 'customer-already-removed', details: { run: 2 } }]);
    expect(run(['history', '--check', '--report', 'lms-reports/0001/report.json'], { cwd }).code).toBe(0);
  });

  it('is not allowed beforehand: a number where nobody is back is refused', () => {
    const { cwd } = folder();
    removalFile(cwd, [40003], 'august.csv');
    const line = ['ingest', 'august.csv', '--allow-returned', '1', '--confirm-removes', '1'];
    expect(runJson(line, { cwd }).document).toMatchObject({ exitCode: 5, reason: 'returned' });
    expect(run(['validate', 'august.csv', '--allow-returned', '0'], { cwd }).code).toBe(0);
  });

  it.each([
    ['after the plan', 'prepare PRAGMA main.wal_checkpoint'],
    ['between judgement and plan', 'exec CREATE TEMP TABLE removal ('],
  ])('and given out %s, to one of the same name: stale, nobody removed', (_, before) => {
    const { cwd, store } = folder();
    // Nothing but the ledger tells who has 40003 from who had it.
    withSql(store, (db) => {
      const tables = db
        .prepare(
          `SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'customer_id'
          WHERE m.type = 'table' AND m.name NOT LIKE 'ledger%'`,
        )
        .pluck()
        .all();
      for (const table of tables) db.exec(`DELETE FROM ${String(table)} WHERE customer_id = 40003`);
      db.exec('CREATE TABLE kept AS SELECT * FROM customer_entity WHERE id = 40003');
    });
    removalFile(cwd, [40003], 'one.csv');
    removalFile(cwd, [40003, 40004]);
    const other = `${process.execPath} ${BIN} ingest one.csv --confirm-removes 1 > other.txt`;
    const again = `sqlite3 lms.db "INSERT INTO customer_entity SELECT * FROM kept"`;
    const line = ['ingest', 'july.csv', '--confirm-removes', '2'];
    const { document } = runJson(line, { cwd, fault: { before, run: `${other} && ${again}` } });
    expect(document).toMatchObject({ exitCode: 6, reason: 'store-moved' });
    expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(2);
    expect(ask(store, 'SELECT count(*) FROM customer_entity WHERE id IN (40003, 40004)')).toBe(2);
  });
});

describe('the question', () => {
  it.skipIf(!hasProgram('python3'))('shows each of them by name before it asks', () => {
    const { cwd, store } = folder();
    const line = [
      process.execPath,
      BIN,
      'ingest',
      ...CUMULATIVE,
      '--allow-returned',
      '1',
      '--show',
      '0',
      '--reason',
      'ticket 7',
    ];
    const { status, stdout } = spawnSync('python3', [TERMINAL, '', 'stops: ', 'remove 2\r', ...line], {
      cwd,
      env: { PATH: process.env.PATH, HOME: cwd, LANG: 'C.UTF-8', TERM: 'xterm', NO_COLOR: '1' },
    });
    const text = stdout.toString();
    const named =
      /An earlier run removed these IDs\.[^]*row 3 +40002 +Newcomer, A•••, today; run 1,[^]*There is no undo/;
    expect(text).toMatch(named);
    expect(status).toBe(0);
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(57);
  });

  it('is not asked where they are more than are shown and no list of names was compared', () => {
    const plan: Plan = {
      ...v.PLAN,
      shown: v.PLAN.shown.map((one) => ({ ...one, returned: { run: 41, at: '2026-01-31T12:00:00.000Z' } })),
      guards: [{ guard: 'returned', customers: 501, allowed: 501, firstRow: 17, refuses: false }],
    };
    expect(unseenRefusal(plan, true)).toBeNull();
    expect(unseenRefusal(plan, false)).toMatchObject({ reason: 'returned', why: 'names', customers: 501 });
  });
});

it('nobody goes where the ledger lacks IDs of a run: who has one of them today cannot be told from who was removed', () => {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 40);
  removalFile(cwd, [40009, 40012], 'july.csv');
  expect(run(['ingest', 'july.csv', '--confirm-removes', '2'], { cwd }).code).toBe(0);
  withSql(store, (db) =>
    db.exec(`DROP TRIGGER ledger_removed_no_delete; DELETE FROM ledger_removed;
      INSERT INTO customer_entity (id, last_name) VALUES (40009, 'Newcomer')`),
  );
  removalFile(cwd, [40009, 40003], 'august.csv');
  for (const line of [
    ['ingest', 'august.csv', '--yes', '--missing-ok'],
    ['plan', 'august.csv'],
    ['validate', 'august.csv'],
  ]) {
    const { document } = runJson(line, { cwd });
    expect(document).toMatchObject({ exitCode: 7, reason: 'damaged' });
    expect(document.message).toContain('its ledger lists 0 of the 2 customers that run 1 removed');
  }
  expect(runJson(['check'], { cwd }).document).toMatchObject({ exitCode: 7, reason: 'damaged' });
  expect(ask(store, 'SELECT count(*) FROM customer_entity WHERE id IN (40003, 40009)')).toBe(2);
});
