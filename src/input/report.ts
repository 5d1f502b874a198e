/** Reads a report that this program wrote, to be compared with the ledger. */
import { diagnostic } from '../core/diagnostics.ts';
import { parseReport, type ReadReport } from '../core/read-report.ts';
import { FileError } from '../core/errors.ts';
import { openInput } from './open.ts';

export type { ReadReport };

/** Reads a `report.json`; throws a `FileError` where it is none, or one from before there was a chain. */
export async function readReport(path: string): Promise<ReadReport> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await openInput(path, 'report')).chunks) chunks.push(Buffer.from(chunk));
  const found = parseReport(Buffer.concat(chunks).toString('utf8'));
  if (typeof found === 'string') throw new FileError(diagnostic('report-invalid', {}, { path, why: found }));
  return found;
}
