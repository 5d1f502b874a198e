/** Brings a store up to this program's version, and does nothing else. */
import type { Migrated } from '../core/history.ts';
import { migrate, versionOf } from '../store/migrations.ts';
import { withStore } from '../store/open.ts';
import type { StoreAt } from '../store/trouble.ts';

/** Both versions, equal where there was nothing to do. Throws a `StoreError`. */
export function migrateStore(at: StoreAt): Migrated {
  return withStore({ ...at, mode: 'read-write' }, ({ db }) => {
    const from = versionOf(db);
    migrate(db);
    return { from, to: versionOf(db) };
  });
}
