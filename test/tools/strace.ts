/** What the program asks of the system, by strace: records the calls of a run, or breaks one of them. */
import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { temporaryFolder, BIN, type Ran } from './program.ts';

/** All that can change a file or a folder, and what the program's files are opened with. */
export const CHANGES = [
  'pwrite64',
  'write',
  'fsync',
  'fdatasync',
  'ftruncate',
  'rename',
  'unlink',
  'mkdir',
  'rmdir',
];

/** A call of the program's main thread: the `nth` of its name in the run. */
export interface Call {
  readonly name: string;
  readonly nth: number;
  /** As strace prints it, the paths of descriptors resolved. */
  readonly text: string;
  /** Counted among the calls on the store and SQLite's files beside it alone: what Node itself opens differs. */
  readonly storeOnly: boolean;
}

/** False where strace is not installed, or may not look at other programs. */
export const hasStrace =
  spawnSync('strace', [...['-f', '--seccomp-bpf'], '-qq', '-o', '/dev/null', '-e', 'trace=write', 'true'])
    .status === 0;

/** Runs the program with its arguments behind others, as `strace PROGRAM ...`. */
export function runUnder(wrapper: readonly string[], args: readonly string[], cwd: string): Ran {
  const [command = '', ...rest] = [...wrapper, process.execPath, BIN, ...args];
  const { status, signal, stdout, stderr } = spawnSync(command, rest, {
    cwd,
    input: '',
    env: { PATH: process.env.PATH, HOME: cwd, LANG: 'C.UTF-8' },
    maxBuffer: 1 << 28,
  });
  return { code: status, signal, stdout: stdout.toString(), stderr: stderr.toString() };
}

interface Recorded {
  readonly cwd: string;
  readonly names: readonly string[];
  /** Most bytes of each write that are told, in hexadecimal. */
  readonly bytes?: number;
  readonly storeOnly?: boolean;
}

const onPaths = (cwd: string) => ['', '-wal', '-shm'].flatMap((end) => ['-P', join(cwd, `lms.db${end}`)]);

/** Runs once and tells each call of these names (strace's own, `%file` too), in order. */
export function record(
  line: readonly string[],
  { cwd, names, bytes = 0, storeOnly = false }: Recorded,
): Call[] {
  const log = join(temporaryFolder(), 'calls.log');
  // The main thread alone: all that the program does to store and reports is synchronous.
  const how = ['-qq', '-y', '-e', 'signal=none', '-e', `trace=${names.join()}`, '-o', log];
  const content = bytes > 0 ? ['-xx', '-s', String(bytes)] : [];
  const ran = runUnder(['strace', ...how, ...content, ...(storeOnly ? onPaths(cwd) : [])], line, cwd);
  if (ran.code !== 0) throw new Error(ran.stderr);
  const seen = new Map<string, number>();
  const calls: Call[] = [];
  for (const text of readFileSync(log, 'utf8').split('\n')) {
    const name = /^(\w+)\(/.exec(text)?.[1];
    if (name === undefined) continue;
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    calls.push({ name, nth, text, storeOnly });
  }
  rmSync(log);
  return calls;
}

/** Every file that any thread of the program opened to write to or made in memory, whether or not it has a name later. */
export function filesWritten(
  line: readonly string[],
  cwd: string,
): { readonly ran: Ran; readonly files: string[] } {
  const log = join(temporaryFolder(), 'opened.log');
  const how = ['-qq', '-y', '-e', 'signal=none', '-e', 'trace=open,openat,creat,memfd_create', '-o', log];
  const ran = runUnder(['strace', ...FAST, ...how], line, cwd);
  const opened = readFileSync(log, 'utf8')
    .split('\n')
    .flatMap((text) => {
      const [, path] =
        /(?:O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE|memfd_create).* = \d+<(.*?)(?: \(deleted\))?>/.exec(text) ?? [];
      return path === undefined || path.startsWith('/dev/') ? [] : [relative(realpathSync(cwd), path)];
    });
  rmSync(log);
  return { ran, files: [...new Set(opened)].sort() };
}

/** Of these calls, those on the store, on what SQLite keeps beside it, and on the reports. */
export function onStore(calls: readonly Call[]): Call[] {
  return calls.filter(({ text }) => /\/lms\.db|"lms\.db|lms-reports/.test(text));
}

/** Breaks one call. `how` is strace's: `error=EIO`, `signal=KILL`. */
export function runBreaking(
  line: readonly string[],
  at: { readonly cwd: string; readonly call: Call; readonly how: string },
): Ran {
  const { name, nth, storeOnly } = at.call;
  // Three times as fast, but no signal comes with it, and the other threads write, too, to wake each other up.
  const fast = at.how.startsWith('error=') && name !== 'write' ? FAST : [];
  const fault = ['-e', `trace=${name}`, '-e', `inject=${name}:${at.how}:when=${nth}`];
  const paths = storeOnly ? onPaths(at.cwd) : [];
  return runUnder(['strace', ...fast, ...QUIET, ...paths, ...fault], line, at.cwd);
}

/** Breaks every change from one call on, as where a disk is pulled out; standard output and error still go. */
export function runLosing(
  line: readonly string[],
  at: { readonly cwd: string; readonly calls: readonly Call[]; readonly from: Call; readonly how: string },
): Ran {
  const rest = at.calls.slice(at.calls.indexOf(at.from)).filter(({ name }) => name !== 'write');
  const first = new Map(rest.reverse().map(({ name, nth }) => [name, nth]));
  const faults = [...first].flatMap(([name, nth]) => ['-e', `inject=${name}:${at.how}:when=${nth}+`]);
  const names = [...first.keys()].join() || 'none';
  return runUnder(['strace', ...FAST, ...QUIET, '-e', `trace=${names}`, ...faults], line, at.cwd);
}

const FAST = ['-f', '--seccomp-bpf'];
const QUIET = ['-qq', '-o', '/dev/null'];
