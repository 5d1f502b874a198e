/** A JSON document's text: the same value, with nothing in it that a terminal obeys or a reader cannot see. */
import { rewritten } from '../core/clean.ts';

/** JSON of two spaces' indent. What `JSON.stringify` leaves as it is, though it hides or turns text around, is `\u202e`. */
export function jsonText(value: object): string {
  return rewritten(JSON.stringify(value, null, 2), escaped);
}

/** As UTF-16 units, the way JSON counts: a character beyond U+FFFF is two. */
function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
