import { DuckDBInstance } from '@duckdb/node-api';
import { judged, LABELS } from './writers.ts';

/** COPY of a query that gives action and customerId; the other columns are NULL. */
const as =
  (values: string, options = 'HEADER') =>
  async (path: string) => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const columns = LABELS.slice(2).map((label) => `NULL AS "${label}"`);
    await connection.run(
      `COPY (SELECT 'remove' AS action, id AS "customerId", ${columns.join(', ')} FROM (${values}) AS t(id)) TO '${path}' (FORMAT csv, ${options})`,
    );
    connection.closeSync();
  };
const two = 'VALUES (40002), (40005)';

judged('DuckDB', true, () => [
  { how: 'COPY TO, HEADER', write: as(two), ids: [40002, 40005] },
  { how: 'FORCE_QUOTE *', write: as(two, 'HEADER, FORCE_QUOTE *'), ids: [40002, 40005] },
  {
    how: 'HEADER false',
    write: as(two, 'HEADER false'),
    ids: [],
    found: ['header-mismatch line 1 no-header'],
    mended: { write: as(two), ids: [40002, 40005], found: [] },
  },
  {
    how: 'a DOUBLE column',
    write: as('SELECT 40002::DOUBLE'),
    ids: [],
    found: ['customer-id-invalid B2 decimal-point'],
    mended: { write: as('SELECT (40002::DOUBLE)::BIGINT'), ids: [40002], found: [] },
  },
  { how: 'a NULL', write: as('SELECT NULL'), ids: [], found: ['customer-id-missing B2'] },
]);
