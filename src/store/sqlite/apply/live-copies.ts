/** Where SQLite keeps copies of values as live rows of its own: a scrub of what is unused cannot reach them. */
import type { LiveCopy } from '../../../core/run/report.ts';
import { virtualTable } from '../../../core/shape/virtual-table.ts';
import type { Db } from '../connection/db.ts';
import { quoteName } from '../schema/quote.ts';
import { sampleRows } from './samples.ts';

/** Each such table of the file, whoever made it, by name; those that hold nothing left out. No module need be there. */
export function liveCopies(db: Db): readonly LiveCopy[] {
  const samples = sampleRows(db).filter(({ rows }) => rows > 0);
  const tables = db
    .prepare<[], { readonly name: string; readonly sql: string }>(
      `SELECT name, sql FROM main.sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE %' ORDER BY name`,
    )
    .all();
  return [
    ...samples.map(({ table, rows }) => ({ table, kind: 'samples', rows, frees: 'ANALYZE' }) as const),
    ...tables.flatMap(({ name, sql }) => copyIn(name, sql) ?? []),
  ];
}

function fullText(table: string, command: 'optimize' | 'rebuild' | null): LiveCopy {
  const name = quoteName(table);
  const frees = command === null ? null : `INSERT INTO ${name}(${name}) VALUES('${command}')`;
  return { table, kind: 'full-text', rows: null, frees };
}

function copyIn(table: string, sql: string): LiveCopy | null {
  switch (virtualTable(sql)?.holds ?? 'nothing') {
    case 'own-content':
      return fullText(table, 'optimize');
    case 'other-content':
      // Of a row that went without a word to its index, by no trigger, 'optimize' keeps the words.
      return fullText(table, 'rebuild');
    case 'no-content':
      return fullText(table, null);
    case 'boxes':
      return { table, kind: 'boxes', rows: null, frees: null };
    case 'unknown':
      return { table, kind: 'unknown', rows: null, frees: null };
    case 'nothing':
      return null;
  }
}
