import { execFileSync } from 'node:child_process';
import { hasProgram } from '../tools/program.ts';
import { spreadsheetFiles } from './spreadsheet-files.ts';
import { judged } from './writers.ts';

const convert = (sheet: string, path: string) =>
  void execFileSync('ssconvert', [sheet, path], { stdio: 'ignore' });

judged('Gnumeric', hasProgram('ssconvert'), () => spreadsheetFiles('stored', convert));
