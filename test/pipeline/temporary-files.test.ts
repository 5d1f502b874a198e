import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeStore, removalFile, temporaryFolder, withSql } from '../tools/program.ts';
import { filesWritten, hasStrace } from '../tools/strace.ts';

/** SQLite sorts up to 16 MB in memory whatever it is told: the names of the removed, and their loans' documents, are more. */
const REPEATS = 1500;
const FAT = `replace(hex(zeroblob(${REPEATS})), '00', printf('~%d~~~~', c.id))`;
const IDS = Array.from({ length: 2000 }, (_, at) => 40001 + at);

function build(): string {
  const cwd = temporaryFolder();
  withSql(makeStore(cwd, 2200), (db) =>
    db.exec(
      `UPDATE loan_entity SET status = 'Closed';
       UPDATE customer_entity AS c SET last_name = ${FAT}, company_name = NULL;
       UPDATE customer_note AS n SET body = (SELECT ${FAT} FROM customer_entity c WHERE c.id = n.customer_id);
       INSERT INTO loan_document (loan_id, name, content) SELECT l.loan_id, 'x', CAST(${FAT} AS BLOB)
         FROM loan_customer l JOIN customer_entity c ON c.id = l.customer_id;
       ANALYZE`,
    ),
  );
  removalFile(cwd, IDS);
  const lines = IDS.map((id) => `${id},${`~${id}~~~~`.repeat(REPEATS)}\n`);
  writeFileSync(join(cwd, 'names.csv'), `customerId,lastName\n${lines.join('')}`);
  return cwd;
}

const LOAD = ['july.csv', '--all', '--check-names', 'names.csv', '--errors'];

/** What may be written to: each has a name, and is searched for values of the removed by other tests. */
const STORE = ['lms.db', 'lms.db-shm', 'lms.db-wal'];
const REPORT = ['lms-reports/x/.report.json.x', 'lms-reports/x/.report.txt.x'];

// A file without a name is gone with the process, but not from the disk: no search of folders would find it.
describe.skipIf(!hasStrace)('no file is written to but those that are named', () => {
  const cwd = build();
  it.each([
    ['validate', ['validate', ...LOAD, 'validate.csv'], [...STORE.slice(1), '.validate.csv.x']],
    ['plan', ['plan', ...LOAD, 'plan.csv'], [...STORE.slice(1), '.plan.csv.x']],
    [
      'ingest',
      ['ingest', ...LOAD, 'ingest.csv', '--confirm-removes', '2000'],
      [...STORE, '.ingest.csv.x', ...REPORT],
    ],
    ['an ingest again', ['ingest', 'july.csv'], STORE],
    // It opens the store as one that may write, and does not: of CHECK constraints SQLite tells no other.
    ['verify', ['verify', '1'], STORE],
    ['show', ['show', '1', '--report', 'lms-reports'], [...STORE.slice(1), ...REPORT]],
    ['history', ['history', '--check'], STORE.slice(1)],
    ['store scrub', ['store', 'scrub'], STORE],
  ])('%s', (_name, line, named) => {
    const { ran, files } = filesWritten(line, cwd);
    expect(ran.code, ran.stderr).toBe(0);
    const found = files.map((file) => file.replace(/\.[0-9a-f]{8}$/, '.x').replace(/\.pending-[^/]+/, 'x'));
    expect([...new Set(found)].sort()).toEqual([...named].sort());
  });
});
