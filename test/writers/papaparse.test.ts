import { writeFileSync } from 'node:fs';
import Papa from 'papaparse';
import { judged, LABELS, named, table } from './writers.ts';

const as =
  (rows: readonly unknown[], options: Papa.UnparseConfig = {}, end = '') =>
  (path: string) => {
    writeFileSync(path, Papa.unparse(rows as unknown[][], options) + end);
  };
const two = table(40002, 40005);
const short = [[...LABELS], ['remove', 40002], ['remove', 40005]];
const objects = [40002, 40005].map((customerId) => ({ action: 'remove', customerId }));
const valid = [40002, 40005];

judged('papaparse', true, (cwd) => [
  { how: 'unparse of whole rows: CRLF, no last line break', write: as(two), ids: valid },
  {
    how: 'unparse of short rows',
    write: as(short),
    ids: [],
    found: ['truncated-row line 3'],
    mended: { write: as(short, {}, '\r\n'), ids: valid, found: [] },
  },
  { how: 'quotes: true', write: as(two, { quotes: true }), ids: valid },
  {
    how: "delimiter: ';'",
    write: as(two, { delimiter: ';' }),
    ids: [],
    found: ['header-mismatch line 1'],
    mended: { write: as(two, { delimiter: ',' }), ids: valid, found: [] },
  },
  { how: 'objects with columns', write: as(objects, { columns: [...LABELS] }), ids: valid },
  { how: 'escapeFormulae: true', write: as(two, { escapeFormulae: true }), ids: valid },
  {
    how: 'escapeFormulae: true with a sign before an ID',
    write: as(table('+40002', 40005), { escapeFormulae: true }),
    ids: [],
    found: ['customer-id-invalid B2 not-a-number'],
    mended: { write: as(two, { escapeFormulae: true }), ids: valid, found: [] },
  },
  { how: 'an empty row', write: as([...two, ['']], {}), ids: valid },
  {
    how: 'an empty row, skipEmptyLines: true',
    write: as([...two, ['']], { skipEmptyLines: true }),
    ids: valid,
  },
  {
    how: 'a list of IDs',
    as: 'list',
    write: as([['customerId'], [40002], [40005]]),
    ids: [],
    found: ['truncated-row line 3'],
    mended: { write: as([['customerId'], [40002], [40005]], {}, '\r\n'), ids: valid, found: [] },
  },
  {
    how: 'a list of names, its line break added',
    as: 'names',
    write: (path) => as(named(cwd), {}, '\r\n')(path),
    ids: cwd === '' ? [] : named(cwd).map(({ customerId }) => customerId),
  },
]);
