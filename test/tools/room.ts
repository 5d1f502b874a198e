/** Where the pages' lines are run: a folder as a reader has it. */
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BIN, temporaryFolder } from './program.ts';

const ROOT = new URL('../..', import.meta.url).pathname;

export interface Room {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A folder with the samples, and `lms-import` and `node` on the path. */
export function room(): Room {
  const cwd = temporaryFolder();
  cpSync(join(ROOT, 'samples'), cwd, { recursive: true });
  const bin = join(cwd, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'lms-import'), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
  chmodSync(join(bin, 'lms-import'), 0o755);
  const path = [bin, join(ROOT, 'node_modules/.bin'), process.env.PATH].join(':');
  return { cwd, env: { PATH: path, HOME: cwd, LANG: 'C.UTF-8' } };
}
