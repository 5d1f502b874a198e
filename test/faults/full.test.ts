import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  expectEndsRight,
  expectHonest,
  makeRoom,
  some,
  stateOf,
  tryFault,
  type State,
} from '../tools/fault-room.ts';
import { hasProgram, run, temporaryFolder } from '../tools/program.ts';
import { runUnder } from '../tools/strace.ts';

/** A file system of its own; null where this machine lets nobody make one. */
function mountDisk(): string | null {
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m,nr_inodes=100000', 'tmpfs', folder], {
      stdio: 'ignore',
    });
    return folder;
  } catch {
    return null;
  }
}

const room = makeRoom();
const disk = mountDisk();
const resize = (bytes: number) =>
  execFileSync('mount', ['-o', `remount,size=${bytes}`, disk ?? ''], { stdio: 'ignore' });
afterAll(() => {
  if (disk !== null) execFileSync('umount', [disk]);
});

const PAGE = 4096;
/** From no page beside the store to more than an ingest of it needs. */
const PAGES = Array.from({ length: 140 }, (_, at) => at);

describe.skipIf(disk === null)('an ingest on a disk that becomes full', () => {
  it.for(some(PAGES, 2, 40))('with %i pages left changes nothing or finishes later', (pages, { task }) => {
    const cwd = disk ?? '';
    const seen = { kind: 'disk full', state: 'lost' as State };
    task.meta.fault = seen;
    resize(16 << 20);
    for (const name of readdirSync(cwd)) rmSync(join(cwd, name), { recursive: true });
    cpSync(room.origin, cwd, { recursive: true });
    resize(usedBy(cwd) + pages * PAGE);
    const ran = run(room.line, { cwd });
    seen.state = stateOf(room, cwd);
    expect(seen.state).not.toBe('lost');
    expectHonest(ran, seen.state);
    resize(16 << 20);
    expectEndsRight(room, cwd);
  });
});

describe.skipIf(disk === null)('a disk that takes no more files, with room on it', () => {
  it.each([0, 1, 3])('is full, to its owner too, with %i left', (more) => {
    const cwd = disk ?? '';
    for (const name of readdirSync(cwd)) rmSync(join(cwd, name), { recursive: true });
    cpSync(room.origin, cwd, { recursive: true });
    for (const end of ['-wal', '-shm']) rmSync(join(cwd, `lms.db${end}`), { force: true });
    const { files, ffree } = statfsSync(cwd);
    takeFiles(files - ffree + more);
    try {
      const ran = JSON.parse(run(['check', '--json'], { cwd }).stdout);
      expect(ran).toMatchObject({ exitCode: 7, reason: 'full' });
      expect(JSON.stringify(ran)).toContain('df -i');
      if (more === 0)
        expect(JSON.parse(run([...room.line, '--json'], { cwd }).stdout)).toMatchObject({ reason: 'full' });
    } finally {
      takeFiles(100_000);
    }
  });
});

/** How many files the disk takes. */
function takeFiles(most: number): void {
  execFileSync('mount', ['-o', `remount,nr_inodes=${most}`, disk ?? ''], { stdio: 'ignore' });
}

function usedBy(folder: string): number {
  const text = execFileSync('df', ['--output=used', '-B1', folder], { encoding: 'utf8' });
  return Number(text.trim().split('\n').at(-1));
}

describe.skipIf(!hasProgram('prlimit'))('an ingest whose files may not grow', () => {
  it.for(some(PAGES, 1, 20))('beyond %i pages changes nothing or finishes later', (pages, { task }) => {
    tryFault(room, { task, kind: 'file size limit' }, (cwd) =>
      runUnder(['prlimit', `--fsize=${pages * PAGE}`], room.line, cwd),
    );
  });
});
