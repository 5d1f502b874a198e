/** What `check` says: a line a look, and for each trouble what an ingest would say of it. */
import type { DocumentOf } from '../../core/documents/documents.ts';
import { clean } from '../../core/text/clean.ts';
import { troublesOf, warningsOf, type Checked, type Look, type LookTrouble } from '../../core/run/looks.ts';
import { askedWords, changedWords } from './check-asked.ts';
import { envelope, type Ending } from '../documents/envelope.ts';
import { storeWords } from '../failures/failure-store.ts';
import type { FailureContext } from '../failures/failure-words.ts';
import { bytes, plural } from '../text/format.ts';
import { hangingIndent, padEnd, screen } from '../text/layout.ts';
import { finishLine } from '../text/shell.ts';
import { paint } from '../text/style.ts';

/** The screen. */
export function checkScreen(found: Checked, context: FailureContext & { readonly path: string }): string {
  const { style, path } = context;
  return screen(style, [
    ...found.looks.flatMap((look) => lookLines(look, found, context)),
    '',
    ...hangingIndent(style, '  ', ending(found, context, clean(path, 120))),
  ]);
}

function ending(found: Checked, { style }: FailureContext, path: string): string {
  const troubles = troublesOf(found);
  if (troubles.length > 0) {
    // How much room a removal takes is a guess.
    const will = troubles.every(({ reason }) => reason === 'full') ? 'may' : 'would';
    return `${paint(style, 'red', `${plural(troubles.length, 'trouble')}.`)} An ingest into ${path} ${will} be refused. Nothing was changed.`;
  }
  const warnings = warningsOf(found).length;
  const ready = warnings === 0 ? 'Ready.' : `Ready, with ${plural(warnings, 'warning')}.`;
  return `${paint(style, 'green', ready)} No ingest into ${path} would be refused for the store as a whole. Nothing was changed.`;
}

function lookLines(look: Look, found: Checked, context: FailureContext): readonly string[] {
  const { style } = context;
  const name = padEnd(look.look, 11);
  if (look.found === 'not-asked') return hangingIndent(style, `  - ${name}`, 'not asked');
  if (look.found !== 'ok')
    return hangingIndent(
      style,
      `  ${paint(style, 'red', '✗')} ${name}`,
      troubleWords(look.found, found, context),
    );
  const sign = isWarned(look, found) ? paint(style, 'yellow', '!') : paint(style, 'green', '✓');
  return hangingIndent(style, `  ${sign} ${name}`, okWords(look, found, context));
}

function isWarned({ look }: Look, found: Checked): boolean {
  return warningsOf(found).includes(look);
}

function okWords({ look }: Look, { room, reportRoom, asked }: Checked, context: FailureContext): string {
  switch (look) {
    case 'store':
      return 'can be opened and written: its file, its version, its log';
    case 'folder':
      return "SQLite's files can be written beside it";
    case 'reports':
      return reportRoom === null
        ? 'the folder for reports can be written'
        : `the folder for reports can be written; ${bytes(reportRoom.free)} are free, a report takes at most about ${bytes(reportRoom.wanted)}`;
    case 'shape':
      return 'it is known whose every row is';
    case 'integrity':
      return "SQLite's integrity_check says: ok";
    case 'room':
      return roomWords(room);
    case 'clock':
      return "this machine's clock is not behind the ledger's last entry";
    case 'ids':
    case 'nulls':
    case 'tables':
    case 'unfinished':
      return asked === null ? '' : askedWords(look, asked, finishLine(context.style, context));
  }
}

function roomWords(room: Checked['room']): string {
  const { free, wanted } = room ?? { free: 0, wanted: 0 };
  return `${bytes(free)} are free; the log of a removal takes at most about the store's size, ${bytes(wanted)} with a report`;
}

function troubleWords(trouble: LookTrouble, { room, asked }: Checked, context: FailureContext): string {
  if (trouble.reason === 'report-folder')
    return `no report can be written to ${clean(trouble.path, 120)} (${clean(trouble.why)}). Name another folder:  --report DIR`;
  if (trouble.reason === 'earlier-run') return changedWords(trouble.runs, asked, context);
  if (trouble.reason === 'full' && room !== null && room.free < room.wanted)
    return `(full) ${roomWords(room)}. Make room first.`;
  const { what, next } = storeWords(trouble, context);
  return [`(${trouble.reason})`, what, ...next].join(' ');
}

/** `lms-import/check`: the same as a document. */
export function checkDocument(ending: Ending, found: Checked, context: FailureContext): DocumentOf<'check'> {
  const { looks, room, reportRoom, asked } = found;
  return {
    ...envelope('check', ending),
    counts: { looks: looks.length, troubles: troublesOf(found).length, warnings: warningsOf(found).length },
    looks: looks.map((look) => documentLook(look, found, context)),
    room,
    reportRoom,
    ids: asked?.ids ?? null,
    nulls: asked?.nulls ?? null,
    beside: asked?.beside ?? null,
    orphans: asked?.orphans ?? null,
    unfinishedRuns: asked?.unfinishedRuns ?? null,
  };
}

function documentLook(
  look: Look,
  all: Checked,
  context: FailureContext,
): DocumentOf<'check'>['looks'][number] {
  const { found } = look;
  const warning = isWarned(look, all);
  if (found === 'ok' || found === 'not-asked') {
    const message = warning ? okWords(look, all, context) : null;
    return { look: look.look, ok: found === 'ok' ? true : null, warning, reason: null, message };
  }
  const message = troubleWords(found, all, context);
  return { look: look.look, ok: false, warning, reason: found.reason, message };
}
