/** How text for people is shown: whether with colour, with which signs, how wide. Decided once, passed to every screen. */
import { Chalk } from 'chalk';
import { characterName } from '../../core/text/clean.ts';

export interface Style {
  readonly color: boolean;
  /** False where the locale is not UTF-8: then every sign is ASCII. */
  readonly unicode: boolean;
  /** Where prose ends. */
  readonly width: number;
  /** Where a table may end: a terminal that is wider has room for more columns, not for longer lines to read. */
  readonly tableWidth: number;
}

/** What decides the style; nothing is read from the process here. */
export interface StyleSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  /** `--no-color` was given. */
  readonly noColor: boolean;
}

/** For files: no colour, every sign, 80 columns. */
export const PLAIN: Style = { color: false, unicode: true, width: 80, tableWidth: 80 };

/** The style of a stream. Screens are made for 80 columns; tables alone use up to 160 where a terminal has them. */
export function makeStyle(source: StyleSource): Style {
  const columns = source.isTTY ? Math.max(40, source.columns ?? 80) : 80;
  const widths = { width: Math.min(80, columns), tableWidth: Math.min(160, columns) };
  return { color: hasColor(source), unicode: hasUnicode(source.env), ...widths };
}

/** `--no-color`, then FORCE_COLOR, then NO_COLOR (no-color.org: present and not empty), then TERM=dumb, as Node does. */
function hasColor({ env, isTTY, noColor }: StyleSource): boolean {
  if (noColor) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if ((env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return false;
  return isTTY;
}

/** The first of LC_ALL, LC_CTYPE and LANG that is set decides, as POSIX has it; Windows has none and needs none. */
function hasUnicode(env: StyleSource['env']): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => (value ?? '') !== '');
  if (locale === undefined) return env['OS'] === 'Windows_NT';
  return /utf-?8/i.test(locale);
}

// chalk does not know NO_COLOR: the level is set here, never asked of it.
const COLOURS = new Chalk({ level: 1 });

export type Paint = 'red' | 'yellow' | 'green' | 'dim' | 'bold';

/** The text in a colour, where the style has colour. A colour only repeats what a sign or a word says. */
export function paint(style: Style, colour: Paint, text: string): string {
  return style.color ? COLOURS[colour](text) : text;
}

const SIGNS: Readonly<Record<string, string>> = {
  '✓': 'ok',
  '✗': 'x',
  '→': '->',
  '…': '...',
  '•': '*',
  '−': '-',
  '─': '-',
  '–': '-',
  '—': '-',
  '␣': '_',
  // `glued` text: it becomes a space when lines are made.
  '\u00a0': '\u00a0',
};

/** The text in ASCII alone where the style asks for it; what has no sign of its own is shown by its number. */
export function toAscii(style: Style, text: string): string {
  if (style.unicode) return text;
  return text.replace(/[^\u0000-\u007f]/gu, (sign) => SIGNS[sign] ?? `<${characterName(sign)}>`);
}
