/** Has the store anything by a name that a migration gives, which is still to come? Tables of such a name are another matter. */
import { StoreError } from '../../../core/errors.ts';
import type { NamedPart } from '../../../core/shape/shape-trouble.ts';
import type { Db } from '../connection/db.ts';
import { tablesAfter, triggersAfter } from './migrations.ts';
import { foldName } from './quote.ts';

interface Part {
  readonly kind: NamedPart;
  readonly name: string;
}

/** Throws a `StoreError` (`shape`) where it has; asked as a store opens, for an ingest migrates what a plan has only looked at. */
export function refuseTakenNames(db: Db, path: string, version: number): void {
  const [tables, triggers] = [new Set(tablesAfter(version)), new Set(triggersAfter(version))];
  if (tables.size + triggers.size === 0) return;
  const parts = db
    .prepare<[], Part>(
      `SELECT type AS kind, name FROM main.sqlite_schema WHERE type IN ('view', 'index', 'trigger') ORDER BY name`,
    )
    .all();
  // A view and an index may not be called like a table, and a trigger like no other trigger.
  const taken = parts.find(({ kind, name }) => (kind === 'trigger' ? triggers : tables).has(foldName(name)));
  if (taken !== undefined)
    throw new StoreError({ reason: 'shape', path, shape: { why: 'name-taken', ...taken } });
}
