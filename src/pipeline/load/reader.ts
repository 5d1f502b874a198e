/** Checks and stages each row as it is read: the header first, and of a wrong one what stands below it. */
import { extraCell, checkRow } from '../../core/file/check-row.ts';
import { compareHeader, isRightHeader } from '../../core/file/header/header.ts';
import type { RawRow } from '../../core/file/rows.ts';
import type { Template } from '../../core/file/template.ts';
import { addToRun, newRunOfIds, type RunOfIds } from '../../core/findings/consecutive.ts';
import type { Diagnostic } from '../../core/findings/diagnostics.ts';
import { FLAGGED_SHOWN } from '../../core/findings/warnings.ts';
import type { Progress } from '../../core/progress/progress.ts';
import type { ReadFacts, Reading } from '../../sources/csv/records.ts';
import type { Staging } from '../../store/port/rows.ts';

export interface Reader {
  readonly template: Template;
  readonly stage: Staging;
  readonly found: (diagnostic: Diagnostic) => void;
  readonly run: RunOfIds;
  /** Rows whose ID may be another customer's, the first few. */
  readonly flagged: number[];
  /** The first rows, where the first one is not the template's header: the header may stand below. */
  readonly head: RawRow[];
  headerRight: boolean;
  /** Rows with a wrong quote that were met and not yet told of: the header's batch is read before the header is judged. */
  readonly broken: Diagnostic[];
  /** Was there a row of which nobody knows whom it names? */
  skipped: boolean;
  read: number;
  blank: number;
  withErrors: number;
}

/** A reader of rows of the template that tells `found`. */
export function newReader(
  template: Template,
  stage: Staging,
  found: (diagnostic: Diagnostic) => void,
): Reader {
  const counts = { read: 0, blank: 0, withErrors: 0 };
  const seen = { run: newRunOfIds(), flagged: [], head: [], headerRight: false, broken: [], skipped: false };
  return { template, stage, found, ...seen, ...counts };
}

/** Reads one row; false ends the batch, because after a wrong header no row is checked. */
function readRow(reader: Reader, raw: RawRow): boolean {
  const { template, head } = reader;
  if (!reader.headerRight) {
    reader.headerRight = head.length === 0 && isRightHeader(template, raw.cells);
    if (!reader.headerRight) head.push(raw);
    else if (raw.cells.length > template.labels.length) reader.found(extraCell(raw, template));
    return head.length < HEAD;
  }
  reader.read += 1;
  const { row, found } = checkRow(raw, reader.template);
  const clean = !found.some((diagnostic) => diagnostic.severity === 'error');
  for (const diagnostic of found) reader.found(diagnostic);
  if (!clean) reader.withErrors += 1;
  if (row !== null) {
    reader.stage.add(row, clean);
    flag(reader, row.row, found);
    const run = addToRun(reader.run, row, reader.template);
    if (run !== null) reader.found(run);
  } else if (clean) reader.blank += 1;
  return true;
}

function flag({ flagged }: Reader, row: number, found: readonly Diagnostic[]): void {
  if (found.some(({ code }) => code === 'digits-lost') && flagged.length < FLAGGED_SHOWN) flagged.push(row);
}

/** Reads every row, or no more than a wrong header, and the bytes to their end. */
export async function readAll(reader: Reader, reading: Reading, progress: Progress): Promise<ReadFacts> {
  for await (const batch of reading.batches()) {
    progress.step('check rows');
    batch.every((row) => readRow(reader, row));
    progress.step('stage rows');
    tellBroken(reader);
    await reader.stage.flush();
    if (reader.head.length >= HEAD) break;
    progress.count(reading.bytes.done, reading.bytes.total);
    progress.step('read');
  }
  tellBroken(reader);
  const [first, ...below] = reader.head;
  const mismatch = first === undefined ? null : compareHeader(reader.template, first.cells, below);
  if (mismatch !== null) reader.found(mismatch);
  return reading.finish();
}

/** Rows among which a header is looked for. */
const HEAD = 10;

/** Tells of rows with a wrong quote, behind which the others are read; of a wrong header's rows nothing is told. */
function tellBroken(reader: Reader): void {
  const broken = reader.broken.splice(0);
  if (!reader.headerRight) return;
  reader.read += broken.length;
  reader.withErrors += broken.length;
  reader.skipped ||= broken.length > 0;
  for (const one of broken) reader.found(one);
}
