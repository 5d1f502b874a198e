/** The numbered migrations that make a store; `user_version` is the number of the last one applied. */
import type Database from 'better-sqlite3';
import { chainAll } from '../ledger/chain.ts';
import type { Db } from '../connection/db.ts';
import { SCHEMA_1 } from './schema-1.ts';
import { SCHEMA_2 } from './schema-2.ts';

/** `LMSI` in ASCII: says that a SQLite file is a store of ours (fileformat2.html, 1.3.15). */
export const APPLICATION_ID = 0x4c4d5349;

/** Number `n` stands at `n - 1`. A migration that has landed never changes. */
const MIGRATIONS: readonly string[] = [SCHEMA_1, SCHEMA_2];

/** The version of a store that has every migration. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Every table that migrations make: the migrations' own (docs/DOMAIN.md, "Whose row is it?"). */
export const MIGRATION_TABLES: ReadonlySet<string> = tablesOf(MIGRATIONS.length);

/** The tables that the migrations after a version make. */
export function tablesAfter(version: number): readonly string[] {
  return madeBy(MIGRATIONS.slice(Math.max(0, version)), 'TABLE');
}

/** The triggers that they make. */
export function triggersAfter(version: number): readonly string[] {
  return madeBy(MIGRATIONS.slice(Math.max(0, version)), 'TRIGGER');
}

/** Those of them that a store of this version has. */
export function tablesOf(version: number): ReadonlySet<string> {
  return new Set(madeBy(MIGRATIONS.slice(0, version), 'TABLE'));
}

function madeBy(migrations: readonly string[], kind: 'TABLE' | 'TRIGGER'): readonly string[] {
  return migrations.flatMap((sql) =>
    [...sql.matchAll(new RegExp(`CREATE ${kind} (\\w+)`, 'g'))].flatMap(([, name]) => name ?? []),
  );
}

/** The number of the last migration that was applied. */
export function versionOf(db: Db): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Applies what is missing, in one transaction or in the caller's; of a store that has everything it writes nothing. */
export function migrate(db: Database.Database): void {
  if (versionOf(db) === SCHEMA_VERSION) return;
  db.transaction(() => {
    const version = versionOf(db);
    for (const sql of MIGRATIONS.slice(version)) db.exec(sql);
    if (version < 2) chainAll(db);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  }).immediate();
}
