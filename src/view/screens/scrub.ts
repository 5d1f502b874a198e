/** What `store scrub` says: how much was set to zero, and what check 7 found then. */
import type { DocumentOf } from '../../core/documents/documents.ts';
import { clean } from '../../core/text/clean.ts';
import type { LiveCopy, ScrubbedStore } from '../../core/run/report.ts';
import { envelope, type Ending } from '../documents/envelope.ts';
import { bytes, plural, thousands } from '../text/format.ts';
import { phaseLine } from './ingest.ts';
import { hangingIndent, padEnd, screen } from '../text/layout.ts';
import { finishLine } from '../text/shell.ts';
import { paint, type Style } from '../text/style.ts';

export interface ScrubFacts extends ScrubbedStore {
  readonly path: string;
  /** `--store` as given, `null` where it was not. */
  readonly store: string | null;
  readonly milliseconds: number;
}

/** The screen of a scrub alone. */
export function scrubScreen(style: Style, { path, store, milliseconds, ...found }: ScrubFacts): string {
  const { check, scrub, unfinished, copies } = found;
  const sign = check.passed ? paint(style, 'green', '✓') : paint(style, 'red', '✗');
  return [
    phaseLine(style, { phase: 'scrub', ...scrub }, milliseconds),
    screen(style, hangingIndent(style, `  ${sign} ${padEnd('verify', 11)}`, proof(found))),
    '\n',
    screen(style, [
      ...ending(style, check.passed, clean(path, 120)),
      ...(unfinished.length === 0 ? [] : notFinished(style, unfinished, store)),
      ...copies.flatMap((copy) => notReached(style, copy)),
    ]),
  ].join('');
}

function proof({ check, scrub }: ScrubbedStore): string {
  const unused = `${plural(scrub.unusedBytes, 'unused byte')} in ${plural(scrub.unusedPages, 'page')}`;
  if (check.passed) return `${unused}, all zero now (check 7)`;
  const log = scrub.logBytes === 0 ? '' : `, and the log holds ${bytes(scrub.logBytes)}`;
  return `${unused}, ${thousands(scrub.left)} not zero${log} (check 7)`;
}

function ending(style: Style, passed: boolean, store: string): string[] {
  if (passed)
    return hangingIndent(
      style,
      '  ',
      `${paint(style, 'green', 'Scrubbed.')} ${store} answers every query as before.`,
    );
  const what = `old values may be left in ${store}. A person must look; the same line again scrubs again.`;
  return hangingIndent(style, '  ', `${paint(style, 'red', 'NOT VERIFIED')} (check-failed): ${what}`);
}

function notFinished(style: Style, [first, ...others]: readonly number[], store: string | null): string[] {
  const which = `Run ${first ?? ''}${others.length === 0 ? ' is' : ` and ${thousands(others.length)} more are`}`;
  const what = `${which} committed and not finished. This does what is left, or says why it cannot:  ${finishLine(style, { store, report: null })}`;
  return hangingIndent(style, `  ${paint(style, 'yellow', '!')} `, what);
}

function notReached(style: Style, copy: LiveCopy): string[] {
  const free =
    copy.frees === null
      ? 'No statement frees them: make the table anew of its rows.'
      : `Free them, then scrub again:  ${clean(copy.frees, 200)}`;
  return hangingIndent(style, `  ${paint(style, 'yellow', '!')} `, `Not reached: ${copyWords(copy)} ${free}`);
}

function copyWords({ table, kind, rows }: LiveCopy): string {
  const name = clean(table, 60);
  switch (kind) {
    case 'samples':
      return `${plural(rows ?? 0, 'sample row')} that ANALYZE keeps in ${name} may hold values of rows that were deleted since.`;
    case 'full-text':
      return `the full-text index ${name} may keep words of rows that were deleted from it.`;
    case 'boxes':
      return `the R-tree ${name} may keep boxes that were deleted from it.`;
    case 'unknown':
      return `the virtual table ${name} may keep what was deleted from it.`;
  }
}

/** `lms-import/scrub`: the same as a document. */
export function scrubDocument(
  ending: Ending,
  { scrub, check, unfinished, copies }: ScrubbedStore,
): DocumentOf<'scrub'> {
  const { pages, unusedBytes, unusedPages, zeroedBytes, zeroedPages } = scrub;
  return {
    ...envelope('scrub', ending),
    counts: { pages, unusedBytes, unusedPages, zeroedBytes, zeroedPages },
    scrub,
    check,
    unfinishedRuns: unfinished,
    liveCopies: copies,
  };
}
