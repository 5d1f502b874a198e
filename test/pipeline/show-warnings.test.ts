/** Whoever agrees to a plan by `show PLAN` sees every warning that whoever made it saw. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DocumentOf } from '../../src/core/documents/documents.ts';
import { savedPlanHeader } from '../../src/core/documents/saved-plan-schemas.ts';
import { customerHeader, removeRow } from '../../src/core/file/template.ts';
import { makeStore, run, runJson, temporaryFolder, withSql } from '../tools/program.ts';

const LOST = 4012345678901230;

/** A store and a file in which nearly everything is to be warned of. */
function room() {
  const cwd = temporaryFolder();
  const store = makeStore(cwd, 120);
  withSql(store, (db) => {
    const sql = String(
      db.prepare(`SELECT sql FROM sqlite_schema WHERE name = 'customer_entity'`).pluck().get(),
    );
    db.exec(`${sql.replace('customer_entity', 'other').replace(/ AUTOINCREMENT/i, '')};
      INSERT INTO other SELECT * FROM customer_entity; DROP TABLE customer_entity;
      ALTER TABLE other RENAME TO customer_entity;
      INSERT INTO customer_entity (id, last_name) VALUES (${LOST}, 'Quill'), (${LOST + 1}, 'Stays');
      CREATE TABLE branch (id INTEGER PRIMARY KEY, name TEXT);
      DELETE FROM customer_entity WHERE id = 40060;
      UPDATE loan_entity SET status = 'Closed', closed_on = '2015-01-31';
      INSERT INTO loan_entity (id, display_id, status, closed_on) VALUES
        (9001, 'LN-9001', 'Open', NULL), (9002, 'LN-9002', 'Closed', NULL), (9003, 'LN-9003', 'Closed', date('now'));
      INSERT INTO loan_customer (loan_id, customer_id, role) VALUES
        (9001, 40030, 'primary'), (9002, 40040, 'primary'), (9003, 40050, 'primary')`);
  });
  const rows = [40010, 40012, 40014, 40016, 40018, 40030, 40040, 40050, 40060, LOST].map(removeRow);
  writeFileSync(join(cwd, 'quill.csv'), `${customerHeader()}${rows.join('')}\n${removeRow(40070)}`);
  return cwd;
}

const flat = (screen: string) => screen.replace(/\s+/g, ' ');

/** What stands behind each sign, and the lines of what is not looked at. */
function told(screen: string): readonly string[] {
  const lines = screen.split('\n').map((line) => line.replace(/^ {4,}/, '\u0000'));
  return lines
    .join('\n')
    .replaceAll('\n\u0000', ' ')
    .split('\n')
    .filter((line) => /^ {2}([!✗]|Not examined|No parent) /.test(line))
    .map(flat);
}

describe('a plan with every warning', () => {
  let cwd = '';
  let planned: DocumentOf<'plan'>;
  let shown: DocumentOf<'saved-plan'>;
  const requirePlan = () => {
    if (planned.plan === null) throw new Error('no plan');
    return planned.plan;
  };
  const line = ['plan', 'quill.csv', '--max-removes', '3'];
  beforeAll(() => {
    cwd = room();
    planned = runJson([...line, '--out', 'the.plan'], { cwd }).document;
    shown = runJson(['show', 'the.plan'], { cwd }).document;
  });

  it('has them all in the document of show', () => {
    const warnings = planned.codes.filter(({ severity }) => severity === 'warning');
    expect(warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        'blank-row',
        'closed-on-unknown',
        'consecutive-ids',
        'customer-remains',
        'digits-lost',
        'open-loan',
        'recently-closed',
      ]),
    );
    expect(shown.saved.warnings).toHaveLength(warnings.length);
    for (const { code, rows } of warnings)
      expect(shown.saved.warnings).toContainEqual(
        expect.objectContaining({
          ...{ code, rows },
          at: planned.diagnostics.filter((one) => one.code === code).map(({ row, cell }) => ({ row, cell })),
        }),
      );
    const { guards, notExamined, orphans, idsGivenOnce, remains } = requirePlan();
    expect(guards.length).toBeGreaterThan(2);
    expect(idsGivenOnce).toBe(false);
    expect(shown.saved).toMatchObject({ guards, notExamined, orphans, idsGivenOnce, remains });
  });

  it('and on its screen, word for word, with a sign at each row that has one', () => {
    const screen = run(['show', 'the.plan'], { cwd }).stdout;
    const lines = told(run(line, { cwd }).stdout);
    expect(lines.length).toBeGreaterThan(9);
    for (const one of lines) expect(told(screen)).toContain(one);
    for (const { row } of requirePlan().shown.filter(({ flagged }) => flagged))
      expect(screen).toMatch(new RegExp(`row ${row} ! `));
  });

  it('a plan from before some of it was saved is shown all the same', () => {
    const [header = '', ...rest] = readFileSync(join(cwd, 'the.plan'), 'utf8').split('\n');
    const { idsGivenOnce: _once, warnings, ...older } = savedPlanHeader.parse(JSON.parse(header));
    const before = { ...older, warnings: warnings.map(({ code, rows }) => ({ code, rows })) };
    writeFileSync(join(cwd, 'old.plan'), [JSON.stringify(before), ...rest].join('\n'));
    renameSync(join(cwd, 'lms.db'), join(cwd, 'away.db'));
    expect(run(['show', 'old.plan'], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('a spreadsheet may have lost the last digit'),
    });
  });
});
