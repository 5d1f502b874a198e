/** The screen of a wrong header, alone: what was needed, what was found, why they differ. */
import { clean } from '../../core/text/clean.ts';
import type { DiagnosticOf } from '../../core/findings/diagnostics.ts';
import type { HeaderDifference } from '../../core/findings/troubles.ts';
import { isBuiltIn } from '../../core/file/template.ts';
import type { Validation } from '../../core/findings/validation.ts';
import { plural, thousands } from '../text/format.ts';
import { displayWidth, hangingIndent, padEnd, padStart, widest } from '../text/layout.ts';
import { shellQuote } from '../text/shell.ts';
import { toAscii, paint, type Style } from '../text/style.ts';
import { causeRemedy, causeWords, reason } from '../findings/words-header.ts';

/** The lines below the file's own. */
export function headerLines(
  style: Style,
  { file, template }: Validation,
  { details }: DiagnosticOf<'header-mismatch'>,
): string[] {
  const own = !isBuiltIn(template);
  const which = own ? `that of ${clean(template.name)}` : 'the customer template';
  const right = `${thousands(details.right)} of ${plural(details.needed, 'label')} are right.`;
  return [
    `  ${paint(style, 'red', '✗')} ${paint(style, 'red', 'header-mismatch')}   the first row is not ${which}`,
    '',
    ...(details.cause === null || details.cause.kind === 'extra-columns'
      ? differences(style, details)
      : hangingIndent(style, '    ', causeWords(details.cause))),
    '',
    ...hangingIndent(style, '  ', `${right} Rows were not checked, nothing was changed.`),
    ...advice(style, file.name, { own, details }),
  ];
}

/** Where one thing is the cause of them all, they say no more. */
function differences(style: Style, { differences: found, more }: Wrong['details']): string[] {
  const rest = more + Math.max(0, found.length - SHOWN);
  return [
    ...table(style, found.slice(0, SHOWN)),
    ...(rest === 0 ? [] : [`        and ${plural(rest, 'more difference')}`]),
  ];
}

/** More would push what to do off the screen. */
const SHOWN = 12;

interface Row {
  readonly column: string;
  readonly needed: string;
  readonly found: string;
  readonly why: string;
}

function table(style: Style, differences: readonly HeaderDifference[]): string[] {
  const head: Row = { column: '', needed: 'needed', found: 'found', why: 'why' };
  const rows = [head, ...differences.map((difference) => rowOf(style, difference))];
  const needed = widest(rows.map((row) => row.needed));
  const found = widest(rows.map((row) => row.found));
  return rows.flatMap((row, index) => {
    const start = `${padStart(row.column, 6)}  ${padEnd(row.needed, needed)}  ${padEnd(row.found, found)}   `;
    return index === 0 ? [paint(style, 'dim', start + row.why)] : hangingIndent(style, start, row.why);
  });
}

function rowOf(style: Style, difference: HeaderDifference): Row {
  return {
    column: clean(difference.column),
    needed: toAscii(style, difference.needed === null ? '—' : clean(difference.needed, 26)),
    found: toAscii(style, difference.found === null ? '—' : clean(difference.found, 26)),
    why: reason(difference),
  };
}

interface Wrong {
  readonly own: boolean;
  readonly details: DiagnosticOf<'header-mismatch'>['details'];
}

function advice(style: Style, name: string, { own, details }: Wrong): string[] {
  const arrow = `  ${paint(style, 'green', '→')} `;
  if (details.cause !== null) return hangingIndent(style, arrow, causeRemedy(details.cause));
  if (details.differences.some(({ kind }) => kind === 'separator')) {
    return hangingIndent(
      style,
      arrow,
      'Save it with commas: in a spreadsheet, as "CSV UTF-8 (comma delimited)".',
    );
  }
  if (own)
    return hangingIndent(
      style,
      arrow,
      'Start with a copy of your sample file, and fill its rows in from your list.',
    );
  const better = name === '-' ? 'customer-new.csv' : `${name.replace(/\.[^.]*$/, '')}-new.csv`;
  const clean = `Start clean:  lms-import template customer -o ${shellQuote(style, better)}`;
  const list = 'A list of IDs, one a line?   lms-import template customer --remove-ids FILE';
  return [
    ...(details.found === 1 ? hangingIndent(style, arrow, list) : []),
    ...hangingIndent(style, arrow, "Your company's own sample file?   add  --template FILE"),
    ...(displayWidth(clean) > style.width ? [`${arrow}${clean}`] : hangingIndent(style, arrow, clean)),
  ];
}
