/** A JSON document's text: the same value, with nothing in it that a terminal obeys or a reader cannot see. */
import { rewritten } from '../../core/text/clean.ts';

/** JSON of two spaces' indent. What `JSON.stringify` leaves as it is, though it hides or turns text around, is `\u202e`. */
export function jsonText(value: object): string {
  return rewritten(JSON.stringify(value, null, 2), escaped);
}

/**
 * The same text of plain data in pieces, an item of a list each: all rows of a large file have no room in one string,
 * which V8 ends at half a GiB.
 */
export function* jsonChunks(value: object, margin = '\n'): Generator<string> {
  const inner = `${margin}  `;
  const isList = Array.isArray(value);
  let before = isList ? '[' : '{';
  for (const member of isList ? itemsOf(value, inner) : membersOf(value, inner)) {
    yield `${before}${inner}${member.start}`;
    yield* member.rest;
    before = ',';
  }
  const end = isList ? ']' : '}';
  yield before === ',' ? margin + end : before + end;
}

/** A piece of text, and those that follow it. */
interface Member {
  readonly start: string;
  readonly rest: Iterable<string>;
}

function* itemsOf(list: readonly unknown[], margin: string): Generator<Member> {
  for (const item of list) yield { start: textOf(item ?? null, margin), rest: [] };
}

function* membersOf(value: object, margin: string): Generator<Member> {
  const members: readonly (readonly [string, unknown])[] = Object.entries(value);
  for (const [key, member] of members) {
    if (member === undefined) continue;
    const start = `${textOf(key, margin)}: `;
    if (isNest(member)) yield { start, rest: jsonChunks(member, margin) };
    else yield { start: start + textOf(member, margin), rest: [] };
  }
}

/** No string holds a line break in JSON: each one is of the indent. */
function textOf(value: unknown, margin: string): string {
  const text = JSON.stringify(value, null, 2).replaceAll('\n', margin);
  return PLAIN.test(text) ? text : rewritten(text, escaped);
}

/** Nothing to write otherwise, and told in a tenth of the time that looking for it takes. */
const PLAIN = /^[\n -~]*$/;

/** What can be long: a list, or an object with one in it. */
function isNest(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** As UTF-16 units, the way JSON counts: a character beyond U+FFFF is two. */
function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
