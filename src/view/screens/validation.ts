/** The screen of `validate`: what the file is, what is wrong in it, group by group, and what to do. */
import { clean } from '../../core/text/clean.ts';
import type { FileFacts } from '../../core/run/report.ts';
import { groupsOf, type CodeTally } from '../../core/findings/tally.ts';
import { isBuiltIn } from '../../core/file/template.ts';
import { isJudged, type NamePair, type Validation } from '../../core/findings/validation.ts';
import { plural, shortHash, thousands } from '../text/format.ts';
import { groupLines, shownOf, totalLines } from '../findings/group-lines.ts';
import { headerLines } from './header-screen.ts';
import { earlierRunLines } from './earlier-run.ts';
import { namesAgree } from '../plan/names-checked.ts';
import { displayWidth, glued, hangingIndent, screen } from '../text/layout.ts';
import { paint, type Style } from '../text/style.ts';

export interface ValidationOptions {
  /** The line of the next step, from `nextLine`; shown where the file is valid. */
  readonly next: string | null;
  /** Where `--errors` wrote every diagnostic. */
  readonly errorsFile: string | null;
  /** `--store` as given, `null` where it was not. */
  readonly store: string | null;
  /** `--all` was given. */
  readonly all: boolean;
  /** At a terminal alone: names that differ are shown. */
  readonly names: boolean;
}

/** The whole screen, for a valid file and for one that is not. */
export function validationScreen(style: Style, validation: Validation, options: ValidationOptions): string {
  const { all } = options;
  const errors = groupsOf(validation.tally, 'error');
  const [header] = errors.find((group) => group.code === 'header-mismatch')?.shown ?? [];
  if (header?.code === 'header-mismatch') {
    return screen(style, [...fileLines(style, validation), '', ...headerLines(style, validation, header)]);
  }
  // What stops the file stands last, nearest to the prompt.
  const groups = [...groupsOf(validation.tally, 'warning'), ...errors];
  const names = options.names ? (validation.names?.differing ?? NONE) : NONE;
  const told = groups.flatMap((group) => [
    '',
    ...groupLines(style, group, { store: validation.store, all, names }),
  ]);
  return screen(style, [
    ...fileLines(style, validation),
    '',
    ...(validation.alreadyIngested === null ? summary(style, validation) : []),
    ...notes(style, validation, options.store),
    ...told,
    ...(told.length > SCREENFUL ? ['', ...totalLines(style, groups)] : []),
    '',
    ...ending(style, validation, {
      ...options,
      groups,
      next: hasNoRows(validation) ? null : options.next,
    }),
  ]);
}

const NONE: ReadonlyMap<number, NamePair | null> = new Map();

/** Lines that a terminal of the usual height shows: what was printed before them has gone from sight. */
const SCREENFUL = 24;

const LINE_ENDS: Readonly<Record<FileFacts['lineEnds'], string>> = {
  LF: 'LF',
  CRLF: 'CRLF',
  mixed: 'LF and CRLF',
  none: 'no line end',
};

/** Name, template, rows, columns; encoding, line ends, hash. */
function fileLines(style: Style, { file, template, rows }: Validation): string[] {
  const name = `  ${paint(style, 'bold', fileName(file))}   `;
  const indent = ' '.repeat(displayWidth(name));
  const own = isBuiltIn(template) ? 'customer template' : `template ${clean(template.name)}`;
  const size = `${plural(rows.read, 'row')}, ${plural(template.columns, 'column')}`;
  const hash = isBuiltIn(template) ? '' : `, template ${shortHash(template.sha256)}`;
  const encoding = file.byteOrderMark ? 'UTF-8 with BOM' : 'UTF-8';
  const ends = LINE_ENDS[file.lineEnds];
  return [
    ...hangingIndent(style, name, `${own}   ${size}`),
    ...hangingIndent(style, indent, `${encoding}, ${ends}, sha256 ${shortHash(file.sha256)}${hash}`),
  ];
}

/** Of a file that asks for nothing: what is to be done with it. */
export const NO_ROWS = 'No rows yet: fill in action and customerId.';

function hasNoRows({ rows, alreadyIngested }: Validation): boolean {
  return alreadyIngested === null && rows.read === rows.blank;
}

function fileName(file: FileFacts): string {
  return file.name === '-' ? 'standard input' : clean(file.name);
}

function summary(style: Style, { tally, rows }: Validation): string[] {
  // Where all of them are in the operator's own list, no row has one.
  const inRows = rows.withErrors === 0 ? '' : ` in ${plural(rows.withErrors, 'row')}`;
  const parts = [
    ...(tally.errors === 0 ? [] : [`${paint(style, 'red', '✗')} ${plural(tally.errors, 'error')}${inRows}`]),
    `${paint(style, 'green', '✓')} ${plural(rows.clean, 'row')} without errors`,
    ...(tally.warnings === 0 ? [] : [`${paint(style, 'yellow', '!')} ${plural(tally.warnings, 'warning')}`]),
    ...(rows.blank === 0 ? [] : [`${thousands(rows.blank)} blank`]),
  ];
  return hangingIndent(style, '  ', parts.map(glued).join('   '));
}

/** What a reader must know before believing the totals. */
function notes(style: Style, validation: Validation, store: string | null): string[] {
  const warn = `  ${paint(style, 'yellow', '!')} `;
  const { alreadyIngested } = validation;
  const agreed = namesAgree(validation);
  return [
    ...(alreadyIngested === null ? [] : earlierRunLines(style, alreadyIngested, store)),
    ...(hasNoRows(validation) ? [`${warn}${NO_ROWS}`] : []),
    ...(agreed === null ? [] : hangingIndent(style, `  ${paint(style, 'green', '✓')} `, agreed)),
    ...(validation.complete ? [] : hangingIndent(style, warn, stopped(validation))),
    ...(validation.store === null
      ? hangingIndent(style, warn, 'No store was looked at: nobody knows yet whose IDs these are.')
      : []),
  ];
}

function stopped({ tally, rows }: Validation): string {
  const found = groupsOf(tally, 'error').flatMap(({ shown }) => shown);
  const at = found.find(({ code }) => code === 'quote-error' || code === 'record-too-long');
  // Where a carriage return stopped it, that row was the last one; of the header nothing else is told.
  const unended = found.some(({ code, row }) => code === 'lone-carriage-return' && row === 1);
  const row = at?.row ?? (unended ? 1 : rows.read + 1);
  return `Reading stopped at row ${row}: nothing after it can be trusted, and the totals end there.`;
}

interface Ending extends ValidationOptions {
  readonly groups: readonly CodeTally[];
}

function ending(style: Style, { tally, alreadyIngested }: Validation, options: Ending): string[] {
  const more = options.groups.some((group) => shownOf(group, options.all).length < group.found);
  // Of a file that was ingested before nothing is written.
  const isWritten = options.errorsFile !== null && isJudged({ alreadyIngested, tally });
  const csv =
    options.errorsFile === null ? 'As CSV:  --errors FILE' : `As CSV: ${clean(options.errorsFile, 60)}`;
  return [
    ...(more
      ? [...hangingIndent(style, '  ', `Not every row is shown. On the screen:  --all  ${csv}`), '']
      : []),
    ...(!more && isWritten ? [`  ${csv}`, ''] : []),
    tally.errors > 0
      ? `  ${paint(style, 'red', 'Not valid.')} Nothing was changed.`
      : `  ${alreadyIngested === null ? `${paint(style, 'green', '✓')} Valid. ` : ''}Nothing was changed.`,
    ...(tally.errors > 0 || alreadyIngested !== null || options.next === null
      ? []
      : ['', `  Next:  ${options.next}`]),
  ];
}
