/** Every removal as CSV, one a line: what `--list FILE` holds. IDs, counts and days; no names. */
import { clean } from '../../core/text/clean.ts';
import type { ListedRemoval } from '../../core/plan/plan.ts';
import { csvLine } from '../text/csv.ts';

const COLUMNS = ['row', 'customerId', 'records', 'linkedLoans', 'lastClosedOn'];

/** The first line, with its line break. */
export function listCsvHeader(): string {
  return csvLine(COLUMNS);
}

/** A removal's line, with its line break. */
export function listCsvLine({ row, customerId, records, linkedLoans, lastClosedOn }: ListedRemoval): string {
  return csvLine([
    row,
    customerId,
    records,
    linkedLoans,
    lastClosedOn === null ? null : clean(lastClosedOn, 40),
  ]);
}
