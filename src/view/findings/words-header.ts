/** Words for a header row that is not the template's: each difference, and why it counts as one. */
import { clean } from '../../core/text/clean.ts';
import type { HeaderCause, HeaderDifference } from '../../core/findings/troubles.ts';
import { MASK } from '../../core/findings/mask.ts';
import { listed, plural, thousands } from '../text/format.ts';
import type { WordTable } from './word-table.ts';

export const HEADER_WORDS: Pick<WordTable, 'header-mismatch'> = {
  'header-mismatch': {
    headline: () => "the first row is not the template's",
    detail: ({ details }) => {
      const right = `${thousands(details.right)} of ${plural(details.needed, 'label')} right`;
      if (details.cause !== null) return `${causeWords(details.cause)}; ${right}`;
      const named = details.differences.slice(0, 3).map(differenceInOneLine);
      const more = details.differences.length + details.more - named.length;
      return [right, ...named, ...(more > 0 ? [`${thousands(more)} more`] : [])].join('; ');
    },
    remedy: ({ details }) =>
      details.cause === null
        ? 'Start clean with  lms-import template customer  or name your own sample file:  --template FILE'
        : causeRemedy(details.cause),
  },
};

/** What makes the whole row wrong, in one line. */
export function causeWords(cause: HeaderCause): string {
  return CAUSES[cause.kind].what(cause);
}

/** What to do about it. */
export function causeRemedy(cause: HeaderCause): string {
  return CAUSES[cause.kind].remedy(cause);
}

interface CauseWords {
  readonly what: (cause: HeaderCause) => string;
  readonly remedy: (cause: HeaderCause) => string;
}

/** Why the whole row is wrong, and what to do. */
const CAUSES: Readonly<Record<HeaderCause['kind'], CauseWords>> = {
  'no-line-break': {
    what: ({ character }) => endOfLine(clean(character ?? '', 12)),
    remedy: () => 'Save it again as "CSV UTF-8 (comma delimited)": the header is a line of its own.',
  },
  'no-header': {
    what: () => "there is no header row: the first row is a customer's already",
    remedy: () =>
      'Start with your sample file, or with  lms-import template customer,  and fill its rows in from your list.',
  },
  'quoted-line': {
    what: () => 'quotes stand around the whole line, which makes it one cell',
    remedy: () => 'Save it again as "CSV UTF-8 (comma delimited)", or take these quotes out of every line.',
  },
  'header-below': {
    what: ({ row }) => `the header is in row ${row ?? 0}: a title, a version or "sep=" stands above it`,
    remedy: ({ row }) => `Delete ${rowsAbove(row ?? 0)}.`,
  },
  'unnamed-column': {
    what: () => 'column A has no label: pandas and R write row numbers there',
    remedy: () => 'Delete column A. A script leaves it out by index=False in pandas, row.names=FALSE in R.',
  },
  'extra-columns': {
    what: ({ columns }) => `more columns than the template's: ${columnNames(columns)}`,
    remedy: ({ columns }) => `Delete ${columnNames(columns)}.`,
  },
  'id-list': {
    what: () => 'this is a list of IDs: the file to import is made of it',
    remedy: () => 'Make it:  lms-import template customer --remove-ids LIST -o FILE',
  },
  'names-list': {
    what: () => 'this is a list of IDs and names: the file to import is made of it, and compared with it',
    remedy: () =>
      'Make it:  lms-import template customer --remove-ids LIST -o FILE  and compare:  lms-import plan FILE --check-names LIST',
  },
  'own-output': {
    what: () => 'this is what --list or --errors wrote',
    remedy: () => 'Name the file to import itself.',
  },
};

/** `row 1`, `rows 1 and 2`, `rows 1 to 4`. */
function rowsAbove(row: number): string {
  if (row < 3) return 'row 1';
  return row === 3 ? 'rows 1 and 2' : `rows 1 to ${row - 1}`;
}

/** `column AW`, `columns D and AW to AZ`. */
function columnNames(columns: readonly string[]): string {
  const runs = columns.map((run) => clean(run, 12).replace(':', ' to '));
  return `${columns.length === 1 && !columns[0]?.includes(':') ? 'column' : 'columns'} ${listed(runs)}`;
}

function endOfLine(character: string): string {
  switch (character) {
    case '':
      return 'no line break stands between the header and the first row';
    case 'U+000A':
      return 'the line break after the header stands inside quotes';
    case 'U+000D':
      return 'lines end with a carriage return alone, as in "CSV (Macintosh)"';
    default: {
      const name = CHARACTER_NAMES[character];
      return `${character}${name === undefined ? '' : `, ${name},`} stands where the header's line should end`;
    }
  }
}

function differenceInOneLine(difference: HeaderDifference): string {
  const needed = difference.needed === null ? '' : ` needed ${clean(difference.needed)}`;
  const found = difference.found === null ? '' : ` found ${clean(difference.found)}`;
  return `${clean(difference.column)}${needed}${found}: ${reason(difference)}`;
}

/** Why this cell of the header is not the template's. */
export function reason(difference: HeaderDifference): string {
  const about = clean(difference.detail ?? '', 30);
  switch (difference.kind) {
    case 'missing':
      return difference.needed === MASK ? "missing: the template's own label in this column" : 'missing';
    case 'extra':
      return 'not in the template';
    case 'renamed':
      return renamed(difference);
    case 'moved':
      return about === '' ? 'not in its place' : `its place is column ${about}`;
    case 'duplicate':
      return about === '' ? 'there twice' : `there twice: also in column ${about}`;
    case 'invisible-character':
      return invisible(difference.found ?? '', about);
    case 'separator':
      return separator(about);
  }
}

function renamed({ needed, found, detail }: HeaderDifference): string {
  const [right, wrong] = [needed ?? '', found ?? ''];
  if (right.toLowerCase() === wrong.toLowerCase()) return otherCase(right, wrong);
  return detail === null ? 'another label' : `nearest label: ${clean(detail, 30)}`;
}

/** The first letter that differs, so that the eye knows where to look. */
function otherCase(right: string, wrong: string): string {
  const letters = Array.from(wrong);
  const letter = letters[Array.from(right).findIndex((want, index) => want !== letters[index])] ?? '';
  return `${letter === letter.toUpperCase() ? 'capital' : 'small'} ${clean(letter)}`;
}

const CHARACTER_NAMES: Readonly<Record<string, string>> = {
  'U+0000': 'a NUL',
  'U+0009': 'a tab',
  'U+000B': 'a vertical tab',
  'U+000C': 'a form feed',
  'U+0020': 'a space',
  'U+002C': 'a comma',
  'U+003B': 'a semicolon',
  'U+0085': "a mainframe's next line",
  'U+00A0': 'a no-break space',
  'U+00AD': 'a soft hyphen',
  'U+200B': 'a zero-width space',
  'U+200E': 'a left-to-right mark',
  'U+200F': 'a right-to-left mark',
  'U+2028': 'a line separator',
  'U+2029': 'a paragraph separator',
  'U+202F': 'a narrow no-break space',
  'U+FEFF': 'a second byte order mark',
};

function invisible(found: string, codePoint: string): string {
  const name = CHARACTER_NAMES[codePoint];
  const what = codePoint === '' ? 'an invisible character' : codePoint;
  const shown = codePoint === 'U+0020' ? ' ' : `<${codePoint}>`;
  const where = found.endsWith(shown) ? 'ends with' : found.startsWith(shown) ? 'begins with' : 'holds';
  return `${where} ${what}${name === undefined ? '' : `, ${name}`}`;
}

function separator(found: string): string {
  const names: Readonly<Record<string, string>> = { ';': 'semicolons', '|': 'bars', tab: 'tabs' };
  const name = names[found];
  return name === undefined ? 'not separated by commas' : `separated by ${name}, not commas`;
}
