import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { makeRoom, some, tryFault } from '../tools/fault-room.ts';
import { BIN, type Ran } from '../tools/program.ts';

const WAYS = [
  '> /dev/full',
  '>&-',
  '| head -c 0',
  '2> /dev/full',
  '2>&-',
  '> /dev/full 2> /dev/full',
  '<&- >&- 2>&-',
  '<&-',
  '2>&1 | head -c 1',
];

describe('an ingest whose answer nobody gets has removed all the same, and exits with 0', () => {
  const room = makeRoom();
  const lines = WAYS.flatMap((way) => ['', '--json'].map((json) => ({ way, json })));

  it.for(some(lines, 2))('$way $json', ({ way, json }, { task }) => {
    tryFault(room, { task, kind: 'standard streams closed or full' }, (cwd) => {
      const ran = runInShell(`${room.line.join(' ')} ${json} ${way}`, cwd);
      expect(ran).toMatchObject({ code: 0, signal: null });
      return ran;
    });
  });
});

function runInShell(line: string, cwd: string): Ran {
  const { status, signal, stdout, stderr } = spawnSync(
    'bash',
    ['-c', `"$0" "$1" ${line}; exit "\${PIPESTATUS[0]}"`, process.execPath, BIN],
    { cwd, encoding: 'utf8', env: { PATH: process.env.PATH, LANG: 'C.UTF-8' } },
  );
  return { code: status, signal, stdout, stderr };
}
