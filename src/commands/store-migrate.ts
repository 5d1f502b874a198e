/** `store migrate`: brings an older store up to this program's version. Nothing of customers and loans is changed. */
import { migrateStore } from '../pipeline/store/migrate.ts';
import { migrationDocument } from '../view/documents/json.ts';
import { migrationScreen } from '../view/screens/store.ts';
import { answer, type Context } from './terminal/context.ts';
import { storePath, type StoreOptions } from './line/options.ts';

/** Runs the command; returns the exit code. */
export async function storeMigrate(context: Context, options: StoreOptions): Promise<number> {
  const path = storePath(context, options);
  const migrated = migrateStore({ path, seconds: options.lockTimeout });
  const storeChanged = migrated.from !== migrated.to;
  await answer(
    context,
    () => migrationDocument({ ...context.ending, outcome: 'ok', storeChanged, store: path }, migrated),
    () => migrationScreen(context.style, path, migrated),
  );
  return 0;
}
