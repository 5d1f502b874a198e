/** Makes text that came from a file, a store or a path safe to show: what is invisible becomes visible, what is long is cut. */

/** Control, format (bidi, zero-width) and surrogate characters, separators but the space, and letters with no shape. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0\u034F\uFE00-\uFE0F]|(?! )\p{Zs}/u;

/** The text with each invisible character written as `<U+0007>`, at most `max` characters; `…` stands for the rest. */
export function clean(text: string, max = 40): string {
  const pieces: string[] = [];
  let length = 0;
  for (const character of text) {
    const piece = INVISIBLE.test(character) ? `<${codePointName(character)}>` : character;
    pieces.push(piece);
    length += piece === character ? 1 : piece.length;
    if (length > max) return cut(pieces, max);
  }
  return pieces.join('');
}

function cut(pieces: readonly string[], max: number): string {
  const kept: string[] = [];
  let room = max - 1;
  for (const piece of pieces) {
    room -= piece.startsWith('<U+') ? piece.length : 1;
    if (room < 0) break;
    kept.push(piece);
  }
  return `${kept.join('')}…`;
}

/** A character's name as Unicode writes it: `U+00A0`. */
function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
