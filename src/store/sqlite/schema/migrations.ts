/** The numbered migrations that make a store; `user_version` is the number of the last one applied. */
import type Database from 'better-sqlite3';
import { chainAll } from '../ledger/chain.ts';
import type { Db } from '../connection/db.ts';
import { SCHEMA_1 } from './schema-1.ts';
import { SCHEMA_2 } from './schema-2.ts';

/** `LMSI` in ASCII: says that a SQLite file is a store of ours (fileformat2.html, 1.3.15). */
export const APPLICATION_ID = 0x4c4d5349;

/** `LMSD`: a store of ours whose customers are made up. */
const DEMO_ID = 0x4c4d5344;

/** Is the file a store of ours, with customers of a company or with made-up ones? */
export function isStore(db: Db): boolean {
  return isDemo(db) || db.pragma('application_id', { simple: true }) === APPLICATION_ID;
}

/** Are the store's customers made up? */
export function isDemo(db: Db): boolean {
  return db.pragma('application_id', { simple: true }) === DEMO_ID;
}

/** Says of a new store that its customers are made up. */
export function markDemo(db: Db): void {
  db.pragma(`application_id = ${DEMO_ID}`);
}

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
    if (!isDemo(db)) db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  }).immediate();
}
