/** What the program says of files that other programs made: a table row each, asked of the real program with a small store. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CUSTOMER_COLUMNS } from '../../src/core/file/customer-columns.ts';
import { closedStore, removalFile, run, runJson, temporaryFolder, withSql } from '../tools/program.ts';

type Write = (path: string) => unknown;

export interface Written {
  /** The writer's call or option, as its user would say it. */
  readonly how: string;
  readonly write: Write;
  /** A list of IDs makes the file to import; a list of names is compared with one of the same IDs. */
  readonly as?: 'list' | 'names';
  /** Who would be removed; nobody where the file is wrong. */
  readonly ids: readonly number[];
  /** Code, place, and why, of errors and warnings alike. */
  readonly found?: readonly string[];
  /** The remedy, done by the writer's own option: the file is valid then. */
  readonly mended?: {
    readonly write: Write;
    readonly ids: readonly number[];
    readonly found?: readonly string[];
  };
}

/** The labels of the built-in template. */
export const LABELS: readonly string[] = CUSTOMER_COLUMNS.map(({ label }) => label);

/** IDs of 16 digits, the second of which is what a spreadsheet makes of the first. */
export const LONG = 4012345678901234;
const ROUNDED = 4012345678901230;

/** A row with every cell of the template, all but two empty. */
export function wholeRow<T>(id: T): (string | T)[] {
  return ['remove', id, ...LABELS.slice(2).map(() => '')];
}

/** The header and a whole row for each ID. */
export function table(...ids: readonly unknown[]): unknown[][] {
  return [[...LABELS], ...ids.map(wholeRow)];
}

/** The first customers' IDs and last names, as the made-up store has them. */
export function named(cwd: string): { customerId: number; lastName: string }[] {
  return withSql(
    join(cwd, 'lms.db'),
    (db) =>
      db
        .prepare(
          'SELECT id AS customerId, last_name AS lastName FROM customer_entity WHERE last_name IS NOT NULL ORDER BY id LIMIT 3',
        )
        .all() as { customerId: number; lastName: string }[],
  );
}

/** A folder with a store of twenty customers without loans, and two with IDs of 16 digits. */
function storeFolder(): string {
  const cwd = temporaryFolder();
  withSql(closedStore(cwd, 20), (db) =>
    db.exec(
      `DELETE FROM loan_customer;
       INSERT INTO customer_entity (id, first_name, last_name) VALUES (${LONG}, 'Bo', 'Meant'), (${ROUNDED}, 'Ann', 'Other')`,
    ),
  );
  return cwd;
}

/** Has each file made, asks the program, and compares what it says. `cwd` holds the store, and is where files are made. */
export function judged(writer: string, isThere: boolean, files: (cwd: string) => readonly Written[]): void {
  describe.skipIf(!isThere)(writer, () => {
    let cwd = '';
    beforeAll(() => {
      cwd = storeFolder();
    });
    // The table's length is known before there is a folder: only what is called later looks at it.
    it.each(files('').map(({ how }, index) => ({ how, index })))('$how', async ({ index }) => {
      const file = files(cwd)[index] as Written;
      await judge(cwd, `${index}.csv`, file);
      if (file.mended !== undefined) await judge(cwd, `${index}-mended.csv`, { ...file, ...file.mended });
    });
  });
}

async function judge(cwd: string, name: string, { write, as, ids, found = [] }: Written): Promise<void> {
  await write(join(cwd, name));
  const said = ask(cwd, name, as, ids);
  const wrong = said.diagnostics.some(({ severity }) => severity === 'error');
  expect({ found: said.diagnostics.map(inOneLine), ids: said.ids, code: said.code }).toEqual({
    found,
    ids,
    code: wrong ? 3 : 0,
  });
}

interface Answer {
  readonly code: number | null;
  readonly diagnostics: readonly Found[];
  readonly ids: readonly number[];
}

function ask(cwd: string, name: string, as: Written['as'], ids: readonly number[]): Answer {
  if (as === 'list') return askList(cwd, name);
  if (as === undefined) return askPlan(cwd, name, []);
  removalFile(cwd, ids, `import-${name}`);
  return askPlan(cwd, `import-${name}`, ['--check-names', name]);
}

/** What the list makes is the file that is asked about. */
function askList(cwd: string, name: string): Answer {
  const made = run(['template', 'customer', '--remove-ids', name, '-o', `made-${name}`], { cwd });
  if (made.code === 0) return askPlan(cwd, `made-${name}`, []);
  const { code, document } = runJson(['template', 'customer', '--remove-ids', name], { cwd });
  return { code, diagnostics: document.diagnostics, ids: [] };
}

/** Who would be removed stands in the second column of what `--list` writes. */
function askPlan(cwd: string, name: string, options: readonly string[]): Answer {
  const list = `list-${name}`;
  const { code, document } = runJson(['plan', name, '--list', list, ...options], { cwd });
  if (code !== 0) return { code, diagnostics: document.diagnostics, ids: [] };
  const lines = readFileSync(join(cwd, list), 'utf8').trim().split(/\r?\n/).slice(1);
  return {
    code,
    diagnostics: document.diagnostics,
    ids: lines.map((line) => Number(line.split(',')[1])),
  };
}

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly cell: string | null;
  readonly line: number | null;
  readonly details: { readonly why?: string; readonly cause?: { readonly kind: string } | null };
}

function inOneLine({ code, cell, line, details }: Found): string {
  const place = cell ?? (line === null ? '' : `line ${line}`);
  return [code, place, details.why ?? details.cause?.kind ?? ''].filter((part) => part !== '').join(' ');
}
