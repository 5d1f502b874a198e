/** The programs: ours, and what somebody would use in its place. */
import { spawnSync } from 'node:child_process';
import Database from 'better-sqlite3';
import { classify } from '../src/core/shape/shape.ts';
import { MIGRATION_TABLES } from '../src/store/sqlite/schema/migrations.ts';
import { readTables } from '../src/store/sqlite/schema/read-shape.ts';
import { removedTables } from '../src/store/sqlite/selection/rows-of.ts';
import { COPY, PROGRAM, file, fresh, textFile } from './room.ts';
import type { Side } from './row.ts';

/** Ours, with these arguments. */
export function ours(...args: readonly string[]): Side {
  return { command: process.execPath, args: [PROGRAM, ...args] };
}

/** Ours, on a fresh copy of a store, which `rows` customers are removed from. */
export function ingest(
  asked: { store: string; file: string; rows: number },
  ...more: readonly string[]
): Side {
  const consent = ['--confirm-removes', String(asked.rows), '--actor', 'bench'];
  const side = ours('ingest', asked.file, '--store', COPY, ...consent, ...more);
  return { ...side, prepare: () => fresh(asked.store) };
}

/** Node, doing nothing. */
export const NODE: Side = { command: process.execPath, args: ['-e', '0'] };

/** A script of `bench/peers/`. */
export function peer(name: 'csv-parse' | 'naive' | 'integrity', ...args: readonly string[]): Side {
  const path = new URL(`peers/${name}.ts`, import.meta.url).pathname;
  return { command: process.execPath, args: [path, ...args] };
}

/** The script most people would write, on a fresh copy of a store that cascades. */
export function naive(asked: { store: string; file: string }): Side {
  return { ...peer('naive', asked.file, COPY), prepare: () => fresh(asked.store) };
}

/** Is the `sqlite3` program there? Its version, or null. */
export function sqlite3Version(): string | null {
  const { status, stdout } = spawnSync('sqlite3', ['--version'], { encoding: 'utf8' });
  return status === 0 ? (stdout.split(' ')[0] ?? null) : null;
}

/**
 * The `sqlite3` program alone: the IDs, of which somebody has made a file of their own, and our own deletes in one
 * transaction. No row is validated, nothing shown, checked, scrubbed or reported.
 */
export function sqlite3(asked: { store: string; rows: number; of: number }): Side {
  const ids = file({ kind: 'ids', rows: asked.rows, of: asked.of });
  const script = textFile(`remove-${asked.rows}-of-${asked.of}.sql`, removal(asked.store, ids));
  return { command: 'sqlite3', args: ['-batch', COPY], input: script, prepare: () => fresh(asked.store) };
}

function removal(path: string, ids: string): string {
  return `.bail on
PRAGMA secure_delete = ON;
CREATE TEMP TABLE removal (customer_id INTEGER PRIMARY KEY);
.import --csv --schema temp ${ids} removal
BEGIN IMMEDIATE;
${deletes(path).join('\n')}
COMMIT;
PRAGMA wal_checkpoint(TRUNCATE);
`;
}

function deletes(path: string): readonly string[] {
  const db = new Database(path, { readonly: true });
  try {
    const shape = classify(readTables(db), MIGRATION_TABLES);
    if ('trouble' in shape) throw new Error('a store of a shape that is refused');
    return removedTables(shape, 'temp.removal').map(
      ({ table, where }) => `DELETE FROM main."${table}" AS o0 WHERE ${where};`,
    );
  } finally {
    db.close();
  }
}
