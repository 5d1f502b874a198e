import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask, dump, makeStore, removalFile, run, temporaryFolder } from '../tools/program.ts';

const IDS = [40002, 40005, 40009, 40012, 40020];
const LINE = ['ingest', 'july.csv', '--confirm-removes', '5', '--allow-open-loans'];

/** A store and a file, copied for each kill, and the things that a whole run does, in order. */
function prepare() {
  const origin = temporaryFolder();
  const store = makeStore(origin, 40);
  removalFile(origin, IDS);
  const open = ask(
    store,
    `SELECT count(DISTINCT customer_id) FROM loan_customer c JOIN loan_entity e ON e.id = c.loan_id
     WHERE e.status <> 'Closed' AND NOT e.archived AND NOT e.deleted AND customer_id IN (${IDS.join()})`,
  );
  const line = [...LINE, String(open)];
  const before = dump(store);
  const whole = copyOf(origin);
  const log = join(whole, 'steps.log');
  expect(run(line, { cwd: whole, faultLog: log })).toMatchObject({ code: 0 });
  const after = dump(join(whole, 'lms.db'));
  return { origin, line, before, after, steps: readFileSync(log, 'utf8').trim().split('\n') };
}

function copyOf(origin: string): string {
  const folder = temporaryFolder();
  cpSync(origin, folder, { recursive: true });
  return folder;
}

describe('an ingest that is killed', () => {
  const { origin, line, before, after, steps } = prepare();
  const begin = steps.findIndex((step) => step.startsWith('exec BEGIN IMMEDIATE'));
  const commit = steps.findIndex((step) => step === 'exec COMMIT');
  // Every step around the commit, and some of the rest, from the first lock to the end; each of them in `test/faults/killed`.
  const kills = steps
    .map((_, index) => index)
    .filter((at) => at >= begin && (at % 25 === 0 || Math.abs(at - commit) < 4));

  it.each(kills.map((at) => ({ at: at + 1, step: steps[at] })))(
    'before step $at ($step) leaves the store wholly before or wholly after, and the same line finishes it',
    ({ at }) => {
      const cwd = copyOf(origin);
      const store = join(cwd, 'lms.db');
      expect(run(line, { cwd, fault: { at, signal: 'SIGKILL' } }).signal).toBe('SIGKILL');
      const committed = ask(store, 'SELECT count(*) FROM ledger_run') === 1;
      expect(committed).toBe(at - 1 > commit);
      expect(dump(store)).toBe(committed ? after : before);
      const again = run(line, { cwd });
      expect(again).toMatchObject({ code: 0 });
      expect(dump(store)).toBe(after);
      expect(ask(store, `SELECT count(*) FROM ledger_finding WHERE kind = 'reported'`)).toBe(1);
      expect(readFileSync(join(cwd, 'lms-reports/0001/report.txt'), 'utf8')).toContain('✓ VERIFIED');
      expect(
        JSON.parse(readFileSync(join(cwd, 'lms-reports/0001/report.json'), 'utf8')).report.verified,
      ).toBe(true);
      expect(existsSync(join(cwd, 'lms-reports/0002'))).toBe(false);
      expect(run(line, { cwd }).stdout).toMatch(/already ingested as run 1/i);
    },
  );
});
