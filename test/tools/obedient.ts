/** An operator who does to the letter what a remedy says: what each sentence makes of a line of a file or of a list. */

export interface Line {
  readonly cells: readonly string[];
  /** No line break at its end. */
  readonly cut: boolean;
}

interface Columns {
  /** Null in lists. */
  readonly action: number | null;
  readonly id: number;
}

/** What the operator's own papers say of the line. */
export interface Papers {
  readonly columns: Columns;
  /** The customer whom the line is about; null where it is about nobody, as a total is. */
  readonly means: number | null;
  /** Should the customer stay? */
  readonly stays: boolean;
}

/** The line afterwards; null where it is taken out. */
type Obeyed = (line: Line, papers: Papers) => Line | null;

const leave: Obeyed = (line) => line;
const takeOut: Obeyed = () => null;

const write =
  (action: string): Obeyed =>
  (line, { columns }) =>
    columns.action === null ? line : put(line, columns.action, action);

/** The line as it should have been from the start. */
const makeAgain: Obeyed = (_line, { means, stays, columns }) => {
  if (means === null || stays) return null;
  const empty: Line = {
    cells: Array.from({ length: 1 + Math.max(columns.id, columns.action ?? 0) }, () => ''),
    cut: false,
  };
  const named = put(empty, columns.id, String(means));
  return columns.action === null ? named : put(named, columns.action, 'remove');
};

const lookUp: Obeyed = (line, papers) => {
  if (papers.means === null) return line;
  // A line of a list is its ID: there is nothing else on it that could stay.
  return papers.columns.action === null
    ? makeAgain(line, papers)
    : put(line, papers.columns.id, String(papers.means));
};

const outIfStays =
  (otherwise: Obeyed): Obeyed =>
  (line, papers) =>
    papers.stays || papers.means === null ? null : otherwise(line, papers);

/** Every such sign that the eye finds in the cell, wherever it stands. */
const takeOutOfId =
  (signs: RegExp): Obeyed =>
  (line, { columns }) =>
    put(line, columns.id, (line.cells[columns.id] ?? '').replace(signs, ''));

const takeSpacesOut = takeOutOfId(/[\s\p{Cc}\p{Cf}\p{Z}]/gu);

const clearWhereSame: Obeyed = (line, papers) => {
  const { id, action } = papers.columns;
  if (line.cells[id] !== String(papers.means)) return makeAgain(line, papers);
  return { ...line, cells: line.cells.map((cell, at) => (at === id || at === action ? cell : '')) };
};

/** The operator knows which column that is. */
const keepIds: Obeyed = (line, { columns }) => ({ ...line, cells: [line.cells[columns.id] ?? ''] });

const endWhereWhole: Obeyed = (line, papers) =>
  papers.means !== null && line.cells[papers.columns.id] === String(papers.means)
    ? { ...line, cut: false }
    : makeAgain(line, papers);

function put(line: Line, at: number, text: string): Line {
  const cells = Array.from(
    { length: Math.max(line.cells.length, at + 1) },
    (_, index) => line.cells[index] ?? '',
  );
  cells[at] = text;
  return { ...line, cells };
}

/** Every sentence that says what to do. One that is not here fails `test/fuzz/remedies.test.ts`: think what it leads to. */
const SENTENCES: ReadonlyMap<string, Obeyed> = new Map([
  ['Write: add', write('add')],
  ['Write: update', write('update')],
  ['Write: remove', write('remove')],
  ['Take the row out.', takeOut],
  ['Take the row out if the customer should stay; else make it again from your list.', makeAgain],
  ['Take the row out; add and update with what you use today.', takeOut],
  ['Take the row out, or look the ID up and fill it in.', outIfStays(lookUp)],
  ['Take the row out, or look the ID up again.', outIfStays(lookUp)],
  [
    'Take the row out if the customer should stay; else compare its ID with your list, and clear them.',
    outIfStays(clearWhereSame),
  ],
  ['Give the column the format Text; then look the ID up again, and fill it in.', lookUp],
  ['Look the ID up again: none begins with a zero.', lookUp],
  ['Look the ID up again.', lookUp],
  [
    'Look the ID up again: a spreadsheet keeps 15 digits, and loses the others. An account number? Two IDs in one cell?',
    lookUp,
  ],
  ['Look each ID up again: one customer, one row.', lookUp],
  ['Look the ID up where you look customers up, by name and birth date; the list needs it alone.', lookUp],
  ['Keep the column of customer IDs alone, and save it again.', keepIds],
  ['Look up whose IDs these are. Are they of customers? Then write customerId there.', lookUp],
  ['Look at it as it is:  lms-import plan FILE', leave],
  ['Look the customer ID up: not a name, not a loan.', lookUp],
  ['Take that space out; where none is to be seen, give the column the format Text.', takeSpacesOut],
  ['Take the apostrophe out.', takeOutOfId(/['`\u2018\u2019\u00b4]/gu)],
  ['Write the digits alone, without = and quotes.', takeOutOfId(/[="]/gu)],
  ['Make the row again from your list: a comma is too many, or stands in a cell without quotes.', makeAgain],
  [
    "Take the first cell out of each row, which the header knows nothing of: R's write.table leaves row names out by row.names=FALSE.",
    (line) => ({ ...line, cells: line.cells.slice(1) }),
  ],
  [
    'Make the row again from your list. A cell that holds a quote stands in quotes, that quote written twice.',
    makeAgain,
  ],
  ['Make the row again from your list: the character came along with a copy.', makeAgain],
  ['Make the row again from your list: one row, one line.', makeAgain],
  [
    'Make the file again from your list, with line ends of LF or CRLF: as "CSV UTF-8", not as "CSV (Macintosh)".',
    makeAgain,
  ],
  [
    'Compare this row with your list. Where it is whole, end the file with a line break: exceljs, papaparse and fast-csv leave it out.',
    endWhereWhole,
  ],
  ['Look for a double quote that is never closed, or for lines that do not end.', leave],
  ['Nothing to do: they are passed over.', leave],
  ['Nothing to do, unless a customer is missing there.', makeAgain],
  ["Compare the ID with your own list: it may be another customer's.", endWhereWhole],
  ['Compare these rows with your own list.', endWhereWhole],
  ['Look both rows up: was another customer meant? If not, take one of them out.', endWhereWhole],
  // What ledger and store say of a row that is well made.
  ['Look the ID up again. IDs are never corrected for you.', lookUp],
  ['Take the row out; or count such rows as done:  --missing-ok', takeOut],
  ['Take the row out, unless it is meant: the loan stays, with nobody to ask about it.', outIfStays(leave)],
  ['The loan stays, linked to nobody.', leave],
  ['Must its records be kept? Small-dollar lenders: 36 months (12 CFR 1041.12).', leave],
  ['Find the day. Must its records be kept? Small-dollar lenders: 36 months (12 CFR 1041.12).', leave],
  [
    "Take the row out: it may be another person's ID today. Only where you know each of them:  --allow-returned N",
    outIfStays(leave),
  ],
  [
    'Look the ID up once more: no name is left to compare. Take the row out, or what is left goes with this file.',
    outIfStays(leave),
  ],
  ["Is it the same customer? The ID may be another person's today:  --check-names FILE", leave],
  // The operator's own list of names.
  [
    'Take the row out, unless it is the list that forgot the customer: look that up where the list came from.',
    outIfStays(leave),
  ],
  ['Take the line out of the list if the customer should stay; else add a row.', outIfStays(makeAgain)],
  [
    "Look both up: the ID may be another customer's, or letters were lost on the way. IDs are never corrected for you.",
    lookUp,
  ],
  [
    "Look both up. Is it the same customer, write the list's name as the store has it; is it another one, the ID is wrong.",
    lookUp,
  ],
  [
    'Look the ID up in the store: is it the customer that you mean? A nameless one is not to be compared.',
    lookUp,
  ],
  ['Look the line up: a comma is too many or too few, or stands in a cell without quotes.', lookUp],
  ['Take the line out, or look the ID up and fill it in.', outIfStays(lookUp)],
  ['Fill in the last name; for a company, its name.', leave],
  ['Look both lines up: was another customer meant? If not, take one of them out.', endWhereWhole],
  ['Look the line up: an ID holds no comma, and a name that does stands in quotes:  "Brook, Jr."', lookUp],
  [
    'Make the list again; or look the last line up, and end it with a line break where it is whole.',
    endWhereWhole,
  ],
  ['Save the list again as "CSV UTF-8".', leave],
  ['Is a quote before it left open?', leave],
  // A wrong header: nothing of the rows was read.
  ['Start clean with  lms-import template customer  or name your own sample file:  --template FILE', leave],
  [
    'Start with your sample file, or with  lms-import template customer,  and fill its rows in from your list.',
    makeAgain,
  ],
  ['Save it again as "CSV UTF-8 (comma delimited)": the header is a line of its own.', leave],
  ['Save it again as "CSV UTF-8 (comma delimited)", or take these quotes out of every line.', leave],
  ['Delete row 1.', leave],
  ['Delete rows 1 and 2.', leave],
  ['Delete rows 1 to 4.', leave],
  // `test/core/file/header/extra-columns.test.ts` obeys it.
  ['Delete column AW.', leave],
  ['Delete columns D and AW to AY.', leave],
  ['Delete column A. A script leaves it out by index=False in pandas, row.names=FALSE in R.', leave],
  ['Make it:  lms-import template customer --remove-ids LIST -o FILE', leave],
  [
    'Make it:  lms-import template customer --remove-ids LIST -o FILE  and compare:  lms-import plan FILE --check-names LIST',
    leave,
  ],
  ['Name the file to import itself.', leave],
  ['Start with a copy of your sample file, and fill its rows in from your list.', makeAgain],
  ['Save it with commas: in a spreadsheet, as "CSV UTF-8 (comma delimited)".', leave],
  ['A list of IDs, one a line?   lms-import template customer --remove-ids FILE', leave],
  ["Your company's own sample file?   add  --template FILE", leave],
  ['Start clean:  lms-import template customer -o july-new.csv', makeAgain],
]);

/** What is said of a file as a whole: another one is named, made, or written; none of these touches a row by hand. */
const OF_FILES: ReadonlySet<string> = new Set([
  'Check the name.',
  'Check the name. It was looked for in  x',
  'Name a file that you may read.',
  'In a spreadsheet: save it as "CSV UTF-8", and name that file.',
  "Name your company's own sample file: its first row is the header, as it was given out.",
  "Name your company's own sample file: its first row is the header.",
  'Name the report.json of a run, as its folder holds it.',
  'Name the report.json that a run wrote.',
  'Name the file that plan --out wrote.',
  'Its first row needs the labels customerId and lastName, alone or among others.',
  'Name a list that was made apart from it.',
  'Save the list again as "CSV UTF-8", not as "CSV (Macintosh)".',
  'Make a new one:  lms-import plan FILE --out PLAN',
  'Is the file still being copied, or was it saved again? Name the file that was meant.',
  'Is it being copied or saved? When that is done, look at it, then the same line again.',
  'Save it again as "CSV UTF-8"; then look at names with accents.',
  'In a spreadsheet: save it as "CSV UTF-8", not as "Unicode Text". In PowerShell: write it with  -o FILE,  not with >.',
  'Export it again as CSV, in UTF-8 and with commas, where it came from.',
  'Save it again as plain text, in UTF-8, where it was written.',
  'A plan stands beside the file to import:  lms-import ingest FILE --plan PLAN',
  'It says what was looked at or done: name the file to import itself.',
  'It needs the header row at least:  lms-import template customer -o FILE',
  'It needs the header row at least:  customerId,lastName',
  'Put the IDs into it, one a line.',
  'Name another place.',
  'Make room there, or name another folder in TMPDIR; then the same line again.',
]);

/** What an obedient operator makes of the line; throws where nobody has thought of the sentence. */
export function obey(sentence: string, line: Line, papers: Papers): Line | null {
  const obeyed = SENTENCES.get(sentence);
  if (obeyed === undefined) throw new Error(`Nobody has thought of what obeying this leads to: ${sentence}`);
  return obeyed(line, papers);
}

/** Is there a reading of the sentence? */
export function isKnown(sentence: string): boolean {
  return SENTENCES.has(sentence) || OF_FILES.has(sentence);
}
