/** Builds the program and its surroundings; the only catch-all: every error becomes an exit code here. */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import type { Io } from './commands/terminal/context.ts';
import { EXIT_CODES, STOPPED } from './core/errors.ts';
import { NOTHING_KNOWN } from './core/progress/known.ts';

/** Runs one command line, without node and script; returns the exit code and never throws. */
export async function main(argv: readonly string[]): Promise<number> {
  holdYoungGeneration();
  const io = realIo();
  const code = await runLine(io, argv);
  const lost = await lostAnswer(io);
  // What was committed stays so; before that, an answer that nobody got is no success.
  if (lost === null || code !== 0) return code;
  io.stderr.write(`lms-import: the answer could not be written to standard output (${lost}).\n`);
  return io.committing() ? code : EXIT_CODES.file;
}

/**
 * V8 doubles the room for new objects as fast as rows are made, up to 32 MiB in use and as much to copy them to. Rows
 * are garbage at once; a small room costs a tenth more time where every row is wrong, and saves 20 to 100 MiB.
 * (`--max-semi-space-size` is read only when Node starts.)
 */
function holdYoungGeneration(): void {
  // A later V8 may not know the flag, and would say so on standard error.
  const [major] = process.versions.v8.split('.');
  if (Number(major) <= KNOWN_V8) setFlagsFromString('--semi-space-growth-factor=1');
}

/** Node 25's. */
const KNOWN_V8 = 14;

/** The code of the error that kept an answer from being written; null where it was, or where its reader went away. */
async function lostAnswer({ stdout, failed }: RealIo): Promise<string | null> {
  await new Promise<void>((resolve) => {
    if (stdout.errored !== null || stdout.destroyed) resolve();
    else stdout.write('', () => resolve());
  });
  const error = failed() ?? stdout.errored;
  const code = error !== null && 'code' in error ? String(error.code) : null;
  return code === 'EPIPE' || code === 'EOF' ? null : code;
}

async function runLine(io: Io, argv: readonly string[]): Promise<number> {
  // Asked by scripts more often than anything else, and answered without loading what reads a command line.
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    io.stdout.write(`${io.version}\n`);
    return 0;
  }
  const [{ CommanderError }, { buildProgram }, { notBegun }, { asTyped }] = await Promise.all([
    import('commander'),
    import('./commands/line/program.ts'),
    import('./commands/line/given.ts'),
    import('./commands/line/typed.ts'),
  ]);
  let code = 0;
  let known = NOTHING_KNOWN;
  const program = buildProgram(io, {
    started: (line) => (given = line),
    learn: (what) => (known = { ...known, ...what }),
    ended: (result) => (code = result),
  });
  let given = notBegun(program, argv);
  try {
    await program.parseAsync([...asTyped(program, argv)], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const { fail } = await import('./commands/terminal/fail.ts');
    return await fail(io, { argv, given, known, error });
  }
}

interface RealIo extends Io {
  /** The first error of standard output: Node's own streams forget theirs, and go on. */
  readonly failed: () => Error | null;
}

function realIo(): RealIo {
  const { stdout, stderr, env } = process;
  let committing = false;
  let failed: Error | null = null;
  // Who reads our output may go away (`| head`): that is no failure of ours.
  stderr.on('error', () => undefined);
  stdout.on('error', (error: Error) => void (failed ??= error));
  return {
    failed: () => failed,
    // Only where a question is asked: once touched, a pipe on it no longer waits for what is to come.
    stdin: () => process.stdin,
    stdout,
    stderr,
    env,
    now: () => new Date(),
    version: readVersion(),
    user: systemUser,
    committing: () => committing,
    holdSignals: () => {
      committing = true;
      for (const signal of Object.keys(STOPPED)) process.on(signal, () => undefined);
    },
  };
}

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const found: unknown = JSON.parse(text);
  return typeof found === 'object' && found !== null && 'version' in found
    ? String(found.version)
    : 'unknown';
}

/** `os.userInfo()` throws for a user ID without a name (docs/FACTS.md, "SQLite"). */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
