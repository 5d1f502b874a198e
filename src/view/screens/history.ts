/** Past runs at a terminal: what is wrong with the ledger, what the checks say today. */
import { join } from 'node:path';
import { clean } from '../../core/text/clean.ts';
import type { StoreTrouble } from '../../core/errors.ts';
import {
  whyNotTrue,
  type AskedAgain,
  type HistoryCheck,
  type LedgerTrouble,
  type Reverification,
} from '../../core/run/history.ts';
import { missingWords } from './earlier-run.ts';
import { storeWords } from '../failures/failure-store.ts';
import { moment, plural, runNumber, shortHash, thousands } from '../text/format.ts';
import { NOTHING_GIVEN } from '../text/given.ts';
import { hangingIndent, screen } from '../text/layout.ts';
import { finishLine } from '../text/shell.ts';
import { paint, PLAIN, type Style } from '../text/style.ts';

/** `history --check`: what was walked and what is wrong. `report`: was the chain compared with one? */
export function historyCheckScreen(style: Style, check: HistoryCheck, report: boolean): string {
  const { links, head, troubles, found } = check;
  if (found === 0) {
    const compared = report
      ? "The report's run, counts, customers, loans and findings are the ledger's."
      : 'A cut end or a ledger written anew shows only beside a report:  --report FILE';
    return screen(style, [
      ...hangingIndent(
        style,
        `  ${paint(style, 'green', '✓')} `,
        `The ledger is as it was written: ${plural(links, 'link')}, last ${shortHash(head.digest)}.`,
      ),
      ...hangingIndent(style, '    ', compared),
    ]);
  }
  const more = found > troubles.length ? [`    And ${thousands(found - troubles.length)} more.`] : [];
  return screen(style, [
    ...hangingIndent(style, `  ${paint(style, 'red', '✗')} `, 'The ledger is NOT as it was written.'),
    ...troubles.flatMap((trouble) => hangingIndent(style, '    ', troubleSentence(trouble))),
    ...more,
    '',
    ...hangingIndent(
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
      return `${where}: the report says something else of the run than the ledger does: one of them was changed.`;
  }
}

function askedLines(style: Style, asked: AskedAgain): string[] {
  const { run, committedAt, finished, missing, checks, back, found } = asked;
  const passed = checks.every((check) => check.passed);
  const whole = checks.some(({ check }) => check === 3);
  const good = whole ? paint(style, 'green', '✓') : paint(style, 'yellow', '!');
  const sign = passed && finished ? good : paint(style, 'red', '✗');
  const unfinished = finished
    ? []
    : hangingIndent(style, '      ', `NOT FINISHED: ${missingWords(missing)}.`);
  const ids =
    found === 0 ? [] : hangingIndent(style, '      ', `${back.join(' ')}${back.length < found ? ' …' : ''}`);
  return [
    ...hangingIndent(
      style,
      `  ${sign} run ${runNumber(run)}  `,
      `${moment(committedAt)}  ${whatIsSo(asked)}`,
    ),
    ...unfinished,
    ...ids,
  ];
}

function whatIsSo({ removals, checks, found }: AskedAgain): string {
  const customers = plural(removals, 'customer');
  const left = checks.find(({ check }) => check === 3)?.found;
  if (!checks.every((check) => check.passed)) {
    const records = left === undefined ? '' : `; ${plural(Number(left), 'record')} of theirs`;
    return `${thousands(found)} of ${customers} are back${records}`;
  }
  if (left === undefined) return `${customers} still gone; whether anything is left of them was not asked`;
  const others = checks.some((check) => check.check === 5 && check.found === 'changed');
  return `${customers} still gone, nothing left of them${others ? '; their loans, or the tables that hold them, were changed by others since' : ''}`;
}

/** Checks that speak of a moment that is over, and those that could not be asked. */
export function notAsked({ trouble }: Reverification): number[] {
  return trouble === null ? [1, 4, 6, 7] : [1, 3, 4, 5, 6, 7];
}

/** Why the store's shape keeps checks from being asked. */
export function troubleWords(trouble: StoreTrouble): string {
  return storeWords(trouble, { ...NOTHING_GIVEN, style: PLAIN, command: null, file: null }).what;
}

/** `verify`: today's answers, what can no longer be asked, and reports that know more than the ledger. */
export function verificationScreen(style: Style, found: Reverification, given: Given): string {
  const { runs, integrity } = found;
  const lines = runs.flatMap((run) => askedLines(style, run));
  return screen(style, [
    ...(runs.length === 0 ? ['  No run in this store.'] : lines),
    ...hangingIndent(
      style,
      `  ${paint(style, integrity === 'ok' ? 'green' : 'red', integrity === 'ok' ? '✓' : '✗')} `,
      `SQLite's integrity_check: ${clean(integrity, 200)}`,
    ),
    ...lackingLines(style, found),
    ...unreadLines(style, found),
    ...noReportLines(style, found, given),
    ...(runs.length === 0 ? [] : notAskedLines(style, found)),
    ...whatToDo(style, found, given),
  ]);
}

/** `--store` and `--report` as given, `null` where they were not. */
interface Given {
  readonly store: string | null;
  readonly report: string | null;
}

function whatToDo(style: Style, found: Reverification, given: Given): string[] {
  const reason = whyNotTrue(found);
  const unreadAlone = reason === 'not-asked' && found.trouble === null;
  const isCut = found.unread.every(({ why }) => why === 'not-a-report');
  const finished = found.runs.every((run) => run.finished);
  const look =
    'A person must look. A store restored from a copy? The removals are done again from the reports: README, "After a restore".';
  const lines = [
    ...(reason === null || reason === 'unfinished' || unreadAlone ? [] : hangingIndent(style, '  → ', look)),
    ...(found.unread.length === 0 ? [] : hangingIndent(style, '  → ', isCut ? LOOK_FOR_COPY : ASK_AGAIN)),
    ...(finished ? [] : hangingIndent(style, '  → ', `${whatFinishes(found)}:  ${finishLine(style, given)}`)),
  ];
  return lines.length === 0 ? [] : ['', ...lines];
}

const ASK_AGAIN =
  'Ask again as a user who may read the reports, or name a folder where they can be read:  --report DIR';
const LOOK_FOR_COPY = 'It is no whole report: put another copy of it there, or take it away, then ask again.';

/** Of an unfinished run whose customers are back the checks fail again. */
function whatFinishes({ runs }: Reverification): string {
  const back = runs.some((run) => !run.finished && run.checks.some((check) => !check.passed));
  return back ? 'Once the cause is gone, this finishes it' : 'This finishes it';
}

function notAskedLines(style: Style, found: Reverification): string[] {
  const over = 'Not asked again: checks 1, 4, 6, 7. They speak of the moment of the removal.';
  if (found.trouble === null) return hangingIndent(style, '    ', over);
  const why = `Could not be asked: checks 3 and 5. ${troubleWords(found.trouble)}`;
  return [
    ...hangingIndent(style, `  ${paint(style, 'yellow', '!')} `, why),
    ...hangingIndent(style, '    ', over),
  ];
}

/** Most reports that are named; the count goes on. */
const NAMED = 20;

function lackingLines(style: Style, { lacking }: Reverification): string[] {
  const named = lacking
    .slice(0, NAMED)
    .flatMap(({ folder, run }) =>
      hangingIndent(
        style,
        `  ${paint(style, 'red', '✗')} `,
        `${clean(folder, 120)} is the report of run ${run}, which the ledger does not hold: the store is an older copy, or its end was cut off.`,
      ),
    );
  const more = lacking.length - NAMED;
  return more > 0 ? [...named, `    And ${thousands(more)} more.`] : named;
}

/** A folder that was named and holds none was perhaps not the one that was meant. */
function noReportLines(style: Style, { reports, unread }: Reverification, { report }: Given): string[] {
  if (report === null || reports + unread.length > 0) return [];
  const what = `No report of a run is in ${clean(report, 120)}: whether one knows of a run that the ledger does not hold was not asked.`;
  return hangingIndent(style, `  ${paint(style, 'yellow', '!')} `, what);
}

/** Nobody can say that the ledger holds what was not looked at. */
function unreadLines(style: Style, { unread }: Reverification): string[] {
  const [first] = unread;
  if (first === undefined) return [];
  const more = unread.length === 1 ? '' : ` and ${thousands(unread.length - 1)} more`;
  const what = `Could not be read: ${clean(first.path, 120)} (${clean(first.why, 40)})${more}. Whether the reports know of a run that the ledger does not hold was not asked.`;
  return hangingIndent(style, `  ${paint(style, 'yellow', '!')} `, what);
}

/** Where a report was written again: said beside the report, which is the answer. */
export function writtenLine(style: Style, folder: string): string {
  return screen(style, hangingIndent(style, '  Report: ', clean(join(folder, 'report.txt'), 200)));
}
