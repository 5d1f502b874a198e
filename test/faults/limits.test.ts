import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BIN, closedStore, dump, removalFile, temporaryFolder } from '../tools/program.ts';

/** Runs a line in a shell, whose limits it has. */
function inShell(line: string, cwd: string) {
  const { status, stdout } = spawnSync(
    'sh',
    ['-c', line.replaceAll('lms-import', '"$0" "$1"'), process.execPath, BIN],
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
  });

  it('open files: whatever the first of them is that cannot be opened, the store is not to blame', () => {
    for (let files = 21; files < 28; files += 1) {
      const { code, document } = inShell(`ulimit -n ${files}; lms-import plan july.csv --json`, cwd);
      // With fewer, Node itself or a library cannot be loaded, which ends before there is anything to say, or as a bug.
      if (code === 1 || code === 0 || document === null) continue;
      expect([4, 7]).toContain(code);
      expect(document.message).toContain('ulimit -n');
    }
  });

  it('a folder on standard input is told as one', () => {
    const { document } = inShell('lms-import validate - --json < .', cwd);
    expect(document.diagnostics).toMatchObject([{ code: 'file-not-readable', details: { why: 'folder' } }]);
  });
});
