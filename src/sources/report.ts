/** Reads a report that this program wrote, to be compared with the ledger. */
import { diagnostic } from '../core/findings/diagnostics.ts';
import { parseReport, type ReadReport } from '../core/run/read-report.ts';
import { FileError } from '../core/errors.ts';
import { openInput } from './bytes/open.ts';

export type { ReadReport };

const LARGEST = 1 << 28;

/** The brace that a report begins with. */
const OPEN = 0x7b;

function notAReport(path: string): FileError {
  return new FileError(diagnostic('report-invalid', {}, { path, why: 'not-a-report' }));
}

/** Reads a `report.json`; throws a `FileError` where it is none, or one from before there was a chain. */
export async function readReport(path: string): Promise<ReadReport> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of (await openInput(path, 'report')).chunks) {
    size += chunk.length;
    // Ten million IDs take half of it; more would not fit into one text.
    if (size > LARGEST || (chunks.length === 0 && chunk[0] !== OPEN)) throw notAReport(path);
    chunks.push(Buffer.from(chunk));
  }
  const found = parseReport(Buffer.concat(chunks).toString('utf8'));
  if (typeof found === 'string') throw new FileError(diagnostic('report-invalid', {}, { path, why: found }));
  return found;
}
