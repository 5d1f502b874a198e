/** A clock that is behind what was written before: the times in ledger and plan are moved, never the machine's. */
import { createHmac } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  ask,
  bytesOf,
  closedStore,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
  type Fault,
} from '../tools/program.ts';

const JULY = ['ingest', 'july.csv', '--confirm-removes', '2'];
const NEXT = ['ingest', 'next.csv', '--confirm-removes', '1'];

/** After the commit, before the scrub. */
const KILLED: Fault = { before: 'prepare PRAGMA main.wal_checkpoint', nth: 2, signal: 'SIGKILL' };

const origin = temporaryFolder();
closedStore(origin, 40);
removalFile(origin, [40001, 40002]);
removalFile(origin, [40005], 'next.csv');

/** A copy of the folder, July's run in it done, or stopped by the fault. */
function room(fault?: Fault) {
  const cwd = temporaryFolder();
  cpSync(origin, cwd, { recursive: true });
  run(JULY, { cwd, ...(fault === undefined ? {} : { fault }) });
  return { cwd, store: join(cwd, 'lms.db') };
}

/** Moves every time of the ledger to so many minutes from now; returns the last entry's. */
function moveEntries(store: string, minutes: number): string {
  const time = new Date(Date.now() + minutes * 60_000).toISOString();
  withSql(store, (db) => {
    db.exec('DROP TRIGGER ledger_run_no_update; DROP TRIGGER ledger_finding_no_update');
    db.prepare('UPDATE ledger_run SET committed_at = ?').run(time);
    db.prepare('UPDATE ledger_finding SET found_at = ?').run(time);
  });
  return time;
}

it('the clock is told of before a customer who cannot be removed: that is what keeps every file from being begun', () => {
  const { cwd, store } = room();
  moveEntries(store, 6);
  withSql(store, (db) => {
    db.pragma('foreign_keys = OFF');
    db.exec('ALTER TABLE loan_customer RENAME TO old_link');
    db.exec(
      'CREATE TABLE loan_customer (loan_id REFERENCES loan_entity(id), customer_id INTEGER NOT NULL REFERENCES customer_entity(id), role TEXT)',
    );
    db.exec(
      `INSERT INTO loan_customer SELECT 'x', customer_id, role FROM old_link WHERE customer_id = 40005; DROP TABLE old_link`,
    );
  });
  for (const line of [NEXT, ['plan', 'next.csv']])
    expect(runJson(line, { cwd }).document).toMatchObject({ exitCode: 7, reason: 'clock' });
});

describe('a clock that is behind the last entry of the ledger', () => {
  const { cwd, store } = room();

  it('begins nothing: not ingest, not plan; check says so beforehand', () => {
    const last = moveEntries(store, 6);
    const before = bytesOf(store);
    for (const line of [NEXT, ['plan', 'next.csv'], ['check']])
      expect(runJson(line, { cwd }).document, line[0]).toMatchObject({
        exitCode: 7,
        reason: 'clock',
        retryable: false,
        storeChanged: false,
      });
    const { looks } = runJson(['check'], { cwd }).document;
    expect(looks).toContainEqual(expect.objectContaining({ look: 'clock', ok: false }));
    expect(bytesOf(store)).toBe(before);
    const said = run(NEXT, { cwd });
    expect(said.code).toBe(7);
    expect(said.stderr.replace(/\s+/g, ' ')).toContain(
      `Nothing was changed. Set the clock, then the same line again. Where this clock is right, the entry was made by a wrong one: --allow-clock ${last}`,
    );
  });

  it('may look, and find that a file was ingested', () => {
    for (const line of [['history'], ['verify', '--all'], ['validate', 'next.csv'], JULY])
      expect(run(line, { cwd }).code, line[0]).toBe(0);
  });

  it('is taken as it is up to five minutes', () => {
    const twin = room();
    moveEntries(twin.store, 4);
    expect(run(['check'], twin).code).toBe(0);
    expect(run(NEXT, twin)).toMatchObject({ code: 0 });
  });

  it("is right for whoever says that entry's time, and no other one; the next entry is of this clock", () => {
    withSql(store, (db) =>
      db.prepare('UPDATE ledger_finding SET found_at = ?').run('2999-01-01T00:00:00.000Z'),
    );
    const last = '2999-01-01T00:00:00.000Z';
    const other = [...NEXT, '--allow-clock', '2999-01-01T00:00:00.001Z'];
    expect(runJson(other, { cwd }).document).toMatchObject({ reason: 'clock' });
    expect(runJson([...NEXT, '--allow-clock', 'yes'], { cwd }).document).toMatchObject({ exitCode: 2 });
    expect(run(['plan', 'next.csv', '--allow-clock', last], { cwd }).stdout).toContain(
      `Next:  lms-import ingest next.csv --allow-clock ${last}\n`,
    );
    expect(run([...NEXT, '--allow-clock', last], { cwd })).toMatchObject({ code: 0 });
    expect(ask(store, 'SELECT count(*) FROM ledger_run')).toBe(2);
    removalFile(cwd, [40007], 'later.csv');
    expect(run(['ingest', 'later.csv', '--confirm-removes', '1'], { cwd })).toMatchObject({ code: 0 });
    expect(run(['check'], { cwd })).toMatchObject({ code: 0 });
  });

  it('finishes no run that another call left, until somebody says that the clock is right', () => {
    const left = room(KILLED);
    const last = moveEntries(left.store, 6);
    for (const line of [['finish'], NEXT])
      expect(runJson(line, left).document, line[0]).toMatchObject({ exitCode: 7, reason: 'clock' });
    expect(ask(left.store, 'SELECT count(*) FROM ledger_finding')).toBe(0);
    expect(run(['finish', '--allow-clock', last], left)).toMatchObject({ code: 0 });
    expect(run(NEXT, left)).toMatchObject({ code: 0 });
  });

  it('is no trouble of finish where nothing is left', () => {
    const done = room();
    moveEntries(done.store, 6);
    expect(run(['finish'], done)).toMatchObject({ code: 0 });
  });

  it('is asked again under the lock', () => {
    const twin = room();
    const later = `node -e "const d=new(require('${join(process.cwd(), 'node_modules/better-sqlite3')}'))('lms.db');
      d.exec('DROP TRIGGER ledger_finding_no_update');
      d.prepare('UPDATE ledger_finding SET found_at = ?').run(new Date(Date.now()+400000).toISOString())"`;
    const fault = { before: 'exec BEGIN IMMEDIATE', run: later };
    expect(runJson(NEXT, { ...twin, fault }).document).toMatchObject({ exitCode: 7, reason: 'clock' });
    expect(ask(twin.store, 'SELECT count(*) FROM customer_entity')).toBe(38);
  });
});

describe('a saved plan of the future', () => {
  const PLAN = ['ingest', 'next.csv', '--plan', 'next.plan'];
  const { cwd, store } = room();
  run(['plan', 'next.csv', '--out', 'next.plan'], { cwd });

  /** As whoever made it with a clock that was that far ahead would have sealed it. */
  function ahead(minutes: number): void {
    const path = join(cwd, 'next.plan');
    const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n').slice(0, -1);
    const at = (time: number) => new Date(Date.now() + time).toISOString();
    const [madeAt, expiresAt] = [at(minutes * 60_000), at(minutes * 60_000 + 86_400_000)];
    const sealed = [JSON.stringify({ ...JSON.parse(header), madeAt, expiresAt }), ...lines];
    const seal = createHmac('sha256', ask(store, 'SELECT key FROM ledger_store') as Buffer);
    seal.update(['saved plan', ...sealed, ''].join('\n'));
    writeFileSync(path, [...sealed, JSON.stringify({ seal: seal.digest('hex') }), ''].join('\n'));
  }

  it('is not applied, and show says why; up to five minutes it is', () => {
    ahead(6);
    expect(runJson(PLAN, { cwd }).document).toMatchObject({
      exitCode: 6,
      reason: 'clock',
      storeChanged: false,
    });
    expect(run(PLAN, { cwd }).stderr).toMatch(/Stale \(clock\): the plan is of [^]*Nothing was\s+changed/);
    for (const store of [[], ['--store', 'lms.db']]) {
      const line = ['show', 'next.plan', ...store];
      expect(runJson(line, { cwd }).document).toMatchObject({ exitCode: 0, ahead: true, expired: false });
      expect(run(line, { cwd }).stdout).toMatch(/it was made in the future/);
      expect(run(line, { cwd }).stdout).not.toMatch(/Next:/);
    }
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(38);
    ahead(4);
    expect(runJson(['show', 'next.plan'], { cwd }).document).toMatchObject({ ahead: false });
    expect(run(PLAN, { cwd })).toMatchObject({ code: 0 });
  });
});
