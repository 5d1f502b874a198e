import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { ask, BIN, closedStore, hasProgram, removalFile, temporaryFolder } from '../tools/program.ts';

const TERMINAL = new URL('../tools/terminal.py', import.meta.url).pathname;
const QUESTION = 'anything else stops: ';

/** `ingest` at a terminal: typed before the program began, and once more when the question stands there. */
function ingestAtTerminal(cwd: string, before: string, answer: string) {
  const args = [TERMINAL, before, QUESTION, answer, process.execPath, BIN, 'ingest', 'july.csv'];
  const { status, stdout, stderr } = spawnSync('python3', args, {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: cwd, LANG: 'C.UTF-8', TERM: 'xterm' },
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
