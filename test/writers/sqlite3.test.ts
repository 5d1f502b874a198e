import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { hasProgram } from '../tools/program.ts';
import { judged, LABELS, named } from './writers.ts';

const as = (sql: string, args: readonly string[]) => (path: string) => {
  writeFileSync(path, execFileSync('sqlite3', ['-init', '/dev/null', ...args, ':memory:', sql]));
};
const file = (values: string) =>
  `SELECT 'remove' AS action, column1 AS customerId, ${LABELS.slice(2)
    .map((label) => `NULL AS "${label}"`)
    .join(', ')} FROM (VALUES ${values})`;
const csv = ['-csv', '-header'];
const valid = [40002, 40005];

judged('sqlite3', hasProgram('sqlite3'), (cwd) => [
  { how: '-csv -header', write: as(file('(40002), (40005)'), csv), ids: valid },
  {
    how: '.mode csv, .headers on',
    write: as(file('(40002), (40005)'), ['-cmd', '.mode csv', '-cmd', '.headers on']),
    ids: valid,
  },
  {
    how: '-csv without -header',
    write: as(file('(40002), (40005)'), ['-csv']),
    ids: [],
    found: ['header-mismatch line 1 no-header'],
    mended: { write: as(file('(40002), (40005)'), csv), ids: valid, found: [] },
  },
  {
    how: 'a REAL column',
    write: as(file('(CAST(40002 AS REAL))'), csv),
    ids: [],
    found: ['customer-id-invalid B2 decimal-point'],
    mended: { write: as(file('(CAST(40002 AS INTEGER))'), csv), ids: [40002], found: [] },
  },
  { how: 'a NULL', write: as(file('(NULL)'), csv), ids: [], found: ['customer-id-missing B2'] },
  { how: 'a list of IDs', as: 'list', write: as('VALUES (40002), (40005)', ['-csv']), ids: valid },
  {
    how: 'a list of names, from the store',
    as: 'names',
    write: (path) => {
      writeFileSync(
        path,
        execFileSync('sqlite3', [
          '-init',
          '/dev/null',
          ...csv,
          `${cwd}/lms.db`,
          'SELECT id AS customerId, last_name AS lastName FROM customer_entity WHERE last_name IS NOT NULL ORDER BY id LIMIT 3',
        ]),
      );
    },
    ids: cwd === '' ? [] : named(cwd).map(({ customerId }) => customerId),
  },
]);
