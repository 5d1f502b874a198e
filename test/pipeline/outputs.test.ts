import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ask, makeStore, removalFile, run, temporaryFolder, withSql } from '../tools/program.ts';

const OUTPUTS = ['--list', 'list.csv', '--errors', 'errors.csv'];

it('what a removal wrote is replaced by another removal alone, and by the errors of a file that is wrong', () => {
  const cwd = temporaryFolder();
  const store = makeStore(cwd, 40);
  withSql(store, (db) => db.exec(`UPDATE loan_entity SET status = 'Closed', closed_on = '2025-01-01'`));
  const written = () => ['list.csv', 'errors.csv'].map((name) => readFileSync(join(cwd, name), 'utf8'));
  const ingest = (name: string, ...more: string[]) => run(['ingest', name, ...OUTPUTS, ...more], { cwd });
  removalFile(cwd, [40001, 40002], 'june.csv');
  expect(ingest('june.csv').code).toBe(5);
  const refused = written();
  expect(ingest('june.csv', '--confirm-removes', '2').code).toBe(0);
  const june = written();
  expect(june).toEqual(refused);
  // Told by its bytes, which the ledger holds: not by when it was written, nor by whom.
  const hashes = ask(store, `SELECT json_array_length(record, '$.evidence.outputs') FROM ledger_run`);
  expect(hashes).toBe(2);
  removalFile(cwd, [40003, 40004, 40005]);
  const again = ingest('july.csv', '--confirm-removes', '4');
  expect(again.code).toBe(5);
  expect(again.stderr).toMatch(/list\.csv \(--list\) is that of run 1: it stays as it is unless/);
  expect(written()).toEqual(june);
  removalFile(cwd, [40002, 40001], 'june-again.csv');
  expect(ingest('june-again.csv', '--missing-ok').code).toBe(0);
  expect(ingest('june.csv').code).toBe(0);
  expect(written()).toEqual(june);
  expect(ingest('july.csv', '--confirm-removes', '3').code).toBe(0);
  const [list = '', errors] = written();
  expect(list).toMatch(/^row.*\n2,40003,[^]*\n4,40005,.*\n$/);
  removalFile(cwd, [77777], 'wrong.csv');
  expect(ingest('wrong.csv', '--confirm-removes', '1').code).toBe(3);
  expect(written()[0]).toBe(list);
  expect(written()[1]).not.toBe(errors);
});
