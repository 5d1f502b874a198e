/** The picture in README is a run of the program. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { picture } from './tools/picture.ts';
import { hasProgram, makeStore } from './tools/program.ts';
import { room } from './tools/room.ts';
import { steady } from './tools/steady.ts';
import { screenOf } from './tools/terminal-screen.ts';

const PICTURE = new URL('../docs/run.svg', import.meta.url).pathname;

it.skipIf(!hasProgram('python3'))('shows what a terminal does (PICTURE=write writes it)', () => {
  const at = room();
  makeStore(at.cwd, 1204);
  const lines = ['lms-import plan removal.csv --show 5', 'lms-import ingest removal.csv --show 0'];
  const shown = lines.map((command) => ({
    command,
    screen: screenOf(at, command.split(' '), { why: 'ticket 4711', answer: 'remove 57' }),
  }));
  const made = picture(shown);
  if (process.env.PICTURE === 'write') writeFileSync(PICTURE, made);
  expect(steady(readFileSync(PICTURE, 'utf8'))).toBe(steady(made));
});

it('is well-formed, holds the totals, and names no folder of a machine', () => {
  const text = readFileSync(PICTURE, 'utf8');
  for (const total of [
    '57 customers, for ever',
    '1,204 − 57 = 1,147',
    '633 in all',
    'remove 57',
    'Verified.',
  ])
    expect(text).toContain(total);
  // The one path is made up. The customers are those of the demo; of a first name there is the initial alone.
  expect(text.match(/\/(?:tmp|home|root|var|Users|work)\b/g)).toBeNull();
  expect(text.match(/[\w.]+@[\w.]+|\d{3}-\d{2}-\d{4}/g)).toBeNull();
});

it.skipIf(!hasProgram('python3'))('is XML that a strict reader takes', () => {
  const read = 'import sys, xml.dom.minidom as x; print(x.parse(sys.argv[1]).documentElement.tagName)';
  const ran = spawnSync('python3', ['-c', read, PICTURE], { encoding: 'utf8' });
  expect(ran).toMatchObject({ status: 0, stdout: 'svg\n' });
});

it('README shows it', () => {
  const readme = readFileSync(join(PICTURE, '../../README.md'), 'utf8');
  expect(readme).toContain('](docs/run.svg)');
});
