/** Puts words on lines: widths as a terminal counts them, wrapping, and text at both edges. */
import { createRequire } from 'node:module';
import { toAscii, type Style } from './style.ts';

/** Where text ends on the right: two columns stay free, as on the left. */
const MARGIN = 2;

/** Columns that a terminal needs: colours none, marks none, East Asian wide characters and emoji two. */
export function displayWidth(text: string): number {
  return NARROW.test(text) ? text.length : wide()(text);
}

/** Its tables take a fifth of a short run, and few runs show more than `NARROW` has: read when first needed. */
let stringWidth: ((text: string) => number) | null = null;

const load: (name: 'string-width') => typeof import('string-width') = createRequire(import.meta.url);

/** Reads the tables now, for who must not fail for want of them later. */
export function loadWidths(): void {
  wide();
}

function wide(): (text: string) => number {
  return (stringWidth ??= load('string-width').default);
}

/**
 * Latin letters, dashes, bullets, lines and marks, each a column of its own: nearly all of a million lines, and to look at them
 * for clusters takes twelve times as long.
 */
const NARROW =
  /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u203b\u2192\u2212\u2500-\u257f\u2713\u2717]*$/;

/** The text with spaces after it up to `width` columns. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** The text with spaces before it up to `width` columns. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** The widest of some texts, in columns. */
export function widest(texts: Iterable<string>): number {
  let most = 0;
  for (const text of texts) most = Math.max(most, displayWidth(text));
  return most;
}

/** One line with text at both edges, or two lines where one has no room. */
export function justify(style: Style, left: string, right: string): string[] {
  const [start, end] = [toAscii(style, left), toAscii(style, right)];
  const gap = style.width - MARGIN - displayWidth(start) - displayWidth(end);
  if (end === '') return [start];
  if (gap >= 1) return [start + ' '.repeat(gap) + end];
  return [start, padStart(end, style.width - MARGIN)];
}

/** Text after a prefix, wrapped at spaces; further lines stand under the first one's text. */
export function hangingIndent(style: Style, prefix: string, text: string): string[] {
  const start = toAscii(style, prefix);
  const indent = ' '.repeat(displayWidth(start));
  const room = Math.max(20, style.width - MARGIN - indent.length);
  return wrap(toAscii(style, text), room).map((line, index) => (index === 0 ? start : indent) + line);
}

/** A space at which no line breaks. It never comes from outside: `clean` makes that one visible. */
const GLUE = '\u00a0';

/** Text that stays on one line when the text around it is wrapped. */
export function glued(text: string): string {
  return text.replaceAll(' ', GLUE);
}

/** Splits at spaces so that no line is wider than `room`, unless one word alone is. Text between two double spaces is
 * something to type, and stays on one line: `If it is meant:  --allow-open-loans 1`. */
export function wrap(text: string, room: number): string[] {
  const lines: string[] = [];
  let [line, width] = ['', 0];
  for (const { gap, word } of wordsOf(text.replace(QUOTED, glued))) {
    const [wordWidth, before] = [displayWidth(word), width + gap.length];
    if (line !== '' && before + wordWidth > room) {
      lines.push(line);
      [line, width] = [word, wordWidth];
    } else [line, width] = [line + gap + word, before + wordWidth];
  }
  return [...lines, line].map((text) => text.replaceAll(GLUE, ' '));
}

/** What a shell takes for one argument: two spaces in a file's name do not end what is to be typed. */
const QUOTED = /(?<=^| )\$?'(?:[^']|'\\'')*'(?= |$)/g;

interface Word {
  readonly gap: string;
  readonly word: string;
}

function wordsOf(text: string): Word[] {
  // Parts in turn: prose, gap, something to type, gap, prose …
  const parts = text.split(/( {2,})/);
  return parts.flatMap((part, index) => {
    const gap = parts[index - 1] ?? '';
    if (part === '' || index % 2 === 1) return [];
    if (index % 4 === 2) return [{ gap, word: part }];
    return part.split(' ').map((word, nth) => ({ gap: nth === 0 ? gap : ' ', word }));
  });
}

/** Joins lines into a screen: nothing at a line's end, one line break after the last. */
export function screen(style: Style, lines: readonly string[]): string {
  return `${lines.map((line) => toAscii(style, line).replaceAll(GLUE, ' ').trimEnd()).join('\n')}\n`;
}
