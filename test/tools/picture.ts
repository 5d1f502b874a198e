/** A terminal's screens as an SVG: its own background, so that it reads the same on a light and on a dark page. */
import type { Screen } from './terminal-screen.ts';

const COLUMNS = 80;
const [CHAR, LINE, MARGIN] = [8.43, 18, 16];
const COLOURS: Readonly<Record<string, string>> = {
  red: '#ff7b72',
  green: '#56d364',
  yellow: '#e3b341',
  cyan: '#76e3ea',
};

/** Each command with what stood on the terminal when it had ended. */
export function picture(shown: readonly { readonly command: string; readonly screen: Screen }[]): string {
  const lines = shown.flatMap(({ command, screen }) => [
    [{ text: `$ ${command}`, look: 'cyan bold' }],
    ...trimmed(screen).map(spans),
    [],
  ]);
  const [width, height] = [Math.ceil(COLUMNS * CHAR + 2 * MARGIN), (lines.length - 1) * LINE + 2 * MARGIN];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">`,
    '<title id="title">lms-import at a terminal: a plan, the question with its answer, and a verified removal of made-up customers</title>',
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    `<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="#e6edf3" xml:space="preserve">`,
    ...lines.slice(0, -1).flatMap((line, row) => svgLine(line, MARGIN + row * LINE + 13)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

interface Span {
  readonly text: string;
  readonly look: string;
}

/** Without empty lines at the end. */
function trimmed(screen: Screen): Screen {
  const last = screen.findLastIndex((line) => line.some(({ char }) => char !== ' '));
  return screen.slice(0, last + 1);
}

/** Neighbours of one look together. */
function spans(line: Screen[number]): readonly Span[] {
  const joined: Span[] = [];
  for (const { char, look } of line) {
    const before = joined.at(-1);
    if (before?.look === look) joined[joined.length - 1] = { text: before.text + char, look };
    else joined.push({ text: char, look });
  }
  return joined;
}

/** Every span at its own column, as wide as its columns: what a reader's font is cannot move what is beside it. */
function svgLine(line: readonly Span[], y: number): readonly string[] {
  let column = 0;
  const parts = line.flatMap(({ text, look }) => {
    const x = MARGIN + column * CHAR;
    column += text.length;
    return pieces(text).map(({ at, word }) => textAt(word, { x: x + at * CHAR, y, look }));
  });
  return parts.length === 0 ? [] : [parts.join('')];
}

/** Runs of text between two or more blanks, and where each begins. */
function pieces(text: string): readonly { readonly at: number; readonly word: string }[] {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map(({ index, 0: word }) => ({ at: index, word }));
}

function textAt(word: string, { x, y, look }: { x: number; y: number; look: string }): string {
  const width = (word.length * CHAR).toFixed(1);
  const looks = look.split(' ');
  const colour = looks.map((one) => COLOURS[one]).find((one) => one !== undefined);
  const given = [
    ...(colour === undefined ? [] : [`fill="${colour}"`]),
    ...(looks.includes('bold') ? ['font-weight="bold"'] : []),
    ...(looks.includes('dim') ? ['fill-opacity="0.65"'] : []),
  ].map((one) => ` ${one}`);
  return `<text x="${x.toFixed(1)}" y="${y}" textLength="${width}" lengthAdjust="spacingAndGlyphs"${given.join('')}>${escaped(word)}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
