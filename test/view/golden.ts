/** Compares a screen with its golden file; `npm run golden` writes it, to be looked at before it is committed. */
import { expect } from 'vitest';
import { displayWidth } from '../../src/view/text/layout.ts';

const FOLDER = new URL('golden/', import.meta.url).pathname;

/** The screen is the file's text, and no line of it is wider than the terminal. */
export async function expectGolden(name: string, text: string, columns = 80): Promise<void> {
  await expect(text).toMatchFileSnapshot(`${FOLDER}${name}.txt`);
  for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
}
