/** What may come from outside to a terminal, and must not reach it. */
import { expect } from 'vitest';
import { clean } from '../../src/core/text/clean.ts';

/** A clear-screen, a title, C1's own escape, text turned around, nothing wide, tags, selectors, joiners, odd line ends. */
export const NASTY =
  '\u001b[2J\u001b]0;x\u0007\u009b31m\u202e\u2066\u200b\u200d\ufeff\u2028\u2029\u061c\u180e\u00ad\ufe0f\u{e0041}\u{e0101}\r\n\t\u0085';

/** Controls but the line break, formats (bidi, zero width, tags), lone surrogates, selectors, separators that are no space. */
export const UNSAFE = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u2800]/u;

/** Fails where a text holds any of it; `what` names the place. */
export function expectSeen(text: string, what: string): void {
  const [found] = UNSAFE.exec(text) ?? [];
  expect(found, `${what}: ${clean(text, 3000)}`).toBeUndefined();
}
