/** A file whose bytes were ingested: is its run finished, and are its customers still gone? Said before anything is begun. */
import { execSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  BIN,
  bytesOf,
  closedStore,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
} from '../tools/program.ts';

const JULY = ['ingest', 'july.csv', '--store', 'ours.db', '--confirm-removes', '2'];
/** Killed between the commit and the scrub. */
const KILLED = { before: 'prepare PRAGMA main.wal_checkpoint', nth: 2, signal: 'SIGKILL' } as const;

const origin = temporaryFolder();
closedStore(origin, 40);
cpSync(join(origin, 'lms.db'), join(origin, 'ours.db'));
removalFile(origin, [40001, 40002]);
expect(run(JULY, { cwd: origin, fault: KILLED }).signal).toBe('SIGKILL');

function room() {
  const cwd = temporaryFolder();
  cpSync(origin, cwd, { recursive: true });
  return { cwd, store: join(cwd, 'ours.db') };
}

const look = (verb: string) => [verb, 'july.csv', '--store', 'ours.db'];
const oneLine = (screen: string) => screen.replace(/\s+/g, ' ');

describe('a file whose run is not finished', () => {
  it('is told as that by validate and plan, with the line that finishes it', () => {
    const { cwd, store } = room();
    const before = bytesOf(store);
    for (const verb of ['validate', 'plan']) {
      const { code, document } = runJson(look(verb), { cwd });
      expect({ code, known: document.alreadyIngested }).toMatchObject({
        code: 0,
        known: { run: 1, finished: false, back: 0, reason: 'unfinished' },
      });
    }
    expect(bytesOf(store)).toBe(before);
    const said = run(look('plan'), { cwd }).stdout;
    expect(oneLine(said)).toMatch(
      /✗ NOT VERIFIED \(unfinished\): these bytes were ingested as run 1, on .*This finishes it: lms-import finish --store ours\.db/,
    );
    expect(said).not.toContain('✓');
    const [, line = ''] = /lms-import (finish.*)$/m.exec(said) ?? [];
    execSync(`"${process.execPath}" "${BIN}" ${line}`, { cwd });
    expect(runJson(look('validate'), { cwd }).document.alreadyIngested).toMatchObject({
      finished: true,
      back: 0,
      reason: null,
    });
    expect(oneLine(run(look('validate'), { cwd }).stdout)).toContain(
      '✓ These bytes were ingested already as run 1',
    );
  });

  it('and the same line again finishes it, and says so', () => {
    const { cwd } = room();
    const { code, document } = runJson(JULY, { cwd });
    expect({ code, known: document.alreadyIngested }).toMatchObject({
      code: 0,
      known: { run: 1, finished: true, back: 0, reason: null },
    });
  });
});

it('a file of whose customers some are back is told as that, in the words of exit 9', () => {
  const { cwd, store } = room();
  expect(run(JULY, { cwd }).code).toBe(0);
  withSql(store, (db) => db.exec('INSERT INTO customer_entity (id) VALUES (40002)'));
  const refused = runJson(JULY, { cwd }).document;
  expect(refused).toMatchObject({ exitCode: 9, reason: 'customer-returned', run: 1, runOfThisFile: 1 });
  for (const verb of ['validate', 'plan']) {
    expect(runJson(look(verb), { cwd }).document).toMatchObject({
      exitCode: 0,
      alreadyIngested: { run: 1, finished: true, back: 1, reason: 'customer-returned' },
    });
    // The state, that nothing was changed, stands elsewhere on this screen.
    const said = oneLine(run(look(verb), { cwd }).stdout);
    for (const sentence of String(refused.message).split(/ Nothing was changed\. | {2}/))
      expect(said).toContain(sentence);
    expect(said).not.toContain('✓');
  }
});

it('verify of a run that is merely not finished says that, and what finishes it', () => {
  const { cwd, store } = room();
  const verify = ['verify', '1', '--store', 'ours.db', '--report', 'kept'];
  expect(runJson(verify, { cwd }).document).toMatchObject({
    exitCode: 9,
    reason: 'unfinished',
    counts: { unfinished: 1, back: 0 },
    runs: [{ finished: false, checks: [{ passed: true }, { passed: true }, { passed: true }] }],
    integrity: 'ok',
  });
  const said = oneLine(run(verify, { cwd }).stdout);
  expect(said).toMatch(/NOT FINISHED.*→ This finishes it: lms-import finish --store ours\.db --report kept/);
  expect(said).not.toMatch(/restored|person/);
  // A customer who is back is worse, and no line finishes that.
  withSql(store, (db) => db.exec('INSERT INTO customer_entity (id) VALUES (40002)'));
  expect(runJson(verify, { cwd }).document).toMatchObject({ exitCode: 9, reason: 'check-failed' });
});

it('a finished one names its report where that is found, and else the line that writes it again', () => {
  const { cwd } = room();
  expect(run(JULY, { cwd }).code).toBe(0);
  const here = runJson(JULY, { cwd });
  expect(here.document.folder).toBe('lms-reports/0001');
  const far = temporaryFolder();
  cpSync(cwd, far, { recursive: true });
  renameSync(join(far, 'lms-reports'), join(far, 'kept'));
  expect(runJson(JULY, { cwd: far })).toMatchObject({ code: 0, document: { folder: null } });
  const said = oneLine(run(JULY, { cwd: far }).stdout);
  expect(said).toContain(
    'not found from here. This writes it again: lms-import show 1 --store ours.db --report DIR',
  );
  expect(run(['show', '1', '--store', 'ours.db', '--report', 'lms-reports'], { cwd: far }).code).toBe(0);
  expect(run(JULY, { cwd: far }).stdout).toContain('Report: lms-reports/0001');
});

it('an unfinished one has no time at which it was finished, and its report is called that', () => {
  const { cwd, store } = room();
  const { document } = runJson(['show', '1', '--store', 'ours.db'], { cwd });
  expect(document.report).toMatchObject({ verified: false, finishedAt: null });
  expect(run(['show', '1', '--store', 'ours.db', '--report', 'early'], { cwd }).stdout).toContain(
    'finished  not yet',
  );
  const compared = ['history', '--check', '--store', 'ours.db', '--report', 'early/0001/report.json'];
  expect(runJson(compared, { cwd }).document).toMatchObject({
    exitCode: 4,
    diagnostics: [{ code: 'report-invalid', details: { why: 'unfinished' } }],
  });
  withSql(store, (db) => db.exec('INSERT INTO customer_entity (id) VALUES (40001)'));
  const said = oneLine(run(['verify', '1', '--store', 'ours.db'], { cwd }).stdout);
  expect(said).toContain('Once the cause is gone, this finishes it: lms-import finish --store ours.db');
});

it('leaves the diagnostics of the first call where they are: of a file that was ingested no row is told of', () => {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 20);
  withSql(store, (db) =>
    db.exec(`UPDATE loan_entity SET archived = 1, status = 'Late'
      WHERE id IN (SELECT loan_id FROM loan_customer WHERE customer_id = 40003)`),
  );
  removalFile(cwd, [40003]);
  const line = ['ingest', 'july.csv', '--confirm-removes', '1', '--errors', 'e.csv'];
  expect(run(line, { cwd }).code).toBe(0);
  const first = readFileSync(join(cwd, 'e.csv'), 'utf8');
  expect(first).toContain('open-loan');
  expect(run(line, { cwd }).code).toBe(0);
  expect(readFileSync(join(cwd, 'e.csv'), 'utf8')).toBe(first);
  const validated = run(['validate', 'july.csv', '--errors', 'other.csv'], { cwd });
  expect(validated.code).toBe(0);
  expect(validated.stdout).not.toContain('As CSV');
  expect(existsSync(join(cwd, 'other.csv'))).toBe(false);
});
