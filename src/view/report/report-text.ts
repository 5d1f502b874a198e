/** `report.txt`: what was removed, by whom, what was checked, what stays; for a reader a year later. */
import type { OneByOne } from '../../core/one-by-one.ts';
import type { Report } from '../../core/run/report.ts';
import { plural, runNumber } from '../text/format.ts';
import { hangingIndent, justify } from '../text/layout.ts';
import { checkLines } from './report-checks.ts';
import { SIGN_LINES } from './report-evidence.ts';
import { factLines, tableLines, whatStays } from './report-facts.ts';
import { missingSentence } from './report-verdict.ts';
import { PLAIN } from '../text/style.ts';

const RULE = `  ${'─'.repeat(76)}`;
const ID_ROOM = 78;

/** The report's lines, each with its line break; the removed IDs are read one by one and never held. */
export async function* reportText(report: Report, removedIds: OneByOne<number>): AsyncGenerator<string> {
  const verdict = report.verified ? '✓ VERIFIED' : '✗ NOT VERIFIED';
  const [title = ''] = justify(
    PLAIN,
    '  VERIFICATION REPORT',
    `run ${runNumber(report.run.run)}   ${verdict}`,
  );
  const lines = [
    title,
    RULE,
    ...(report.verified ? [] : [...hangingIndent(PLAIN, '  ', missingSentence(report)), '']),
    ...factLines(report),
    '',
    ...checkLines(report.checks),
    '',
    ...whatStays(report),
    '',
    ...tableLines(report.run),
    ...SIGN_LINES,
    `  REMOVED    ${plural(report.run.removals, 'customer')}, in file order`,
  ];
  for (const line of lines) yield `${line.trimEnd()}\n`;
  yield* idLines(removedIds);
}

/** IDs in rows as wide as the page. */
async function* idLines(ids: OneByOne<number>): AsyncGenerator<string> {
  let line = ' ';
  for await (const id of ids) {
    const word = ` ${id}`;
    if (line.length + word.length > ID_ROOM) {
      yield `${line}\n`;
      line = ' ';
    }
    line += word;
  }
  if (line !== ' ') yield `${line}\n`;
}
