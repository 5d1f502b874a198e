/** What stands on a terminal of 80 columns when the real program has ended: its cells, with their colours. */
import { spawnSync } from 'node:child_process';
import type { Room } from './room.ts';

const TERMINAL = new URL('./terminal.py', import.meta.url).pathname;
/** The end of the line behind which the answer is typed. */
const QUESTION = 'anything else stops: ';
/** The folder that pages name. */
const FOLDER = '/srv/ops';

interface Cell {
  readonly char: string;
  /** Colour and weight: `red bold`. */
  readonly look: string;
}

export type Screen = readonly (readonly Cell[])[];

/** Runs a line at a terminal, types a reason and an answer where it is asked for, and gives the screen back. */
export function screenOf(
  { cwd, env }: Room,
  line: readonly string[],
  typed: { readonly answer: string; readonly why?: string },
): Screen {
  const why = typed.why === undefined ? '' : `${typed.why}\r`;
  const args = [TERMINAL, '', QUESTION, `${typed.answer}\r`, ...line];
  const ran = spawnSync('python3', args, {
    cwd,
    encoding: 'utf8',
    env: { ...env, TERM: 'xterm-256color', WHY: why },
  });
  // What is typed before the program has set the terminal up is shown twice.
  const once = ran.stdout
    .replace(/(Enter for none: )[^\r\n]*[\r\n]+/, `$1${typed.why ?? ''}\r\n\r\n`)
    .replace(/(anything else stops: )[^\r\n]*(?:\r+\n)+/, `$1${typed.answer}\r\n`);
  return cellsOf(moved(once, cwd));
}

/** The screen without colours. */
export function textOf(screen: Screen): string {
  return screen.map((line) => `${lineText(line).trimEnd()}\n`).join('');
}

function lineText(line: readonly Cell[]): string {
  return line.map(({ char }) => char).join('');
}

/** With the folder's name as long as it is in pages, so that what stands to its right stays there. */
function moved(text: string, cwd: string): string {
  const pad = ' '.repeat(Math.max(0, cwd.length - FOLDER.length));
  return text.replaceAll(
    new RegExp(`${cwd}([^\\s\\u001b]*(?:\\u001b\\[22m)?)( *)`, 'g'),
    `${FOLDER}$1$2${pad}`,
  );
}

const LOOKS: Readonly<Record<string, string>> = {
  '1': 'bold',
  '2': 'dim',
  '31': 'red',
  '32': 'green',
  '33': 'yellow',
  '36': 'cyan',
};

/** What an SGR makes of the look before it; 22 ends a weight, 39 a colour, 0 both. */
function lookAfter(look: readonly string[], code: string): readonly string[] {
  if (code === '22') return look.filter((one) => !['bold', 'dim'].includes(one));
  if (code === '39') return look.filter((one) => ['bold', 'dim'].includes(one));
  const added = LOOKS[code];
  return added === undefined ? [] : [...look, added];
}

/** Only what the program and the questions' library send is known here. */
function cellsOf(text: string): Screen {
  const lines: Cell[][] = [[]];
  let [row, column]: [number, number] = [0, 0];
  let look: readonly string[] = [];
  for (const [token, given = '', command] of text.matchAll(/\u001b\[([?\d;]*)([A-Za-z])|[^]/gu)) {
    const line = (lines[row] ??= []);
    if (command === 'm') look = lookAfter(look, given);
    else if (command === 'G') column = Number(given) - 1;
    else if (command === 'K' || command === 'J') line.splice(column);
    else if (token === '\r') column = 0;
    else if (token === '\n') row += 1;
    else if (command === undefined) {
      while (line.length < column) line.push({ char: ' ', look: '' });
      line[column] = { char: token, look: look.join(' ') };
      column += 1;
    }
  }
  return lines;
}
