/** Runs a program once, and says how long it took and how much memory it held at its peak. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import type { Side } from './row.ts';

export interface Run {
  readonly ms: number;
  /** Null where the system does not say (Linux does). */
  readonly seen: Seen | null;
}

interface Seen {
  readonly peakMiB: number;
  /** Processor time of all threads, in the kernel's own unit: unlike the clock, little is added to it by others. */
  readonly cpu: number;
}

/**
 * How often is looked. The kernel keeps the peak ("high-water mark"), so that only what a program adds in the last
 * milliseconds before its end is missed. `maxrss` would not do: a child inherits that of whoever started it.
 */
const EVERY_MS = 10;

/** Runs it in `cwd`; throws where it ends with another code than it should. */
export async function measure(side: Side, cwd: string): Promise<Run> {
  side.prepare?.();
  const input = side.input === undefined ? null : openSync(side.input, 'r');
  const began = performance.now();
  const child = spawn(side.command, side.args, { cwd, env: env(), stdio: [input, 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  let seen = look(child.pid);
  const looking = setInterval(() => (seen = look(child.pid) ?? seen), EVERY_MS);
  try {
    await once(child, 'exit');
  } finally {
    clearInterval(looking);
    if (input !== null) closeSync(input);
  }
  const ms = performance.now() - began;
  if (child.exitCode !== (side.code ?? 0)) {
    throw new Error(`${side.command} ${side.args.join(' ')}: ended with ${child.exitCode}\n${said}`);
  }
  return { ms, seen };
}

/** Nothing that would make a program take another store, or another way to start. */
function env(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, LANG: 'C.UTF-8', ...(TMPDIR === undefined ? {} : { TMPDIR }) };
}

function look(pid: number | undefined): Seen | null {
  try {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    // After the name, which may hold anything but ends with the last bracket: state is the first, proc(5).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    if (peak === null) return null;
    return { peakMiB: Number(peak[1]) / 1024, cpu: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return null;
  }
}
