/** What `check` says: a line a look, and for each trouble what an ingest would say of it. */
import { clean } from '../core/clean.ts';
import { troublesOf, type Checked, type Look, type LookTrouble } from '../core/looks.ts';
import { envelope, type Ending } from './envelope.ts';
import { storeWords } from './failure-store.ts';
import type { FailureContext } from './failure-words.ts';
import { bytes, listed, plural } from './format.ts';
import { hang, padEnd, screen } from './layout.ts';
import { paint } from './style.ts';

/** The screen. */
export function checkScreen(found: Checked, context: FailureContext & { readonly path: string }): string {
  const { style, path } = context;
  const troubles = troublesOf(found).length;
  const end =
    troubles === 0
      ? `${paint(style, 'green', 'Ready.')} An ingest into ${clean(path, 120)} would not be refused for any of these. Nothing was changed.`
      : `${paint(style, 'red', `${plural(troubles, 'trouble')}.`)} An ingest into ${clean(path, 120)} would be refused (7). Nothing was changed.`;
  return screen(style, [
    ...found.looks.flatMap((look) => lookLines(look, found, context)),
    '',
    ...hang(style, '  ', end),
  ]);
}

function lookLines(look: Look, found: Checked, context: FailureContext): readonly string[] {
  const { style } = context;
  const name = padEnd(look.look, 11);
  if (look.found === 'ok')
    return hang(style, `  ${paint(style, 'green', '✓')} ${name}`, okWords(look, found));
  if (look.found === 'not-asked') return hang(style, `  - ${name}`, 'not asked');
  return hang(style, `  ${paint(style, 'red', '✗')} ${name}`, troubleWords(look.found, context));
}

function okWords({ look }: Look, { room, loansWithNulls, unfinishedRuns }: Checked): string {
  switch (look) {
    case 'store':
      return 'can be opened and written: its file, its version, its log';
    case 'folder':
      return "SQLite's files can be written beside it";
    case 'reports':
      return 'the folder for reports can be written';
    case 'shape':
      return 'it is known whose every row is';
    case 'integrity':
      return "SQLite's integrity_check says: ok";
    case 'room':
      return `${bytes(room?.free ?? 0)} are free; the log of a removal takes at most about the store's size, ${bytes(room?.wanted ?? 0)} with a report`;
    case 'nulls':
      return `${plural(loansWithNulls ?? 0, 'loan')} with a null in status, archived or deleted`;
    case 'clock':
      return "this machine's clock is not behind the ledger's last entry";
    case 'unfinished':
      return unfinishedRuns === null || unfinishedRuns.length === 0
        ? 'no run is unfinished'
        : `the next ingest first finishes ${listed(unfinishedRuns.slice(0, 20).map((run) => `run ${run}`))}`;
  }
}

function troubleWords(trouble: LookTrouble, context: FailureContext): string {
  if (trouble.reason === 'report-folder')
    return `no report can be written to ${clean(trouble.path, 120)} (${clean(trouble.why)}). Name another folder:  --report DIR`;
  const { what, next } = storeWords(trouble, context);
  return [`(${trouble.reason})`, what, ...next].join(' ');
}

/** `lms-import/check`: the same as a document. */
export function checkDocument(ending: Ending, found: Checked, context: FailureContext): object {
  const { looks, room, loansWithNulls, unfinishedRuns } = found;
  return {
    ...envelope('check', ending),
    counts: { looks: looks.length, troubles: troublesOf(found).length },
    looks: looks.map((look) => documentLook(look, context)),
    room,
    loansWithNulls,
    unfinishedRuns: unfinishedRuns === null ? null : [...unfinishedRuns],
  };
}

function documentLook({ look, found }: Look, context: FailureContext): object {
  if (found === 'ok' || found === 'not-asked')
    return { look, ok: found === 'ok' ? true : null, reason: null, message: null };
  return { look, ok: false, reason: found.reason, message: troubleWords(found, context) };
}
