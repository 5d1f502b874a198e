import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ask,
  BIN,
  closedStore,
  dump,
  hasProgram,
  removalFile,
  run,
  temporaryFolder,
  withSql,
} from '../tools/program.ts';

const TERMINAL = new URL('../tools/terminal.py', import.meta.url).pathname;
const QUESTION = 'anything else stops: ';

/** `ingest` at a terminal: typed before the program began, and once more when the question stands there. */
function ingestAtTerminal(
  cwd: string,
  before: string,
  answer: string,
  given: { why?: string; meanwhile?: string; keys?: string } = {},
) {
  const { why = '', meanwhile = ':', keys = '' } = given;
  const reason = why === '' ? ['--reason', 'ticket 4711'] : [];
  const line = [process.execPath, BIN, 'ingest', 'july.csv', ...reason];
  const args = [TERMINAL, before, QUESTION, answer, ...line];
  const { status, stdout, stderr } = spawnSync('python3', args, {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: cwd,
      LANG: 'C.UTF-8',
      TERM: 'xterm',
      MEANWHILE: meanwhile,
      WHY: why,
      KEYS: keys,
    },
  });
  return { code: status, stdout, stderr };
}

it.skipIf(!hasProgram('python3'))(
  'what was typed before the question is no answer to it',
  () => {
    const cwd = temporaryFolder();
    const store = closedStore(cwd, 30);
    removalFile(cwd, [40001, 40002, 40003]);
    const left = () => ask(store, 'SELECT count(*) FROM customer_entity');
    // A pasted runbook: with these bytes taken for the answer, the customers would be gone.
    const pasted = ingestAtTerminal(cwd, 'remove 3\n', 'no\r');
    expect(pasted.stdout + pasted.stderr).toContain('typed before this question stood');
    expect({ code: pasted.code, left: left() }).toEqual({ code: 5, left: 30 });
    // Lines without number, and one without an end: all of it goes, and what is typed after it is the answer.
    const many = `${'echo next\n'.repeat(300)}remove 9\nrem`;
    expect({ code: ingestAtTerminal(cwd, many, 'remove 3\r').code, left: left() }).toEqual({
      code: 0,
      left: 27,
    });
    removalFile(cwd, [40004]);
    const quiet = ingestAtTerminal(cwd, '', '\u0003');
    expect(quiet.stdout).not.toContain('typed before this question stood');
    expect({ code: quiet.code, left: left() }).toEqual({ code: 130, left: 27 });
  },
  60_000,
);

it.skipIf(!hasProgram('python3'))(
  'a reason is asked for where none is given, and a name in it is refused',
  () => {
    const cwd = temporaryFolder();
    const store = closedStore(cwd, 30);
    const reasons = () =>
      ask(store, `SELECT group_concat(ifnull(record ->> '$.reason', '-')) FROM ledger_run`);
    removalFile(cwd, [40001]);
    withSql(store, (db) =>
      db.exec(`UPDATE customer_entity SET first_name = 'Kira', last_name = 'Brandt' WHERE id = 40001`),
    );
    const refused = ingestAtTerminal(cwd, '', 'remove 1\r', { why: 'Kira Brandt asked\r' });
    expect({ code: refused.code, reasons: reasons() }).toEqual({ code: 5, reasons: null });
    const given = ingestAtTerminal(cwd, '', 'remove 1\r', { why: 'closed long ago\r' });
    expect({ code: given.code, reasons: reasons() }).toEqual({ code: 0, reasons: 'closed long ago' });
  },
  120_000,
);

it.skipIf(!hasProgram('python3'))('each key is shown once, at the second question, too', () => {
  const cwd = temporaryFolder();
  closedStore(cwd, 30);
  removalFile(cwd, [40001]);
  const { code, stdout } = ingestAtTerminal(cwd, '', 'remove 1\r', { why: 'closed long ago\r', keys: '1' });
  expect(code).toBe(0);
  // What is between keys are a terminal's own signs.
  expect(stdout.replaceAll(/\u001b\[[\d;?]*[A-Za-z]/g, '')).toMatch(/anything else stops: remove 1\r+\n/);
});

it('where a reason is required and none is given nothing is read', () => {
  const cwd = temporaryFolder();
  const answer = run(['ingest', 'july.csv', '--yes', '--require-reason'], { cwd });
  expect(answer).toMatchObject({ code: 2 });
  expect(answer.stderr).toContain('--reason TEXT');
});

it.skipIf(!hasProgram('python3'))(
  'a store that was written over while the question stood is another one, though its file and its layout are the same',
  () => {
    const cwd = temporaryFolder();
    const store = closedStore(cwd, 60);
    const other = join(cwd, 'other.db');
    withSql(store, (db) => db.pragma('wal_checkpoint(TRUNCATE)'));
    copyFileSync(store, other);
    // Names of the same length on the same pages, as a refresh from an anonymised copy has them.
    withSql(other, (db) => {
      db.exec(`UPDATE customer_entity SET last_name = substr('${'x'.repeat(80)}', 1, length(last_name))`);
      db.pragma('wal_checkpoint(TRUNCATE)');
    });
    const untouched = dump(other);
    removalFile(cwd, [40001, 40002, 40003]);
    const ran = ingestAtTerminal(cwd, '', 'remove 3\r', { meanwhile: 'cp other.db lms.db' });
    expect(ran.stdout).toContain('store-moved');
    expect(ran.code).toBe(6);
    expect(dump(store)).toBe(untouched);
  },
  60_000,
);

it.skipIf(!hasProgram('python3'))(
  'with its answer in a pipe nobody is asked, and how to be asked is said',
  () => {
    const cwd = temporaryFolder();
    const store = closedStore(cwd, 30);
    removalFile(cwd, [40001, 40002, 40003]);
    const line = `${process.execPath} ${BIN} ingest july.csv | cat; exit $?`;
    const args = [TERMINAL, '', 'never shown', '', 'sh', '-c', line];
    const env = { PATH: process.env.PATH, HOME: cwd, LANG: 'C.UTF-8', TERM: 'xterm' };
    const { stdout } = spawnSync('python3', args, { cwd, encoding: 'utf8', env });
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('To be asked, run it without the | and what follows');
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(30);
  },
  60_000,
);
