import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { hasProgram } from '../tools/program.ts';
import { spreadsheetFiles, two } from './spreadsheet-files.ts';
import { workbook } from './workbook.ts';
import { judged } from './writers.ts';

/** Saves as text in UTF-8; a profile of its own, so that an open LibreOffice is not asked. */
function convert(sheet: string, path: string, separator = ','): void {
  const folder = dirname(path);
  const filter = `csv:Text - txt - csv (StarCalc):${separator.charCodeAt(0)},34,76,1`;
  const args = ['--headless', '--convert-to', filter, '--outdir', folder, sheet];
  execFileSync('soffice', [`-env:UserInstallation=file://${folder}/profile`, ...args], { stdio: 'ignore' });
}

judged('LibreOffice', hasProgram('soffice'), () => [
  ...spreadsheetFiles('shown', (sheet, path) => convert(sheet, path)),
  {
    how: 'separated by semicolons',
    write: async (path) => convert(await workbook(path, two), path, ';'),
    ids: [],
    found: ['header-mismatch line 1'],
    mended: {
      write: async (path) => convert(await workbook(path, two), path),
      ids: [40002, 40005],
      found: [],
    },
  },
]);
