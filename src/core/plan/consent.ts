/** Reads a number that a person or a script gives as consent, strictly: what is not quite right is no consent. */

export type ConsentAnswer =
  | { readonly ok: true }
  | { readonly reason: 'count'; readonly said: number }
  | { readonly reason: 'consent' };

/** Digits without a leading zero, or with every thousands separator in its place. */
const COUNT = /^(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)$/;

/** `57`, `1057` or `1,057` as a number; `null` for anything else, and for what is too large to be exact. */
export function parseCount(text: string): number | null {
  if (!COUNT.test(text)) return null;
  const value = Number(text.replaceAll(',', ''));
  return Number.isSafeInteger(value) ? value : null;
}

/** Judges what was typed at the question: the word `remove` and the plan's own number (docs/CONTRACT.md, "Options"). */
export function readConsent(answer: string, removals: number): ConsentAnswer {
  const said = parseCount(/^remove +(\S+)$/.exec(answer.trim())?.[1] ?? '');
  if (said === null) return { reason: 'consent' };
  return said === removals ? { ok: true } : { reason: 'count', said };
}
