import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask, removalFile, run, temporaryFolder } from '../tools/program.ts';
import { makeHardStore, markedCustomers, numbers } from '../tools/hard-store.ts';

function build(options: { pageSize: number; secureDelete: boolean; analyze: boolean }) {
  const cwd = temporaryFolder();
  const tmp = join(cwd, 'tmp');
  mkdirSync(tmp);
  const ids = makeHardStore(join(cwd, 'lms.db'), { customers: 5000, ...options });
  const random = numbers('removed');
  const removed = new Set<number>();
  while (removed.size < 500) removed.add(ids[random(ids.length)]!);
  removalFile(cwd, [...removed]);
  const left = ids.filter((id) => !removed.has(id)).sort((a, b) => a - b);
  const line = ['ingest', 'july.csv', '--confirm-removes', '500'];
  return { cwd, removed, left, line, env: { TMPDIR: tmp } };
}

const CASES = [
  { pageSize: 512, secureDelete: true, analyze: false },
  { pageSize: 512, secureDelete: false, analyze: false },
  { pageSize: 4096, secureDelete: true, analyze: false },
  { pageSize: 4096, secureDelete: false, analyze: true },
  { pageSize: 65536, secureDelete: true, analyze: false },
  { pageSize: 65536, secureDelete: false, analyze: false },
];

describe('after an ingest nothing of the removed is left in any file', () => {
  it.each(CASES)('pages of $pageSize bytes, secure_delete $secureDelete, ANALYZE $analyze', (options) => {
    const { cwd, removed, left, line, env } = build(options);
    expect(markedCustomers([cwd]).size).toBe(5000);
    const ran = run(line, { cwd, env });
    expect(ran).toMatchObject({ code: 0 });
    const marked = markedCustomers([cwd]);
    expect([...marked].filter((id) => removed.has(id))).toEqual([]);
    expect([...marked].sort((a, b) => a - b)).toEqual(left);
    expect(ask(join(cwd, 'lms.db'), 'PRAGMA integrity_check')).toBe('ok');
    expect(ran.stdout).toContain('7 of 7 checks');
    rmSync(cwd, { recursive: true });
  });

  it('and without the scrub, something is: the run is ended right after its commit', () => {
    const { cwd, removed, line, env } = build({ pageSize: 4096, secureDelete: false, analyze: false });
    const killed = run(line, {
      cwd,
      env,
      fault: { before: 'prepare PRAGMA main.wal_checkpoint', nth: 2, signal: 'SIGKILL' },
    });
    expect(killed.signal).toBe('SIGKILL');
    ask(join(cwd, 'lms.db'), 'PRAGMA wal_checkpoint(TRUNCATE)');
    expect(ask(join(cwd, 'lms.db'), 'SELECT count(*) FROM ledger_run')).toBe(1);
    const marked = markedCustomers([cwd]);
    expect([...marked].filter((id) => removed.has(id)).length).toBeGreaterThan(0);
  });
});
