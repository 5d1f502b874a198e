/** What `template` says when it has written a file; the file itself is its answer on standard output. */
import { clean } from '../../core/text/clean.ts';
import { plural } from '../text/format.ts';
import { NOTHING_GIVEN } from '../text/given.ts';
import { hangingIndent, screen } from '../text/layout.ts';
import { commandLine } from '../text/shell.ts';
import { paint, type Style } from '../text/style.ts';

export interface WrittenTemplate {
  /** As given with `-o`. */
  readonly path: string;
  readonly columns: number;
  readonly example: boolean;
  /** Rows made from a list of IDs; `null` where none was given. */
  readonly removals: number | null;
}

/** What was written, and the next line. */
export function templateScreen(style: Style, written: WrittenTemplate): string {
  const { path, columns, example, removals } = written;
  const rows = removals === null ? '' : `, ${plural(removals, 'row')} to remove`;
  const teach = example ? ', and an example row: delete it before use' : '';
  const what = `${clean(path, 120)}: the customer template, ${plural(columns, 'column')}${rows}${teach}.`;
  const command = removals === null ? 'validate' : 'plan';
  return screen(style, [
    ...hangingIndent(style, `  ${paint(style, 'green', '✓')} `, what),
    `  Next:  ${commandLine(style, command, { ...NOTHING_GIVEN, file: path })}`,
  ]);
}

/** Why a template's name is not known, with the names there are. */
export function unknownTemplate(name: string, known: readonly string[]): string {
  return `there is no template "${clean(name)}"; there is: ${known.join(', ')}`;
}
