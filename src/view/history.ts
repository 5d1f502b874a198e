/** Past runs at a terminal: the list, what is wrong with the ledger, what the checks say today. */
import { clean } from '../core/clean.ts';
import {
  stillTrue,
  type AskedAgain,
  type HistoryCheck,
  type LedgerTrouble,
  type PastRun,
  type Reverification,
} from '../core/history.ts';
import { moment, plural, runNumber, shortHash, thousands } from './format.ts';
import { hang, padEnd, padStart, screen } from './layout.ts';
import { paint, type Style } from './style.ts';

/** `history`: a line a run, newest first. */
export function historyScreen(
  style: Style,
  shown: { readonly store: string; readonly runs: readonly PastRun[]; readonly truncated: boolean },
): string {
  const { store, runs, truncated } = shown;
  if (runs.length === 0) return screen(style, [`  No such run in ${clean(store, 60)}.`]);
  const heading = `  ${padEnd('run', 6)}${padEnd('committed', 25)}${padStart('customers', 9)}  ${padEnd('by', 12)}file`;
  return screen(style, [
    paint(style, 'dim', heading),
    ...runs.map((run) => runLine(style, run)),
    ...(truncated ? ['', `  Only the newest ${thousands(runs.length)}. More:  --limit N`] : []),
  ]);
}

function runLine(style: Style, { run, committedAt, finished, record }: PastRun): string {
  const start = `  ${padEnd(runNumber(run), 6)}${padEnd(moment(committedAt), 25)}`;
  if (record === null) return `${start}${paint(style, 'red', '✗')} its row in the ledger cannot be read`;
  const { removals, actor, file } = record;
  const unfinished = finished ? '' : `  ${paint(style, 'yellow', '!')} NOT FINISHED`;
  const name = file.name === '-' ? 'standard input' : clean(file.name, 24);
  return `${start}${padStart(thousands(removals), 9)}  ${padEnd(clean(actor, 11), 12)}${name}${unfinished}`;
}

/** `history --check`: what was walked and what is wrong. `report`: was the chain compared with one? */
export function historyCheckScreen(style: Style, check: HistoryCheck, report: boolean): string {
  const { links, head, troubles, found } = check;
  if (found === 0) {
    const compared = report
      ? 'It holds what the report holds.'
      : 'A cut end or a ledger written anew shows only beside a report:  --report FILE';
    return screen(style, [
      ...hang(
        style,
        `  ${paint(style, 'green', '✓')} `,
        `The ledger is as it was written: ${plural(links, 'link')}, last ${shortHash(head.digest)}.`,
      ),
      ...hang(style, '    ', compared),
    ]);
  }
  const more = found > troubles.length ? [`    And ${thousands(found - troubles.length)} more.`] : [];
  return screen(style, [
    ...hang(style, `  ${paint(style, 'red', '✗')} `, 'The ledger is NOT as it was written.'),
    ...troubles.flatMap((trouble) => hang(style, '    ', troubleSentence(trouble))),
    ...more,
    '',
    ...hang(
      style,
      '  → ',
      'Nothing was changed. Keep the store and its reports as they are, and find out who wrote to it.',
    ),
  ]);
}

/** One trouble in a sentence; the run is named first. */
export function troubleSentence({ run, why }: LedgerTrouble): string {
  // A column of a table that is not STRICT may hold any text, and this ledger is one that somebody wrote to.
  const where = run === null ? 'The store' : `Run ${clean(String(run))}`;
  switch (why) {
    case 'changed':
      return `${where}: what the ledger says of it was changed after it was written.`;
    case 'removed':
      return run === null
        ? 'A first link of the chain was removed.'
        : `${where}: a row of the ledger, here or right before, was removed.`;
    case 'inserted':
      return `${where}: a row was added to the ledger by hand.`;
    case 'store-changed':
      return "The store's own row in the ledger (identity and key) was changed.";
    case 'unguarded':
      return 'The triggers that keep the ledger from being changed are not all there.';
    case 'cut-off':
      return `${where}: its report knows links that the ledger does not have: its end was cut off, or the store is an older copy.`;
    case 'rewritten':
      return `${where}: its report and the ledger differ at the same link: the ledger was written anew.`;
    case 'another-store':
      return `${where}: the report is of another store.`;
    case 'report-differs':
      return `${where}: the report names another file or other customers than the ledger.`;
  }
}

function askedLines(style: Style, asked: AskedAgain): string[] {
  const { run, committedAt, removals, finished, checks, back, found } = asked;
  const passed = checks.every((check) => check.passed);
  const sign = passed && finished ? paint(style, 'green', '✓') : paint(style, 'red', '✗');
  const left = checks.find(({ check }) => check === 3)?.found ?? 0;
  const others = checks.some((check) => check.check === 5 && check.found === 'changed');
  const loans = others ? '; their loans were changed by others since' : '';
  const what = passed
    ? `${plural(removals, 'customer')} still gone, nothing left of them${loans}`
    : `${thousands(found)} of ${plural(removals, 'customer')} are back; ${plural(Number(left), 'record')} of theirs`;
  const unfinished = finished
    ? []
    : hang(
        style,
        '      ',
        'NOT FINISHED: old values may be left in the file. What finishes it:  lms-import finish',
      );
  const ids = found === 0 ? [] : hang(style, '      ', `${back.join(' ')}${back.length < found ? ' …' : ''}`);
  return [
    ...hang(style, `  ${sign} run ${runNumber(run)}  `, `${moment(committedAt)}  ${what}`),
    ...unfinished,
    ...ids,
  ];
}

/** `verify`: today's answers, and what can no longer be asked. */
export function verificationScreen(style: Style, { runs, integrity }: Reverification): string {
  const good = stillTrue({ runs, integrity });
  const lines = runs.flatMap((run) => askedLines(style, run));
  return screen(style, [
    ...(runs.length === 0 ? ['  No run in this store.'] : lines),
    ...hang(
      style,
      `  ${paint(style, integrity === 'ok' ? 'green' : 'red', integrity === 'ok' ? '✓' : '✗')} `,
      `SQLite's integrity_check: ${clean(integrity, 200)}`,
    ),
    ...(runs.length === 0
      ? []
      : hang(style, '    ', 'Not asked again: checks 1, 4, 6, 7. They speak of the moment of the removal.')),
    ...(good
      ? []
      : [
          '',
          ...hang(
            style,
            '  → ',
            'A person must look. A store restored from a copy? The removals are done again from the reports: README, "After a restore".',
          ),
        ]),
  ]);
}
