import { writeFileSync } from 'node:fs';
import XLSX from 'xlsx';
import { judged, LABELS, LONG, table, wholeRow } from './writers.ts';

type Rows = readonly (readonly unknown[])[];
const sheetOf = (rows: Rows) => XLSX.utils.aoa_to_sheet(rows.map((row) => [...row]));

/** A sheet's text, as scripts ask for it. */
const as =
  (
    rows: Rows,
    options: XLSX.Sheet2CSVOpts = {},
    change: (sheet: XLSX.WorkSheet) => void = () => undefined,
    end = '',
  ) =>
  (path: string) => {
    const sheet = sheetOf(rows);
    change(sheet);
    writeFileSync(path, XLSX.utils.sheet_to_csv(sheet, options) + end);
  };

const format = (z: string) => (sheet: XLSX.WorkSheet) => {
  sheet.B2.z = z;
};
const two = table(40002, 40005);
const valid = [40002, 40005];
const cell = (value: unknown, why: string) => ({
  write: as(table(value)),
  ids: [],
  found: [`customer-id-invalid B2 ${why}`],
  mended: { write: as(table('40002')), ids: [40002], found: [] },
});

judged('SheetJS', true, () => [
  { how: 'sheet_to_csv', write: as(two), ids: valid },
  {
    how: 'sheet_to_csv, strip: true',
    write: as(two, { strip: true }),
    ids: [],
    found: ['truncated-row line 3'],
    mended: { write: as(two, { strip: true }, undefined, '\n'), ids: valid, found: [] },
  },
  {
    how: "writeFile, bookType: 'csv'",
    write: (path) => {
      const book = XLSX.utils.book_new();
      XLSX.utils.book_append_sheet(book, sheetOf(two), 'Remove');
      XLSX.writeFile(book, path, { bookType: 'csv' });
    },
    ids: valid,
  },
  { how: 'IDs as text', write: as(table('40002', '40005')), ids: valid },
  { how: '#N/A', ...cell({ t: 'e', v: 42, w: '#N/A' }, 'error-value') },
  { how: 'TRUE', ...cell(true, 'truth-value') },
  { how: 'a date', ...cell(new Date(Date.UTC(2026, 10, 29)), 'date') },
  {
    how: 'a formula without a value, which is written as =A1',
    write: as(table(40002), {}, (sheet) => (sheet.B2 = { t: 'n', f: 'A1' } as XLSX.CellObject)),
    ids: [],
    found: ['customer-id-invalid B2 not-a-number'],
  },
  {
    how: 'a format with a locale tag',
    write: as(table(40002), {}, format('[$-409]0')),
    ids: [],
    found: ['customer-id-invalid B2 currency'],
    mended: { write: as(table('40002'), {}, format('@')), ids: [40002], found: [] },
  },
  {
    how: 'a comma format',
    write: as(table(40002), {}, format('#,##0')),
    ids: [],
    found: ['customer-id-invalid B2 thousands-separator'],
    mended: { write: as(table('40002'), {}, format('@')), ids: [40002], found: [] },
  },
  {
    how: '16 digits in General',
    write: as(table(LONG)),
    ids: [],
    found: ['customer-id-invalid B2 scientific'],
    mended: { write: as(table(String(LONG))), ids: [LONG], found: [] },
  },
  {
    how: '19 digits in General',
    write: as(table(Number('4012345678901234567'))),
    ids: [],
    found: ['customer-id-invalid B2 scientific'],
  },
  {
    how: 'a header with empty labels beyond it',
    write: as([
      [...LABELS, '', ''],
      [...wholeRow(40002), '', ''],
    ]),
    ids: [40002],
    found: ['extra-cell AW1', 'extra-cell AW2'],
  },
  {
    how: 'a hidden row',
    write: as(two, {}, (sheet) => (sheet['!rows'] = [{}, { hidden: true }])),
    ids: valid,
  },
  {
    how: 'a hidden row, skipHidden: true',
    write: as(two, { skipHidden: true }, (sheet) => (sheet['!rows'] = [{}, { hidden: true }])),
    ids: [40005],
  },
]);
