import { writeFileSync } from 'node:fs';
import { stringify, type Options } from 'csv-stringify/sync';
import { judged, LABELS, named, table } from './writers.ts';

const as = (rows: readonly unknown[], options: Options) => (path: string) => {
  writeFileSync(path, stringify([...rows], options));
};
const two = table(40002, 40005);
const valid = [40002, 40005];

judged('csv-stringify', true, (cwd) => [
  { how: 'no options', write: as(two, {}), ids: valid },
  {
    how: 'header: true with columns, from objects',
    write: as(
      valid.map((customerId) => ({ action: 'remove', customerId })),
      { header: true, columns: [...LABELS] },
    ),
    ids: valid,
  },
  { how: 'quoted: true', write: as(two, { quoted: true }), ids: valid },
  { how: 'bom: true', write: as(two, { bom: true }), ids: valid },
  { how: "record_delimiter: 'windows'", write: as(two, { record_delimiter: 'windows' }), ids: valid },
  {
    how: "record_delimiter: 'mac'",
    write: as(two, { record_delimiter: 'mac' }),
    ids: [],
    found: ['header-mismatch line 1 no-line-break'],
    mended: { write: as(two, { record_delimiter: 'unix' }), ids: valid, found: [] },
  },
  {
    how: "delimiter: ';'",
    write: as(two, { delimiter: ';' }),
    ids: [],
    found: ['header-mismatch line 1'],
    mended: { write: as(two, { delimiter: ',' }), ids: valid, found: [] },
  },
  { how: 'escape_formulas: true', write: as(two, { escape_formulas: true }), ids: valid },
  {
    how: 'eof: false',
    write: as([[...LABELS], ['remove', 40002]], { eof: false }),
    ids: [],
    found: ['truncated-row line 2'],
    mended: { write: as([[...LABELS], ['remove', 40002]], {}), ids: [40002], found: [] },
  },
  { how: 'a list of IDs', as: 'list', write: as([['customerId'], [40002], [40005]], {}), ids: valid },
  {
    how: 'a list of names, from objects',
    as: 'names',
    write: (path) => as(named(cwd), { header: true })(path),
    ids: cwd === '' ? [] : named(cwd).map(({ customerId }) => customerId),
  },
]);
