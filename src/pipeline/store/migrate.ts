/** Brings a store up to this program's version, and does nothing else. */
import type { Migrated } from '../../core/run/history.ts';
import { migrate, versionOf } from '../../store/sqlite/schema/migrations.ts';
import { withStore } from '../../store/sqlite/connection/open.ts';
import type { StoreAt } from '../../store/sqlite/connection/trouble.ts';

/** Both versions, equal where there was nothing to do. Throws a `StoreError`. */
export function migrateStore(at: StoreAt): Migrated {
  return withStore({ ...at, mode: 'read-write' }, ({ db }) => {
    const from = versionOf(db);
    migrate(db);
    return { from, to: versionOf(db) };
  });
}
