/** Words for what is wrong with a file as a whole: it is missing, not text, not CSV, cannot be written. */
import { clean } from '../../core/text/clean.ts';
import type { DiagnosticDetails, FileRole } from '../../core/findings/diagnostics.ts';
import type { FileCode } from '../../core/findings/file-reason.ts';
import { thousands } from '../text/format.ts';
import type { WordTable } from './word-table.ts';

export const FILE_WORDS: Pick<WordTable, FileCode> = {
  'file-not-found': {
    headline: () => 'there is no such file',
    detail: ({ details: { role, path } }) =>
      `it was named as ${roleName(role)}${isLostName(path) ? '; one whose name is not UTF-8 cannot be looked for' : ''}`,
    remedy: ({ details: { path, folder } }) => {
      if (isLostName(path)) return RENAME;
      return folder === null
        ? 'Check the name.'
        : `Check the name. It was looked for in  ${clean(folder, 200)}`;
    },
  },
  'file-not-readable': {
    headline: () => 'the file cannot be read',
    detail: ({ details }) =>
      isLimit(details.why) ? 'this program may open no more files (ulimit -n)' : clean(details.why, 100),
    remedy: ({ details }) =>
      isLimit(details.why)
        ? 'Raise that limit, then the same line again.'
        : `Name a ${details.role === 'reports' ? 'folder' : 'file'} that you may read.`,
  },
  'file-changed': {
    headline: () => 'the file is not as it was when reading it began',
    detail: ({ details }) => `it was named as ${roleName(details.role)}`,
    remedy: () => 'Is it being copied or saved? When that is done, look at it, then the same line again.',
  },
  'not-csv': {
    headline: () => 'this is not a CSV file',
    detail: ({ details }) => `it looks like ${clean(details.found, 60)}`,
    remedy: ({ details }) => formatRemedy(details),
  },
  'template-invalid': {
    headline: () => 'this file cannot be the template',
    detail: ({ details }) => TEMPLATE_TROUBLE[details.why],
    remedy: () => "Name your company's own sample file: its first row is the header, as it was given out.",
  },
  'report-invalid': {
    headline: () => 'this is no report that can be compared',
    detail: ({ details }) => REPORT_TROUBLE[details.why],
    remedy: () => 'Name the report.json of a run, as its folder holds it.',
  },
  'names-file-invalid': {
    headline: () => 'this file cannot be your own list of names',
    detail: ({ details }) => NAMES_TROUBLE[details.why],
    remedy: ({ details }) =>
      details.why === 'carriage-returns'
        ? 'Save the list again as "CSV UTF-8", not as "CSV (Macintosh)".'
        : details.why.startsWith('same-as') || details.why === 'import-file'
          ? 'Name a list that was made apart from it.'
          : 'Its first row needs the labels customerId and lastName, alone or among others.',
  },
  'plan-invalid': {
    headline: () => 'this is no saved plan that can be applied',
    detail: ({ details }) => PLAN_TROUBLE[details.why],
    remedy: () => 'Make a new one:  lms-import plan FILE --out PLAN',
  },
  'hash-mismatch': {
    headline: () => 'these are not the bytes that --sha256 names',
    detail: ({ details }) => `expected ${clean(details.expected, 64)}, found ${clean(details.found, 64)}`,
    remedy: () => 'Is the file still being copied, or was it saved again? Name the file that was meant.',
  },
  'encoding-error': {
    headline: () => 'the file is not UTF-8',
    detail: ({ details }) => encodingDetail(details),
    remedy: ({ details }) => encodingRemedy(details.likely),
  },
  'empty-file': {
    headline: () => 'the file is empty',
    detail: () => '',
    remedy: ({ details }) => EMPTY[details.role],
  },
  'output-not-writable': {
    headline: () => 'the file cannot be written',
    detail: ({ details }) => outputDetail(details.why),
    remedy: ({ details }) => outputRemedy(details.why),
  },
};

function formatRemedy({ format, role }: DiagnosticDetails['not-csv']): string {
  switch (format) {
    case null:
    case 'sylk':
    case 'dif':
      return 'In a spreadsheet: save it as "CSV UTF-8", and name that file.';
    case 'html':
    case 'xml':
    case 'json':
    case 'sql':
      return 'Export it again as CSV, in UTF-8 and with commas, where it came from.';
    case 'rtf':
      return 'Save it again as plain text, in UTF-8, where it was written.';
    case 'saved-plan':
      return 'A plan stands beside the file to import:  lms-import ingest FILE --plan PLAN';
    case 'report':
    case 'document':
      return `It says what was looked at or done: name ${roleName(role)} itself.`;
  }
}

function isLimit(why: string): boolean {
  return why === 'EMFILE' || why === 'ENFILE';
}

function outputDetail(why: string): string {
  switch (why) {
    case 'temporary-full':
      return 'no room for temporary files';
    case 'temporary-none':
      return 'no folder for temporary files may be written';
    default:
      return clean(why, 100);
  }
}

function outputRemedy(why: string): string {
  switch (why) {
    case 'exists':
      return 'Name another place; only  template -o  may write over a file, with  --force';
    case 'input':
      return 'It is read here, or belongs to the store: name another place.';
    case 'symbolic-link':
      return 'It is a link, and nothing is written through one: name the place that it leads to, or another.';
    case 'store':
      return 'It is a store, or belongs to one: name another place.';
    case 'ENOENT':
    case 'ENOTDIR':
      return 'Make its folder first, or name another place.';
    case 'temporary-full':
    case 'temporary-none':
      return 'Make room there, or name another folder in TMPDIR; then the same line again.';
    case 'ENOSPC':
      return 'Make room, then the same line again.';
    default:
      return 'Name another place.';
  }
}

/** A name is bytes to the system; what is not UTF-8 comes to this program as a sign that stands for no byte. */
export function isLostName(path: string): boolean {
  return path.includes('\ufffd');
}

export const RENAME = 'Give it a name in UTF-8, then the same line with that name.';

function roleName(role: FileRole): string {
  switch (role) {
    case 'input':
      return 'the file to import';
    case 'template':
      return 'the template';
    case 'list':
      return 'the list of IDs';
    case 'names':
      return 'your own list of names';
    case 'output':
      return 'the place to write to';
    case 'report':
      return 'the report';
    case 'reports':
      return 'the folder of reports';
    case 'plan':
      return 'the saved plan';
  }
}

const REPORT_TROUBLE: Readonly<Record<DiagnosticDetails['report-invalid']['why'], string>> = {
  'not-a-report': 'it is not a report.json of this program',
  truncated: 'its lists of IDs are cut: it is what --json printed',
  'no-chain': "it was written before reports carried the end of the ledger's chain",
  unfinished: 'its run was not finished when it was written:  lms-import finish',
};

const PLAN_TROUBLE: Readonly<Record<DiagnosticDetails['plan-invalid']['why'], string>> = {
  'not-a-plan': 'its first line is none that plan --out wrote',
  'other-version': 'another version of lms-import wrote it',
  'cut-off': 'its end is missing',
  changed: 'it is not as it was written: its seal does not fit',
  'same-as-file': 'it is the file to import itself',
};

const TEMPLATE_TROUBLE: Readonly<Record<DiagnosticDetails['template-invalid']['why'], string>> = {
  'no-action': 'its first row has no label action',
  'no-customer-id': 'its first row has no label customerId',
  twice: 'its first row has action or customerId twice',
  'same-as-file': 'it is the file to import itself, which then proves nothing',
  'not-readable-as-csv': 'its first row cannot be read as CSV',
  'values-in-header': 'its first row holds more than labels: a row, or a header whose line does not end',
};

const NAMES_TROUBLE: Readonly<Record<DiagnosticDetails['names-file-invalid']['why'], string>> = {
  'no-customer-id': 'its first row has no label customerId',
  'no-last-name': 'its first row has no label lastName',
  twice: 'its first row has customerId or lastName twice',
  'same-as-file': 'it is the file to import itself, which then proves nothing',
  'same-as-template': 'it is the template',
  'carriage-returns': 'its lines end with a carriage return alone',
  'import-file': 'it is a file to import: its first row has action',
  'not-readable-as-csv': 'its first row cannot be read as CSV',
};

const EMPTY: Readonly<Record<FileRole, string>> = {
  input: 'It needs the header row at least:  lms-import template customer -o FILE',
  template: "Name your company's own sample file: its first row is the header.",
  list: 'Put the IDs into it, one a line.',
  report: 'Name the report.json that a run wrote.',
  reports: 'Name the folder that holds the reports.',
  plan: 'Name the file that plan --out wrote.',
  names: 'It needs the header row at least:  customerId,lastName',
  output: 'Name another place.',
};

function encodingDetail({ byte, offset, likely }: DiagnosticDetails['encoding-error']): string {
  return `first bad byte ${clean(byte)} at offset ${thousands(offset)}; likely ${clean(likely)}`;
}

function encodingRemedy(likely: string): string {
  return /utf-?16/i.test(likely)
    ? 'In a spreadsheet: save it as "CSV UTF-8", not as "Unicode Text". In PowerShell: write it with  -o FILE,  not with >.'
    : 'Save it again as "CSV UTF-8"; then look at names with accents.';
}
