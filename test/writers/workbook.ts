/** A workbook for a spreadsheet to save as CSV. */
import ExcelJS from 'exceljs';

export interface Look {
  /** Of the column of IDs, from row 2 on. */
  readonly format?: string;
  /** Rows that nobody sees, from 1. */
  readonly hidden?: readonly number[];
}

/** Writes the rows as .xlsx beside `path`; returns where. */
export async function workbook(
  path: string,
  rows: readonly unknown[][],
  { format = 'General', hidden = [] }: Look = {},
): Promise<string> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Remove');
  for (const row of rows) sheet.addRow(row);
  for (let row = 2; row <= rows.length; row += 1) sheet.getCell(row, 2).numFmt = format;
  for (const row of hidden) sheet.getRow(row).hidden = true;
  const file = path.replace(/csv$/, 'xlsx');
  await book.xlsx.writeFile(file);
  return file;
}
