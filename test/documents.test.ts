import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { DocumentName } from '../src/core/documents/documents.ts';
import { NOTHING_KNOWN } from '../src/core/progress/known.ts';
import { errorDocument } from '../src/view/documents/error-json.ts';
import { jsonSchemas } from './tools/json-schemas.ts';
import { requirePublished } from './tools/published.ts';
import { everyError } from './view/everything.ts';
import {
  closedStore,
  makeStore,
  removalFile,
  run,
  runJson,
  temporaryFolder,
  withSql,
} from './tools/program.ts';

const FOLDER = new URL('../schemas/', import.meta.url).pathname;

describe('the published schemas', () => {
  it('are those that the code declares (SCHEMAS=write writes them)', () => {
    const made = jsonSchemas();
    for (const [name, schema] of Object.entries(made)) {
      const text = `${JSON.stringify(schema, null, 2)}\n`;
      if (process.env.SCHEMAS === 'write') writeFileSync(join(FOLDER, `${name}.json`), text);
      expect(readFileSync(join(FOLDER, `${name}.json`), 'utf8')).toBe(text);
    }
    expect(readdirSync(FOLDER).sort()).toEqual(
      Object.keys(made)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });
});

function expectDocument(text: string): any {
  const document = JSON.parse(text);
  const name = String(document.schema).replace('lms-import/', '') as DocumentName;
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const valid = ajv.compile(JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')));
  expect(valid(document), JSON.stringify(valid.errors)).toBe(true);
  requirePublished(document);
  return document;
}

describe('every document that the program prints is one of its schemas', () => {
  const cwd = temporaryFolder();
  makeStore(cwd, 30);
  withSql(join(cwd, 'lms.db'), (db) =>
    db.exec(`UPDATE loan_entity SET status = 'Closed', closed_on = '2015-01-31'`),
  );
  removalFile(cwd, [40001, 40002, 40003]);
  removalFile(cwd, [40001, 1, 40003, 40003], 'wrong.csv');
  removalFile(cwd, [], 'empty.csv');
  removalFile(cwd, [40001, 40002, 40003, 40004], 'again.csv');
  const ingest = ['ingest', 'july.csv', '--confirm-removes', '3', '--timings'];
  it.each([
    ['template', ['template', 'customer'], 0],
    ['template', ['template', 'customer', '-o', 'new.csv'], 0],
    ['store', ['store', 'init', '--store', 'new.db', '--demo', '3'], 0],
    ['scrub', ['store', 'scrub', '--store', 'new.db'], 0],
    ['migration', ['store', 'migrate', '--store', 'new.db'], 0],
    ['check', ['check'], 0],
    ['check', ['check', '--store', 'none.db'], 7],
    ['validation', ['validate', 'july.csv'], 0],
    ['validation', ['validate', 'july.csv', '--show', '0'], 0],
    ['validation', ['validate', 'july.csv', '--timings'], 0],
    ['validation', ['validate', 'wrong.csv'], 3],
    ['validation', ['validate', 'wrong.csv', '--show', '0'], 3],
    ['validation', ['validate', 'wrong.csv', '--template', 'again.csv'], 3],
    ['plan', ['plan', 'july.csv'], 0],
    ['validation', ['plan', 'wrong.csv'], 3],
    ['plan', ['ingest', 'july.csv', '--dry-run', '--show', '1', '--timings'], 0],
    ['validation', ['ingest', 'wrong.csv'], 3],
    ['plan', ['ingest', 'empty.csv'], 0],
    ['error', ['validate', 'none.csv'], 4],
    ['error', ['ingest', 'july.csv'], 5],
    ['error', ['plan', 'july.csv', '--store', 'none.db'], 7],
    ['error', ['frobnicate'], 2],
    ['plan', ['plan', 'july.csv', '--out', 'july.plan'], 0],
    ['saved-plan', ['show', 'july.plan'], 0],
    ['error', ['ingest', 'wrong.csv', '--plan', 'july.plan'], 6],
    ['report', ingest, 0],
    ['report', [...ingest, '--show', '1'], 0],
    ['report', ['show', '1'], 0],
    ['finish', ['finish'], 0],
    ['history', ['history'], 0],
    ['history', ['history', '--check'], 0],
    ['verification', ['verify', '--all'], 0],
    ['validation', ['validate', 'july.csv'], 0],
    ['plan', ['plan', 'july.csv'], 0],
    ['plan', ['plan', 'again.csv', '--missing-ok'], 0],
    ['validation', ['plan', 'again.csv'], 3],
  ])('%s: %j', (name, args, code) => {
    const ran = run([...args, '--json'], { cwd });
    expect(ran).toMatchObject({ code, stderr: '' });
    const document = expectDocument(ran.stdout);
    expect(document).toMatchObject({ schema: `lms-import/${name}`, exitCode: code });
  });

  it('and so is a plan of loans whose columns are NULL, which count as open', () => {
    const nulls = temporaryFolder();
    withSql(makeStore(nulls, 5), (db) =>
      db.exec(`DROP TABLE loan_entity; DELETE FROM loan_customer; CREATE TABLE loan_entity (
          id INTEGER PRIMARY KEY, status TEXT, sub_status TEXT, closed_on TEXT, archived INTEGER, deleted INTEGER);
        INSERT INTO loan_entity (id, status, archived) VALUES (1, 'Open', NULL), (2, NULL, 0), (3, x'00', 0);
        INSERT INTO loan_customer VALUES (1, 40001, 'primary'), (2, 40002, 'primary'), (3, 40003, 'primary')`),
    );
    removalFile(nulls, [40001, 40002, 40003]);
    const { plan } = expectDocument(run(['plan', 'july.csv', '--json'], { cwd: nulls }).stdout);
    expect(plan.guards).toContainEqual(
      expect.objectContaining({ guard: 'open-loans', customers: 3, refuses: true }),
    );
    expect(plan.shown).toMatchObject(
      ['Open', '(no status)', '(not text)'].map((status) => ({
        loans: [{ status, open: true, state: 'live', loans: 1 }],
      })),
    );
  });

  it('and so is report.json, which holds every ID', () => {
    const document = expectDocument(readFileSync(join(cwd, 'lms-reports/0001/report.json'), 'utf8'));
    expect(document.report).toMatchObject({
      verified: true,
      truncated: false,
      removedIds: [40001, 40002, 40003],
    });
  });
});

describe('the document of a failure', () => {
  const ending = { toolVersion: '1.0.0', command: 'plan', outcome: 'store' } as const;
  it('holds typed details for every reason there is', () => {
    const schema = new Ajv2020({ strict: false });
    addFormats.default(schema);
    const valid = schema.compile(jsonSchemas().error ?? {});
    for (const error of everyError('a'.repeat(64))) {
      const said = { message: '', error, found: [], known: NOTHING_KNOWN };
      const document: unknown = JSON.parse(JSON.stringify(errorDocument(ending, said)));
      expect(valid(document), JSON.stringify([document, valid.errors])).toBe(true);
      requirePublished(document as object);
    }
  });

  const cwd = temporaryFolder();
  const store = closedStore(cwd, 60);
  removalFile(cwd, [40001, 40002, 40003]);
  const sha256 = createHash('sha256')
    .update(readFileSync(join(cwd, 'july.csv')))
    .digest('hex');
  const file = { name: 'july.csv', sha256, rows: 3, blankRows: 0 };
  const template = { name: 'customer', columns: 48 };
  const counts = { rows: 3, clean: 3, withErrors: 0, blank: 0, remove: 3, errors: 0 };
  const read = { file, template, counts };
  const ingest = ['ingest', 'july.csv', '--confirm-removes', '3'];

  it.each([
    // What was read, and judged, is told whatever refuses it.
    [['ingest', 'july.csv'], { ...read, details: { outcome: 'refused', why: 'not-asked', removals: 3 } }],
    [['ingest', 'july.csv', '--confirm-removes', '4'], { ...read, details: { said: 4, removals: 3 } }],
    [['ingest', 'july.csv', '--sha256', '0'.repeat(64)], { file, template, counts: {} }],
    // The store as a document of a success has it, by default, too.
    [[...ingest, '--lock-timeout', '0.1'], { ...read, store: 'lms.db', details: { by: 'writer' } }],
    [
      [...ingest, '--lock-timeout', '0.1', '--store', './lms.db'],
      { ...read, store: './lms.db', details: { outcome: 'store', reason: 'locked', path: './lms.db' } },
    ],
    [
      ['plan', 'july.csv', '--store', 'none.db'],
      { file: null, details: { reason: 'missing', path: 'none.db' } },
    ],
    [['validate', 'none.csv'], { file: null, template, counts: {}, details: { path: 'none.csv' } }],
    [['validate', 'july.csv', '--template', 'none.csv'], { file: null, template: null }],
    [['store', 'scrub', '--store', 'none.db'], { store: 'none.db', template: null }],
    [['template', 'customers'], { store: null, details: null }],
  ])('%j holds what was known by then', (args, known) => {
    const { document } = withSql(store, (db) => {
      if (args.includes('--lock-timeout')) db.exec('BEGIN IMMEDIATE');
      return runJson(args, { cwd });
    });
    expect(document).toMatchObject({ schema: 'lms-import/error', ...known });
  });
});
