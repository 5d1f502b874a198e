/** The text of a template: its header, with an example, or with a remove row for each ID of a list. */
import { diagnostic, type Diagnostic } from '../../core/findings/diagnostics.ts';
import { InvalidError } from '../../core/errors.ts';
import { checkColumnLine, checkListLine, idColumn, type IdColumn } from '../../core/file/id-list.ts';
import type { RawRow } from '../../core/file/rows.ts';
import { customerHeader, exampleRow, removeRow } from '../../core/file/template.ts';
import { openInput } from '../../sources/bytes/open.ts';
import { readListRows } from '../../sources/csv/records.ts';
import { writeWhole } from '../../files/file.ts';

export interface TemplateRequest {
  readonly example: boolean;
  /** A list of IDs, one a line, or in a column `customerId` among others; `-` is standard input. */
  readonly removeIds: string | null;
  readonly output: string | null;
  /** May an existing output be replaced? */
  readonly force: boolean;
}

export interface TemplateText {
  readonly text: string;
  /** Rows after the header. */
  readonly rows: number;
}

/** Lines that are named before the rest is only counted. */
const NAMED = 20;

/** Makes a template and writes it, where `output` names a file; throws what `templateText` and the output throw. */
export async function makeTemplate(request: TemplateRequest): Promise<TemplateText> {
  const made = await templateText(request);
  const { output, removeIds, force } = request;
  const inputs = removeIds === null ? [] : [removeIds];
  if (output !== null) await writeWhole(output, [made.text], { inputs, replace: () => force });
  return made;
}

/** The template's text; throws an `InvalidError` that names each line of the list that is no customer ID. */
async function templateText(request: TemplateRequest): Promise<TemplateText> {
  if (request.removeIds !== null) return removalText(request.removeIds);
  const rows = request.example ? 1 : 0;
  return { text: customerHeader() + (request.example ? exampleRow() : ''), rows };
}

interface List {
  readonly rows: string[];
  /** The line of each ID. */
  readonly lines: Map<number, number>;
  readonly wrong: Diagnostic[];
  errors: number;
  /** Where the IDs stand, if the list has several columns. */
  column: IdColumn | null;
}

async function removalText(path: string): Promise<TemplateText> {
  const list: List = { rows: [], lines: new Map(), wrong: [], errors: 0, column: null };
  const reading = readListRows(await openInput(path, 'list'));
  for await (const batch of reading.batches()) {
    for (const line of batch) readLine(list, line);
    if (list.wrong.some(isAnotherFile)) break;
  }
  await reading.finish();
  const other = list.wrong.find(isAnotherFile);
  if (other !== undefined) throw new InvalidError([other], 1);
  if (reading.stopped !== null) refuse(list, reading.stopped);
  if (list.errors > 0) throw new InvalidError(list.wrong, list.errors);
  return { text: customerHeader() + list.rows.join(''), rows: list.rows.length };
}

function readLine(list: List, raw: RawRow): void {
  if (raw.row === 1) {
    list.column = idColumn(raw.cells);
    if (list.column !== null && !raw.unterminated) return;
  }
  const read = list.column === null ? checkListLine(raw) : checkColumnLine(raw, list.column);
  if (read === null) return;
  if (typeof read !== 'number') {
    refuse(list, read);
    return;
  }
  const { line } = raw;
  const firstLine = list.lines.get(read);
  if (firstLine !== undefined) {
    const twice = { firstRow: firstLine, firstLine };
    refuse(list, diagnostic('duplicate-customer', { line, value: String(read) }, twice));
    return;
  }
  list.lines.set(read, line);
  list.rows.push(removeRow(read));
}

/** Of a file that is no list at all one line is told. */
function isAnotherFile(wrong: Diagnostic): boolean {
  return wrong.code === 'customer-id-invalid' && wrong.details.why === 'import-file';
}

function refuse(list: List, wrong: Diagnostic): void {
  list.errors += 1;
  if (list.wrong.length < NAMED) list.wrong.push(wrong);
}
