import { spawnSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { customerHeader } from '../../src/core/file/template.ts';
import { BIN, closedStore, dump, removalFile, run, runJson, temporaryFolder } from '../tools/program.ts';

/** Runs a line in a shell, whose limits it has. */
function inShell(line: string, cwd: string) {
  const { status, stdout } = spawnSync(
    'sh',
    ['-c', line.replaceAll('lms-import ', '"$0" "$1" '), process.execPath, BIN],
    {
      cwd,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8' },
    },
  );
  return { code: status, document: stdout === '' ? null : JSON.parse(stdout) };
}

describe.skipIf(process.platform === 'win32')('a limit of the process is no damage of the store', () => {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 200);
  removalFile(cwd, [40001, 40002]);
  cpSync(store, join(cwd, 'as-it-was.db'));

  it.each([8, 100])('size of a file: ulimit -f %i', (blocks) => {
    const ran = inShell(`ulimit -f ${blocks}; lms-import ingest july.csv --confirm-removes 2 --json`, cwd);
    expect(ran).toMatchObject({ code: 7, document: { reason: 'limit', storeChanged: false } });
    expect(ran.document.message).toContain('ulimit -f');
    expect(dump(store)).toBe(dump(join(cwd, 'as-it-was.db')));
    const looked = inShell(`ulimit -f ${blocks}; lms-import check --json`, cwd);
    expect(looked.code).toBe(7);
    expect(JSON.stringify(looked.document)).toContain('ulimit -f');
  });

  it('open files: whatever the first of them is that cannot be opened, the store is not to blame', () => {
    for (let files = 22; files < 27; files += 1) {
      const { code, document } = inShell(`ulimit -n ${files}; lms-import plan july.csv --json`, cwd);
      // With fewer, Node itself or a library cannot be loaded, which ends before there is anything to say, or as a bug.
      if (code === 1 || code === 0 || document === null) continue;
      expect([4, 7]).toContain(code);
      expect(document.message).toContain('ulimit -n');
    }
  });

  it.each([
    ['the scrub', { before: 'prepare PRAGMA main.wal_checkpoint', nth: 2 }, 'scrub-incomplete'],
    ['the report', { before: 'mkdirSync', after: 'exec COMMIT' }, 'report-not-written'],
  ] as const)(
    'size of a file, met by %s after the commit: 9 with its cause, and finish goes on',
    (...[, at, reason]) => {
      const room = temporaryFolder();
      cpSync(join(cwd, 'as-it-was.db'), join(room, 'lms.db'));
      cpSync(join(cwd, 'july.csv'), join(room, 'july.csv'));
      const fault = { ...at, run: 'prlimit --pid $PPID --fsize=100:unlimited' };
      const { document } = runJson(['ingest', 'july.csv', '--confirm-removes', '2'], { cwd: room, fault });
      expect(document).toMatchObject({ exitCode: 9, reason, cause: 'EFBIG', storeChanged: true });
      expect(run(['finish'], { cwd: room })).toMatchObject({ code: 0 });
    },
  );

  it('a folder on standard input is told as one', () => {
    const { document } = inShell('lms-import validate - --json < .', cwd);
    expect(document.diagnostics).toMatchObject([{ code: 'file-not-readable', details: { why: 'folder' } }]);
  });
});

/** A file system of its own for temporary files; null where this machine lets nobody make one. */
function mountTiny(): string | null {
  const folder = temporaryFolder();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
  return status === 0 ? folder : null;
}

const tiny = mountTiny();
afterAll(() => {
  if (tiny !== null) spawnSync('umount', [tiny]);
});

describe.skipIf(tiny === null)('a folder for temporary files that is full', () => {
  const cwd = temporaryFolder();
  closedStore(cwd, 5);
  const ids = Array.from({ length: 300_000 }, (_, at) => `remove,${((at * 7919) % 300_007) + 50_000}\n`);
  writeFileSync(join(cwd, 'large.csv'), customerHeader() + ids.join(''));

  it.each(['--store lms.db', ''])('is named, and not the store: validate %s', (store) => {
    const folder = store === '' ? tiny : cwd;
    const line = `TMPDIR=${tiny ?? ''} lms-import validate ${join(cwd, 'large.csv')} ${store} --json`;
    const { document } = inShell(line, folder ?? '');
    expect(document).toMatchObject({ exitCode: 4, storeChanged: false });
    expect(document.diagnostics).toMatchObject([
      { code: 'output-not-writable', details: { path: tiny, why: 'temporary-full' } },
    ]);
  });
});
