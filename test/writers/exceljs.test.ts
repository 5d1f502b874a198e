import Excel from 'exceljs';
import { judged, LABELS, table } from './writers.ts';

const as =
  (rows: readonly unknown[][], options: Partial<Excel.CsvWriteOptions> = {}) =>
  async (path: string) => {
    const book = new Excel.Workbook();
    book.addWorksheet('Remove').addRows(rows as unknown[]);
    await book.csv.writeFile(path, options);
  };
const short = [[...LABELS], ['remove', 40002], ['remove', 40005]];
const ended = { formatterOptions: { includeEndRowDelimiter: true } };
const valid = [40002, 40005];

judged('exceljs', true, () => [
  { how: 'whole rows: no last line break', write: as(table(40002, 40005)), ids: valid },
  {
    how: 'short rows',
    write: as(short),
    ids: [],
    found: ['truncated-row line 3'],
    mended: { write: as(short, ended), ids: valid, found: [] },
  },
  {
    how: 'includeEmptyRows',
    write: as([...short.slice(0, 2), [], ['remove', 40005]], { ...ended, includeEmptyRows: true }),
    ids: valid,
    found: ['blank-row line 3'],
  },
  {
    how: 'a formula without a value',
    write: as([[...LABELS], ['remove', { formula: 'A1' }]], ended),
    ids: [],
    found: ['customer-id-missing B2'],
    mended: { write: as([[...LABELS], ['remove', 40002]], ended), ids: [40002], found: [] },
  },
  {
    how: 'a date',
    write: as([[...LABELS], ['remove', new Date('2026-11-29T00:00:00Z')]], ended),
    ids: [],
    found: ['customer-id-invalid B2 date'],
  },
]);
