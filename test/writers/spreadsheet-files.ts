/** What people have in a workbook when they save it as CSV, whichever spreadsheet does it. */
import { workbook, type Look } from './workbook.ts';
import { LONG, table, wholeRow, type Written } from './writers.ts';

export const two = table(40002, 40005);

/** `convert` has the spreadsheet save a workbook as CSV: cells as they are shown, or as they are stored. */
export function spreadsheetFiles(
  cells: 'shown' | 'stored',
  convert: (sheet: string, path: string) => void,
): readonly Written[] {
  const as = (rows: readonly unknown[][], look: Look = {}) => ({
    write: async (path: string) => convert(await workbook(path, rows, look), path),
  });
  const text = { ...as(table('40002'), { format: '@' }), ids: [40002], found: [] };
  const wrong = (value: unknown, why: string, format = 'General') => ({
    ...as(table(value), { format }),
    ids: [],
    found: [`customer-id-invalid B2 ${why}`],
    mended: text,
  });
  const formatted = (format: string, why: string) =>
    cells === 'shown' ? wrong(40002, why, format) : { ...as(table(40002), { format }), ids: [40002] };
  return [
    { how: 'an .xlsx as CSV', ...as(two), ids: [40002, 40005] },
    // Whoever hid the row did not see it: nothing in a CSV can tell.
    { how: 'a hidden row', ...as(two, { hidden: [3] }), ids: [40002, 40005] },
    { how: 'a comma format', ...formatted('#,##0', 'thousands-separator') },
    { how: 'two decimals', ...formatted('0.00', 'decimal-point') },
    { how: 'a sum of money', ...formatted('"$"#,##0.00', 'currency') },
    { how: '#N/A', ...wrong({ error: '#N/A' }, 'error-value') },
    { how: 'a date', ...wrong(new Date(Date.UTC(2026, 10, 29)), 'date', 'yyyy-mm-dd') },
    { how: 'TRUE', ...wrong(true, 'truth-value') },
    { how: '16 digits as text', ...as(table(String(LONG)), { format: '@' }), ids: [LONG] },
    {
      how: 'a total below',
      ...as([...two, ['Total', 2, ...wholeRow('').slice(2)]]),
      ids: [],
      found: ['unknown-action A4 total'],
      mended: { ...as(two), ids: [40002, 40005], found: [] },
    },
  ];
}
