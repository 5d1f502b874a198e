/** Makes any text safe to show: what cannot be seen, or would change what is seen, is written out as `<U+0007>`. */

/** Controls, formats (bidi among them), lone surrogates, line separators, ignorables, and every space but U+0020. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;
const UNSEEN_IN_LINES = new RegExp(`(?!\\n)(?:${UNSEEN.source})`, 'gu');

/** White or without width: what makes two texts differ that look the same. */
const BLANK = /[\s\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;
const BLANKS = new RegExp(BLANK, 'gu');
const OUTER_BLANKS = new RegExp(`^${BLANK.source}+|${BLANK.source}+$`, 'gu');

/** The text, safe to show, in at most `max` characters; `…` stands for what was cut. */
export function clean(text: string, max = 40): string {
  if (text.length <= max && !UNSEEN.test(text)) return text;
  let shown = '';
  for (const character of text) {
    const seen = UNSEEN.test(character) ? `<${characterName(character)}>` : character;
    if (shown.length + seen.length > max) return `${fitting(shown, max - 1)}…`;
    shown += seen;
  }
  return shown;
}

/** Lines of text, with whatever `clean` would write out written by `written` instead; the line breaks stay. */
export function rewritten(text: string, written: (unseen: string) => string): string {
  return text.replace(UNSEEN_IN_LINES, written);
}

/** A character's code point as Unicode writes it: `U+00A0`. */
export function characterName(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The first white or invisible character, else `null`. */
export function firstBlank(text: string): string | null {
  return BLANK.exec(text)?.[0] ?? null;
}

/** The text without any white or invisible character. */
export function withoutBlanks(text: string): string {
  return text.replace(BLANKS, '');
}

/** What white and invisible characters keep apart. */
export function wordsOf(text: string): readonly string[] {
  return text.split(BLANKS).filter((word) => word !== '');
}

/** The text without the white and invisible characters at its two ends. */
export function withoutOuterBlanks(text: string): string {
  return text.replace(OUTER_BLANKS, '');
}

/** Never cuts through `<U+0007>` or a surrogate pair. */
function fitting(shown: string, max: number): string {
  if (shown.length <= max) return shown;
  const last = /(?:<U\+[0-9A-F]{4,6}>|.)$/su.exec(shown);
  return shown.slice(0, last?.index ?? max);
}
