/** Runs a command line in this process, with streams that are kept: hundreds of thousands are possible. */
import type { Io } from '../../src/commands/terminal/context.ts';
import { fail } from '../../src/commands/terminal/fail.ts';
import { notBegun } from '../../src/commands/line/given.ts';
import { buildProgram } from '../../src/commands/line/program.ts';
import { NOTHING_KNOWN } from '../../src/core/progress/known.ts';

export interface Said {
  readonly code: number;
  /** Everything that went to standard output and standard error. */
  readonly text: string;
  /** The same, a write each. */
  readonly writes: readonly string[];
}

/** What `src/cli.ts` does with a line; `terminal` says that a person reads both streams (and is asked nothing). */
export async function runHere(argv: readonly string[], terminal: boolean): Promise<Said> {
  const said: string[] = [];
  const stream = {
    isTTY: terminal,
    columns: 80,
    errored: null,
    destroyed: false,
    write: (text: string) => said.push(text) > 0,
  } as unknown as NodeJS.WriteStream;
  const io: Io = {
    stdin: () => process.stdin,
    stdout: stream,
    stderr: { ...stream, isTTY: false } as unknown as NodeJS.WriteStream,
    env: { NO_COLOR: '1', CI: '1' },
    now: () => new Date(),
    version: '1.0.0',
    user: () => 'somebody',
    holdSignals: () => undefined,
    committing: () => false,
  };
  let code = 0;
  let known = NOTHING_KNOWN;
  const program = buildProgram(io, {
    started: (line) => (given = line),
    learn: (what) => (known = { ...known, ...what }),
    ended: (result) => (code = result),
  });
  let given = notBegun(program, argv);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    code = await fail(io, { argv, given, known, error });
  }
  return { code, text: said.join(''), writes: said };
}
