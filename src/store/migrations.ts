/** The numbered migrations that make a store; `user_version` is the number of the last one applied. */
import type Database from 'better-sqlite3';
import { chainAll } from './chain.ts';
import { SCHEMA_1 } from './schema-1.ts';
import { SCHEMA_2 } from './schema-2.ts';

/** `LMSI` in ASCII: says that a SQLite file is a store of ours (fileformat2.html, 1.3.15). */
export const APPLICATION_ID = 0x4c4d5349;

/** Number `n` stands at `n - 1`. A migration that has landed never changes. */
const MIGRATIONS: readonly string[] = [SCHEMA_1, SCHEMA_2];

/** The version of a store that has every migration. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Every table that migrations make: the migrations' own (domain: "Whose row is it?"). */
export const MIGRATION_TABLES: ReadonlySet<string> = new Set(tablesAfter(0));

/** The tables that the migrations after a version make. */
export function tablesAfter(version: number): readonly string[] {
  return MIGRATIONS.slice(Math.max(0, version)).flatMap((sql) =>
    [...sql.matchAll(/CREATE TABLE (\w+)/g)].flatMap(([, name]) => name ?? []),
  );
}

/** Applies what is missing, in one transaction. */
export function migrate(db: Database.Database): void {
  db.transaction(() => {
    const version = Number(db.pragma('user_version', { simple: true }));
    for (const sql of MIGRATIONS.slice(version)) db.exec(sql);
    if (version < 2) chainAll(db);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  }).immediate();
}
