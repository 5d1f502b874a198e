/** Compares a screen with its golden file; `GOLDEN=write` writes it, to be looked at before it is committed. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { displayWidth } from '../../src/view/text/layout.ts';

const FOLDER = new URL('golden/', import.meta.url);

/** The screen is the file's text, and no line of it is wider than 80 columns. */
export function expectGolden(name: string, text: string): void {
  const file = new URL(`${name}.txt`, FOLDER);
  if (process.env['GOLDEN'] === 'write') writeFileSync(file, text);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : `no ${name}.txt: GOLDEN=write makes it`).toBe(text);
  for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
}
