/** `ingest`: the whole way, against those who only delete. */
import { statSync } from 'node:fs';
import { thousands as n } from '../src/view/text/format.ts';
import { ingest, naive, peer, sqlite3 } from './programs.ts';
import { cascadingStore, file, store } from './room.ts';
import type { Row, Side } from './row.ts';
import type { Size } from './sizes.ts';
import { growth } from './verdict.ts';

/** So few that the work is what the store needs, whatever the file holds. */
const HANDFUL = 100;

/** The rows on ingesting. */
export function ingestRows(size: Size): readonly Row[] {
  return [...againstSqlite3(size), ...againstOthers(size), ...growthRows(size)];
}

function removing(rows: number, of: number): Side {
  return ingest({ store: store(of), file: file({ kind: 'good', rows, of }), rows });
}

function againstSqlite3({ most, tenth }: Size): readonly Row[] {
  const aims = new Map<number, number>([
    [tenth, 1.5],
    [most, 0.8],
  ]);
  return [most / 100, tenth, most / 2, most].map((rows) => ({
    ...{ name: `ingest-${n(rows)}`, work: `\`ingest\`, ${n(rows)} of ${n(most)} customers` },
    against: '`sqlite3`: `.import` of the IDs, deletes',
    ...{ judge: { kind: 'time', aim: aims.get(rows) ?? null }, sqlite3: true },
    sides: () => [removing(rows, most), sqlite3({ store: store(most), rows, of: most })],
  }));
}

function againstOthers({ most, tenth }: Size): readonly Row[] {
  return [
    {
      ...{ name: 'ingest-naive', work: `\`ingest\`, ${n(tenth)} of ${n(most)} customers` },
      ...{ against: 'the naive script', judge: { kind: 'time', aim: 0.4 } },
      sides: () => {
        const path = file({ kind: 'good', rows: tenth, of: most });
        return [removing(tenth, most), naive({ store: cascadingStore(most), file: path })];
      },
    },
    {
      ...{ name: 'ingest-handful', work: `\`ingest\`, ${HANDFUL} of ${n(most)} customers` },
      ...{ against: 'one `integrity_check` of the store', judge: { kind: 'time', aim: 2.5 } },
      sides: () => [removing(HANDFUL, most), peer('integrity', store(most))],
    },
  ];
}

function growthRows({ most, tenth, few }: Size): readonly Row[] {
  return [
    {
      ...{ name: 'ingest-rows', work: `\`ingest\`, time a row, ${n(most)} rows` },
      ...{ against: `itself, ${n(few)} rows`, judge: { kind: 'time', aim: 1.3, of: growth(most, few) } },
      sides: () => [most, few, 10].map((rows) => removing(rows, most)),
    },
    {
      ...{ name: 'ingest-pages', work: `\`ingest\`, time a page, ${n(most)} customers` },
      against: `itself, ${n(tenth)} customers`,
      judge: { kind: 'time', aim: 1.3, of: (times) => growth(bytes(most), bytes(tenth))(times) },
      sides: () => [removing(HANDFUL, most), removing(HANDFUL, tenth), removing(10, 1_000)],
    },
  ];
}

/** Both stores have pages of one size. */
function bytes(customers: number): number {
  return statSync(store(customers)).size;
}
