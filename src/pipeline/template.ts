/** The text of a template: its header, with an example, or with a remove row for each ID of a list. */
import { parseCustomerId } from '../core/customer-id.ts';
import { diagnostic, type Diagnostic } from '../core/diagnostics.ts';
import { InvalidError } from '../core/errors.ts';
import { shownValue } from '../core/mask.ts';
import type { RawRow } from '../core/rows.ts';
import { customerHeader, exampleRow, removeRow } from '../core/template.ts';
import { openInput } from '../input/open.ts';
import { readRows } from '../input/records.ts';
import { writeWhole } from '../output/file.ts';

export interface TemplateRequest {
  readonly example: boolean;
  /** A list of IDs, one a line; `-` is standard input. */
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
export async function makeTemplate(asked: TemplateRequest): Promise<TemplateText> {
  const made = await templateText(asked);
  const { output, removeIds, force } = asked;
  const inputs = removeIds === null ? [] : [removeIds];
  if (output !== null) writeWhole(output, [made.text], { inputs, replace: () => force });
  return made;
}

/** The template's text; throws an `InvalidError` that names each line of the list that is no customer ID. */
async function templateText(asked: TemplateRequest): Promise<TemplateText> {
  if (asked.removeIds !== null) return removalText(asked.removeIds);
  const rows = asked.example ? 1 : 0;
  return { text: customerHeader() + (asked.example ? exampleRow() : ''), rows };
}

interface List {
  readonly rows: string[];
  readonly wrong: Diagnostic[];
  errors: number;
}

async function removalText(path: string): Promise<TemplateText> {
  const list: List = { rows: [], wrong: [], errors: 0 };
  const reading = readRows(await openInput(path, 'list'));
  for await (const batch of reading.batches()) for (const line of batch) readLine(list, line);
  await reading.finish();
  if (reading.stopped !== null) refuse(list, reading.stopped);
  if (list.errors > 0) throw new InvalidError(list.wrong, list.errors);
  return { text: customerHeader() + list.rows.join(''), rows: list.rows.length };
}

function readLine(list: List, { line, cells, cut }: RawRow): void {
  const text = cells.join(',');
  if (text === '') return;
  // A cut ID is another customer's: a last line without its line break may have been cut.
  if (cut) {
    refuse(list, diagnostic('truncated-row', { line }, { found: 1, needed: 1 }));
    return;
  }
  const id = cells.length === 1 ? parseCustomerId(text) : 'not-a-number';
  if (typeof id === 'number') list.rows.push(removeRow(id));
  else
    refuse(
      list,
      diagnostic('customer-id-invalid', { line, value: shownValue(text, 'customerId') }, { why: id }),
    );
}

function refuse(list: List, wrong: Diagnostic): void {
  list.errors += 1;
  if (list.wrong.length < NAMED) list.wrong.push(wrong);
}
