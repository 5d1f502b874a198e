import { writeFileSync } from 'node:fs';
import { writeToBuffer } from 'fast-csv';
import { judged, LABELS, table } from './writers.ts';

type Rows = Parameters<typeof writeToBuffer>[0];
type Options = NonNullable<Parameters<typeof writeToBuffer>[1]>;

const as =
  (rows: readonly unknown[], options: Options = {}) =>
  async (path: string) => {
    writeFileSync(path, await writeToBuffer(rows as Rows, options));
  };
const two = table(40002, 40005);
const short = [[...LABELS], ['remove', 40002], ['remove', 40005]];
const objects = [40002, 40005].map((customerId) => ({ action: 'remove', customerId }));
const valid = [40002, 40005];

judged('fast-csv', true, () => [
  { how: 'whole rows: no last line break', write: as(two), ids: valid },
  {
    how: 'short rows',
    write: as(short),
    ids: [],
    found: ['truncated-row line 3'],
    mended: { write: as(short, { includeEndRowDelimiter: true }), ids: valid, found: [] },
  },
  { how: 'headers, from objects', write: as(objects, { headers: [...LABELS] }), ids: valid },
  { how: 'quoteColumns: true', write: as(two, { quoteColumns: true }), ids: valid },
  { how: 'writeBOM: true', write: as(two, { writeBOM: true }), ids: valid },
  { how: "rowDelimiter: '\\r\\n'", write: as(two, { rowDelimiter: '\r\n' }), ids: valid },
  {
    how: 'a list of IDs',
    as: 'list',
    write: as([['customerId'], ['40002'], ['40005']]),
    ids: [],
    found: ['truncated-row line 3'],
    mended: {
      write: as([['customerId'], ['40002'], ['40005']], { includeEndRowDelimiter: true }),
      ids: valid,
      found: [],
    },
  },
]);
